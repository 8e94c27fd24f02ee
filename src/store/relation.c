/* Versions of a work: its preprint, what it is the preprint of, the others. */
#include "store/meta_inside.h"

/* Each pair has one row: the preprint first, else the one of the lesser id. */
static void put_in_order(int64_t *work, enum relation *kind, int64_t *other)
{
    bool swap = *kind == RELATION_HAS_PREPRINT ||
                (*kind != RELATION_PREPRINT_OF && *work > *other);
    int64_t first = *work;
    if (!swap)
        return;
    *work = *other;
    *other = first;
    if (*kind == RELATION_HAS_PREPRINT)
        *kind = RELATION_PREPRINT_OF;
}

bool version_add(struct store *store, int64_t work, enum relation kind,
                 int64_t other, enum teller teller, struct err *err)
{
    if (work == other)
        return true;
    put_in_order(&work, &kind, &other);
    sqlite3_stmt *s = meta_statement(store, META_ADD_RELATION, err);
    if (!store_begin(store, err) || s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, work);
    sqlite3_bind_int64(s, 2, other);
    sqlite3_bind_int64(s, 3, kind);
    sqlite3_bind_int64(s, 4, teller);
    return sql_do(store->db, s, err);
}

bool version_remove(struct store *store, int64_t work, int64_t other,
                    bool *found, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db,
                                "DELETE FROM relation WHERE (work=?1 AND"
                                " other=?2) OR (work=?2 AND other=?1)",
                                err);
    if (s == NULL || !store_begin(store, err))
        return false;
    sqlite3_bind_int64(s, 1, work);
    sqlite3_bind_int64(s, 2, other);
    if (!sql_do(store->db, s, err))
        return false;
    *found = sqlite3_changes(store->db) > 0;
    return true;
}

/* ---- following them --------------------------------------------------- */

static bool is_there(const version_rows *rows, int64_t work)
{
    for_vec (i, *rows)
        if (rows->at[i].work == work)
            return true;
    return false;
}

/* What the row says, read from its other end. */
static enum relation seen_from(enum relation kind, bool other_end)
{
    if (!other_end || kind != RELATION_PREPRINT_OF)
        return kind;
    return RELATION_HAS_PREPRINT;
}

static bool follow(struct store *store, uint32_t from, struct arena *arena,
                   version_rows *rows, struct err *err)
{
    sqlite3_stmt *s = meta_statement(store, META_RELATED, err);
    struct err trouble = {0};
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, rows->at[from].work);
    sqlite3_bind_int64(s, 2, VERSIONS_MAX);
    while (rows->n < VERSIONS_MAX && sql_next(store->db, s, &trouble)) {
        int64_t work = sqlite3_column_int64(s, 0);
        unsigned kind = (unsigned)sqlite3_column_int(s, 1) % RELATIONS;
        unsigned teller = (unsigned)sqlite3_column_int(s, 2) % TELLERS;
        bool this_end = sqlite3_column_int(s, 3) == 0;
        if (!is_there(rows, work))
            vec_push(rows, arena,
                     ((struct version_row){
                         work, seen_from((enum relation)kind, this_end),
                         str_of(teller_name[teller])}));
    }
    sqlite3_reset(s);
    if (trouble.kind != ERR_NONE)
        *err = trouble;
    return trouble.kind == ERR_NONE;
}

bool work_versions(struct store *store, int64_t work, struct arena *arena,
                   version_rows *rows, struct err *err)
{
    vec_push(rows, arena,
             ((struct version_row){.work = work, .kind = RELATION_SAME}));
    for (uint32_t i = 0; i < rows->n; i++) /* it grows as we go */
        if (!follow(store, i, arena, rows, err))
            return false;
    return true;
}
