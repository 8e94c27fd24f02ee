/* The first page: what to ask, and what this instance holds. */
#include "serve/part.h"
#include "serve/site.h"

static void put_holds(struct buf *out, const struct store_size *size)
{
    PUT(out, "<p class=\"verdict\">This instance has read ");
    part_count(out, size->docs, "article", "articles");
    PUT(out, ", in which it found ");
    part_count(out, size->citations, "citation", "citations");
    PUT(out, ", and knows of ");
    part_count(out, size->works, "work", "works");
    PUT(out, ".</p>\n");
}

static void put_legend(struct buf *out)
{
    static const char *const meaning[STANCES] = {
        [STANCE_SUPPORTING] = "the citing authors bring evidence of their own "
                              "that agrees with the cited finding",
        [STANCE_CONTRASTING] = "their own evidence differs, or fails to "
                               "replicate it",
        [STANCE_MENTIONING] = "everything else: background, methods, others’ "
                              "evidence",
        [STANCE_UNCLASSIFIED] = "the text can’t be judged: a table, a list, a "
                                "fragment"};
    PUT(out, "<section class=\"part\"><h2>What the labels mean</h2>"
             "<dl class=\"legend-long\">");
    for (int i = 0; i < STANCES; i++) {
        PUT(out, "<dt>");
        part_stance(out, stance_order[i]);
        PUT(out, "</dt><dd>");
        part_capital(out, meaning[stance_order[i]]);
        PUT(out, ".</dd>");
    }
    PUT(out, "</dl></section>\n");
}

void page_home(struct call *call)
{
    struct err err = {0};
    struct store_size size;
    struct buf *out = call->out;
    if (!store_size(call->store, &size, &err)) {
        reply_failed(call, &err);
        return;
    }
    page_open(call, &(struct page){.title = call->conf->name});
    PUT(out, "<h1>Does it stand?</h1>\n"
             "<p class=\"verdict\">Look a work up by its DOI, PMID, arXiv id "
             "or title, and read who cites it, in which words, and whether "
             "they bring evidence for it or against it.</p>\n"
             "<form class=\"search large\" role=\"search\" "
             "aria-label=\"Works and citations\" action=\"/find\">"
             "<label class=\"hidden\" for=\"home-q\">Search</label>"
             "<input id=\"home-q\" name=\"q\" type=\"search\" "
             "maxlength=\"2000\" placeholder=\"10.5555/abc, or words\">"
             "<button>Search</button></form>\n<div class=\"part\">");
    put_holds(out, &size);
    PUT(out, "</div>\n");
    put_legend(out);
    page_close(call);
}
