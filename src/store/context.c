#include "store/context.h"

static str piece(str text, int64_t from, int64_t to)
{
    if (from < 0 || to < from || (size_t)to > text.len)
        return S("");
    return str_trim((str){text.ptr + from, (size_t)(to - from)});
}

static int64_t within(int64_t at, int64_t from, int64_t to)
{
    return at < from ? from : at > to ? to : at;
}

/* A marker that runs on past its sentence is cut there, as in the records. */
void read_context(sqlite3_stmt *s, str text, struct citation_row *row)
{
    int64_t at[6];
    for (int i = 0; i < 6; i++)
        at[i] = sqlite3_column_int64(s, i);
    row->before = piece(text, at[0], at[1]);
    row->sentence = piece(text, at[1], at[2]);
    row->after = piece(text, at[2], at[3]);
    if (row->sentence.len == 0)
        return;
    int64_t start = within(at[4], at[1], at[2]);
    int64_t end = within(at[5], start, at[2]);
    row->marker =
        (struct span){(uint32_t)(start - at[1]), (uint32_t)(end - at[1])};
}

unsigned read_enum(sqlite3_stmt *s, int column, unsigned n)
{
    int64_t value = sqlite3_column_int64(s, column);
    return value < 0 || value >= (int64_t)n ? 0 : (unsigned)value;
}

void read_label(sqlite3_stmt *s, int column, struct citation_row *row,
                struct arena *arena)
{
    row->stance = (enum stance)read_enum(s, column, STANCES);
    row->evidence = (enum evidence)read_enum(s, column + 1, EVIDENCES);
    row->intent = (enum intent)read_enum(s, column + 2, INTENTS);
    for (int i = STANCE_SUPPORTING; i < STANCES; i++)
        row->p[i] = (float)sqlite3_column_int(s, column + 2 + i) / 1000.0f;
    row->model = sql_copy(s, column + 6, arena);
    row->code = sqlite3_column_type(s, column + 7) == SQLITE_NULL
                    ? CODES
                    : (enum code)read_enum(s, column + 7, CODES);
    row->corrected = sqlite3_column_int(s, column + 8);
}

bool read_text(struct store *store, sqlite3_stmt *s, int64_t doc,
               struct arena *arena, str *text, struct err *err)
{
    sql_int(s, 1, doc);
    *text = S("");
    bool there = sql_next(store->db, s, err);
    if (there)
        *text = unsqueeze(sql_column(s, 0), arena);
    sqlite3_reset(s);
    if (err->kind != ERR_NONE)
        return false;
    return text->ptr != NULL ||
           err_set(err, ERR_STORE, "the text of a document is damaged");
}
