/* Which work a set of identifiers names; works coming and going. */
#include <assert.h>

#include "store/inside.h"
#include "store/rows.h"

/* Whose each identifier is, 0 for nobody's; the work of the first known. */
static int64_t find_owners(struct store *store, const strs *id, int64_t *owner,
                           struct err *err)
{
    int64_t work = 0;
    for (uint32_t i = 0; i < id->n; i++) {
        owner[i] = work_find(store, id->at[i], err);
        if (owner[i] < 0)
            return -1;
        if (work == 0)
            work = owner[i];
    }
    return work;
}

static bool say(struct store *store, sqlite3_stmt *s, int64_t id,
                const struct packed_work *work, struct err *err)
{
    if (s == NULL)
        return false;
    if (id)
        sql_int(s, 1, id);
    else
        sql_text(s, 1, work->id.at[0]);
    sql_text(s, 2, work->title);
    sql_text(s, 3, work->author);
    sql_text(s, 4, work->container);
    sql_int(s, 5, work->year ? work->year : (int64_t)NONE);
    return sql_do(store->db, s, err);
}

static int64_t add_work(struct store *store, const struct packed_work *work,
                        struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_ADD_WORK, err);
    return say(store, s, 0, work, err) ? sqlite3_last_insert_rowid(store->db)
                                       : -1;
}

static bool add_ids(struct store *store, const strs *id, const int64_t *owner,
                    int64_t work, uint32_t *contested, struct err *err)
{
    for (uint32_t i = 0; i < id->n; i++) {
        *contested += owner[i] > 0 && owner[i] != work;
        if (owner[i] == 0 && !name_add(store, id->at[i], work, err))
            return false;
    }
    return true;
}

/* A work's names are few: its own key and one a scheme. */
#define NAMES_MAX (ID_SCHEMES + 1)

int64_t work_put(struct store *store, const struct packed_work *work,
                 enum speaker speaker, uint32_t *contested, struct err *err)
{
    int64_t owner[NAMES_MAX];
    assert(work->id.n <= NAMES_MAX);
    int64_t id = find_owners(store, &work->id, owner, err);
    if (id < 0)
        return -1;
    bool is_new = id == 0;
    if (is_new)
        id = add_work(store, work, err);
    if (id < 0 || !add_ids(store, &work->id, owner, id, contested, err))
        return -1;
    if (is_new)
        return id;
    sqlite3_stmt *s = store_statement(
        store, speaker == SPEAKER_SELF ? PUT_SET_WORK : PUT_FILL_WORK, err);
    return say(store, s, id, work, err) ? id : -1;
}

bool work_drop(struct store *store, int64_t work, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_DELETE_WORK, err);
    if (s == NULL)
        return false;
    sql_int(s, 1, work);
    return sql_do(store->db, s, err);
}
