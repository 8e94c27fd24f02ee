#include "serve/scite.h"

str scite_name(str key)
{
    return str_starts(key, S("doi:")) ? str_from(key, 4) : key;
}

const char *scite_stance(enum stance stance)
{
    return stance == STANCE_CONTRASTING ? "contradicting" : stance_name[stance];
}

static str lower(str s, struct arena *arena)
{
    char *to = arena_alloc(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        to[i] = to_lower(s.ptr[i]);
    return (str){to, s.len};
}

bool scite_dois(struct call *call, uint32_t most, strs *dois)
{
    SCOPED_JSON *body = call_body(call);
    if (body == NULL)
        return false;
    if (!json_is_array(body)) {
        reply_invalid(call, 422, "body", S(""), "the body is a list of DOIs");
        return false;
    }
    for (const struct json_value *v = json_first(body); v; v = json_next(v)) {
        if (dois->n == most || !json_is_text(v)) {
            reply_invalid(call, 422, "body", S(""),
                          "the body is a list of at most %u DOIs", most);
            return false;
        }
        str doi = str_trim(json_as_str(v));
        vec_push(dois, call->arena, lower(doi, call->arena));
    }
    return true;
}

/* ---- tallies ------------------------------------------------------------ */

static void put(struct json *json, const char *key, uint64_t value)
{
    json_key(json, key);
    json_uint(json, value);
}

void scite_tally(struct json *json, const struct short_tally *tally, str name)
{
    json_object(json);
    put(json, "total", tally->total);
    put(json, "supporting", tally->stance[STANCE_SUPPORTING]);
    put(json, "contradicting", tally->stance[STANCE_CONTRASTING]);
    put(json, "contrasting", tally->stance[STANCE_CONTRASTING]);
    put(json, "mentioning", tally->stance[STANCE_MENTIONING]);
    put(json, "unclassified", tally->stance[STANCE_UNCLASSIFIED]);
    json_text(json, "doi", name);
    put(json, "citingPublications", tally->listing);
    json_end(json);
}

void scite_sections(struct json *json, const struct short_tally *tally,
                    str name)
{
    json_object(json);
    put(json, "total", tally->total);
    put(json, "introduction", tally->section[SECTION_INTRODUCTION]);
    put(json, "results", tally->section[SECTION_RESULTS]);
    put(json, "methods", tally->section[SECTION_METHODS]);
    put(json, "discussion", tally->section[SECTION_DISCUSSION]);
    put(json, "other", tally->section[SECTION_OTHER]);
    json_text(json, "doi", name);
    json_end(json);
}

bool scite_tallies(struct call *call, struct json *json, const work_list *works)
{
    struct err err = {0};
    json_key(json, "tallies"), json_object(json);
    for_vec (i, *works) {
        str key;
        struct short_tally tally;
        if (!work_key_of(call->store, works->at[i], call->arena, &key, &err) ||
            !tally_find(call->tallies, key, &tally, &err)) {
            reply_failed(call, &err);
            return false;
        }
        str name = arena_str(call->arena, scite_name(key));
        json_key(json, name.ptr);
        scite_tally(json, &tally, name);
    }
    json_end(json);
    return true;
}

/* ---- citations ---------------------------------------------------------- */

static void put_cite(struct buf *out, const struct sheet_shown *shown)
{
    str sentence = shown->row.sentence;
    struct span marker = shown->row.marker;
    buf_html(out, str_first(sentence, marker.start));
    if (span_len(marker)) {
        buf_add(out, S("<cite data-doi=\""));
        buf_html(out, scite_name(shown->work));
        buf_add(out, S("\">"));
        buf_html(out, (str){sentence.ptr + marker.start, span_len(marker)});
        buf_add(out, S("</cite>"));
    }
    buf_html(out, str_from(sentence, marker.end));
}

void scite_snippet(struct json *json, const struct sheet_shown *shown,
                   struct arena *arena)
{
    SCOPED_BUF out = {0};
    (void)arena;
    buf_html(&out, shown->row.before);
    if (shown->row.before.len)
        buf_char(&out, ' ');
    put_cite(&out, shown);
    if (shown->row.after.len)
        buf_char(&out, ' ');
    buf_html(&out, shown->row.after);
    json_key(json, "snippet");
    json_str(json, buf_str(&out));
}

str scite_section(const struct citation_row *row, struct arena *arena)
{
    struct err err = {0};
    if (row->section != SECTION_OTHER || row->headings.len == 0)
        return str_of(
            row->section == SECTION_OTHER ? "" : section_name[row->section]);
    SCOPED_JSON *list = json_parse(row->headings, &err);
    str last = S("");
    for (const struct json_value *v = json_first(list); v; v = json_next(v))
        last = json_as_str(v);
    return lower(last, arena);
}
