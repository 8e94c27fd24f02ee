#include "serve/page.h"

#include "serve/web.h"

void page_open(struct call *call, str title)
{
    struct buf *out = call->out;
    buf_add(out, S("<!doctype html>\n<html lang=\"en\">\n<head>\n"
                   "<meta charset=\"utf-8\">\n<title>"));
    buf_html(out, title);
    buf_add(out, S("</title>\n<meta name=\"viewport\" "
                   "content=\"width=device-width, initial-scale=1\">\n"
                   "<link rel=\"stylesheet\" href=\""));
    buf_html(out, web_url(call, S("stet.css")));
    buf_add(out, S("\">\n</head>\n<body>\n<main>\n"));
}

void page_close(struct call *call)
{
    buf_add(call->out, S("</main>\n</body>\n</html>\n"));
    reply_html(call);
}

void page_error(struct call *call, str title, str sentence)
{
    page_open(call, title);
    buf_add(call->out, S("<h1>"));
    buf_html(call->out, title);
    buf_add(call->out, S("</h1>\n<p>"));
    buf_html(call->out, sentence);
    buf_add(call->out, S("</p>\n"));
    page_close(call);
}
