/* /api/v1: what a work lists, how it is cited there, and does it stand? */
#include <assert.h>

#include "base/map.h"
#include "serve/v1.h"
#include "store/sheet.h"

static const char *const column[] = {"ref",
                                     "n",
                                     "label",
                                     "raw",
                                     "work",
                                     "title",
                                     "authors",
                                     "container",
                                     "year",
                                     "resolved_by",
                                     "score",
                                     "mentions",
                                     "supporting",
                                     "contrasting",
                                     "mentioning",
                                     "unclassified",
                                     "work_citations",
                                     "work_supporting",
                                     "work_contrasting",
                                     "work_notices"};

enum {
    R_REF,
    R_N,
    R_LABEL,
    R_RAW,
    R_WORK,
    R_TITLE,
    R_AUTHORS,
    R_CONTAINER,
    R_YEAR,
    R_RESOLVED_BY,
    R_SCORE,
    R_MENTIONS,
    R_SUPPORTING,
    R_CONTRASTING,
    R_MENTIONING,
    R_UNCLASSIFIED,
    R_WORK_CITATIONS,
    R_WORK_SUPPORTING,
    R_WORK_CONTRASTING,
    R_WORK_NOTICES,
    COLUMNS
};

static_assert(sizeof(column) / sizeof(*column) == COLUMNS, "a name each");

/* How a doc cites each of the works it lists. */
struct stances {
    struct map place; /* of a work's id */
    vec_of(struct { uint32_t n[STANCES]; }) at;
};

static void count_stances(struct call *call, const struct sheet *sheet,
                          struct stances *stances)
{
    for (uint32_t i = 0; i < sheet->n; i++) {
        str name =
            arena_format(call->arena, "%lld", (long long)sheet->at[i].work);
        uint32_t at =
            map_add(&stances->place, name, stances->at.n, call->arena);
        if (at == stances->at.n)
            (void)vec_add(&stances->at, call->arena);
        stances->at.at[at].n[sheet->at[i].stance]++;
    }
}

static void put_authors(struct table *table, const struct json_value *ref)
{
    strs names = {0};
    const struct json_value *v = json_first(json_member(ref, "authors"));
    for (; v; v = json_next(v)) {
        struct work_name name = {json_member_str(v, "family"),
                                 json_member_str(v, "given"), S("")};
        vec_push(&names, table->call->arena,
                 name_line(&name, table->call->arena));
    }
    table_list(table, R_AUTHORS, &names);
}

static void put_printed(struct table *table, const struct json_value *ref)
{
    static const struct {
        unsigned column;
        const char *member;
    } text[] = {{R_LABEL, "label"},
                {R_RAW, "raw"},
                {R_WORK, "work"},
                {R_TITLE, "title"}};
    table_text(table, R_REF, json_member_str(ref, "ref"));
    table_count(table, R_N, json_member_uint(ref, "n"));
    for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
        table_text(table, text[i].column, json_member_str(ref, text[i].member));
    put_authors(table, ref);
    table_text(table, R_CONTAINER, json_member_str(ref, "container"));
    table_count(table, R_YEAR, json_member_uint(ref, "year"));
    table_text(table, R_RESOLVED_BY, json_member_str(ref, "resolved_by"));
    double score = json_as_number(json_member(ref, "score"), -1);
    if (score >= 0)
        table_number(table, R_SCORE, score, 3);
}

static void put_stances(struct table *table, const struct stances *stances,
                        int64_t work)
{
    static const enum stance of[] = {STANCE_SUPPORTING, STANCE_CONTRASTING,
                                     STANCE_MENTIONING, STANCE_UNCLASSIFIED};
    str name = arena_format(table->call->arena, "%lld", (long long)work);
    uint32_t at = map_find(&stances->place, name);
    for (unsigned i = 0; i < 4; i++)
        table_uint(table, R_SUPPORTING + i,
                   at < stances->at.n ? stances->at.at[at].n[of[i]] : 0);
}

/* What everybody says of the work that is listed. */
static bool put_standing(struct table *table, const struct stances *stances,
                         str work, struct err *err)
{
    struct call *call = table->call;
    struct short_tally tally;
    notice_rows notices = {0};
    strs lines = {0};
    if (!tally_find(call->tallies, work, &tally, err) ||
        (tally.work &&
         !work_notices(call->store, tally.work, call->arena, &notices, err)))
        return false;
    put_stances(table, stances, tally.work);
    table_uint(table, R_WORK_CITATIONS, tally.total);
    table_uint(table, R_WORK_SUPPORTING, tally.stance[STANCE_SUPPORTING]);
    table_uint(table, R_WORK_CONTRASTING, tally.stance[STANCE_CONTRASTING]);
    for_vec (i, notices)
        vec_push(&lines, call->arena, notice_line(&notices.at[i], call->arena));
    table_list(table, R_WORK_NOTICES, &lines);
    return true;
}

static bool put_refs(struct table *table, str records, const counts *mentions,
                     const struct stances *stances, struct err *err)
{
    str line;
    uint32_t n = 0;
    if (!str_split(&records, '\n', &line)) /* the doc's own */
        return true;
    for (; str_split(&records, '\n', &line) && line.len; n++) {
        SCOPED_JSON *ref = json_parse(line, err);
        if (ref == NULL)
            return false;
        table_row(table);
        put_printed(table, ref);
        table_uint(table, R_MENTIONS, n < mentions->n ? mentions->at[n] : 0);
        str work = arena_str(table->call->arena, json_member_str(ref, "work"));
        if (!put_standing(table, stances, work, err))
            return false;
    }
    return true;
}

void v1_references(struct call *call)
{
    struct work_row work;
    struct sheet sheet;
    struct stances stances = {0};
    struct table table;
    struct err err = {0};
    counts mentions = {0};
    str records;
    if (!call_work(call, &work) || !call_sheet(call, &work, false, &sheet))
        return;
    if (work.doc == 0) {
        reply_error(call, 404, "its full text hasn't been read");
        return;
    }
    count_stances(call, &sheet, &stances);
    if (!table_open(&table, call, column, COLUMNS))
        return;
    if (doc_records(call->store, work.doc, call->arena, &records, &err) &&
        ref_mentions(call->store, work.doc, call->arena, &mentions, &err) &&
        put_refs(&table, records, &mentions, &stances, &err))
        table_close(&table, mentions.n, S(""));
    else
        reply_failed(call, &err);
}
