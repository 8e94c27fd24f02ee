/*
 * The names of works.  `identifier` has them in the order of the works, so
 * that a new one goes to the end; what finds a name anywhere is a table of
 * their hashes, a third of the size of the names themselves, since it is the
 * one that every article touches all over.  Two names may have one hash: the
 * name itself decides.  Triggers
 * take hashes away and move them with their names; for adding, which is done
 * all the time, a trigger takes three times as long as a second statement.
 */
#include <assert.h>

#include "store/inside.h"
#include "store/rows.h"

/*
 * 48 bits, which SQLite keeps in six bytes: among a hundred million names a
 * dozen pairs share one.  Part of the file's format: never change it.
 */
static int64_t hash_of(str id)
{
    uint64_t hash = str_hash(id);
    hash = (hash ^ hash >> 32) * 0x9e3779b97f4a7c15u;
    return (int64_t)(hash >> 16) - ((int64_t)1 << 47);
}

static void name_hash(sqlite3_context *context, int n, sqlite3_value **value)
{
    const void *name = sqlite3_value_blob(value[0]);
    size_t len = (size_t)sqlite3_value_bytes(value[0]);
    assert(n == 1);
    sqlite3_result_int64(context, hash_of((str){name, len}));
}

bool names_register(struct store *store, struct err *err)
{
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    if (sqlite3_create_function(store->db, "name_hash", 1, flags, NULL,
                                name_hash, NULL, NULL) == SQLITE_OK)
        return true;
    return sql_fail(store->db, err, "SQLite");
}

bool name_add(struct store *store, str id, int64_t work, struct err *err)
{
    sqlite3_stmt *name = store_statement(store, ADD_NAME, err);
    sqlite3_stmt *hash = store_statement(store, ADD_NAME_HASH, err);
    if (name == NULL || hash == NULL)
        return false;
    sql_text(name, 1, id);
    sqlite3_bind_int64(name, 2, work);
    sqlite3_bind_int64(hash, 1, hash_of(id));
    sqlite3_bind_int64(hash, 2, work);
    return sql_do(store->db, name, err) && sql_do(store->db, hash, err);
}

int64_t work_find(struct store *store, str id, struct err *err)
{
    return store_find(store, FIND_NAME, id, err);
}
