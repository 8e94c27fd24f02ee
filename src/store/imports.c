/* How far each input has come. */
#include "store/imports.h"

#include <stdlib.h>

#include "store/inside.h"

/* A transaction holds so much; a kill loses it and no more. */
#define BATCH_RECORDS 20000
#define BATCH_SECONDS 10

static bool hash_bytes_of(const char *hex, char out[32])
{
    for (size_t i = 0; i < 32; i++) {
        char pair[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
        out[i] = (char)strtoul(pair, NULL, 16);
    }
    return true;
}

bool import_begin(struct store *store, const char *hash, str name, str format,
                  struct import_row *row, struct err *err)
{
    char bytes[32];
    SCOPED_SQL *add = sql_prepare(
        store->db,
        "INSERT OR IGNORE INTO import(sha256,name,format,records,done)"
        " VALUES(?1,?2,?3,0,0)",
        err);
    SCOPED_SQL *find = sql_prepare(
        store->db, "SELECT id,records,done FROM import WHERE sha256=?1", err);
    if (add == NULL || find == NULL || !store_begin(store, err) ||
        !hash_bytes_of(hash, bytes))
        return false;
    sql_blob(add, 1, (str){bytes, 32});
    sql_text(add, 2, name);
    sql_text(add, 3, format);
    sql_blob(find, 1, (str){bytes, 32});
    if (!sql_do(store->db, add, err) || !sql_next(store->db, find, err))
        return false;
    *row =
        (struct import_row){.id = sqlite3_column_int64(find, 0),
                            .records = (uint64_t)sqlite3_column_int64(find, 1),
                            .done = sqlite3_column_int(find, 2)};
    return true;
}

static bool write_row(struct store *store, const struct import_row *row,
                      struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db, "UPDATE import SET records=?2,done=?3 WHERE id=?1", err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, row->id);
    sqlite3_bind_int64(s, 2, (int64_t)row->records);
    sqlite3_bind_int64(s, 3, row->done);
    return sql_do(store->db, s, err);
}

bool import_mark(struct store *store, const struct import_row *row,
                 struct err *err)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    bool due = ++store->batch >= BATCH_RECORDS ||
               now.tv_sec - store->begun >= BATCH_SECONDS;
    if (!due && !row->done)
        return true;
    if ((row->id && !write_row(store, row, err)) ||
        (due && !store_commit(store, err))) {
        store_give_up(store);
        return false;
    }
    return true;
}
