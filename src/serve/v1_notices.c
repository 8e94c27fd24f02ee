/* /api/v1: notices, yield, journals. */
#include <stdio.h>

#include "serve/site.h"
#include "serve/v1.h"
#include "store/sheet.h"

/* ---- notices ------------------------------------------------------------ */

static const char *const notice_column[] = {
    "work", "title", "kind", "date", "by", "sources", "cleared", "citations"};

enum {
    N_WORK,
    N_TITLE,
    N_KIND,
    N_DATE,
    N_BY,
    N_SOURCES,
    N_CLEARED,
    N_CITATIONS,
    N_COLUMNS
};

static bool put_notices(struct table *table, str key, uint64_t *total)
{
    struct call *call = table->call;
    struct known known;
    struct err err = {0};
    struct short_tally tally;
    if (!known_by_key(call, key, &known))
        return false;
    if (!tally_find(call->tallies, key, &tally, &err)) {
        reply_failed(call, &err);
        return false;
    }
    for_vec (i, known.notice) {
        const struct notice_row *row = &known.notice.at[i];
        table_row(table);
        table_text(table, N_WORK, known.key);
        table_text(table, N_TITLE, known.work.title);
        table_text(table, N_KIND, str_of(notice_kind_name[row->kind]));
        table_text(table, N_DATE, row->date);
        table_text(table, N_BY, row->by);
        table_list(table, N_SOURCES, &row->source);
        table_bool(table, N_CLEARED, row->cleared);
        table_uint(table, N_CITATIONS, tally.total);
    }
    *total += known.notice.n;
    return true;
}

void v1_notices_of(struct call *call)
{
    struct work_row work;
    struct table table;
    uint64_t total = 0;
    if (call_work(call, &work) &&
        table_open(&table, call, notice_column, N_COLUMNS) &&
        put_notices(&table, work.key, &total))
        table_close(&table, total, S(""));
}

static bool read_after(struct call *call, int64_t *after)
{
    str cursor = call->param.of[PARAM_CURSOR].text;
    uint32_t number = 0;
    if (cursor.len && !str_uint(cursor, &number)) {
        reply_invalid(call, 400, "query", S("cursor"),
                      "'cursor' is none of ours");
        return false;
    }
    *after = number;
    return true;
}

/* A page of works that have notices, in the order in which we met them. */
static bool put_page(struct table *table, uint64_t *total, str *next)
{
    struct call *call = table->call;
    struct err err = {0};
    int64_t after;
    uint32_t limit = call->param.of[PARAM_LIMIT].number;
    if (!read_after(call, &after))
        return false;
    for (uint32_t i = 0; i < limit; i++) {
        bool found;
        str key;
        if (!notice_next(call->store, &after, &found, &err) ||
            (found &&
             !work_key_of(call->store, after, call->arena, &key, &err))) {
            reply_failed(call, &err);
            return false;
        }
        if (!found)
            return true;
        if (!put_notices(table, key, total))
            return false;
    }
    *next = arena_format(call->arena, "%lld", (long long)after);
    return true;
}

void v1_notices(struct call *call)
{
    struct table table;
    uint64_t total = 0;
    str next = S("");
    if (table_open(&table, call, notice_column, N_COLUMNS) &&
        put_page(&table, &total, &next))
        table_close(&table, total, next);
}

/* ---- yield -------------------------------------------------------------- */

static void put_yield(struct call *call, str work,
                      const struct yield_row *yield)
{
    static const struct {
        const char *key;
        size_t offset;
    } row[] = {{"docs", offsetof(struct yield_row, docs)},
               {"blocks", offsetof(struct yield_row, blocks)},
               {"sentences", offsetof(struct yield_row, sentences)},
               {"refs", offsetof(struct yield_row, refs)},
               {"refs_with_id", offsetof(struct yield_row, refs_with_id)},
               {"markers", offsetof(struct yield_row, markers)},
               {"linked", offsetof(struct yield_row, linked)},
               {"citations", offsetof(struct yield_row, citations)}};
    struct json json = json_on(call->out);
    json_object(&json);
    json_text(&json, "work", work);
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        uint64_t n;
        memcpy(&n, (const char *)yield + row[i].offset, sizeof(n));
        json_key(&json, row[i].key), json_uint(&json, n);
    }
    json_key(&json, "notes"), json_object(&json);
    for (uint32_t i = 0; i < yield->notes; i++) {
        json_key_str(&json, yield->note[i].kind);
        json_uint(&json, yield->note[i].n);
    }
    json_end(&json), json_end(&json);
    reply_json(call);
}

static void answer_yield(struct call *call, str key, int64_t doc)
{
    struct yield_row yield;
    struct err err = {0};
    if (store_yield(call->store, doc, call->arena, &yield, &err))
        put_yield(call, key, &yield);
    else
        reply_failed(call, &err);
}

void v1_yield_of(struct call *call)
{
    struct work_row work;
    if (!call_work(call, &work))
        return;
    if (work.doc)
        answer_yield(call, work.key, work.doc);
    else
        reply_error(call, 404, "its full text hasn't been read");
}

void v1_yield(struct call *call)
{
    answer_yield(call, S(""), 0);
}

/* ---- journals ----------------------------------------------------------- */

static const char *const journal_column[] = {
    "id", "title", "short_title", "publisher", "issn", "works"};

enum {
    J_ID,
    J_TITLE,
    J_SHORT,
    J_PUBLISHER,
    J_ISSN,
    J_WORKS,
    J_COLUMNS
};

static void put_journal(struct table *table, const struct journal_row *row)
{
    table_row(table);
    table_uint(table, J_ID, (uint64_t)row->id);
    table_text(table, J_TITLE, row->title);
    table_text(table, J_SHORT, row->short_title);
    table_text(table, J_PUBLISHER, row->publisher);
    table_list(table, J_ISSN, &row->issn);
    table_uint(table, J_WORKS, row->works);
}

void v1_journal(struct call *call)
{
    journal_rows rows = {0};
    struct err err = {0};
    struct table table;
    if (!journal_by_issn(call->store, call->value[0], call->arena, &rows,
                         &err)) {
        reply_failed(call, &err);
        return;
    }
    if (rows.n == 0) {
        reply_error(call, 404, "no journal of this ISSN is known");
        return;
    }
    if (!table_open(&table, call, journal_column, J_COLUMNS))
        return;
    for_vec (i, rows)
        put_journal(&table, &rows.at[i]);
    table_close(&table, rows.n, S(""));
}

static bool put_journals(struct table *table, str *next)
{
    struct call *call = table->call;
    struct err err = {0};
    int64_t after;
    uint32_t limit = call->param.of[PARAM_LIMIT].number;
    if (!read_after(call, &after))
        return false;
    for (uint32_t i = 0; i < limit; i++) {
        struct journal_row row;
        bool found;
        if (!journal_next(call->store, &after, call->arena, &row, &found,
                          &err)) {
            reply_failed(call, &err);
            return false;
        }
        if (!found)
            return true;
        put_journal(table, &row);
    }
    *next = arena_format(call->arena, "%lld", (long long)after);
    return true;
}

void v1_journals(struct call *call)
{
    struct table table;
    struct store_counts n;
    struct err err = {0};
    str next = S("");
    if (!site_counts(call->site, &n, &err))
        reply_failed(call, &err);
    else if (table_open(&table, call, journal_column, J_COLUMNS) &&
             put_journals(&table, &next))
        table_close(&table, n.journals, next);
}
