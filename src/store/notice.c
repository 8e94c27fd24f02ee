/* Notices: what became of a work, told by several, in the order of time. */
#include <stdlib.h>

#include "store/meta_inside.h"

bool notice_add(struct store *store, int64_t work,
                const struct work_notice *notice, bool *is_new, struct err *err)
{
    sqlite3_stmt *s = meta_statement(store, META_ADD_NOTICE, err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, work);
    sqlite3_bind_int64(s, 2, notice->kind);
    sql_text(s, 3, notice->date);
    sql_text(s, 4, notice->by);
    sql_text(s, 5, notice->source.len ? notice->source : S("list"));
    if (!sql_do(store->db, s, err))
        return false;
    *is_new = sqlite3_changes(store->db) > 0;
    return true;
}

/* ---- one event, told by several --------------------------------------- */

/* "2010" and "2010-02" may be "2010-02-06". */
static bool dates_agree(str a, str b)
{
    return str_starts(a, b) || str_starts(b, a);
}

/* One by DOI, the other by PMID: they may be one notice. */
static bool names_compare(str a, str b)
{
    return str_eq(str_first(a, str_chr(a, ':')), str_first(b, str_chr(b, ':')));
}

/*
 * One event: of one kind, and by the same notice, or, where their names can't
 * be compared, at the same time as far as is known.
 */
static bool is_same(const struct notice_row *a, const struct notice_row *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->by.len && b->by.len && names_compare(a->by, b->by))
        return str_eq(a->by, b->by);
    return dates_agree(a->date, b->date);
}

static void take_source(struct notice_row *row, str source, struct arena *arena)
{
    for_vec (i, row->source)
        if (str_eq(row->source.at[i], source))
            return;
    vec_push(&row->source, arena, source);
}

/* What one of them doesn't know, the other one tells. */
static void take_event(notice_rows *rows, struct notice_row event, str source,
                       struct arena *arena)
{
    for_vec (i, *rows) {
        struct notice_row *row = &rows->at[i];
        if (!is_same(row, &event))
            continue;
        if (row->by.len == 0)
            row->by = event.by;
        if (row->date.len < event.date.len &&
            dates_agree(row->date, event.date))
            row->date = event.date;
        take_source(row, source, arena);
        return;
    }
    vec_push(&event.source, arena, source);
    vec_push(rows, arena, event);
}

static int by_date(const void *a, const void *b)
{
    const struct notice_row *x = a, *y = b;
    int order = str_compare(x->date, y->date);
    return order ? order : (int)x->kind - (int)y->kind;
}

/* A reinstatement clears what came before it, or at an unknown time. */
static void clear_earlier(notice_rows *rows)
{
    bool reinstated = false;
    for (uint32_t i = rows->n; i-- > 0;) {
        struct notice_row *row = &rows->at[i];
        reinstated = reinstated || row->kind == NOTICE_REINSTATEMENT;
        row->cleared = reinstated && row->kind != NOTICE_REINSTATEMENT &&
                       row->kind != NOTICE_CORRECTION;
    }
}

bool work_notices(struct store *store, int64_t work, struct arena *arena,
                  notice_rows *rows, struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db,
                    "SELECT kind,date,by,source FROM notice WHERE work=?1"
                    " ORDER BY by='', date, id",
                    err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, work);
    while (sql_next(store->db, s, err)) {
        unsigned kind = (unsigned)sqlite3_column_int(s, 0) % NOTICE_KINDS;
        struct notice_row event = {.kind = (enum notice_kind)kind,
                                   .date = sql_copy(s, 1, arena),
                                   .by = sql_copy(s, 2, arena)};
        take_event(rows, event, sql_copy(s, 3, arena), arena);
    }
    if (rows->n)
        qsort(rows->at, rows->n, sizeof(*rows->at), by_date);
    clear_earlier(rows);
    return err->kind == ERR_NONE;
}

str notice_line(const struct notice_row *row, struct arena *arena)
{
    return arena_format(arena, "%s%s%.*s%s%.*s%s", notice_kind_name[row->kind],
                        row->date.len ? " " : "", STR(row->date),
                        row->by.len ? " by " : "", STR(row->by),
                        row->cleared ? " (reinstated since)" : "");
}

bool notice_next(struct store *store, int64_t *after, bool *found,
                 struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT work FROM notice WHERE work>?1 ORDER BY work LIMIT 1", err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, *after);
    *found = sql_next(store->db, s, err);
    if (*found)
        *after = sqlite3_column_int64(s, 0);
    return err->kind == ERR_NONE;
}
