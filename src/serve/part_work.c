/* A work: at the head of its page, and as a line of a list. */
#include "serve/link.h"
#include "serve/part.h"

/* More than these are "and others". */
#define AUTHORS_SHOWN 12u

static void put_author(struct buf *out, const struct work_name *name)
{
    PUT(out, "<a href=\"");
    buf_add(out, S("/authors/"));
    buf_url(out, name->family);
    if (name->given.len) {
        PUT(out, "%2C%20");
        buf_url(out, name->given);
    }
    PUT(out, "\">");
    buf_html(out, name->given);
    if (name->given.len)
        buf_char(out, ' ');
    buf_html(out, name->family);
    PUT(out, "</a>");
}

static void put_authors(struct buf *out, const struct work *work)
{
    for (uint32_t i = 0; i < work->author.n && i < AUTHORS_SHOWN; i++) {
        if (i)
            PUT(out, ", ");
        put_author(out, &work->author.at[i]);
    }
    if (work->author.n > AUTHORS_SHOWN)
        buf_format(out, " and %u others", work->author.n - AUTHORS_SHOWN);
}

/* An ISSN that leads to a journal's page; empty when none does. */
static str known_issn(struct call *call, const struct work *work)
{
    for_vec (i, work->issn) {
        struct err err = {0};
        journal_rows rows = {0};
        if (journal_by_issn(call->store, work->issn.at[i], call->arena, &rows,
                            &err) &&
            rows.n)
            return work->issn.at[i];
    }
    return S("");
}

static void put_journal(struct call *call, const struct work *work)
{
    struct buf *out = call->out;
    str issn = known_issn(call, work);
    PUT(out, "<cite>");
    if (issn.len) {
        PUT(out, "<a href=\"");
        link_journal(out, issn);
        PUT(out, "\">");
    }
    buf_html(out, work->container);
    if (issn.len)
        PUT(out, "</a>");
    PUT(out, "</cite>");
}

static void put_where(struct call *call, const struct work *work)
{
    struct buf *out = call->out;
    if (work->container.len)
        put_journal(call, work);
    if (work->volume.len) {
        buf_char(out, ' ');
        buf_html(out, work->volume);
    }
    if (work->page.len) {
        PUT(out, ", ");
        buf_html(out, work->page);
    }
    if (work->year)
        buf_format(out, "%s%u", work->container.len ? " · " : "", work->year);
}

static void put_ids(struct call *call, const strs *ids)
{
    struct buf *out = call->out;
    PUT(out, "<ul class=\"ids\">");
    for_vec (i, *ids) {
        str url = link_outside(ids->at[i], call->arena);
        PUT(out, "<li>");
        if (url.len) {
            PUT(out, "<a href=\"");
            buf_html(out, url);
            PUT(out, "\" rel=\"noreferrer\">");
        }
        buf_html(out, ids->at[i]);
        if (url.len)
            PUT(out, "</a>");
        PUT(out, "</li>");
    }
    PUT(out, "</ul>\n");
}

static void put_title(struct buf *out, str title, str key)
{
    if (title.len)
        buf_html(out, title);
    else
        buf_html(out, key);
}

void part_work_head(struct call *call, const struct known *known)
{
    struct buf *out = call->out;
    PUT(out, "<div class=\"work-head\"><h1>");
    put_title(out, known->work.title, known->key);
    PUT(out, "</h1>\n<p class=\"byline\">");
    put_authors(out, &known->work);
    PUT(out, "</p>\n<p class=\"byline\">");
    put_where(call, &known->work);
    PUT(out, "</p>\n");
    put_ids(call, &known->ids);
    PUT(out, "</div>\n");
}

/* ---- notices ---------------------------------------------------------------
 */

static const struct {
    const char *word;
    bool grave;
} told[NOTICE_KINDS] = {
    [NOTICE_RETRACTION] = {"Retracted", true},
    [NOTICE_PARTIAL_RETRACTION] = {"Retracted in part", true},
    [NOTICE_CORRECTION] = {"Corrected", false},
    [NOTICE_CONCERN] = {"Expression of concern", true},
    [NOTICE_WITHDRAWAL] = {"Withdrawn", true},
    [NOTICE_REINSTATEMENT] = {"Reinstated", false},
};

static void put_sources(struct buf *out, const strs *source)
{
    for_vec (i, *source) {
        buf_add(out, i ? S(", ") : S(" ("));
        buf_html(out, source->at[i]);
    }
    if (source->n)
        buf_char(out, ')');
}

static void put_notice(struct buf *out, const struct notice_row *notice)
{
    bool grave = told[notice->kind].grave && !notice->cleared;
    buf_format(out, "<div class=\"notice%s\">", grave ? "" : " mild");
    part_shape(out, "alarm");
    buf_format(out, "<p><strong>%s</strong>", told[notice->kind].word);
    if (notice->date.len) {
        PUT(out, " on <time>");
        buf_html(out, notice->date);
        PUT(out, "</time>");
    }
    if (notice->by.len) {
        PUT(out, ", says <a href=\"");
        link_work(out, notice->by);
        PUT(out, "\">the notice</a>");
    }
    put_sources(out, &notice->source);
    if (notice->cleared)
        PUT(out, "; a reinstatement came later");
    PUT(out, ".</p></div>\n");
}

void part_notices(struct call *call, const notice_rows *notices)
{
    for_vec (i, *notices)
        put_notice(call->out, &notices->at[i]);
}

/* ---- a line
 * ------------------------------------------------------------------ */

void part_work_line(struct call *call, str key, str title, str author,
                    uint32_t year, str container)
{
    struct buf *out = call->out;
    PUT(out, "<a href=\"");
    link_work(out, key);
    PUT(out, "\">");
    put_title(out, title, key);
    PUT(out, "</a> <span class=\"quiet\">");
    buf_html(out, author);
    if (year)
        buf_format(out, "%s%u", author.len ? " " : "", year);
    if (container.len) {
        if (author.len || year)
            PUT(out, ", ");
        PUT(out, "<cite>");
        buf_html(out, container);
        PUT(out, "</cite>");
    }
    PUT(out, "</span>");
}

bool part_work_item(struct call *call, int64_t id, bool notices)
{
    struct known known;
    struct short_tally tally;
    struct err err = {0};
    if (!known_by_id(call, id, &known))
        return false;
    if (!tally_find(call->tallies, known.key, &tally, &err)) {
        reply_failed(call, &err);
        return false;
    }
    const struct work *work = &known.work;
    PUT(call->out, "<li>");
    part_work_line(call, known.key, work->title,
                   work->author.n ? work->author.at[0].family : S(""),
                   work->year, work->container);
    if (notices)
        part_notices(call, &known.notice);
    PUT(call->out, "<p class=\"standing\">");
    part_tally_mini(call->out, tally.stance);
    PUT(call->out, "</p></li>\n");
    return true;
}
