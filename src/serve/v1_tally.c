/* /api/v1: a tally in full, by the filters of a query. */
#include "doc/view.h"
#include "serve/interval.h"
#include "serve/select.h"
#include "serve/v1.h"

#define YEARS 3000

struct sums {
    uint32_t total, self, noticed;
    uint32_t stance[STANCES], section[SECTIONS], evidence[EVIDENCES],
        intent[INTENTS];
    uint64_t code[CODES + 1];
    uint32_t (*year)[STANCES]; /* [YEARS] */
    uint32_t works;            /* that cite */
};

static void add(struct sums *sums, const struct sheet_row *row, int64_t *doc)
{
    sums->total++;
    sums->self += row->self;
    sums->noticed += row->notice != 0;
    sums->stance[row->stance]++;
    sums->section[row->section]++;
    sums->evidence[row->evidence]++;
    sums->intent[row->intent]++;
    sums->code[row->code]++;
    sums->year[row->year < YEARS ? row->year : 0][row->stance]++;
    sums->works += row->doc != *doc;
    *doc = row->doc;
}

static void put_counts(struct json *json, const char *key,
                       const char *const *name, const uint32_t *n, int rows)
{
    json_key(json, key), json_object(json);
    for (int i = 0; i < rows; i++)
        json_key(json, *name[i] ? name[i] : "none"), json_uint(json, n[i]);
    json_end(json);
}

/* The supporting among those that support or contrast. */
static void put_share(struct json *json, const struct sums *sums)
{
    uint64_t part = sums->stance[STANCE_SUPPORTING];
    uint64_t all = part + sums->stance[STANCE_CONTRASTING];
    struct interval interval = interval_of(part, all);
    json_key(json, "share"), json_object(json);
    json_text(json, "of", S("supporting / (supporting + contrasting)"));
    if (all) {
        json_key(json, "value");
        json_number(json, (double)part / (double)all, 4);
    }
    json_key(json, "low"), json_number(json, interval.low, 4);
    json_key(json, "high"), json_number(json, interval.high, 4);
    json_text(json, "interval", S("Wilson, 95 %"));
    json_key(json, "n"), json_uint(json, all);
    json_end(json);
}

/* The same by the words of a view. */
static void put_labels(struct call *call, struct json *json,
                       const struct sums *sums)
{
    uint64_t n[VIEW_LABELS];
    enum view view = (enum view)call->param.of[PARAM_VIEW].number;
    view_count(view, sums->code, n);
    json_text(json, "view", str_of(view_name[view]));
    json_key(json, "labels"), json_object(json);
    for (uint32_t i = 0; i < view_labels(view); i++)
        json_key(json, view_label(view, i)), json_uint(json, n[i]);
    json_end(json);
}

static void put_years(struct call *call, struct json *json,
                      const struct sums *sums)
{
    json_key(json, "years"), json_array(json);
    for (uint32_t year = 0; year < YEARS; year++) {
        uint32_t sum = 0;
        for (int s = 0; s < STANCES; s++)
            sum += sums->year[year][s];
        if (sum == 0)
            continue;
        json_object(json);
        json_count(json, "year", year);
        json_key(json, "citations"), json_uint(json, sum);
        for (int s = 0; s < STANCES; s++)
            json_key(json, stance_name[s]),
                json_uint(json, sums->year[year][s]);
        json_end(json);
    }
    json_end(json);
    (void)call;
}

void v1_tally(struct call *call)
{
    struct work_row work;
    struct sheet sheet;
    struct sums sums = {0};
    int64_t doc = 0;
    if (!select_check(call) || !call_work(call, &work) ||
        !call_sheet(call, &work, true, &sheet))
        return;
    sums.year = arena_zero(call->arena, YEARS * sizeof(*sums.year));
    for (uint32_t i = 0; i < sheet.n; i++)
        if (select_fits(call, &sheet.at[i]))
            add(&sums, &sheet.at[i], &doc);
    struct json json = json_on(call->out);
    json_object(&json);
    json_text(&json, "work", work.key);
    json_key(&json, "citations"), json_uint(&json, sums.total);
    json_key(&json, "citing_works"), json_uint(&json, sums.works);
    json_key(&json, "self_citations"), json_uint(&json, sums.self);
    json_key(&json, "by_works_with_notices"), json_uint(&json, sums.noticed);
    put_counts(&json, "stances", stance_name, sums.stance, STANCES);
    put_labels(call, &json, &sums);
    put_share(&json, &sums);
    put_counts(&json, "sections", section_name, sums.section, SECTIONS);
    put_counts(&json, "evidence", evidence_name, sums.evidence, EVIDENCES);
    put_counts(&json, "intents", intent_name, sums.intent, INTENTS);
    put_years(call, &json, &sums);
    json_end(&json);
    reply_json(call);
}
