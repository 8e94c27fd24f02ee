/* The first page. */
#include "serve/page.h"

void page_home(struct call *call)
{
    page_open(call, call->conf->name);
    buf_add(call->out, S("<h1>"));
    buf_html(call->out, call->conf->name);
    buf_add(call->out, S("</h1>\n<p>Does it stand?</p>\n"));
    page_close(call);
}
