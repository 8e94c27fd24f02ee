/* What the store holds, as scite counts; counted once a minute at most, less
 * often where it takes long. */
#include "serve/metrics.h"
#include "serve/site.h"

/* Kept a minute, or fifty times as long as counting took. */
#define KEPT  (60 * (uint64_t)1000000000)
#define TIMES 50

bool site_counts(struct site *site, struct store_counts *out, struct err *err)
{
    uint64_t now = metrics_now();
    if (now >= site->count_after) {
        if (!store_counts(site->store, &site->counts, err))
            return false;
        uint64_t took = (metrics_now() - now) * TIMES;
        site->count_after = now + (took > KEPT ? took : KEPT);
    }
    *out = site->counts;
    return true;
}

static void put(struct json *json, const char *key, uint64_t n)
{
    json_key(json, key);
    json_uint(json, n);
}

void api_stats(struct call *call)
{
    struct store_counts n;
    struct err err = {0};
    if (!site_counts(call->site, &n, &err)) {
        reply_failed(call, &err);
        return;
    }
    struct json json = json_on(call->out);
    json_object(&json);
    put(&json, "citationsTotal", n.citations);
    put(&json, "citationStatementsTotal", n.citations);
    put(&json, "citationsNewTotal", 0);
    put(&json, "papersTotal", n.works);
    put(&json, "citationsDistinctSources", n.sources);
    put(&json, "uniqueCitations", n.pairs);
    put(&json, "authorsTotal", 0); /* nobody is told apart yet */
    put(&json, "affilationsTotal", 0);
    put(&json, "publishersTotal", n.publishers);
    put(&json, "journalsTotal", n.journals);
    put(&json, "selfCitesTotal", n.self);
    put(&json, "supportingTotal", n.stance[STANCE_SUPPORTING]);
    put(&json, "contrastingTotal", n.stance[STANCE_CONTRASTING]);
    put(&json, "mentioningTotal", n.stance[STANCE_MENTIONING]);
    put(&json, "introductionTotal", n.section[SECTION_INTRODUCTION]);
    put(&json, "methodsTotal", n.section[SECTION_METHODS]);
    put(&json, "resultsTotal", n.section[SECTION_RESULTS]);
    put(&json, "discussionTotal", n.section[SECTION_DISCUSSION]);
    put(&json, "otherTotal", n.section[SECTION_OTHER]);
    json_end(&json);
    reply_json(call);
}

/* Subjects aren't known to us: an empty list is the truth. */
void api_subjects(struct call *call)
{
    buf_add(call->out, S("[]"));
    reply_json(call);
}
