/* /api/v1: works, one or a collection; what one lists. */
#include <assert.h>

#include "serve/interval.h"
#include "serve/v1.h"
#include "store/sheet.h"

/* A collection; ten thousand tallies are some tenths of a second. */
#define IDS_MAX 10000

static const char *const column[] = {
    "asked",         "work",       "ids",         "title",      "authors",
    "orcids",        "container",  "issn",        "publisher",  "year",
    "date",          "volume",     "issue",       "page",       "type",
    "language",      "license",    "keywords",    "abstract",   "full_text",
    "retracted",     "notices",    "versions",    "citations",  "citing_works",
    "listing_works", "supporting", "contrasting", "mentioning", "unclassified",
    "share",         "share_low",  "share_high"};

enum {
    W_ASKED,
    W_WORK,
    W_IDS,
    W_TITLE,
    W_AUTHORS,
    W_ORCIDS,
    W_CONTAINER,
    W_ISSN,
    W_PUBLISHER,
    W_YEAR,
    W_DATE,
    W_VOLUME,
    W_ISSUE,
    W_PAGE,
    W_TYPE,
    W_LANGUAGE,
    W_LICENSE,
    W_KEYWORDS,
    W_ABSTRACT,
    W_FULL_TEXT,
    W_RETRACTED,
    W_NOTICES,
    W_VERSIONS,
    W_CITATIONS,
    W_CITING,
    W_LISTING,
    W_SUPPORTING,
    W_CONTRASTING,
    W_MENTIONING,
    W_UNCLASSIFIED,
    W_SHARE,
    W_SHARE_LOW,
    W_SHARE_HIGH,
    COLUMNS
};

static_assert(sizeof(column) / sizeof(*column) == COLUMNS, "a name each");

bool v1_ids(struct call *call, uint32_t most, strs *ids)
{
    SCOPED_JSON *body = call_body(call);
    if (body == NULL)
        return false;
    const struct json_value *list =
        json_is_array(body) ? body : json_member(body, "ids");
    if (!json_is_array(list)) {
        reply_invalid(call, 422, "body", S(""),
                      "the body is [\"…\"] or {\"ids\": [\"…\"]}");
        return false;
    }
    for (const struct json_value *v = json_first(list); v; v = json_next(v)) {
        if (ids->n == most || !json_is_text(v)) {
            reply_invalid(call, 422, "body", S(""),
                          "the body is a list of at most %u identifiers", most);
            return false;
        }
        vec_push(ids, call->arena, arena_str(call->arena, json_as_str(v)));
    }
    return true;
}

/* ---- one row ------------------------------------------------------------ */

static void put_people(struct table *table, const struct work *work)
{
    strs names = {0}, orcids = {0};
    struct arena *arena = table->call->arena;
    for_vec (i, work->author) {
        vec_push(&names, arena, name_line(&work->author.at[i], arena));
        if (work->author.at[i].orcid.len)
            vec_push(&orcids, arena, work->author.at[i].orcid);
    }
    table_list(table, W_AUTHORS, &names);
    table_list(table, W_ORCIDS, &orcids);
}

static void put_record(struct table *table, const struct known *known)
{
    const struct work *work = &known->work;
    table_text(table, W_WORK, known->key);
    table_list(table, W_IDS, &known->ids);
    table_text(table, W_TITLE, work->title);
    put_people(table, work);
    table_text(table, W_CONTAINER, work->container);
    table_list(table, W_ISSN, &work->issn);
    table_text(table, W_PUBLISHER, work->publisher);
    table_count(table, W_YEAR, work->year);
    table_text(table, W_DATE, work->date);
    table_text(table, W_VOLUME, work->volume);
    table_text(table, W_ISSUE, work->issue);
    table_text(table, W_PAGE, work->page);
    table_text(table, W_TYPE, work->type);
    table_text(table, W_LANGUAGE, known->language);
    table_text(table, W_LICENSE, known->license);
    table_list(table, W_KEYWORDS, &known->keyword);
    table_text(table, W_ABSTRACT, known->abstract);
    table_bool(table, W_FULL_TEXT, known->doc != 0);
}

static bool put_standing(struct table *table, const struct known *known,
                         struct err *err)
{
    struct call *call = table->call;
    strs lines = {0}, others = {0};
    version_rows versions = {0};
    table_bool(table, W_RETRACTED, known_retracted(known));
    for_vec (i, known->notice)
        vec_push(&lines, call->arena,
                 notice_line(&known->notice.at[i], call->arena));
    table_list(table, W_NOTICES, &lines);
    if (!table_wants(table, W_VERSIONS))
        return true;
    if (!work_versions(call->store, known->id, call->arena, &versions, err))
        return false;
    for (uint32_t i = 1; i < versions.n; i++) {
        str key;
        if (!work_key_of(call->store, versions.at[i].work, call->arena, &key,
                         err))
            return false;
        vec_push(&others, call->arena, key);
    }
    table_list(table, W_VERSIONS, &others);
    return true;
}

/* The share of supporting among those that take a stand. */
static void put_tally(struct table *table, const struct short_tally *tally)
{
    static const enum stance stance[] = {STANCE_SUPPORTING, STANCE_CONTRASTING,
                                         STANCE_MENTIONING,
                                         STANCE_UNCLASSIFIED};
    uint64_t part = tally->stance[STANCE_SUPPORTING];
    uint64_t all = part + tally->stance[STANCE_CONTRASTING];
    struct interval interval = interval_of(part, all);
    table_uint(table, W_CITATIONS, tally->total);
    table_uint(table, W_CITING, tally->citing);
    table_uint(table, W_LISTING, tally->listing);
    for (unsigned i = 0; i < 4; i++)
        table_uint(table, W_SUPPORTING + i, tally->stance[stance[i]]);
    if (all == 0)
        return;
    table_number(table, W_SHARE, (double)part / (double)all, 4);
    table_number(table, W_SHARE_LOW, interval.low, 4);
    table_number(table, W_SHARE_HIGH, interval.high, 4);
}

/* What nobody knows is a row with nothing but what was asked for. */
static bool put_work(struct table *table, str asked, str key, bool whole)
{
    struct call *call = table->call;
    struct known known;
    struct short_tally tally;
    struct err err = {0};
    table_row(table);
    table_text(table, W_ASKED, asked);
    if (!whole) {
        if (!tally_find(call->tallies, key, &tally, &err)) {
            reply_failed(call, &err);
            return false;
        }
        table_text(table, W_WORK, tally.work ? key : S(""));
        if (tally.work)
            put_tally(table, &tally);
        return true;
    }
    if (!known_by_key(call, key, &known))
        return false;
    if (known.id == 0)
        return true;
    put_record(table, &known);
    if (put_standing(table, &known, &err) &&
        tally_find(call->tallies, known.key, &tally, &err)) {
        put_tally(table, &tally);
        return true;
    }
    reply_failed(call, &err);
    return false;
}

/* ---- handlers ----------------------------------------------------------- */

static void answer_one(struct call *call, bool whole)
{
    struct work_row work;
    struct table table;
    if (!call_work(call, &work))
        return;
    put_signposts(call, work.key);
    if (table_open_one(&table, call, column, COLUMNS) &&
        put_work(&table, S(""), work.key, whole))
        table_close(&table, 1, S(""));
}

static void answer_many(struct call *call, bool whole)
{
    strs ids = {0};
    struct table table;
    if (!v1_ids(call, IDS_MAX, &ids) ||
        !table_open(&table, call, column, COLUMNS))
        return;
    for_vec (i, ids) {
        size_t mark = arena_mark(call->arena);
        if (!put_work(&table, ids.at[i], call_key(call, ids.at[i]), whole))
            return;
        arena_rewind(call->arena, mark);
    }
    table_close(&table, ids.n, S(""));
}

void v1_work(struct call *call)
{
    answer_one(call, true);
}

void v1_works(struct call *call)
{
    answer_many(call, true);
}

void v1_collection(struct call *call)
{
    answer_many(call, false);
}
