/*
 * Signposting (FAIR level 1) in headers, and a link set (RFC 9264): how a
 * program gets from a work's page to its record, its citations and its DOI.
 */
#include "serve/v1.h"

static const struct {
    const char *rel, *path, *type;
} post[] = {
    {"describedby", "/api/v1/works/", "application/json"},
    {"item", "/api/v1/citations/", "application/json"},
    {"item", "/api/v1/references/", "application/json"},
    {"linkset", "/api/v1/linkset/", "application/linkset+json"},
};
#define POSTS (sizeof(post) / sizeof(*post))

static void put_address(struct call *call, struct buf *out, const char *path,
                        str key)
{
    buf_add(out, call_base(call));
    buf_add(out, str_of(path));
    buf_url(out, key);
}

void put_signposts(struct call *call, str key)
{
    SCOPED_BUF out = {0};
    if (str_starts(key, S("doi:"))) {
        buf_add(&out, S("<https://doi.org/"));
        buf_url(&out, str_from(key, 4));
        buf_add(&out, S(">; rel=\"cite-as\", "));
    }
    for (size_t i = 0; i < POSTS; i++) {
        buf_char(&out, '<');
        put_address(call, &out, post[i].path, key);
        buf_format(&out, ">; rel=\"%s\"; type=\"%s\", ", post[i].rel,
                   post[i].type);
    }
    buf_add(&out, S("<https://schema.org/ScholarlyArticle>; rel=\"type\""));
    reply_header(call, S("Link"), arena_str(call->arena, buf_str(&out)));
}

static void put_link(struct call *call, struct json *json, size_t i, str key)
{
    SCOPED_BUF at = {0};
    put_address(call, &at, post[i].path, key);
    json_object(json);
    json_text(json, "href", buf_str(&at));
    json_text(json, "type", str_of(post[i].type));
    json_end(json);
}

static void put_links(struct call *call, struct json *json, const char *rel,
                      str key)
{
    json_key(json, rel), json_array(json);
    for (size_t i = 0; i < POSTS; i++)
        if (strcmp(post[i].rel, rel) == 0)
            put_link(call, json, i, key);
    json_end(json);
}

void v1_linkset(struct call *call)
{
    struct work_row work;
    SCOPED_BUF anchor = {0};
    if (!call_work(call, &work))
        return;
    put_address(call, &anchor, "/reports/", work.key);
    struct json json = json_on(call->out);
    json_object(&json);
    json_key(&json, "linkset"), json_array(&json), json_object(&json);
    json_text(&json, "anchor", buf_str(&anchor));
    put_links(call, &json, "describedby", work.key);
    put_links(call, &json, "item", work.key);
    json_end(&json), json_end(&json), json_end(&json);
    reply_as(call, S("application/linkset+json"));
}
