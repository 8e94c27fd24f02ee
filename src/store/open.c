/* Opening a store: the file, its schema, and the lock of its one writer. */
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/inside.h"
#include "store/schema.h"

struct sqlite3 *store_db(struct store *store)
{
    return store->db;
}

/*
 * A lock on a file beside the store, for as long as the writer lives: SQLite
 * would let two writers take turns, and each undo the other's batches.
 */
static bool lock_writer(struct store *store, str path, struct err *err)
{
    SCOPED_ARENA arena = {0};
    str name = arena_format(&arena, "%.*s-writer", STR(path));
    store->lock = open(name.ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (store->lock < 0)
        return err_set(err, ERR_STORE, "%s", strerror(errno));
    if (flock(store->lock, LOCK_EX | LOCK_NB) == 0)
        return true;
    return err_set(err, ERR_STORE, "another stet is writing to it");
}

bool store_migrate(struct store *store, const char *const *schema, int from,
                   int to, struct err *err)
{
    if (from == 0 && (!sql_run(store->db, "PRAGMA page_size=8192", err) ||
                      !sql_run(store->db, "PRAGMA journal_mode=WAL", err)))
        return false;
    if (!sql_run(store->db, "BEGIN IMMEDIATE", err))
        return false;
    SCOPED_ARENA arena = {0};
    bool done = true;
    for (int step = from; step < to && done; step++)
        done = sql_run(store->db, schema[step], err);
    str mark =
        arena_format(&arena, "PRAGMA application_id=%d;PRAGMA user_version=%d",
                     STORE_APPLICATION, to);
    done = done && sql_run(store->db, mark.ptr, err) &&
           sql_run(store->db, "COMMIT", err);
    if (!done)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return done;
}

static bool check_schema(struct store *store, enum store_mode mode,
                         struct err *err)
{
    int64_t tables =
        sql_one(store->db, "SELECT count(*) FROM sqlite_master", -1);
    int64_t application = sql_one(store->db, "PRAGMA application_id", 0);
    int version = (int)sql_one(store->db, "PRAGMA user_version", 0);
    if (tables < 0)
        return err_set(err, ERR_STORE, "not a store of Stet's (%s)",
                       sqlite3_errmsg(store->db));
    bool empty = tables == 0 && version == 0;
    if (!empty && application != STORE_APPLICATION)
        return err_set(err, ERR_STORE, "not a store of Stet's");
    if (version > SCHEMA_VERSION)
        return err_set(err, ERR_STORE,
                       "made by a newer stet (schema %d, this one knows %d)",
                       version, SCHEMA_VERSION);
    if (version == SCHEMA_VERSION)
        return true;
    if (mode == STORE_READ)
        return err_set(err, ERR_STORE,
                       "made by an older stet (schema %d); any ingest brings "
                       "it up to date",
                       version);
    return store_migrate(store, schema_step, version, SCHEMA_VERSION, err);
}

static bool open_db(struct store *store, str path, enum store_mode mode,
                    struct err *err)
{
    SCOPED_ARENA arena = {0};
    str name = arena_str(&arena, path);
    int flags = mode == STORE_WRITE
                    ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                    : SQLITE_OPEN_READWRITE; /* WAL wants its -shm file */
    if (mode == STORE_WRITE && !lock_writer(store, path, err))
        return false;
    if (mode == STORE_READ && access(name.ptr, F_OK) != 0)
        return err_set(err, ERR_STORE,
                       "there is no store; 'stet ingest' makes one");
    if (mode == STORE_READ && access(name.ptr, W_OK) != 0)
        flags = SQLITE_OPEN_READONLY;
    if (sqlite3_open_v2(name.ptr, &store->db, flags | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK)
        return sql_fail(store->db, err, "opening it");
    sqlite3_busy_timeout(store->db, 10000);
    return names_register(store, err) &&
           /* a page in the cache takes up to twice its size: 96 MiB make 200 */
           sql_run(store->db,
                   "PRAGMA foreign_keys=ON; PRAGMA synchronous=NORMAL;"
                   "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-98304;"
                   "PRAGMA wal_autocheckpoint=16000",
                   err) &&
           /* a reader's pages are the system's: not copied for each thread */
           (mode == STORE_WRITE ||
            sql_run(store->db, "PRAGMA mmap_size=2147418112", err)) &&
           check_schema(store, mode, err);
}

struct store *store_open(str path, enum store_mode mode, struct err *err)
{
    struct store *store = mem_alloc(sizeof(*store));
    *store = (struct store){.lock = -1};
    if (open_db(store, path, mode, err))
        return store;
    err->kind = ERR_STORE;
    err_add(err, "the store '%.*s'", STR(path));
    store_close(&store);
    return NULL;
}

void store_close(struct store **store)
{
    if (*store == NULL)
        return;
    for (int i = 0; i < STATEMENTS; i++)
        sql_finish(&(*store)->statement[i]);
    desk_close(*store);
    sqlite3_close((*store)->db);
    if ((*store)->lock >= 0)
        close((*store)->lock);
    free(*store);
    *store = NULL;
}

bool store_hold(struct store *store, struct err *err)
{
    if (store->lock >= 0 || store->open)
        return true;
    store->open = sql_run(store->db, "BEGIN", err);
    return store->open;
}

void store_let_go(struct store *store)
{
    if (store->lock >= 0 || !store->open)
        return;
    sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
    store->open = false;
}
