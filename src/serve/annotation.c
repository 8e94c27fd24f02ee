/*
 * A citation as a W3C Web Annotation whose body says in CiTO's words what the
 * citing authors do with the cited work.
 */
#include "base/utf8.h"
#include "serve/v1.h"
#include "store/sheet.h"

/*
 * CiTO's property is from the citing to the cited work: "supports" is the
 * citing text supporting the cited one, which is our supporting; what merely
 * takes support from the cited work is a mention.
 */
static str property_of(const struct citation_row *row)
{
    static const char *const by_intent[INTENTS] = {
        [INTENT_NONE] = "citesForInformation",
        [INTENT_BACKGROUND] = "obtainsBackgroundFrom",
        [INTENT_METHOD] = "usesMethodIn",
        [INTENT_RESULT] = "discusses",
    };
    switch (row->stance) {
    case STANCE_SUPPORTING:
        return S("supports");
    case STANCE_CONTRASTING:
        return S("disputes");
    case STANCE_MENTIONING:
        return str_of(by_intent[row->intent]);
    default:
        return S("cites");
    }
}

/* The address of a work: the one everybody knows, or ours. */
static str iri_of(struct call *call, str key)
{
    SCOPED_BUF out = {0};
    if (str_starts(key, S("doi:"))) {
        buf_add(&out, S("https://doi.org/"));
        buf_url(&out, str_from(key, 4));
    } else if (str_starts(key, S("pmid:"))) {
        buf_add(&out, S("https://pubmed.ncbi.nlm.nih.gov/"));
        buf_url(&out, str_from(key, 5));
    } else {
        buf_add(&out, call_base(call));
        buf_add(&out, S("/api/v1/works/"));
        buf_url(&out, key);
    }
    return arena_str(call->arena, buf_str(&out));
}

static void put_id(struct json *json, const char *key, str iri)
{
    json_key(json, key), json_object(json);
    json_text(json, "id", iri);
    json_end(json);
}

static void put_context(struct json *json)
{
    json_key(json, "@context"), json_array(json);
    json_str(json, S("http://www.w3.org/ns/anno.jsonld"));
    json_object(json);
    json_text(json, "cito", S("http://purl.org/spar/cito/"));
    json_text(json, "prov", S("http://www.w3.org/ns/prov#"));
    json_end(json);
    json_end(json);
}

static void put_body(struct call *call, struct json *json,
                     const struct sheet_shown *shown)
{
    const struct citation_row *row = &shown->row;
    json_key(json, "body"), json_object(json);
    json_text(json, "type",
              row->self ? S("cito:AuthorSelfCitation") : S("cito:Citation"));
    put_id(json, "cito:hasCitingEntity", iri_of(call, row->doc_key));
    if (shown->work.len)
        put_id(json, "cito:hasCitedEntity", iri_of(call, shown->work));
    put_id(json, "cito:hasCitationCharacterization",
           arena_format(call->arena, "cito:%.*s", STR(property_of(row))));
    if (row->model.len && row->stance != STANCE_UNCLASSIFIED) {
        json_key(json, "prov:value");
        json_number(json, (double)row->p[row->stance], 3);
    }
    json_end(json);
}

static void put_target(struct call *call, struct json *json,
                       const struct citation_row *row)
{
    str words = {row->sentence.ptr + row->marker.start, span_len(row->marker)};
    size_t start = utf8_count(str_first(row->sentence, row->marker.start));
    json_key(json, "target"), json_object(json);
    json_text(json, "source", iri_of(call, row->doc_key));
    json_key(json, "selector"), json_object(json);
    json_text(json, "type", S("TextQuoteSelector"));
    json_text(json, "prefix", row->before);
    json_text(json, "exact", row->sentence);
    json_text(json, "suffix", row->after);
    if (words.len) {
        json_key(json, "refinedBy"), json_object(json);
        json_text(json, "type", S("TextPositionSelector"));
        json_key(json, "start"), json_uint(json, start);
        json_key(json, "end"), json_uint(json, start + utf8_count(words));
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

void put_annotation(struct call *call, const struct sheet_shown *shown)
{
    struct json json = json_on(call->out);
    json_object(&json);
    put_context(&json);
    json_text(&json, "id",
              arena_format(call->arena, "%.*s.jsonld",
                           STR(v1_citation_url(call, shown->id))));
    json_text(&json, "type", S("Annotation"));
    json_text(&json, "motivation", S("classifying"));
    if (shown->row.model.len) {
        json_key(&json, "creator"), json_object(&json);
        json_text(&json, "type", S("Software"));
        json_text(&json, "name", S("stet"));
        json_text(&json, "schema:softwareVersion", shown->row.model);
        json_end(&json);
    }
    put_body(call, &json, shown);
    put_target(call, &json, &shown->row);
    json_end(&json);
    reply_as(call, S("application/ld+json; "
                     "profile=\"http://www.w3.org/ns/anno.jsonld\""));
}

void v1_annotation(struct call *call)
{
    struct sheet_shown shown;
    if (call_citation(call, &shown))
        put_annotation(call, &shown);
}
