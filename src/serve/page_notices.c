/* All notices that are known: retractions, corrections, concerns. */
#include "serve/link.h"
#include "serve/part.h"

#define NOTICES_SHOWN 50u

/* A page of works from the cursor on; `next` is the last one's id, or 0. */
static bool put_page(struct call *call, int64_t *next, uint32_t *shown)
{
    struct err err = {0};
    uint32_t after = 0;
    bool found = true;
    str_uint(call->param.of[PARAM_CURSOR].text, &after);
    *next = after;
    for (*shown = 0; *shown < NOTICES_SHOWN; (*shown)++) {
        if (!notice_next(call->store, next, &found, &err)) {
            reply_failed(call, &err);
            return false;
        }
        if (!found)
            break;
        if (!part_work_item(call, *next, true))
            return false;
    }
    if (!found)
        *next = 0;
    return true;
}

void page_notices(struct call *call)
{
    struct buf *out = call->out;
    int64_t next;
    uint32_t shown;
    page_open(call, &(struct page){.title = S("Notices"),
                                   .address = call->path,
                                   .place = PLACE_NOTICES});
    PUT(out, "<h1>Notices</h1>\n<p class=\"verdict\">Works that have been "
             "retracted, corrected or called into question, as far as this "
             "collection has heard. None here doesn’t mean none.</p>\n"
             "<ol class=\"works part\">\n");
    if (!put_page(call, &next, &shown))
        return;
    PUT(out, "</ol>\n");
    if (shown == 0)
        PUT(out, "<p class=\"quiet\">No notice is known.</p>\n");
    if (next) {
        PUT(out, "<nav class=\"pager\" aria-label=\"Pages\">"
                 "<a class=\"button plain\" rel=\"next\" href=\"/notices"
                 "?cursor=");
        buf_uint(out, (uint64_t)next);
        PUT(out, "\">Go on</a></nav>\n");
    }
    page_close(call);
}
