/* The report of a work: who cites it, in which words, and does it stand? */
#include "serve/link.h"
#include "serve/part.h"
#include "serve/select.h"
#include "serve/v1.h"

/* Citations a page, unless the address says otherwise. */
#define CITATIONS_SHOWN 20u
/* Works that list it and don't cite it. */
#define LISTING_SHOWN 20u

typedef vec_of(struct known) known_list;

struct report {
    struct known known;
    struct sheet sheet;
    struct census census;
    struct selected selected;
    known_list listing; /* works that list it, when none cites it */
};

/* Stances as a view has them; of views with other words, as the strict one. */
static uint8_t stance_in(enum view view, unsigned code, unsigned stance)
{
    return (uint8_t)(view == VIEW_BROAD && code < CODES ? code_row[code].broad
                                                        : stance);
}

static void view_sheet(enum view view, struct sheet *sheet)
{
    for (uint32_t i = 0; i < sheet->n; i++)
        sheet->at[i].stance =
            stance_in(view, sheet->at[i].code, sheet->at[i].stance);
}

static void view_shown(enum view view, sheet_shown *shown)
{
    for_vec (i, *shown) {
        struct citation_row *row = &shown->at[i].row;
        row->stance = (enum stance)stance_in(view, row->code, row->stance);
    }
}

/* Works that list it among their references; false when it has answered. */
static bool list_listing(struct call *call, struct report *report)
{
    struct err err = {0};
    work_list works = {0};
    if (!citing_works(call->store, report->known.id, 0, LISTING_SHOWN,
                      call->arena, &works, &err)) {
        reply_failed(call, &err);
        return false;
    }
    for_vec (i, works) {
        struct known known;
        if (!known_by_id(call, works.at[i], &known))
            return false;
        vec_push(&report->listing, call->arena, known);
    }
    return true;
}

/* False when it has answered. */
static bool load(struct call *call, struct report *report)
{
    if (!call_known(call, &report->known))
        return false;
    struct work_row row = {.id = report->known.id, .doc = report->known.doc};
    if (!call_sheet(call, &row, true, &report->sheet))
        return false;
    if (!call->param.of[PARAM_LIMIT].given)
        call->param.of[PARAM_LIMIT].number = CITATIONS_SHOWN;
    view_sheet(call_view(call), &report->sheet);
    report->census = census_of(&report->sheet, call->arena);
    if (!select_page(call, &report->sheet, &report->selected))
        return false;
    view_shown(call_view(call), &report->selected.shown);
    return report->census.total || list_listing(call, report);
}

/* ---- what it says
 * ------------------------------------------------------------ */

static void put_times(struct buf *out, uint32_t n)
{
    if (n == 0)
        PUT(out, "never");
    else if (n == 1)
        PUT(out, "once");
    else if (n == 2)
        PUT(out, "twice");
    else
        part_count(out, n, "time", "times");
}

static void put_verdict(struct buf *out, enum view view,
                        const struct census *census)
{
    const uint32_t *n = census->n;
    PUT(out, "<p class=\"verdict\">");
    if (census->total == 0) {
        PUT(out, "None of the articles read here cites this work in its text. "
                 "That doesn’t mean that nobody does.</p>\n");
        return;
    }
    part_count(out, census->works, "article", "articles");
    buf_add(out, census->works == 1 ? S(" read here cites this work ")
                                    : S(" read here cite this work "));
    put_times(out, census->total);
    PUT(out, ": ");
    put_times(out, n[STANCE_SUPPORTING]);
    buf_add(out, view == VIEW_BROAD
                     ? S(" with evidence, their own or others’, that supports "
                         "it, ")
                     : S(" with evidence of their own that supports it, "));
    put_times(out, n[STANCE_CONTRASTING]);
    PUT(out, " with evidence that contrasts, and ");
    put_times(out, n[STANCE_MENTIONING]);
    PUT(out, " in passing.");
    if (n[STANCE_UNCLASSIFIED]) {
        buf_char(out, ' ');
        part_count(out, n[STANCE_UNCLASSIFIED], "citation", "citations");
        PUT(out, " can’t be judged.");
    }
    PUT(out, "</p>\n");
}

static void put_listing(struct call *call, const known_list *listing)
{
    if (listing->n == 0)
        return;
    PUT(call->out, "<section><h2>Listed, but not cited in the text, by</h2>"
                   "<ol class=\"works\">\n");
    for_vec (i, *listing) {
        const struct work *work = &listing->at[i].work;
        PUT(call->out, "<li>");
        part_work_line(call, listing->at[i].key, work->title,
                       work->author.n ? work->author.at[0].family : S(""),
                       work->year, work->container);
        PUT(call->out, "</li>\n");
    }
    PUT(call->out, "</ol></section>\n");
}

static void put_citations(struct call *call, const struct report *report)
{
    struct buf *out = call->out;
    const struct selected *selected = &report->selected;
    PUT(out, "<section class=\"part\"><h2 id=\"citations\">Citations</h2>\n");
    if (call_view(call) < VIEW_WOS)
        part_stance_chips(call, &report->census);
    else
        part_label_chips(call, &report->census);
    part_filters(call);
    if (selected->shown.n) {
        PUT(out, "<ol class=\"citations\">\n");
        for_vec (i, selected->shown)
            part_citation(call, &selected->shown.at[i]);
        PUT(out, "</ol>\n");
    }
    part_pager(call, selected->next, selected->shown.n, selected->total);
    PUT(out, "</section>\n");
}

/* ---- beside it
 * ------------------------------------------------------------------ */

static void put_reading(struct buf *out, const struct census *census)
{
    PUT(out, "<section><h2>What was read</h2><p class=\"small quiet\">");
    if (census->total == 0) {
        PUT(out, "Articles that aren’t in this collection aren’t counted: not "
                 "found doesn’t mean not cited.</p></section>\n");
        return;
    }
    part_count(out, census->works, "citing article", "citing articles");
    PUT(out, " in full text; of the citations ");
    part_count(out, census->self, "is a self-citation", "are self-citations");
    if (census->noticed) {
        PUT(out, ", and ");
        part_count(out, census->noticed, "comes", "come");
        PUT(out, " from works that have a notice");
    }
    PUT(out, ". Articles that aren’t in this collection aren’t counted: not "
             "found doesn’t mean not cited.</p></section>\n");
}

static void put_way(struct buf *out, const char *before, str key,
                    const char *after, const char *words)
{
    PUT(out, "<li><a href=\"");
    buf_add(out, str_of(before));
    buf_url(out, key);
    buf_format(out, "%s\">%s</a></li>", after, words);
}

static void put_ways(struct buf *out, const struct known *known)
{
    str key = known->key;
    PUT(out, "<section><h2>Further</h2><ul class=\"small\">");
    if (known->doc)
        put_way(out, "/reports/", key, "/references",
                "What this article cites, and does it stand?");
    put_way(out, "/reports/", key, "/map", "Map of its citations");
    put_way(out, "/compare?id=", key, "", "Compare with other works");
    put_way(out, "/api/v1/citations/", key, "?format=csv",
            "The citations as CSV");
    put_way(out, "/api/v1/citations/", key, "", "The citations as JSON");
    PUT(out, "</ul></section>\n");
}

static void put_aside(struct call *call, const struct report *report)
{
    struct buf *out = call->out;
    PUT(out, "<aside class=\"aside\" aria-label=\"About these citations\">\n");
    if (report->census.total) {
        PUT(out, "<section><h2>By section</h2>");
        part_sections(out, &report->census);
        PUT(out, "</section>\n");
        part_views(call);
    }
    put_reading(out, &report->census);
    put_ways(out, &report->known);
    PUT(out, "</aside>\n");
}

static void put_report(struct call *call, const struct report *report)
{
    struct buf *out = call->out;
    part_work_head(call, &report->known);
    part_notices(call, &report->known.notice);
    put_verdict(out, call_view(call), &report->census);
    if (report->census.total) {
        part_bar(out, report->census.n);
        part_tally(out, report->census.n);
    }
    PUT(out, "<div class=\"two part\"><div>\n");
    if (report->census.total) {
        PUT(out, "<section><h2>Over the years</h2>\n");
        part_years(out, &report->census, &report->known.notice);
        PUT(out, "</section>\n");
        put_citations(call, report);
    }
    put_listing(call, &report->listing);
    PUT(out, "</div>\n");
    put_aside(call, report);
    PUT(out, "</div>\n");
}

void page_work(struct call *call)
{
    struct report report = {0};
    if (!load(call, &report))
        return;
    const struct known *known = &report.known;
    put_signposts(call, known->key);
    str head = part_record(call, known, &report.census, report.selected.next);
    page_open(call,
              &(struct page){.title = known->work.title.len ? known->work.title
                                                            : known->key,
                             .address = call->path,
                             .head = head});
    put_report(call, &report);
    page_close(call);
}
