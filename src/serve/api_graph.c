/* Citations and references as Semantic Scholar's graph gives them. */
#include "serve/known.h"
#include "store/sheet.h"

/* Its words for what we call method and result. */
static const char *const intent[INTENTS] = {
    [INTENT_NONE] = NULL,
    [INTENT_BACKGROUND] = "background",
    [INTENT_METHOD] = "methodology",
    [INTENT_RESULT] = "result",
};

/* "DOI:10.1/x", "PMID:1", "PMCID:1", "ARXIV:…", "URL:…" */
static str key_of(struct call *call, str typed)
{
    size_t colon = str_chr(typed, ':');
    if (colon == STR_NONE)
        return call_key(call, typed);
    str scheme = str_first(typed, colon), rest = str_from(typed, colon + 1);
    if (str_eq_nocase(scheme, S("URL")) || str_eq_nocase(scheme, S("DOI")))
        return call_key(call, rest);
    if (str_eq_nocase(scheme, S("PMCID")) && rest.len && is_digit(rest.ptr[0]))
        return call_key(call, arena_format(call->arena, "PMC%.*s", STR(rest)));
    if (str_eq_nocase(scheme, S("PMID")))
        return call_key(call,
                        arena_format(call->arena, "pmid:%.*s", STR(rest)));
    if (str_eq_nocase(scheme, S("ARXIV")))
        return call_key(call,
                        arena_format(call->arena, "arxiv:%.*s", STR(rest)));
    return call_key(call, typed);
}

static bool wants(const struct call *call, str field)
{
    str list = call->param.of[PARAM_FIELDS].text, one;
    if (list.len == 0)
        return str_eq(field, S("title"));
    while (str_split(&list, ',', &one)) {
        one = str_trim(one);
        size_t dot = str_chr(one, '.'); /* citingPaper.title */
        if (str_eq(dot == STR_NONE ? one : str_from(one, dot + 1), field))
            return true;
    }
    return false;
}

static void put_ids(struct json *json, const struct work *work)
{
    static const struct {
        const char *key;
        enum id_scheme scheme;
    } row[] = {{"DOI", ID_DOI},
               {"PubMed", ID_PMID},
               {"PubMedCentral", ID_PMCID},
               {"ArXiv", ID_ARXIV}};
    json_key(json, "externalIds"), json_object(json);
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        json_text(json, row[i].key, work->id[row[i].scheme]);
    json_end(json);
}

static bool put_paper(struct call *call, struct json *json, const char *key,
                      int64_t id)
{
    struct known known;
    if (!known_by_id(call, id, &known))
        return false;
    json_key(json, key), json_object(json);
    json_text(json, "paperId", known.key);
    if (wants(call, S("title")))
        json_text(json, "title", known.work.title);
    if (wants(call, S("year")))
        json_count(json, "year", known.work.year);
    if (wants(call, S("venue")))
        json_text(json, "venue", known.work.container);
    if (wants(call, S("externalIds")))
        put_ids(json, &known.work);
    if (wants(call, S("authors"))) {
        json_key(json, "authors"), json_array(json);
        for_vec (i, known.work.author) {
            json_object(json);
            json_text(json, "name",
                      name_line(&known.work.author.at[i], call->arena));
            json_end(json);
        }
        json_end(json);
    }
    json_end(json);
    return true;
}

/* ---- one other work ----------------------------------------------------- */

static void put_context(struct json *json, const struct citation_row *row)
{
    json_object(json);
    json_text(json, "context", row->sentence);
    json_key(json, "intents"), json_array(json);
    if (intent[row->intent])
        json_str(json, str_of(intent[row->intent]));
    json_end(json);
    json_text(json, "stance", str_of(stance_name[row->stance]));
    json_end(json);
}

static void put_intents(struct json *json, const sheet_shown *shown)
{
    unsigned seen = 0;
    json_key(json, "intents"), json_array(json);
    for_vec (i, *shown)
        seen |= 1u << shown->at[i].row.intent;
    for (int i = 0; i < INTENTS; i++)
        if (seen >> i & 1 && intent[i])
            json_str(json, str_of(intent[i]));
    json_end(json);
}

static void put_contexts(struct call *call, struct json *json,
                         const sheet_shown *shown)
{
    if (wants(call, S("contexts"))) {
        json_key(json, "contexts"), json_array(json);
        for_vec (i, *shown)
            json_str(json, shown->at[i].row.sentence);
        json_end(json);
    }
    if (wants(call, S("intents")))
        put_intents(json, shown);
    if (wants(call, S("contextsWithIntent"))) {
        json_key(json, "contextsWithIntent"), json_array(json);
        for_vec (i, *shown)
            put_context(json, &shown->at[i].row);
        json_end(json);
    }
    if (wants(call, S("isInfluential")))
        json_key(json, "isInfluential"), json_bool(json, false);
}

/* Citations by the doc of a work, or of a work by a doc. */
static bool put_edge(struct call *call, struct json *json, const char *key,
                     const struct sheet *sheet, int64_t work)
{
    struct err err = {0};
    sheet_shown shown = {0};
    struct work_row other = {0};
    vec_of(const struct sheet_row *) rows = {0};
    str name;
    bool read = work_key_of(call->store, work, call->arena, &name, &err) &&
                work_row(call->store, name, call->arena, &other, &err);
    for (uint32_t i = 0; i < sheet->n; i++)
        if (sheet->at[i].work ? sheet->at[i].work == work
                              : sheet->at[i].doc == other.doc)
            vec_push(&rows, call->arena, &sheet->at[i]);
    if (!read ||
        !sheet_show(call->store, rows.at, rows.n, call->arena, &shown, &err)) {
        reply_failed(call, &err);
        return false;
    }
    json_object(json);
    put_contexts(call, json, &shown);
    if (!put_paper(call, json, key, work))
        return false;
    json_end(json);
    return true;
}

/* ---- a page of them ----------------------------------------------------- */

static void answer_edges(struct call *call, const char *key,
                         const struct sheet *sheet, const work_list *works)
{
    uint32_t limit = call->param.of[PARAM_S2_LIMIT].number;
    uint32_t offset = call->param.of[PARAM_OFFSET].number;
    struct json json = json_on(call->out);
    json_object(&json);
    json_key(&json, "offset"), json_uint(&json, offset);
    if (offset + limit < works->n)
        json_key(&json, "next"), json_uint(&json, offset + limit);
    json_key(&json, "data"), json_array(&json);
    for (uint32_t i = offset; i < works->n && i - offset < limit; i++)
        if (!put_edge(call, &json, key, sheet, works->at[i]))
            return;
    json_end(&json), json_end(&json);
    reply_json(call);
}

static void answer(struct call *call, bool toward)
{
    struct work_row work;
    struct sheet sheet;
    work_list works = {0};
    struct err err = {0};
    call->value[0] = key_of(call, call->value[0]);
    if (!call_work(call, &work) || !call_sheet(call, &work, toward, &sheet))
        return;
    bool read = toward
                    ? citing_works(call->store, work.id, 0, INT32_MAX,
                                   call->arena, &works, &err)
                    : work.doc == 0 || cited_works(call->store, work.doc,
                                                   call->arena, &works, &err);
    if (read)
        answer_edges(call, toward ? "citingPaper" : "citedPaper", &sheet,
                     &works);
    else
        reply_failed(call, &err);
}

void graph_citations(struct call *call)
{
    answer(call, true);
}

void graph_references(struct call *call)
{
    answer(call, false);
}
