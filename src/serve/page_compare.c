/* Works side by side. */
#include "serve/link.h"
#include "serve/part.h"

#define COMPARE_MAX 12u

static void put_form(struct call *call)
{
    struct buf *out = call->out;
    const strs *ids = &call->param.of[PARAM_ID].all;
    PUT(out, "<form class=\"filters\" action=\"/compare\">");
    for_vec (i, *ids) {
        PUT(out, "<input type=\"hidden\" name=\"id\" value=\"");
        buf_html(out, ids->at[i]);
        PUT(out, "\">");
    }
    PUT(out, "<label>Add a work<input type=\"text\" name=\"id\" size=\"30\" "
             "placeholder=\"10.5555/abc\"></label>"
             "<button class=\"plain\">Add</button></form>\n");
}

static void put_cells(struct buf *out, const struct short_tally *tally)
{
    for (int i = 0; i < STANCES; i++) {
        PUT(out, "<td class=\"n\">");
        part_number(out, tally->stance[stance_order[i]]);
        PUT(out, "</td>");
    }
    PUT(out, "<td class=\"n\">");
    part_number(out, tally->citing);
    PUT(out, "</td><td>");
    part_bar(out, tally->stance);
    PUT(out, "</td></tr>\n");
}

static bool put_row(struct call *call, str typed)
{
    struct buf *out = call->out;
    struct known known;
    struct short_tally tally;
    struct err err = {0};
    str key = call_key(call, typed);
    PUT(out, "<tr><th scope=\"row\">");
    if (!known_by_key(call, key, &known))
        return false;
    if (known.id == 0) {
        buf_html(out, typed);
        PUT(out, "</th><td colspan=\"6\" class=\"quiet\">not known here: no "
                 "article that has been read cites it</td></tr>\n");
        return true;
    }
    if (!tally_find(call->tallies, known.key, &tally, &err)) {
        reply_failed(call, &err);
        return false;
    }
    const struct work *work = &known.work;
    part_work_line(call, known.key, work->title,
                   work->author.n ? work->author.at[0].family : S(""),
                   work->year, work->container);
    part_notices(call, &known.notice);
    PUT(out, "</th>");
    put_cells(out, &tally);
    return true;
}

static bool put_table(struct call *call)
{
    struct buf *out = call->out;
    const strs *ids = &call->param.of[PARAM_ID].all;
    uint32_t n = ids->n < COMPARE_MAX ? ids->n : COMPARE_MAX;
    PUT(out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
             "aria-label=\"Comparison\"><table class=\"compare\"><thead><tr>"
             "<th scope=\"col\">Work</th>");
    for (int i = 0; i < STANCES; i++) {
        PUT(out, "<th scope=\"col\" class=\"n\">");
        part_stance(out, stance_order[i]);
        PUT(out, "</th>");
    }
    PUT(out, "<th scope=\"col\" class=\"n\">Citing works</th>"
             "<th scope=\"col\">Shares</th></tr></thead><tbody>\n");
    for (uint32_t i = 0; i < n; i++)
        if (ids->at[i].len && !put_row(call, ids->at[i]))
            return false;
    PUT(out, "</tbody></table></div>\n");
    if (ids->n > n)
        PUT(out, "<p class=\"quiet\">Only the first twelve are shown.</p>\n");
    return true;
}

void page_compare(struct call *call)
{
    page_open(call, &(struct page){.title = S("Compare"),
                                   .address = call->path,
                                   .place = PLACE_COMPARE});
    PUT(call->out, "<h1>Compare works</h1>\n");
    put_form(call);
    if (call->param.of[PARAM_ID].given && !put_table(call))
        return;
    page_close(call);
}
