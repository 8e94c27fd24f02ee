/*
 * Versions of an article: which doc a new one takes the place of, and the
 * files that older ones were read from.  Those stay known: two versions in one
 * folder would else take each other's place at every run.
 */
#include "store/inside.h"
#include "store/rows.h"

/* Do two keys name by the same scheme?  Then they name different articles. */
static bool same_scheme(str a, str b)
{
    size_t colon = str_chr(a, ':');
    return colon != STR_NONE && str_starts(b, str_first(a, colon + 1));
}

/* The doc of the work of an identifier, unless `key` tells them apart. */
static int64_t find_twin(struct store *store, str id, str key, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_FIND_TWIN, err);
    struct err trouble = {0};
    int64_t twin = 0;
    if (s == NULL)
        return -1;
    int64_t work = work_find(store, id, err);
    if (work <= 0)
        return work;
    sql_int(s, 1, work);
    while (twin == 0 && sql_next(store->db, s, &trouble))
        if (!same_scheme(key, sql_column(s, 1)))
            twin = sqlite3_column_int64(s, 0);
    sqlite3_reset(s);
    if (trouble.kind != ERR_NONE)
        *err = trouble;
    return trouble.kind == ERR_NONE ? twin : -1;
}

int64_t version_find(struct store *store, const struct packed *packed,
                     struct err *err)
{
    int64_t old = store_find(store, PUT_FIND_DOC, packed->key, err);
    const strs *id = &packed->work.id;
    for (uint32_t i = 0; i < id->n && old == 0; i++)
        old = find_twin(store, id->at[i], packed->key, err);
    return old;
}

bool version_is_known(struct store *store, const struct packed *packed,
                      bool *same, struct err *err)
{
    *same = false;
    sqlite3_stmt *s = store_statement(store, PUT_FIND_SHA, err);
    if (s == NULL || packed->sha256.len == 0)
        return s != NULL;
    struct err trouble = {0};
    sql_blob(s, 1, packed->sha256);
    *same = sql_next(store->db, s, &trouble);
    sqlite3_reset(s);
    if (trouble.kind != ERR_NONE)
        *err = trouble;
    return trouble.kind == ERR_NONE;
}

/* A statement about one or two docs. */
static bool tell(struct store *store, enum statement which, int64_t doc,
                 int64_t other, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, which, err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    if (other)
        sql_int(s, 2, other);
    return sql_do(store->db, s, err);
}

bool version_keep(struct store *store, int64_t doc, struct err *err)
{
    return tell(store, PUT_ADD_FORMER, doc, 0, err);
}

bool version_pass(struct store *store, int64_t old, int64_t doc,
                  struct err *err)
{
    return tell(store, PUT_MOVE_FORMER, old, doc, err) &&
           tell(store, PUT_DROP_FORMER, doc, 0, err);
}

bool version_forget(struct store *store, int64_t doc, struct err *err)
{
    return tell(store, PUT_DELETE_FORMER, doc, 0, err);
}
