/* Search: works or passages, with facets to narrow them. */
#include "serve/address.h"
#include "serve/find.h"
#include "serve/link.h"
#include "serve/part.h"

/* ---- words, lit
 * ----------------------------------------------------------------- */

static void put_lit(struct buf *out, str text, const spans *lit)
{
    uint32_t from = 0;
    for_vec (i, *lit) {
        struct span at = lit->at[i];
        if (at.start < from || at.end > text.len)
            continue;
        buf_html(out, (str){text.ptr + from, at.start - from});
        PUT(out, "<mark>");
        buf_html(out, (str){text.ptr + at.start, at.end - at.start});
        PUT(out, "</mark>");
        from = at.end;
    }
    buf_html(out, str_from(text, from));
}

static void put_around(struct buf *out, str text, const spans *lit)
{
    PUT(out, "<span class=\"around\">");
    put_lit(out, text, lit);
    PUT(out, "</span> ");
}

/* ---- what was found
 * ---------------------------------------------------------------- */

static void put_cited(struct call *call, const struct cited *cited, str doc)
{
    struct buf *out = call->out;
    PUT(out, "<li><a href=\"");
    link_citation(out, doc, cited->id);
    PUT(out, "\">");
    part_stance(out, cited->stance);
    PUT(out, "</a> ");
    if (cited->work.len)
        part_work_line(call, cited->work, cited->title, cited->author,
                       cited->year, S(""));
    else
        PUT(out, "<span class=\"quiet\">a work that couldn’t be told</span>");
    PUT(out, "</li>");
}

static void put_passage(struct call *call, const struct passage *passage)
{
    struct buf *out = call->out;
    const struct citation_row *row = &passage->row;
    PUT(out, "<li><p class=\"words\">");
    put_around(out, row->before, &passage->before);
    put_lit(out, row->sentence, &passage->sentence);
    buf_char(out, ' ');
    put_around(out, row->after, &passage->after);
    PUT(out, "</p>\n<p class=\"from\">In ");
    part_work_line(call, row->doc_key, row->title, row->author, row->year,
                   row->container);
    PUT(out, "</p><ul class=\"cites\">");
    for_vec (i, passage->cited)
        put_cited(call, &passage->cited.at[i], row->doc_key);
    PUT(out, "</ul></li>\n");
}

static void put_work(struct call *call, const struct found_work *work)
{
    struct buf *out = call->out;
    uint32_t n[STANCES];
    for (int i = 0; i < STANCES; i++)
        n[i] = (uint32_t)work->stance[i];
    PUT(out, "<li><h2><a href=\"");
    link_work(out, work->key);
    PUT(out, "\">");
    if (work->title.len)
        put_lit(out, work->title, &work->title_lit);
    else
        buf_html(out, work->key);
    PUT(out, "</a></h2><p class=\"quiet\">");
    put_lit(out, work->author, &work->author_lit);
    if (work->year)
        buf_format(out, " %u", work->year);
    PUT(out, " <cite>");
    put_lit(out, work->container, &work->container_lit);
    PUT(out, "</cite></p><p class=\"standing\">");
    part_tally_mini(out, n);
    for_vec (i, work->notices) {
        PUT(out, " <strong class=\"alarm small\">");
        part_shape(out, "alarm");
        buf_html(out, work->notices.at[i]);
        PUT(out, "</strong>");
    }
    PUT(out, "</p></li>\n");
}

/* ---- facets
 * ---------------------------------------------------------------------------
 */

static const char *const facet_title[FACETS] = {
    [FACET_STANCE] = "Stance", [FACET_SECTION] = "Section",
    [FACET_YEAR] = "Year",     [FACET_JOURNAL] = "Journal",
    [FACET_TYPE] = "Type",     [FACET_NOTICE] = "Notices",
};

#define FACET_SHOWN 8u

/* The query with one more condition, in the words of search/query.h. */
static str narrower(struct call *call, str query, const char *field, str value)
{
    return arena_format(call->arena, "%.*s %s:\"%.*s\"", STR(query), field,
                        STR(value));
}

static void put_facet(struct call *call, const struct search_reply *reply,
                      int kind)
{
    struct buf *out = call->out;
    const facets *facet = &reply->facet[kind];
    if (facet->n < 2)
        return;
    buf_format(out, "<section><h2>%s</h2><ul class=\"facet\">",
               facet_title[kind]);
    for (uint32_t i = 0; i < facet->n && i < FACET_SHOWN; i++) {
        PUT(out, "<li><a href=\"");
        address_with(call, PARAM_Q,
                     narrower(call, call->param.of[PARAM_Q].text,
                              facet_name[kind], facet->at[i].value));
        PUT(out, "\">");
        buf_html(out, facet->at[i].value);
        PUT(out, "</a><span class=\"n\">");
        part_number(out, facet->at[i].n);
        PUT(out, "</span></li>");
    }
    PUT(out, "</ul></section>\n");
}

/* ---- the page
 * ------------------------------------------------------------------------- */

static void put_tab(struct call *call, const char *value, const char *word)
{
    bool here = call->param.of[PARAM_WHAT].number ==
                (str_eq(str_of(value), S("works")));
    PUT(call->out, "<li><a class=\"chip\" href=\"");
    address_with(call, PARAM_WHAT, str_of(value));
    buf_format(call->out, "\"%s>%s</a></li>",
               here ? " aria-current=\"true\"" : "", word);
}

static void put_tabs(struct call *call)
{
    PUT(call->out, "<ul class=\"chips\">");
    put_tab(call, "citations", "Passages that cite");
    put_tab(call, "works", "Works");
    PUT(call->out, "</ul>\n");
}

static void put_sorts(struct call *call)
{
    static const struct {
        const char *value, *word;
    } sort[] = {{"relevance", "Best match"},
                {"newest", "Newest"},
                {"oldest", "Oldest"},
                {"cited", "Most cited"},
                {"supported", "Most supported"},
                {"contrasted", "Most contrasted"}};
    bool works = call->param.of[PARAM_WHAT].number == 1;
    unsigned chosen = call->param.of[PARAM_SEARCH_SORT].number;
    PUT(call->out, "<p class=\"small quiet\">Order: ");
    for (unsigned i = 0; i < (works ? 6u : 3u); i++) {
        if (i)
            PUT(call->out, " · ");
        if (i == chosen) {
            buf_format(call->out, "<strong>%s</strong>", sort[i].word);
            continue;
        }
        PUT(call->out, "<a href=\"");
        address_with(call, PARAM_SEARCH_SORT, str_of(sort[i].value));
        buf_format(call->out, "\">%s</a>", sort[i].word);
    }
    PUT(call->out, "</p>\n");
}

static void put_found(struct call *call, const struct search_reply *reply)
{
    struct buf *out = call->out;
    PUT(out, "<p class=\"verdict\">");
    if (reply->passage.n || reply->work.n) {
        bool works = call->param.of[PARAM_WHAT].number == 1;
        part_count(out, reply->total, works ? "work" : "passage",
                   works ? "works" : "passages");
        if (!works) {
            PUT(out, " with ");
            part_count(out, reply->citations, "citation", "citations");
            PUT(out, " in ");
            part_count(out, reply->works, "article", "articles");
        }
        PUT(out, ".");
    } else {
        PUT(out, "Nothing fits. That doesn’t mean that there is nothing: only "
                 "what has been read here is searched.");
    }
    PUT(out, "</p>\n");
    if (reply->instead.len) {
        PUT(out, "<p>Did you mean <a href=\"");
        address_with(call, PARAM_Q, reply->instead);
        PUT(out, "\">");
        buf_html(out, reply->instead);
        PUT(out, "</a>?</p>\n");
    }
    if (reply->pending) {
        PUT(out, "<p class=\"quiet small\">");
        part_count(out, reply->pending, "article isn’t", "articles aren’t");
        PUT(out, " in the index yet.</p>\n");
    }
}

static void put_results(struct call *call, const struct search_reply *reply)
{
    struct buf *out = call->out;
    PUT(out, "<div class=\"two\"><div>\n");
    put_found(call, reply);
    put_sorts(call);
    PUT(out, "<ol class=\"works found\">\n");
    for_vec (i, reply->passage)
        put_passage(call, &reply->passage.at[i]);
    for_vec (i, reply->work)
        put_work(call, &reply->work.at[i]);
    PUT(out, "</ol>\n");
    part_pager(call, reply->cursor, reply->passage.n + reply->work.n,
               reply->total);
    PUT(out, "</div><aside class=\"aside\" aria-label=\"Narrow it down\">\n");
    for (int i = 0; i < FACETS; i++)
        put_facet(call, reply, i);
    PUT(out, "</aside></div>\n");
}

static void put_help(struct buf *out)
{
    PUT(out, "<section class=\"part\"><h2>How to ask</h2><table><caption "
             "class=\"hidden\">The query language</caption><thead "
             "class=\"hidden\"><tr><th scope=\"col\">Type</th>"
             "<th scope=\"col\">To find</th></tr></thead><tbody>"
             "<tr><td><code>sleep AND (memory OR recall)</code></td>"
             "<td>both, either</td></tr>"
             "<tr><td><code>\"early sleep\"~5</code></td>"
             "<td>within five words of one another</td></tr>"
             "<tr><td><code>replic* stance:contrasting year:2015-2020</code>"
             "</td><td>beginnings of words, a stance, years</td></tr>"
             "<tr><td><code>title:sleep author:Doe has:retraction</code></td>"
             "<td>fields of works</td></tr></tbody></table></section>\n");
}

void page_find(struct call *call)
{
    struct search_reply reply;
    str query = call->param.of[PARAM_Q].text;
    struct page page = {.title = query.len ? query : S("Search"),
                        .query = query};
    if (str_trim(query).len == 0) {
        page_open(call, &page);
        PUT(call->out, "<h1>Search</h1>\n");
        put_help(call->out);
        page_close(call);
        return;
    }
    if (!find_run(call, &reply))
        return;
    if (reply.exact.len && !call->param.of[PARAM_WHAT].given) {
        SCOPED_BUF to = {0};
        link_work(&to, reply.exact);
        reply_redirect(call, arena_str(call->arena, buf_str(&to)), true);
        return;
    }
    page_open(call, &page);
    PUT(call->out, "<h1>Search</h1>\n");
    put_tabs(call);
    put_results(call, &reply);
    page_close(call);
}
