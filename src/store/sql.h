/*
 * SQLite, as the files of store/ use it: statements that are prepared once,
 * values bound by place, and errors in SQLite's own words.
 */
#ifndef STET_STORE_SQL_H
#define STET_STORE_SQL_H

#include <sqlite3.h>

#include "base/err.h"
#include "base/vec.h"

bool sql_fail(sqlite3 *db, struct err *err, const char *doing);
bool sql_run(sqlite3 *db, const char *sql, struct err *err);

/* Null with `err` set when it can't be prepared. */
sqlite3_stmt *sql_prepare(sqlite3 *db, const char *sql, struct err *err);
void sql_finish(sqlite3_stmt **statement);
#define SCOPED_SQL __attribute__((cleanup(sql_finish))) sqlite3_stmt

/* Empty text and NONE are NULL. */
void sql_text(sqlite3_stmt *statement, int place, str text);
void sql_blob(sqlite3_stmt *statement, int place, str bytes);
void sql_int(sqlite3_stmt *statement, int place, int64_t value);

/* One step without a row, then reset. */
bool sql_do(sqlite3 *db, sqlite3_stmt *statement, struct err *err);

/* The next row: false at the end and on errors, told apart by `err->kind`. */
bool sql_next(sqlite3 *db, sqlite3_stmt *statement, struct err *err);

/* A column's text, lent until the next step, or copied to the arena. */
str sql_column(sqlite3_stmt *statement, int column);
str sql_copy(sqlite3_stmt *statement, int column, struct arena *arena);

/* The first column of the first row; `otherwise` when there is none. */
int64_t sql_one(sqlite3 *db, const char *sql, int64_t otherwise);

#endif
