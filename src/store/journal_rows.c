/* Journals, and the works in them. */
#include "store/meta_inside.h"

#define COLUMNS                                                                \
    "SELECT j.id,j.title,j.short,j.publisher,j.issn,"                          \
    "(SELECT count(*) FROM record WHERE journal=j.id) FROM journal j"

static struct journal_row read_row(sqlite3_stmt *s, struct arena *arena)
{
    struct journal_row row = {.id = sqlite3_column_int64(s, 0),
                              .title = sql_copy(s, 1, arena),
                              .short_title = sql_copy(s, 2, arena),
                              .publisher = sql_copy(s, 3, arena),
                              .works = (uint64_t)sqlite3_column_int64(s, 5)};
    str list = sql_copy(s, 4, arena), one;
    while (str_word(&list, &one))
        vec_push(&row.issn, arena, one);
    return row;
}

bool journal_by_issn(struct store *store, str issn, struct arena *arena,
                     journal_rows *rows, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db,
                                COLUMNS " JOIN journal_issn i ON"
                                        " i.journal=j.id WHERE i.issn=?1"
                                        " ORDER BY j.id",
                                err);
    if (s == NULL)
        return false;
    sql_text(s, 1, issn);
    while (sql_next(store->db, s, err))
        vec_push(rows, arena, read_row(s, arena));
    return err->kind == ERR_NONE;
}

bool journal_next(struct store *store, int64_t *after, struct arena *arena,
                  struct journal_row *row, bool *found, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db, COLUMNS " WHERE j.id>?1 ORDER BY j.id LIMIT 1", err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, *after);
    *found = sql_next(store->db, s, err);
    if (*found) {
        *row = read_row(s, arena);
        *after = row->id;
    }
    return err->kind == ERR_NONE;
}

bool journal_works(struct store *store, int64_t journal, int64_t after,
                   uint32_t limit, struct arena *arena, work_ids *works,
                   struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db,
                                "SELECT work FROM record WHERE journal=?1 AND"
                                " work>?2 ORDER BY work LIMIT ?3",
                                err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, journal);
    sqlite3_bind_int64(s, 2, after);
    sqlite3_bind_int64(s, 3, limit ? (int64_t)limit : -1);
    while (sql_next(store->db, s, err))
        vec_push(works, arena, sqlite3_column_int64(s, 0));
    return err->kind == ERR_NONE;
}
