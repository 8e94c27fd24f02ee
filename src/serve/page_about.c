/* About this instance: what it holds, who labels, and how right they are. */
#include "serve/part.h"
#include "serve/site.h"

/* eval/scores.tsv, as it was when the program was built. */
__asm__(".section .rodata\n"
        "stet_scores:\n.incbin \"eval/scores.tsv\"\nstet_scores_end:\n"
        ".previous\n");
extern const char scores_start[] __asm__("stet_scores");
extern const char scores_end[] __asm__("stet_scores_end");

static void put_fact(struct buf *out, const char *what, uint64_t n)
{
    buf_format(out, "<tr><th scope=\"row\">%s</th><td class=\"n\">", what);
    part_number(out, n);
    PUT(out, "</td></tr>");
}

static void put_holdings(struct buf *out, const struct store_counts *held)
{
    PUT(out, "<section class=\"part\"><h2>What it holds</h2><table>"
             "<caption class=\"hidden\">Numbers of this store</caption>"
             "<thead class=\"hidden\"><tr><th scope=\"col\">What</th>"
             "<th scope=\"col\">How many</th></tr></thead><tbody>");
    put_fact(out, "Articles read", held->docs);
    put_fact(out, "Works known", held->works);
    put_fact(out, "References in them", held->refs);
    put_fact(out, "Citations of a work", held->citations);
    put_fact(out, "Supporting", held->stance[STANCE_SUPPORTING]);
    put_fact(out, "Contrasting", held->stance[STANCE_CONTRASTING]);
    put_fact(out, "Mentioning", held->stance[STANCE_MENTIONING]);
    put_fact(out, "Unclassified", held->stance[STANCE_UNCLASSIFIED]);
    put_fact(out, "Journals", held->journals);
    put_fact(out, "Notices", held->notices);
    PUT(out, "</tbody></table></section>\n");
}

static void put_cell(struct buf *out, str value, const char *open,
                     const char *close)
{
    buf_add(out, str_of(open));
    buf_html(out, value);
    buf_add(out, str_of(close));
}

/* score, measure, on, n, value, bar */
static void put_score(struct buf *out, str line)
{
    str score = {0}, measure = {0}, on = {0}, n = {0}, value = {0};
    str_split(&line, '\t', &score);
    str_split(&line, '\t', &measure);
    str_split(&line, '\t', &on);
    str_split(&line, '\t', &n);
    str_split(&line, '\t', &value);
    if (!str_eq(score, S("stance")))
        return;
    put_cell(out, measure, "<tr><th scope=\"row\">", "</th>");
    put_cell(out, on, "<td>", "</td>");
    put_cell(out, n, "<td class=\"n\">", "</td>");
    put_cell(out, value, "<td>", "</td></tr>\n");
}

static void put_accuracy(struct buf *out)
{
    str rest = {scores_start, (size_t)(scores_end - scores_start)}, line;
    PUT(out, "<section class=\"part\"><h2 id=\"accuracy\">How right are the "
             "labels?</h2>\n<p class=\"measure\">Stances are given by a model, "
             "not by people. It was trained on citations that a large "
             "language model had labelled by a written guideline, and no "
             "person has checked those: these figures say how well it agrees "
             "with that reader. People agree with one another in 78 to 90 % of "
             "such cases. Intervals are of 95 %.</p>"
             "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
             "aria-label=\"Accuracy\"><table><caption class=\"hidden\">"
             "Accuracy of the labels</caption><thead><tr>"
             "<th scope=\"col\">Measure</th><th scope=\"col\">On</th>"
             "<th scope=\"col\" class=\"n\">n</th><th scope=\"col\">Value</th>"
             "</tr></thead><tbody>\n");
    while (str_split(&rest, '\n', &line))
        put_score(out, line);
    PUT(out, "</tbody></table></div></section>\n");
}

void page_about(struct call *call)
{
    struct err err = {0};
    struct store_counts held;
    struct buf *out = call->out;
    if (!site_counts(call->site, &held, &err)) {
        reply_failed(call, &err);
        return;
    }
    page_open(call, &(struct page){.title = S("About"),
                                   .address = call->path,
                                   .place = PLACE_ABOUT});
    PUT(out, "<h1>About this instance</h1>\n<p class=\"verdict\">Stet reads "
             "the full text of articles, finds every place where they cite, "
             "and says whether the citing authors bring evidence for the "
             "cited work or against it. Nothing you ask here is sent "
             "elsewhere.</p>\n");
    put_holdings(out, &held);
    put_accuracy(out);
    PUT(out, "<section class=\"part\"><h2>For programs</h2><p>Everything here "
             "can be had as JSON, JSON Lines or CSV: <a href=\"/openapi.json\">"
             "the interface in OpenAPI</a>. Tools made for scite work when "
             "they are pointed here.</p></section>\n");
    page_close(call);
}
