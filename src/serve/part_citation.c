/* A citation: its words, what it does, and who says so. */
#include "serve/link.h"
#include "serve/part.h"
#include "serve/site.h"

/* Bytes from … to of the sentence, with the dots under the cues in them. */
static void put_stretch(struct buf *out, str sentence, uint32_t from,
                        uint32_t to, const spans *cues)
{
    for (uint32_t i = 0; i < cues->n; i++) {
        struct span cue = cues->at[i];
        if (cue.start < from || cue.end > to)
            continue;
        buf_html(out, (str){sentence.ptr + from, cue.start - from});
        PUT(out, "<span class=\"cue\">");
        buf_html(out, (str){sentence.ptr + cue.start, cue.end - cue.start});
        PUT(out, "</span>");
        from = cue.end;
    }
    buf_html(out, (str){sentence.ptr + from, to - from});
}

static void put_around(struct buf *out, str text)
{
    if (text.len == 0)
        return;
    PUT(out, "<span class=\"around\">");
    buf_html(out, text);
    PUT(out, "</span> ");
}

void part_words(struct buf *out, const struct citation_row *row,
                const spans *cues)
{
    str sentence = row->sentence;
    uint32_t start = row->marker.start, end = row->marker.end;
    if (start > end || end > sentence.len)
        start = end = 0;
    PUT(out, "<p class=\"words\">");
    put_around(out, row->before);
    put_stretch(out, sentence, 0, start, cues);
    if (end > start) {
        PUT(out, "<mark>");
        buf_html(out, (str){sentence.ptr + start, end - start});
        PUT(out, "</mark>");
    }
    put_stretch(out, sentence, end, (uint32_t)sentence.len, cues);
    buf_char(out, ' ');
    put_around(out, row->after);
    PUT(out, "</p>\n");
}

/* "91 % · own evidence" */
static void put_grounds(struct buf *out, const struct citation_row *row)
{
    float p = row->p[row->stance];
    if (row->corrected) {
        PUT(out, "<span>corrected by a reader</span>");
        return;
    }
    if (p <= 0)
        return;
    buf_format(out, "<span>%.0f %%", (double)(100 * p));
    if (row->evidence != EVIDENCE_NONE && row->stance != STANCE_MENTIONING)
        buf_format(out, " · %s evidence", evidence_name[row->evidence]);
    PUT(out, "</span>");
}

static void put_place(struct buf *out, const struct citation_row *row)
{
    PUT(out, "<span class=\"path\">");
    part_capital(out, section_name[row->section]);
    if (row->kind != BLOCK_TEXT)
        buf_format(out, ", %s", block_kind_name[row->kind]);
    if (row->part.len) {
        PUT(out, ", ");
        buf_html(out, row->part);
    }
    PUT(out, "</span>");
    if (row->self)
        PUT(out, "<span>self-citation</span>");
}

static void put_source(struct call *call, const struct citation_row *row)
{
    struct buf *out = call->out;
    PUT(out, "<p class=\"from\">");
    part_work_line(call, row->doc_key, row->title, row->author, row->year,
                   row->container);
    if (row->notice.len) {
        PUT(out, " <strong class=\"alarm\">");
        part_shape(out, "alarm");
        PUT(out, "the citing work has a notice: ");
        buf_html(out, row->notice);
        PUT(out, "</strong>");
    }
    PUT(out, "</p>\n");
}

/* The reasons are the classifier's; it is made when first asked for them. */
static spans cues_of(struct call *call, const struct citation_row *row)
{
    struct site *site = call->site;
    site_prepare(site);
    return reasons_of(site->reasons, row, S(""), 0, call->arena);
}

void part_citation(struct call *call, const struct sheet_shown *shown)
{
    struct buf *out = call->out;
    const struct citation_row *row = &shown->row;
    spans cues = cues_of(call, row);
    buf_format(out, "<li><article class=\"citation %s\"><div class=\"says\">",
               stance_name[row->stance]);
    part_stance(out, row->stance);
    put_grounds(out, row);
    part_label(call, row->code);
    put_place(out, row);
    PUT(out, "<a class=\"no-print\" href=\"");
    link_citation(out, row->doc_key, row->id);
    PUT(out, "\">Permalink<span class=\"hidden\"> of ");
    buf_html(out, row->id);
    PUT(out, "</span></a></div>\n<div>");
    part_words(out, row, &cues);
    put_source(call, row);
    PUT(out, "</div></article></li>\n");
}
