#include "serve/passage.h"

#include "serve/find.h"
#include "serve/scite.h"

bool passage_search(struct call *call, const struct search_request *request,
                    struct search_reply *reply)
{
    struct err err = {0};
    struct search *search = call_search(call);
    if (search == NULL)
        return false;
    if (search_run(search, request, call->arena, reply, &err))
        return true;
    if (err.kind != ERR_USAGE) {
        reply_failed(call, &err);
        return false;
    }
    bool scite = call->route->family == FAMILY_SCITE;
    reply_invalid(call, scite ? 422 : 400, "query", scite ? S("term") : S("q"),
                  "%s", err.text);
    return false;
}

void passage_filter(struct call *call, struct search_request *request,
                    const char *field, str value)
{
    struct search_filter filter = {str_of(field), str_trim(value)};
    if (filter.value.len)
        vec_push(&request->filter, call->arena, filter);
}

/* ---- markup ------------------------------------------------------------- */

/* Where a kind of mark stands that begins or ends at a byte. */
static void put_ends(struct buf *out, uint32_t at, const spans *lit,
                     bool *within)
{
    for_vec (i, *lit) {
        if (*within && lit->at[i].end == at) {
            buf_add(out, S("</strong>"));
            *within = false;
        }
    }
    for_vec (i, *lit)
        if (!*within && lit->at[i].start == at && span_len(lit->at[i])) {
            buf_add(out, S("<strong class=\"highlight\">"));
            *within = true;
        }
}

void put_lit(struct buf *out, str text, const spans *lit)
{
    bool within = false;
    for (uint32_t i = 0; i < text.len; i++) {
        put_ends(out, i, lit, &within);
        buf_html(out, (str){text.ptr + i, 1});
    }
    if (within)
        buf_add(out, S("</strong>"));
}

/* The part of spans that lies in a stretch, counted from its start. */
static spans cut(const spans *lit, struct span part, struct arena *arena)
{
    spans out = {0};
    for_vec (i, *lit) {
        struct span one = lit->at[i];
        if (!span_meets(one, part))
            continue;
        one.start = one.start < part.start ? part.start : one.start;
        one.end = one.end > part.end ? part.end : one.end;
        vec_push(&out, arena,
                 ((struct span){one.start - part.start, one.end - part.start}));
    }
    return out;
}

static void put_stretch(struct buf *out, str text, const spans *lit,
                        struct span part, struct arena *arena)
{
    spans here = cut(lit, part, arena);
    put_lit(out, (str){text.ptr + part.start, span_len(part)}, &here);
}

/* Markers stand in order and apart; one that several works share is one. */
static void put_sentence(struct buf *out, const struct passage *passage,
                         struct arena *arena)
{
    str text = passage->row.sentence;
    uint32_t at = 0;
    for_vec (i, passage->cited) {
        struct span marker = passage->cited.at[i].marker;
        if (marker.start < at || span_len(marker) == 0 || marker.end > text.len)
            continue;
        put_stretch(out, text, &passage->sentence,
                    (struct span){at, marker.start}, arena);
        buf_add(out, S("<cite data-doi=\""));
        buf_html(out, scite_name(passage->cited.at[i].work));
        buf_add(out, S("\">"));
        put_stretch(out, text, &passage->sentence, marker, arena);
        buf_add(out, S("</cite>"));
        at = marker.end;
    }
    put_stretch(out, text, &passage->sentence,
                (struct span){at, (uint32_t)text.len}, arena);
}

void put_passage(struct buf *out, const struct passage *passage)
{
    SCOPED_ARENA arena = {0};
    put_lit(out, passage->row.before, &passage->before);
    buf_add(out, passage->row.before.len ? S(" ") : S(""));
    put_sentence(out, passage, &arena);
    buf_add(out, passage->row.after.len ? S(" ") : S(""));
    put_lit(out, passage->row.after, &passage->after);
}
