#include "store/sql.h"

bool sql_fail(sqlite3 *db, struct err *err, const char *doing)
{
    return err_set(err, ERR_STORE, "%s: %s", doing, sqlite3_errmsg(db));
}

bool sql_run(sqlite3 *db, const char *sql, struct err *err)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    return sql_fail(db, err, "SQLite");
}

sqlite3_stmt *sql_prepare(sqlite3 *db, const char *sql, struct err *err)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                           NULL) != SQLITE_OK)
        sql_fail(db, err, "SQLite");
    return statement;
}

void sql_finish(sqlite3_stmt **statement)
{
    sqlite3_finalize(*statement);
    *statement = NULL;
}

void sql_text(sqlite3_stmt *statement, int place, str text)
{
    if (text.len)
        sqlite3_bind_text(statement, place, text.ptr, (int)text.len,
                          SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, place);
}

void sql_blob(sqlite3_stmt *statement, int place, str bytes)
{
    sqlite3_bind_blob(statement, place, bytes.len ? bytes.ptr : "",
                      (int)bytes.len, SQLITE_STATIC);
}

void sql_int(sqlite3_stmt *statement, int place, int64_t value)
{
    if (value == UINT32_MAX)
        sqlite3_bind_null(statement, place);
    else
        sqlite3_bind_int64(statement, place, value);
}

bool sql_do(sqlite3 *db, sqlite3_stmt *statement, struct err *err)
{
    int code = sqlite3_step(statement);
    if (code != SQLITE_DONE && code != SQLITE_ROW)
        sql_fail(db, err, "writing the store");
    sqlite3_reset(statement);
    return code == SQLITE_DONE || code == SQLITE_ROW;
}

bool sql_next(sqlite3 *db, sqlite3_stmt *statement, struct err *err)
{
    int code = sqlite3_step(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        sql_fail(db, err, "reading the store");
    return code == SQLITE_ROW;
}

str sql_column(sqlite3_stmt *statement, int column)
{
    const void *bytes = sqlite3_column_blob(statement, column);
    return (str){bytes, (size_t)sqlite3_column_bytes(statement, column)};
}

str sql_copy(sqlite3_stmt *statement, int column, struct arena *arena)
{
    return arena_str(arena, sql_column(statement, column));
}

int64_t sql_one(sqlite3 *db, const char *sql, int64_t otherwise)
{
    struct err err = {0};
    SCOPED_SQL *statement = sql_prepare(db, sql, &err);
    if (statement && sql_next(db, statement, &err))
        return sqlite3_column_int64(statement, 0);
    return otherwise;
}
