/* scite's search. */
#include "serve/passage.h"
#include "serve/scite.h"

/* ---- what is asked ------------------------------------------------------ */

static const struct {
    enum param param;
    const char *value; /* of the field `has` */
} has[] = {{PARAM_HAS_RETRACTION, "retraction"},
           {PARAM_HAS_CONCERN, "concern"},
           {PARAM_HAS_CORRECTION, "correction"},
           {PARAM_HAS_ERRATUM, "erratum"},
           {PARAM_HAS_WITHDRAWN, "withdrawal"}};

static str years_of(struct call *call)
{
    uint32_t from = call->param.of[PARAM_DATE_FROM].number;
    uint32_t to = call->param.of[PARAM_DATE_TO].number;
    if (from == 0 && to == 0)
        return S("");
    if (to == 0)
        return arena_format(call->arena, "%u-", from);
    return from ? arena_format(call->arena, "%u-%u", from, to)
                : arena_format(call->arena, "-%u", to);
}

static str types_of(struct call *call)
{
    static const char *const stance[] = {"supporting", "contrasting",
                                         "contrasting", "mentioning"};
    SCOPED_BUF out = {0};
    for (unsigned i = 0; i < 4; i++)
        if (call->param.of[PARAM_CITATION_TYPES].set >> i & 1) {
            buf_add(&out, out.len ? S(",") : S(""));
            buf_add(&out, str_of(stance[i]));
        }
    return arena_str(call->arena, buf_str(&out));
}

enum {
    MODE_ALL,
    MODE_CITATIONS,
    MODE_PAPERS
};

static enum search_sort sort_of(const struct call *call, bool works)
{
    static const enum search_sort sort[] = {SORT_NEWEST,    SORT_CITED,
                                            SORT_SUPPORTED, SORT_CONTRASTED,
                                            SORT_CITED,     SORT_CITED};
    const struct param_value *by = &call->param.of[PARAM_SCITE_SORT];
    if (!by->given)
        return SORT_RELEVANCE;
    if (by->number == 0)
        return call->param.of[PARAM_SORT_ORDER].number ? SORT_NEWEST
                                                       : SORT_OLDEST;
    return works ? sort[by->number] : SORT_RELEVANCE;
}

static void read_request(struct call *call, bool works,
                         struct search_request *request)
{
    const struct param_value *of = call->param.of;
    uint32_t limit = of[PARAM_SEARCH_LIMIT].number;
    *request = (struct search_request){
        .what = works ? SEARCH_WORKS : SEARCH_CITATIONS,
        .query = of[PARAM_TERM].text,
        .sort = sort_of(call, works),
        .limit = limit > SEARCH_LIMIT_MAX ? SEARCH_LIMIT_MAX : limit,
        .offset = of[PARAM_SEARCH_OFFSET].number,
        .facets = true};
    passage_filter(call, request, "title", of[PARAM_TITLE].text);
    passage_filter(call, request, "author", of[PARAM_AUTHOR].text);
    passage_filter(call, request, "journal", of[PARAM_JOURNAL].text);
    passage_filter(call, request, "type", of[PARAM_PAPER_TYPE].text);
    passage_filter(call, request, "year", years_of(call));
    passage_filter(call, request, "stance", types_of(call));
    if (!works)
        passage_filter(call, request, "section", of[PARAM_SECTION_TEXT].text);
    for (size_t i = 0; i < sizeof(has) / sizeof(*has); i++)
        if (of[has[i].param].number)
            passage_filter(call, request, "has", str_of(has[i].value));
}

/* ---- a hit -------------------------------------------------------------- */

static void put_authors(struct call *call, struct json *json,
                        const struct work *work)
{
    json_key(json, "authors"), json_array(json);
    for_vec (i, work->author) {
        json_object(json);
        json_text(json, "authorName",
                  name_line(&work->author.at[i], call->arena));
        json_text(json, "authorSequenceNumber",
                  arena_format(call->arena, "%u", i + 1));
        json_end(json);
    }
    json_end(json);
}

static bool put_tally(struct call *call, struct json *json, str key)
{
    struct short_tally tally;
    struct err err = {0};
    if (!tally_find(call->tallies, key, &tally, &err)) {
        reply_failed(call, &err);
        return false;
    }
    json_key(json, "tally");
    scite_tally(json, &tally, scite_name(key));
    return true;
}

static void put_place(struct json *json, const struct work *work)
{
    json_text(json, "journal", work->container);
    json_text(json, "shortJournal",
              work->container_short.len ? work->container_short
                                        : work->container);
    json_text(json, "publisher", work->publisher);
    json_count(json, "year", work->year);
    json_text(json, "date", work->date);
    json_text(json, "volume", work->volume);
    json_text(json, "issue", work->issue);
    json_text(json, "page", work->page);
    json_key(json, "issns"), json_array(json);
    for_vec (i, work->issn)
        json_str(json, work->issn.at[i]);
    json_end(json);
}

/* All of a hit but its citations; `title` is HTML. */
static bool put_hit(struct call *call, struct json *json,
                    const struct known *known, str title)
{
    str name = scite_name(known->key);
    json_text(json, "id", name);
    json_text(json, "doi", name);
    json_text(json, "slug", slug_of(known->work.title, known->id, call->arena));
    json_text(json, "title", title.len ? title : S("Untitled"));
    json_text(json, "abstract", known->abstract);
    put_authors(call, json, &known->work);
    put_place(json, &known->work);
    scite_notices(json, known);
    return put_tally(call, json, known->key);
}

static void put_statement(struct call *call, struct json *json,
                          const struct passage *passage,
                          const struct cited *cited)
{
    SCOPED_BUF snippet = {0};
    put_passage(&snippet, passage);
    json_object(json);
    json_key(json, "id"), json_uint(json, (uint64_t)cited->row);
    json_text(json, "source", scite_name(passage->row.doc_key));
    json_key(json, "target"), json_str(json, scite_name(cited->work));
    json_text(json, "type", str_of(scite_stance(cited->stance)));
    json_key(json, "expertClassification"), json_null(json);
    json_key(json, "section");
    json_str(json, scite_section(&passage->row, call->arena));
    json_text(json, "refLocation", cited->id);
    json_key(json, "selfCites"), json_array(json);
    if (cited->self) {
        json_object(json);
        json_text(json, "type", S("SHAREDAUTHOR"));
        json_end(json);
    }
    json_end(json);
    json_key(json, "snippetHidden"), json_bool(json, false);
    json_text(json, "evidence", str_of(evidence_name[cited->evidence]));
    json_key(json, "snippet"), json_str(json, buf_str(&snippet));
    json_end(json);
}

/* The passages of one citing work that follow each other are one hit. */
static bool put_citing(struct call *call, struct json *json,
                       const struct search_reply *found, uint32_t *at)
{
    struct known known;
    SCOPED_BUF title = {0};
    int64_t doc = found->passage.at[*at].row.doc;
    if (!known_by_key(call, found->passage.at[*at].row.doc_key, &known))
        return false;
    json_object(json);
    buf_html(&title, known.work.title);
    if (!put_hit(call, json, &known, buf_str(&title)))
        return false;
    json_key(json, "highlightedFields"), json_array(json);
    json_str(json, S("citations.snippet"));
    json_end(json);
    json_key(json, "citations"), json_array(json);
    for (; *at < found->passage.n && found->passage.at[*at].row.doc == doc;
         (*at)++)
        for_vec (i, found->passage.at[*at].cited)
            put_statement(call, json, &found->passage.at[*at],
                          &found->passage.at[*at].cited.at[i]);
    json_end(json);
    json_end(json);
    return true;
}

static bool put_work(struct call *call, struct json *json,
                     const struct found_work *work)
{
    struct known known;
    SCOPED_BUF title = {0};
    if (!known_by_key(call, work->key, &known))
        return false;
    json_object(json);
    put_lit(&title, work->title, &work->title_lit);
    if (!put_hit(call, json, &known, buf_str(&title)))
        return false;
    json_key(json, "highlightedFields"), json_array(json);
    if (work->title_lit.n)
        json_str(json, S("title"));
    json_end(json);
    json_key(json, "citations"), json_array(json), json_end(json);
    json_end(json);
    return true;
}

static bool put_hits(struct call *call, struct json *json,
                     const struct search_reply *found)
{
    size_t mark = arena_mark(call->arena);
    json_key(json, "hits"), json_array(json);
    for (uint32_t i = 0; i < found->passage.n;) {
        if (!put_citing(call, json, found, &i))
            return false;
        arena_rewind(call->arena, mark);
    }
    for_vec (i, found->work) {
        if (!put_work(call, json, &found->work.at[i]))
            return false;
        arena_rewind(call->arena, mark);
    }
    json_end(json);
    return true;
}

/* ---- facets ------------------------------------------------------------- */

static void put_buckets(struct json *json, const char *key, const facets *rows)
{
    json_key(json, key), json_array(json);
    for (uint32_t i = 0; rows && i < rows->n; i++) {
        json_object(json);
        json_text(json, "key", rows->at[i].value);
        json_key(json, "docCount"), json_uint(json, rows->at[i].n);
        json_key(json, "metadata"), json_object(json), json_end(json);
        json_end(json);
    }
    json_end(json);
}

static void put_dates(struct call *call, struct json *json, const facets *years)
{
    static const char *const zero[] = {"total", "supporting", "contradicting",
                                       "mentioning", "unclassified"};
    json_key(json, "dateHistogram"), json_array(json);
    for_vec (i, *years) {
        json_object(json);
        json_text(
            json, "date",
            arena_format(call->arena, "%.*s-01-01", STR(years->at[i].value)));
        json_key(json, "docCount"), json_uint(json, years->at[i].n);
        for (int z = 0; z < 5; z++)
            json_key(json, zero[z]), json_uint(json, 0);
        json_end(json);
    }
    json_end(json);
}

static void put_facets(struct call *call, struct json *json,
                       const struct search_reply *found)
{
    static const char *const none[] = {
        "topics",  "substances",   "meshDescriptors",
        "authors", "affiliations", "citationTypeDateHistogram"};
    json_key(json, "aggregations"), json_object(json);
    put_buckets(json, "paperTypes", &found->facet[FACET_TYPE]);
    put_buckets(json, "journals", &found->facet[FACET_JOURNAL]);
    put_buckets(json, "editorialNotices", &found->facet[FACET_NOTICE]);
    for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
        put_buckets(json, none[i], NULL);
    put_dates(call, json, &found->facet[FACET_YEAR]);
    json_end(json);
}

/* ---- handlers ----------------------------------------------------------- */

/* What we know nothing of: a condition on it isn't passed over in silence. */
static bool asks_unknown(struct call *call)
{
    static const enum param unknown[] = {PARAM_AFFILIATION, PARAM_TOPIC,
                                         PARAM_MESH_TYPE, PARAM_SUBSTANCES};
    for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
        if (call->param.of[unknown[i]].text.len) {
            reply_invalid(call, 422, "query",
                          str_of(param_row[unknown[i]].name),
                          "'%s' isn't known of any work here",
                          param_row[unknown[i]].name);
            return true;
        }
    return false;
}

void api_search(struct call *call)
{
    struct search_request request;
    struct search_reply found = {0};
    uint32_t mode = call->param.of[PARAM_MODE].number;
    if (asks_unknown(call))
        return;
    read_request(call, mode == MODE_PAPERS, &request);
    if (!passage_search(call, &request, &found))
        return;
    if (mode == MODE_ALL && found.total == 0) {
        read_request(call, true, &request);
        found = (struct search_reply){0};
        if (!passage_search(call, &request, &found))
            return;
    }
    struct json json = json_on(call->out);
    json_object(&json);
    json_key(&json, "count"), json_uint(&json, found.total);
    json_key(&json, "suggestedTerm");
    if (found.instead.len)
        json_str(&json, found.instead);
    else
        json_null(&json);
    json_key(&json, "restrictedCites"), json_bool(&json, false);
    put_facets(call, &json, &found);
    if (!put_hits(call, &json, &found))
        return;
    json_end(&json);
    reply_json(call);
}
