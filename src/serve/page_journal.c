/* A journal: its works that are known here, and how they are cited. */
#include "serve/link.h"
#include "serve/part.h"

#define WORKS_SHOWN 50u

static void put_head(struct buf *out, const struct journal_row *row)
{
    PUT(out, "<h1>");
    buf_html(out, row->title);
    PUT(out, "</h1>\n<p class=\"byline\">");
    buf_html(out, row->publisher);
    for_vec (i, row->issn) {
        PUT(out, " · ISSN ");
        buf_html(out, row->issn.at[i]);
    }
    PUT(out, " · ");
    part_count(out, row->works, "work known here", "works known here");
    PUT(out, "</p>\n");
}

/* The cursor is the id of the last work of the page before. */
static int64_t start_of(const struct call *call)
{
    uint32_t after = 0;
    return str_uint(call->param.of[PARAM_CURSOR].text, &after) ? after : 0;
}

static bool put_works(struct call *call, const struct journal_row *row)
{
    struct err err = {0};
    work_ids works = {0};
    if (!journal_works(call->store, row->id, start_of(call), WORKS_SHOWN,
                       call->arena, &works, &err)) {
        reply_failed(call, &err);
        return false;
    }
    PUT(call->out, "<ol class=\"works part\">\n");
    for_vec (i, works)
        if (!part_work_item(call, works.at[i], false))
            return false;
    PUT(call->out, "</ol>\n");
    str next = works.n == WORKS_SHOWN
                   ? arena_format(call->arena, "%lld",
                                  (long long)works.at[works.n - 1])
                   : S("");
    part_pager(call, next, works.n, row->works);
    return true;
}

void page_journal(struct call *call)
{
    struct err err = {0};
    journal_rows rows = {0};
    str issn = call->value[0];
    if (!journal_by_issn(call->store, issn, call->arena, &rows, &err)) {
        reply_failed(call, &err);
        return;
    }
    if (rows.n == 0) {
        reply_error(call, 404, "no journal of this ISSN is known here");
        return;
    }
    page_open(call,
              &(struct page){.title = rows.at[0].title, .address = call->path});
    for_vec (i, rows) {
        put_head(call->out, &rows.at[i]);
        if (!put_works(call, &rows.at[i]))
            return;
    }
    page_close(call);
}
