/* scite's journals: tallies, yearly indices, notices. */
#include <stdlib.h>

#include "serve/scite.h"
#include "store/counts.h"

/* ISSNs of one request. */
#define ISSNS 500
#define YEARS 3000

/* A journal under one ISSN, with what cites it. */
struct journal {
    journal_rows row; /* several titles may share an ISSN */
    journal_counts count;
    uint64_t stance[STANCES], total, works;
};

static bool read_journal(struct call *call, str issn, struct journal *journal)
{
    struct err err = {0};
    *journal = (struct journal){0};
    bool read = journal_by_issn(call->store, str_trim(issn), call->arena,
                                &journal->row, &err);
    for (uint32_t i = 0; read && i < journal->row.n; i++) {
        journal->works += journal->row.at[i].works;
        read = journal_citations(call->store, journal->row.at[i].id,
                                 call->arena, &journal->count, &err);
    }
    for_vec (i, journal->count) {
        journal->stance[journal->count.at[i].stance] += journal->count.at[i].n;
        journal->total += journal->count.at[i].n;
    }
    if (!read)
        reply_failed(call, &err);
    return read;
}

/* False when it has answered: 404 or 500. */
static bool find_journal(struct call *call, struct journal *journal)
{
    if (!read_journal(call, call->value[0], journal))
        return false;
    if (journal->row.n == 0)
        reply_error(call, 404, "no journal of this ISSN is known");
    return journal->row.n > 0;
}

static void put_issns(struct json *json, const struct journal *journal)
{
    json_key(json, "issns"), json_array(json);
    for_vec (i, journal->row)
        for_vec (k, journal->row.at[i].issn)
            json_str(json, journal->row.at[i].issn.at[k]);
    json_end(json);
}

/* scite's own words for contrasting differ from one place to another. */
static void put_cites(struct json *json, const struct journal *journal,
                      const char *contrasting)
{
    json_key(json, "totalCites"), json_uint(json, journal->total);
    json_key(json, "totalSupportingCites"),
        json_uint(json, journal->stance[STANCE_SUPPORTING]);
    json_key(json, "totalMentioningCites"),
        json_uint(json, journal->stance[STANCE_MENTIONING]);
    json_key(json, contrasting),
        json_uint(json, journal->stance[STANCE_CONTRASTING]);
    json_key(json, "totalUnclassifiedCites"),
        json_uint(json, journal->stance[STANCE_UNCLASSIFIED]);
}

void api_journal_tallies(struct call *call)
{
    struct journal journal;
    if (!find_journal(call, &journal))
        return;
    struct json json = json_on(call->out);
    json_object(&json);
    put_cites(&json, &journal, "totalContrastingCites");
    json_key(&json, "title"), json_str(&json, journal.row.at[0].title);
    put_issns(&json, &journal);
    json_end(&json);
    reply_json(call);
}

static str journal_slug(struct call *call, const struct journal *journal)
{
    return slug_of(journal->row.at[0].title, journal->row.at[0].id,
                   call->arena);
}

/* The order of keys is the contract: sciteR reads by position. */
void api_issn_tallies(struct call *call)
{
    str list = call->param.of[PARAM_ISSN].text, issn;
    struct json json = json_on(call->out);
    json_object(&json);
    for (int n = 0; n < ISSNS && str_split(&list, ',', &issn); n++) {
        struct journal journal;
        if (!read_journal(call, issn, &journal))
            return;
        if (journal.row.n == 0)
            continue;
        json_key_str(&json, str_trim(issn)), json_object(&json);
        put_cites(&json, &journal, "totalContradictingCites");
        json_key(&json, "journal"), json_str(&json, journal.row.at[0].title);
        put_issns(&json, &journal);
        json_key(&json, "journalSlug");
        json_str(&json, journal_slug(call, &journal));
        json_end(&json);
    }
    json_end(&json);
    reply_json(call);
}

/* ---- indices ------------------------------------------------------------ */

/*
 * The share of supporting ones among those that support or contrast, of
 * citations made in a year of works of the `span` years before it, as impact
 * factors count; all years: of any work up to it.  -1 when there are none.
 */
static double index_of(const struct journal *journal, uint32_t year,
                       uint32_t span)
{
    uint64_t n[STANCES] = {0};
    for_vec (i, journal->count) {
        const struct journal_count *row = &journal->count.at[i];
        bool near = span == 0 ? row->cited <= year
                              : row->cited < year && row->cited + span >= year;
        if (row->citing == year && row->cited && near)
            n[row->stance] += row->n;
    }
    uint64_t both = n[STANCE_SUPPORTING] + n[STANCE_CONTRASTING];
    return both ? (double)n[STANCE_SUPPORTING] / (double)both : -1;
}

static void put_index(struct json *json, const char *key, double index)
{
    if (index < 0)
        return;
    json_key(json, key);
    json_number(json, index, 4);
}

static bool year_wanted(struct call *call, uint32_t year)
{
    const strs *wanted = &call->param.of[PARAM_YEARS].all;
    str one = call->param.of[PARAM_YEAR_TEXT].text;
    uint32_t number;
    if (one.len)
        return str_uint(one, &number) && number == year;
    for_vec (i, *wanted)
        if (str_uint(wanted->at[i], &number) && number == year)
            return true;
    return wanted->n == 0;
}

/* Its years that have an index at all, newest first. */
static void put_years(struct call *call, struct json *json,
                      const struct journal *journal, bool sji)
{
    static const char *const key[2][3] = {
        {"siTwoYears", "siFiveYears", "siAllYears"},
        {"sjiTwoYears", "sjiFiveYears", "sjiAllYears"}};
    static const uint32_t span[3] = {2, 5, 0};
    bool *has = arena_zero(call->arena, YEARS);
    for_vec (i, journal->count)
        if (journal->count.at[i].citing < YEARS)
            has[journal->count.at[i].citing] = true;
    for (uint32_t year = YEARS - 1; year > 0; year--) {
        if (!has[year] || index_of(journal, year, 0) < 0 ||
            !year_wanted(call, year))
            continue;
        json_object(json);
        json_key(json, "relativeYear");
        json_str(json, arena_format(call->arena, "%u", year));
        for (int i = 0; i < 3; i++)
            put_index(json, key[sji][i], index_of(journal, year, span[i]));
        put_issns(json, journal);
        if (sji) {
            json_key(json, "journal"), json_str(json, journal->row.at[0].title);
            json_key(json, "journalSlug"),
                json_str(json, journal_slug(call, journal));
        }
        json_end(json);
    }
}

void api_yearly_si(struct call *call)
{
    struct journal journal;
    if (!find_journal(call, &journal))
        return;
    struct json json = json_on(call->out);
    json_array(&json);
    put_years(call, &json, &journal, false);
    json_end(&json);
    reply_json(call);
}

void api_issn_sji(struct call *call)
{
    struct journal journal;
    struct json json = json_on(call->out);
    if (!read_journal(call, call->param.of[PARAM_ISSN].text, &journal))
        return;
    json_array(&json);
    if (journal.row.n)
        put_years(call, &json, &journal, true);
    json_end(&json);
    reply_json(call);
}

void api_issn_sji_many(struct call *call)
{
    strs issns = {0};
    if (!scite_dois(call, ISSNS, &issns))
        return;
    struct json json = json_on(call->out);
    json_object(&json);
    for_vec (i, issns) {
        struct journal journal;
        if (!read_journal(call, issns.at[i], &journal))
            return;
        if (journal.row.n == 0)
            continue;
        json_key_str(&json, issns.at[i]), json_array(&json);
        put_years(call, &json, &journal, true);
        json_end(&json);
    }
    json_end(&json);
    reply_json(call);
}

/* ---- notices ------------------------------------------------------------ */

static bool put_notices(struct call *call, struct json *json, str issn)
{
    static const struct {
        const char *key;
        enum notice_kind kind;
    } row[] = {{"totalRetractions", NOTICE_RETRACTION},
               {"totalExpressionOfConcerns", NOTICE_CONCERN},
               {"totalWithdrawals", NOTICE_WITHDRAWAL},
               {"totalCorrections", NOTICE_CORRECTION}};
    struct err err = {0};
    journal_rows rows = {0};
    uint64_t n[NOTICE_KINDS] = {0};
    bool read = journal_by_issn(call->store, issn, call->arena, &rows, &err);
    for (uint32_t i = 0; read && i < rows.n; i++)
        read = journal_notices(call->store, rows.at[i].id, n, &err);
    if (!read) {
        reply_failed(call, &err);
        return false;
    }
    json_object(json);
    json_key(json, "issn"), json_str(json, issn);
    json_key(json, "notices"), json_object(json);
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        json_key(json, row[i].key), json_uint(json, n[row[i].kind]);
    json_key(json, "totalErrata"), json_uint(json, 0); /* corrections, to us */
    json_end(json);
    json_end(json);
    return true;
}

void api_issn_notices(struct call *call)
{
    str list = call->param.of[PARAM_ISSN].text, issn;
    struct json json = json_on(call->out);
    json_array(&json);
    for (int n = 0; n < ISSNS && str_split(&list, ',', &issn); n++)
        if (!put_notices(call, &json, str_trim(issn)))
            return;
    json_end(&json);
    reply_json(call);
}

void api_article_count(struct call *call)
{
    struct err err = {0};
    journal_rows rows = {0};
    uint64_t works = 0;
    if (!journal_by_issn(call->store, call->value[0], call->arena, &rows,
                         &err)) {
        reply_failed(call, &err);
        return;
    }
    for_vec (i, rows)
        works += rows.at[i].works;
    if (rows.n == 0) {
        reply_error(call, 404, "no journal of this ISSN is known");
        return;
    }
    struct json json = json_on(call->out);
    json_object(&json);
    json_key(&json, "totalArticleCount"), json_uint(&json, works);
    json_end(&json);
    reply_json(call);
}
