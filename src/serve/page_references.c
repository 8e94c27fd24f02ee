/* What an article cites, how often, and how each of these works stands. */
#include "serve/link.h"
#include "serve/part.h"

/* Does anything about this work call for a look? */
static bool is_doubtful(const struct short_tally *tally,
                        const notice_rows *notices)
{
    for_vec (i, *notices)
        if (notices->at[i].kind != NOTICE_CORRECTION && !notices->at[i].cleared)
            return true;
    return tally->stance[STANCE_CONTRASTING] > tally->stance[STANCE_SUPPORTING];
}

static void put_mentions(struct buf *out, uint32_t mentions)
{
    PUT(out, "<span class=\"small quiet\">");
    if (mentions == 0)
        PUT(out, "listed, but not cited in the text");
    else
        part_count(out, mentions, "citation here", "citations here");
    PUT(out, "</span>");
}

static void put_standing(struct buf *out, const struct short_tally *tally,
                         const notice_rows *notices)
{
    PUT(out, "<span class=\"small\">everywhere: ");
    part_tally_mini(out, tally->stance);
    PUT(out, "</span>");
    for_vec (i, *notices) {
        const struct notice_row *notice = &notices->at[i];
        if (notice->cleared)
            continue;
        PUT(out, " <strong class=\"alarm small\">");
        part_shape(out, "alarm");
        part_capital(out, notice_kind_name[notice->kind]);
        if (notice->date.len) {
            buf_char(out, ' ');
            buf_html(out, notice->date);
        }
        PUT(out, "</strong>");
    }
}

static str first_author(const struct json_value *ref)
{
    return json_member_str(json_first(json_member(ref, "authors")), "family");
}

static bool put_ref(struct call *call, const struct json_value *ref,
                    uint32_t mentions, struct err *err)
{
    struct buf *out = call->out;
    struct short_tally tally;
    notice_rows notices = {0};
    str work = json_member_str(ref, "work"), title;
    if (!tally_find(call->tallies, arena_str(call->arena, work), &tally, err) ||
        (tally.work &&
         !work_notices(call->store, tally.work, call->arena, &notices, err)))
        return false;
    title = json_member_str(ref, "title");
    buf_add(out, is_doubtful(&tally, &notices) ? S("<li class=\"doubtful\">")
                                               : S("<li>"));
    part_work_line(call, work, title.len ? title : json_member_str(ref, "raw"),
                   first_author(ref), json_member_uint(ref, "year"),
                   json_member_str(ref, "container"));
    PUT(out, "<p class=\"standing\">");
    put_mentions(out, mentions);
    put_standing(out, &tally, &notices);
    PUT(out, "</p></li>\n");
    return true;
}

static bool put_refs(struct call *call, str records, const counts *mentions,
                     struct err *err)
{
    str line;
    uint32_t n = 0;
    if (!str_split(&records, '\n', &line)) /* the doc's own */
        return true;
    PUT(call->out, "<ol class=\"works refs\">\n");
    for (; str_split(&records, '\n', &line) && line.len; n++) {
        SCOPED_JSON *ref = json_parse(line, err);
        if (ref == NULL ||
            !put_ref(call, ref, n < mentions->n ? mentions->at[n] : 0, err))
            return false;
    }
    PUT(call->out, "</ol>\n");
    return true;
}

void page_references(struct call *call)
{
    struct known known;
    struct err err = {0};
    counts mentions = {0};
    str records;
    if (!call_known(call, &known))
        return;
    if (known.doc == 0) {
        reply_error(call, 404, "the full text of this work hasn't been read");
        return;
    }
    page_open(call, &(struct page){.title = S("What it cites"),
                                   .address = call->path});
    part_work_head(call, &known);
    part_notices(call, &known.notice);
    PUT(call->out, "<section class=\"part\"><h2>What it cites, and does it "
                   "stand?</h2>\n<p class=\"quiet\"><a href=\"");
    link_work(call->out, known.key);
    PUT(call->out, "\">Who cites this article</a></p>\n");
    if (!doc_records(call->store, known.doc, call->arena, &records, &err) ||
        !ref_mentions(call->store, known.doc, call->arena, &mentions, &err) ||
        !put_refs(call, records, &mentions, &err)) {
        reply_failed(call, &err);
        return;
    }
    PUT(call->out, "</section>\n");
    page_close(call);
}
