/*
 * An author: the works that are known here under that name.  A name isn't a
 * person, and the page says so.
 */
#include "serve/find.h"
#include "serve/part.h"

static void put_work(struct call *call, const struct found_work *work)
{
    uint32_t n[STANCES];
    for (int i = 0; i < STANCES; i++)
        n[i] = (uint32_t)work->stance[i];
    PUT(call->out, "<li>");
    part_work_line(call, work->key, work->title, work->author, work->year,
                   work->container);
    PUT(call->out, "<p class=\"standing\">");
    part_tally_mini(call->out, n);
    PUT(call->out, "</p></li>\n");
}

/* "Doe, Jane": the family name is what is looked for. */
void page_author(struct call *call)
{
    struct search_reply reply;
    struct buf *out = call->out;
    str name = call->value[0];
    str family = str_trim(str_first(name, str_chr(name, ',')));
    if (!find_author(call, family, &reply))
        return;
    page_open(call, &(struct page){.title = name, .address = call->path});
    PUT(out, "<h1>");
    buf_html(out, family);
    PUT(out, "</h1>\n<p class=\"verdict\">");
    part_count(out, reply.total, "work", "works");
    PUT(out, " known here under this family name, the most cited first. "
             "Several people may share it.</p>\n<ol class=\"works part\">\n");
    for_vec (i, reply.work)
        put_work(call, &reply.work.at[i]);
    PUT(out, "</ol>\n");
    part_pager(call, reply.cursor, reply.work.n, reply.total);
    page_close(call);
}
