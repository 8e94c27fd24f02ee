/* scite's tallies: of one work, of many, of many together, by section. */
#include "base/map.h"
#include "serve/scite.h"

/* As many as scite takes. */
#define BATCH     500
#define SUM_BATCH 100

typedef void put_tally(struct json *json, const struct short_tally *tally,
                       str name);

static bool find(struct call *call, str typed, str *key,
                 struct short_tally *tally)
{
    struct err err = {0};
    *key = call_key(call, typed);
    if (tally_find(call->tallies, *key, tally, &err))
        return true;
    reply_failed(call, &err);
    return false;
}

static void answer_one(struct call *call, put_tally *put)
{
    str key;
    struct short_tally tally;
    if (!find(call, call->value[0], &key, &tally))
        return;
    if (tally.work == 0) {
        reply_error(call, 404, "no article that has been read cites this");
        return;
    }
    struct json json = json_on(call->out);
    put(&json, &tally, scite_name(key));
    reply_json(call);
}

void api_tally(struct call *call)
{
    answer_one(call, scite_tally);
}

void api_sections(struct call *call)
{
    answer_one(call, scite_sections);
}

/* ---- many --------------------------------------------------------------- */

/* An object by DOI as asked for; what nobody knows is left out. */
static void answer_many(struct call *call, put_tally *put)
{
    strs dois = {0};
    struct map seen = {0};
    if (!scite_dois(call, BATCH, &dois))
        return;
    struct json json = json_on(call->out);
    json_object(&json);
    json_key(&json, "tallies"), json_object(&json);
    for_vec (i, dois) {
        str key;
        struct short_tally tally;
        if (map_add(&seen, dois.at[i], i, call->arena) != i)
            continue;
        if (!find(call, dois.at[i], &key, &tally))
            return;
        if (tally.work == 0)
            continue;
        json_key_str(&json, dois.at[i]);
        put(&json, &tally, scite_name(key));
    }
    json_end(&json), json_end(&json);
    reply_json(call);
}

void api_tallies(struct call *call)
{
    answer_many(call, scite_tally);
}

void api_sections_many(struct call *call)
{
    answer_many(call, scite_sections);
}

/* ---- together ----------------------------------------------------------- */

static void add(struct short_tally *sum, const struct short_tally *one)
{
    sum->total += one->total;
    sum->citing += one->citing;
    sum->listing += one->listing;
    for (int s = 0; s < STANCES; s++)
        sum->stance[s] += one->stance[s];
    for (int s = 0; s < SECTIONS; s++)
        sum->section[s] += one->section[s];
}

void api_aggregate(struct call *call)
{
    strs dois = {0};
    struct short_tally sum = {0};
    struct map seen = {0};
    if (!scite_dois(call, SUM_BATCH, &dois))
        return;
    for_vec (i, dois) {
        str key;
        struct short_tally tally;
        if (!find(call, dois.at[i], &key, &tally))
            return;
        str name = arena_format(call->arena, "%lld", (long long)tally.work);
        if (map_add(&seen, name, i, call->arena) == i)
            add(&sum, &tally);
    }
    struct json json = json_on(call->out);
    scite_tally(&json, &sum, S(""));
    reply_json(call);
}

/* ---- by the type of who cites ------------------------------------------- */

/* PubMed's words for the types of JATS and Crossref. */
static const struct {
    const char *type, *pubmed;
} types[] = {
    {"", "journal article"},
    {"research-article", "journal article"},
    {"journal-article", "journal article"},
    {"review-article", "review"},
    {"systematic-review", "systematic review"},
    {"case-report", "case reports"},
    {"editorial", "editorial"},
    {"letter", "letter"},
    {"correction", "published erratum"},
    {"retraction", "retraction of publication"},
    {"posted-content", "preprint"},
};

static str pubmed_type(str type, struct arena *arena)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (str_eq(type, str_of(types[i].type)))
            return str_of(types[i].pubmed);
    str copy = arena_str(arena, type);
    for (size_t i = 0; i < copy.len; i++)
        if (copy.ptr[i] == '-')
            ((char *)(uintptr_t)copy.ptr)[i] = ' ';
    return copy;
}

/* So many citing works are looked at for one request. */
#define CITING_MAX 50000u

struct type_counts {
    strs name;
    vec_of(uint32_t) n;
    struct map place;
};

static bool count_types(struct call *call, int64_t work,
                        struct type_counts *types_n, uint32_t *budget)
{
    struct err err = {0};
    work_list works = {0};
    bool read = citing_works(call->store, work, 0, *budget + 1, call->arena,
                             &works, &err);
    if (read && works.n > *budget) {
        reply_error(call, 422, "more than %u works cite these: ask for fewer",
                    CITING_MAX);
        return false;
    }
    *budget -= works.n;
    for (uint32_t i = 0; read && i < works.n; i++) {
        struct work citing = {0};
        bool found;
        read = meta_fetch(call->store, works.at[i], call->arena, &citing,
                          &found, &err);
        str type = pubmed_type(citing.type, call->arena);
        uint32_t at =
            map_add(&types_n->place, type, types_n->name.n, call->arena);
        if (at == types_n->name.n) {
            vec_push(&types_n->name, call->arena, type);
            vec_push(&types_n->n, call->arena, 0);
        }
        types_n->n.at[at]++;
    }
    if (!read)
        reply_failed(call, &err);
    return read;
}

static bool put_types(struct call *call, struct json *json, int64_t work,
                      uint32_t *budget)
{
    struct type_counts found = {0};
    if (!count_types(call, work, &found, budget))
        return false;
    json_object(json);
    for_vec (i, found.name) {
        json_key_str(json, found.name.at[i]);
        json_uint(json, found.n.at[i]);
    }
    json_end(json);
    return true;
}

void api_types(struct call *call)
{
    struct work_row work;
    if (!call_work(call, &work))
        return;
    uint32_t budget = CITING_MAX;
    struct json json = json_on(call->out);
    if (put_types(call, &json, work.id, &budget))
        reply_json(call);
}

void api_types_many(struct call *call)
{
    strs dois = {0};
    uint32_t budget = CITING_MAX;
    if (!scite_dois(call, BATCH, &dois))
        return;
    struct json json = json_on(call->out);
    json_object(&json);
    json_key(&json, "pubmedSourceTypeTallies"), json_object(&json);
    for_vec (i, dois) {
        str key;
        struct short_tally tally;
        if (!find(call, dois.at[i], &key, &tally))
            return;
        if (tally.work == 0)
            continue;
        json_key_str(&json, dois.at[i]);
        if (!put_types(call, &json, tally.work, &budget))
            return;
    }
    json_end(&json), json_end(&json);
    reply_json(call);
}
