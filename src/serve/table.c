#include "serve/table.h"

#include <assert.h>
#include <stdio.h>

static const char *const type[] = {
    [FORMAT_JSON] = "application/json",
    [FORMAT_JSONL] = "application/jsonl",
    [FORMAT_CSV] = "text/csv; charset=utf-8",
};

static enum format read_format(const struct call *call)
{
    const struct param_value *given = &call->param.of[PARAM_FORMAT];
    str accept = header_find(&call->request->header, S("Accept"));
    if (given->given)
        return (enum format)given->number;
    if (str_find(accept, S("json-seq")) != STR_NONE ||
        str_find(accept, S("jsonl")) != STR_NONE ||
        str_find(accept, S("ndjson")) != STR_NONE)
        return FORMAT_JSONL;
    return str_find(accept, S("text/csv")) != STR_NONE ? FORMAT_CSV
                                                       : FORMAT_JSON;
}

static int find_column(const struct table *table, str name)
{
    for (unsigned i = 0; i < table->columns; i++)
        if (str_eq(name, str_of(table->column[i])))
            return (int)i;
    return -1;
}

static bool read_fields(struct table *table, str list)
{
    str name;
    table->wanted = list.len ? 0 : UINT64_MAX;
    while (str_split(&list, ',', &name)) {
        int column = find_column(table, str_trim(name));
        if (column < 0) {
            reply_invalid(table->call, 400, "query", S("fields"),
                          "there is no field '%.*s'",
                          STR(str_first(name, 100)));
            return false;
        }
        table->wanted |= (uint64_t)1 << column;
    }
    return true;
}

static void put_titles(struct table *table)
{
    bool any = false;
    for (unsigned i = 0; i < table->columns; i++) {
        if (!table_wants(table, i))
            continue;
        if (any)
            buf_char(table->call->out, ',');
        buf_csv(table->call->out, str_of(table->column[i]));
        any = true;
    }
    buf_add(table->call->out, S("\r\n"));
}

static bool open_table(struct table *table, struct call *call,
                       const char *const *column, unsigned columns, bool single)
{
    assert(columns < COLUMNS_MAX);
    *table = (struct table){.call = call,
                            .format = read_format(call),
                            .column = column,
                            .columns = columns,
                            .json = json_on(call->out),
                            .single = single};
    if (!read_fields(table, call->param.of[PARAM_FIELDS].text))
        return false;
    if (table->format == FORMAT_CSV)
        put_titles(table);
    if (table->format != FORMAT_JSON || single)
        return true;
    json_object(&table->json);
    json_key(&table->json, "items");
    json_array(&table->json);
    return true;
}

bool table_open(struct table *table, struct call *call,
                const char *const *column, unsigned columns)
{
    return open_table(table, call, column, columns, false);
}

bool table_open_one(struct table *table, struct call *call,
                    const char *const *column, unsigned columns)
{
    return open_table(table, call, column, columns, true);
}

bool table_wants(const struct table *table, unsigned column)
{
    return table->wanted >> column & 1;
}

/* ---- rows --------------------------------------------------------------- */

/* The commas of a line up to before a column. */
static void go_to(struct table *table, unsigned column)
{
    for (; table->at < column; table->at++)
        if (table_wants(table, table->at) && table->wanted >> (table->at + 1) &&
            table->at + 1 < table->columns)
            buf_char(table->call->out, ',');
}

static void end_row(struct table *table)
{
    if (!table->begun)
        return;
    table->begun = false;
    if (table->format != FORMAT_CSV) {
        json_end(&table->json);
        if (table->format == FORMAT_JSONL) {
            buf_char(table->call->out, '\n');
            table->json.comma = false;
        }
        return;
    }
    go_to(table, table->columns);
    buf_add(table->call->out, S("\r\n"));
}

void table_row(struct table *table)
{
    end_row(table);
    table->begun = true;
    table->at = 0;
    if (table->format != FORMAT_CSV)
        json_object(&table->json);
}

/* Before a value: false when the column isn't wanted. */
static bool begin(struct table *table, unsigned column)
{
    if (!table_wants(table, column))
        return false;
    if (table->format == FORMAT_CSV)
        go_to(table, column);
    else
        json_key(&table->json, table->column[column]);
    return true;
}

/*
 * A spreadsheet runs what begins like a formula: those fields get a quote
 * before them, which it doesn't show.
 */
static void put_csv(struct buf *out, str value)
{
    SCOPED_BUF safe = {0};
    if (value.len && strchr("=+-@\t\r", value.ptr[0]))
        buf_char(&safe, '\'');
    buf_add(&safe, value);
    buf_csv(out, buf_str(&safe));
}

void table_text(struct table *table, unsigned column, str value)
{
    if (value.len == 0 || !begin(table, column))
        return;
    if (table->format == FORMAT_CSV)
        put_csv(table->call->out, value);
    else
        json_str(&table->json, value);
}

void table_list(struct table *table, unsigned column, const strs *list)
{
    if (list->n == 0 || !begin(table, column))
        return;
    if (table->format == FORMAT_CSV) {
        SCOPED_BUF joined = {0};
        for_vec (i, *list) {
            buf_add(&joined, i ? S("; ") : S(""));
            buf_add(&joined, list->at[i]);
        }
        put_csv(table->call->out, buf_str(&joined));
        return;
    }
    json_array(&table->json);
    for_vec (i, *list)
        json_str(&table->json, list->at[i]);
    json_end(&table->json);
}

void table_uint(struct table *table, unsigned column, uint64_t value)
{
    if (!begin(table, column))
        return;
    if (table->format == FORMAT_CSV)
        buf_uint(table->call->out, value);
    else
        json_uint(&table->json, value);
}

void table_count(struct table *table, unsigned column, uint64_t value)
{
    if (value)
        table_uint(table, column, value);
}

void table_number(struct table *table, unsigned column, double value,
                  int digits)
{
    if (!begin(table, column))
        return;
    if (table->format == FORMAT_CSV)
        buf_format(table->call->out, "%.*f", digits, value);
    else
        json_number(&table->json, value, digits);
}

void table_bool(struct table *table, unsigned column, bool value)
{
    if (!begin(table, column))
        return;
    if (table->format == FORMAT_CSV)
        buf_add(table->call->out, value ? S("true") : S("false"));
    else
        json_bool(&table->json, value);
}

bool table_json(struct table *table, unsigned column)
{
    return table->format != FORMAT_CSV && begin(table, column);
}

/* ---- the end ------------------------------------------------------------ */

/* The same request, with another cursor. */
static void put_next(struct call *call, str next)
{
    SCOPED_BUF link = {0};
    str target = call->request->target, pair;
    size_t mark = str_chr(target, '?');
    str query = mark == STR_NONE ? S("") : str_from(target, mark + 1);
    char join = '?';
    buf_char(&link, '<');
    buf_add(&link, call->path);
    while (str_split(&query, '&', &pair)) {
        if (str_starts(pair, S("cursor=")) || pair.len == 0)
            continue;
        buf_char(&link, join);
        buf_add(&link, pair);
        join = '&';
    }
    buf_format(&link, "%ccursor=%.*s>; rel=\"next\"", join, STR(next));
    for (size_t i = 0; i < link.len; i++)
        if ((unsigned char)link.ptr[i] < 0x20)
            return; /* no header is worth that */
    reply_header(call, S("Link"), arena_str(call->arena, buf_str(&link)));
}

bool table_beside(struct table *table)
{
    end_row(table);
    if (table->format != FORMAT_JSON || table->single)
        return false;
    if (!table->ended)
        json_end(&table->json);
    table->ended = true;
    return true;
}

void table_close(struct table *table, uint64_t total, str next)
{
    struct call *call = table->call;
    end_row(table);
    if (table_beside(table)) {
        json_key(&table->json, "total"), json_uint(&table->json, total);
        json_text(&table->json, "next", next);
        json_end(&table->json);
    }
    if (!table->single)
        reply_header(
            call, S("X-Total-Count"),
            arena_format(call->arena, "%llu", (unsigned long long)total));
    if (next.len)
        put_next(call, next);
    reply_as(call, str_of(type[table->format]));
}
