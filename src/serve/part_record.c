/*
 * What a report says to programs, in its head: the work as schema.org's
 * ScholarlyArticle, where its frame is (oEmbed), and the next page.
 */
#include "serve/address.h"
#include "serve/link.h"
#include "serve/part.h"

static void put_authors(struct json *json, const struct work *work,
                        struct arena *arena)
{
    json_key(json, "author"), json_array(json);
    for_vec (i, work->author) {
        json_object(json);
        json_text(json, "@type", S("Person"));
        json_text(json, "name", name_line(&work->author.at[i], arena));
        if (work->author.at[i].orcid.len)
            json_text(json, "identifier", work->author.at[i].orcid);
        json_end(json);
    }
    json_end(json);
}

static void put_periodical(struct json *json, const struct work *work)
{
    if (work->container.len == 0)
        return;
    json_key(json, "isPartOf"), json_object(json);
    json_text(json, "@type", S("Periodical"));
    json_text(json, "name", work->container);
    if (work->issn.n)
        json_text(json, "issn", work->issn.at[0]);
    json_end(json);
}

/* Agreement and disagreement are actions of schema.org's; so is the rest. */
static void put_counts(struct json *json, const uint64_t *code)
{
    static const struct {
        const char *name, *action;
    } counter[] = {
        {"supporting citations", "https://schema.org/AgreeAction"},
        {"contrasting citations", "https://schema.org/DisagreeAction"},
        {"mentioning citations", "https://schema.org/CommentAction"}};
    uint64_t n[VIEW_LABELS];
    view_count(VIEW_STRICT, code, n);
    json_key(json, "interactionStatistic"), json_array(json);
    for (int i = 0; i < 3; i++) {
        json_object(json);
        json_text(json, "@type", S("InteractionCounter"));
        json_text(json, "name", str_of(counter[i].name));
        json_text(json, "interactionType", str_of(counter[i].action));
        json_key(json, "userInteractionCount"), json_uint(json, n[i]);
        json_end(json);
    }
    json_end(json);
}

static void put_article(struct call *call, const struct known *known,
                        const struct census *census, struct buf *out)
{
    const struct work *work = &known->work;
    struct json json = json_on(out);
    str outside = link_outside(known->key, call->arena);
    json_object(&json);
    json_text(&json, "@context", S("https://schema.org"));
    json_text(&json, "@type", S("ScholarlyArticle"));
    json_text(&json, "name", work->title.len ? work->title : known->key);
    json_text(&json, "identifier", known->key);
    if (outside.len)
        json_text(&json, "sameAs", outside);
    if (work->year)
        json_text(&json, "datePublished",
                  work->date.len ? work->date
                                 : arena_format(call->arena, "%u", work->year));
    put_authors(&json, work, call->arena);
    put_periodical(&json, work);
    put_counts(&json, census->code);
    json_end(&json);
}

/* No '<' of the text may end the element it stands in. */
static void put_script(struct buf *out, str json)
{
    PUT(out, "<script type=\"application/ld+json\">");
    for (size_t i = 0; i < json.len; i++) {
        if (json.ptr[i] == '<')
            PUT(out, "\\u003c");
        else
            buf_char(out, json.ptr[i]);
    }
    PUT(out, "</script>\n");
}

static void put_frame(struct call *call, str key)
{
    SCOPED_BUF url = {0};
    buf_add(&url, call_base(call));
    link_work(&url, key);
    PUT(call->out, "<link rel=\"alternate\" type=\"application/json+oembed\" "
                   "href=\"");
    buf_html(call->out, call_base(call));
    PUT(call->out, "/oembed?format=json&amp;url=");
    buf_url(call->out, buf_str(&url));
    PUT(call->out, "\">\n");
}

str part_record(struct call *call, const struct known *known,
                const struct census *census, str next)
{
    SCOPED_BUF json = {0};
    put_frame(call, known->key);
    if (next.len) {
        PUT(call->out, "<link rel=\"next\" href=\"");
        address_with(call, PARAM_CURSOR, next);
        PUT(call->out, "\">\n");
    }
    put_article(call, known, census, &json);
    put_script(call->out, buf_str(&json));
    str head = arena_str(call->arena, buf_str(call->out));
    buf_clear(call->out);
    return head;
}
