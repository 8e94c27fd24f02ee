/*
 * Rows as JSON, JSON Lines or CSV, whatever the client likes.
 *
 * A resource names its columns once; a row puts values in their order and
 * leaves out what is unknown.  In JSON a row is an object, in CSV a line with
 * a field for each column; `fields=` keeps some of the columns.
 *
 *     struct table table;
 *     if (!table_open(&table, call, columns, COLUMNS))
 *         return;                          // it has answered
 *     table_row(&table);
 *     table_text(&table, COLUMN_TITLE, title);
 *     …
 *     table_close(&table, total, next);
 *
 * In JSON the rows are in {"total": …, "items": […], "next": "…"}; in the other
 * two the total and the next page are in headers, as they also are in JSON.
 */
#ifndef STET_SERVE_TABLE_H
#define STET_SERVE_TABLE_H

#include "serve/call.h"

enum format {
    FORMAT_JSON,
    FORMAT_JSONL,
    FORMAT_CSV
};

#define COLUMNS_MAX 64

struct table {
    struct call *call;
    enum format format;
    const char *const *column;
    unsigned columns;
    uint64_t wanted; /* a bit a column */
    struct json json;
    unsigned at; /* of CSV: the column to come */
    bool begun;  /* a row is open */
    bool single; /* one object, not a list */
    bool ended;  /* the list is */
};

/* False when it has answered: no such column, no such format. */
bool table_open(struct table *table, struct call *call,
                const char *const *column, unsigned columns);

/* The same for one thing: {…} in JSON, one row in CSV. */
bool table_open_one(struct table *table, struct call *call,
                    const char *const *column, unsigned columns);

bool table_wants(const struct table *table, unsigned column);

void table_row(struct table *table);
/* Empty text and empty lists are unknown. */
void table_text(struct table *table, unsigned column, str value);
void table_list(struct table *table, unsigned column, const strs *list);
void table_uint(struct table *table, unsigned column, uint64_t value);
/* Nothing when 0. */
void table_count(struct table *table, unsigned column, uint64_t value);
void table_number(struct table *table, unsigned column, double value,
                  int digits);
void table_bool(struct table *table, unsigned column, bool value);

/*
 * A value that is made by hand: in JSON it follows the key, in CSV it's left
 * out.  False when the column isn't wanted.
 */
bool table_json(struct table *table, unsigned column);

/*
 * Ends the rows; true in JSON, where more members may then be put beside the
 * items, into table->json.
 */
bool table_beside(struct table *table);

/* Ends the rows and replies; `next` empty at the end. */
void table_close(struct table *table, uint64_t total, str next);

#endif
