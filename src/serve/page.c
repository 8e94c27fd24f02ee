#include "serve/page.h"

#include "serve/part.h"
#include "serve/web.h"

static const struct {
    const char *path, *word;
} place[PLACES] = {
    [PLACE_NOTICES] = {"/notices", "Notices"},
    [PLACE_COMPARE] = {"/compare", "Compare"},
    [PLACE_ABOUT] = {"/about", "About"},
};

static void put_meta(struct buf *out, const char *name, str content)
{
    if (content.len == 0)
        return;
    buf_format(out, "<meta name=\"%s\" content=\"", name);
    buf_html(out, content);
    PUT(out, "\">\n");
}

static void put_head(struct call *call, const struct page *page)
{
    struct buf *out = call->out;
    PUT(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n"
             "<meta charset=\"utf-8\">\n<title>");
    buf_html(out, page->title);
    if (!str_eq(page->title, call->conf->name)) {
        PUT(out, " · ");
        buf_html(out, call->conf->name);
    }
    PUT(out, "</title>\n<meta name=\"viewport\" "
             "content=\"width=device-width, initial-scale=1\">\n");
    put_meta(out, "description", page->describe);
    if (page->address.len) {
        PUT(out, "<link rel=\"canonical\" href=\"");
        buf_html(out, call_base(call));
        buf_html(out, page->address);
        PUT(out, "\">\n");
    }
    PUT(out, "<link rel=\"icon\" href=\"");
    buf_html(out, web_url(call, S("icon.svg")));
    PUT(out, "\">\n<link rel=\"stylesheet\" href=\"");
    buf_html(out, web_url(call, S("stet.css")));
    PUT(out, "\">\n<script src=\"");
    buf_html(out, web_url(call, S("stet.js")));
    PUT(out, "\" defer></script>\n");
    buf_add(out, page->head);
    PUT(out, "</head>\n");
}

static void put_places(struct buf *out, enum page_place here)
{
    PUT(out, "<nav aria-label=\"Site\"><ul>");
    for (int i = PLACE_NOWHERE + 1; i < PLACES; i++) {
        buf_format(out, "<li><a href=\"%s\"%s>%s</a></li>", place[i].path,
                   here == (enum page_place)i ? " aria-current=\"page\"" : "",
                   place[i].word);
    }
    PUT(out, "</ul></nav>");
}

static void put_search(struct buf *out, str query)
{
    PUT(out, "<form class=\"search\" role=\"search\" action=\"/find\">"
             "<label class=\"hidden\" for=\"q\">Search</label>"
             "<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"2000\" "
             "placeholder=\"DOI, title, or words of a citation\" value=\"");
    buf_html(out, query);
    PUT(out, "\"><button>Search</button></form>");
}

void page_open(struct call *call, const struct page *page)
{
    struct buf *out = call->out;
    put_head(call, page);
    PUT(out, "<body>\n<a class=\"skip\" href=\"#main\">Skip to the text</a>\n");
    part_shapes(out);
    PUT(out, "<header class=\"head\"><div><a class=\"brand\" href=\"/\">stet"
             "</a>");
    put_search(out, page->query);
    put_places(out, page->place);
    PUT(out, "</div></header>\n<main id=\"main\">\n");
}

void page_close(struct call *call)
{
    struct buf *out = call->out;
    PUT(out, "</main>\n<footer class=\"foot\"><div><span>");
    buf_html(out, call->conf->name);
    PUT(out, "</span><a href=\"/about\">How right are the labels?</a>"
             "<a href=\"/openapi.json\">API</a>");
    if (call->conf->contact.len) {
        PUT(out, "<span>");
        buf_html(out, call->conf->contact);
        PUT(out, "</span>");
    }
    PUT(out, "</div></footer>\n</body>\n</html>\n");
    reply_html(call);
}

bool call_known(struct call *call, struct known *known)
{
    str key = call_name(call, call->value[0]);
    *known = (struct known){0};
    if (key.len && !known_by_key(call, key, known))
        return false;
    if (known->id == 0)
        reply_error(call, 404,
                    "nothing that has been read here knows this work; that "
                    "doesn't mean that nobody cites it");
    return known->id != 0;
}

void page_error(struct call *call, str title, str sentence)
{
    page_open(call, &(struct page){.title = title});
    PUT(call->out, "<h1>");
    buf_html(call->out, title);
    PUT(call->out, "</h1>\n<p class=\"verdict\">");
    part_sentence(call->out, sentence);
    PUT(call->out, "</p>\n");
    page_close(call);
}
