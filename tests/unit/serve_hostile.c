/* serve/: whatever is sent to whichever route, the answer is an answer. */
#include <stdio.h>

#include "check.h"
#include "paper.h"
#include "site.h"

static struct site_test t;

static void fill(struct store *store)
{
    struct err err = {0};
    enum put_result result;
    SCOPED_ARENA arena = {0};
    struct doc *doc =
        paper_new(&arena, "doi:10.5555/a", "<script>alert(1)</script>", 2015);
    paper_author(doc, "<img src=x onerror=alert(2)>", "\"' onload='x");
    paper_ref(doc, "<b>", "doi:10.5555/a\"<i>'b", "<u>Cited</u>", 1999);
    paper_section(doc, SECTION_INTRODUCTION, "<script>Intro</script>");
    paper_block(doc, BLOCK_TEXT, "<script>one</script>. It is {<b>}. <i>two.");
    paper_label(doc, "<script>stance", STANCE_SUPPORTING);
    struct packed *packed = store_pack(doc);
    if (!store_put(store, packed, &result, &err))
        die("%s", err.text);
    packed_free(packed);
}

/* As they come over the wire. */
static const char *const value[] = {"10.5555/a",
                                    "10.5555/a%22%3Ci%3E'b",
                                    "1",
                                    "0",
                                    "-1",
                                    "99999999999999999999",
                                    "%27%20OR%201=1%20--",
                                    "';DROP%20TABLE%20doc;--",
                                    "%3Cscript%3Ealert(1)%3C/script%3E",
                                    "<script>alert(1)</script>",
                                    "%22%3E%3Cimg%20src=x%3E",
                                    "10.5555/a(b)%3Cc%3E;d%22e%27f%23g",
                                    "%00",
                                    "%",
                                    "%zz",
                                    "%ff%fe",
                                    "%c0%af",
                                    "..%2f..%2fetc%2fpasswd",
                                    "../../etc/passwd",
                                    "%0d%0aSet-Cookie:%20x=1",
                                    "10.1/%E2%82%AC%F0%9F%98%80",
                                    "{{7*7}}",
                                    "$%7Bjndi:x%7D",
                                    "doi:doi:doi:10.1/x",
                                    "/",
                                    "//",
                                    "a/b/c/d",
                                    "%2F%2F",
                                    "true",
                                    "2020-13-45",
                                    "2020-2010",
                                    "999999-1",
                                    "csv",
                                    "a,b,,c",
                                    ",,,",
                                    "https://doi.org/10.5555/a",
                                    "10.5555/A?x",
                                    "title-w1",
                                    "w1",
                                    "-w0",
                                    "12-34",
                                    "NaN",
                                    "1e999",
                                    "0x10",
                                    "\xff",
                                    "%E2%80%AE"};
#define VALUES (sizeof(value) / sizeof(*value))

static const char *const body[] = {
    "",
    "[",
    "{}",
    "\"x\"",
    "null",
    "[[]]",
    "[null]",
    "[1]",
    "[\"\"]",
    "[\"10.5555/a\"]",
    "[\"10.5555/a\",\"10.5555/a\",\"10.5555/A\"]",
    "{\"ids\":5}",
    "{\"ids\":[\"10.5555/a\"]}",
    "{\"ids\":[{}]}",
    "[\"\\ud800\"]",
    "[\"<script>\"]",
    "\xff\xfe",
    "[\"10.5555/a\"]]",
    "[1e999]",
    "[\"' OR 1=1 --\"]",
    "{\"a\":{\"a\":{\"a\":[]}}}"};
#define BODIES (sizeof(body) / sizeof(*body))

static void check_headers(const char *what)
{
    for_vec (i, t.reply.header) {
        struct header h = t.reply.header.at[i];
        for (size_t k = 0; k < h.value.len; k++)
            if ((unsigned char)h.value.ptr[k] < 0x20) {
                printf("%s: a control character in %.*s\n", what, STR(h.name));
                CHECK(!"a header of one line");
                return;
            }
    }
}

static void check_body(const char *what)
{
    struct err err = {0};
    str type = header_find(&t.reply.header, S("Content-Type"));
    bool lines = str_find(type, S("jsonl")) != STR_NONE;
    if (str_find(type, S("json")) != STR_NONE && !lines && t.reply.body.len) {
        SCOPED_JSON *json = json_parse(t.reply.body, &err);
        if (json == NULL)
            printf("%s: %s\n%.*s\n", what, err.text,
                   STR(str_first(t.reply.body, 500)));
        CHECK(json != NULL);
    }
    bool markup = str_find(type, S("html")) != STR_NONE ||
                  str_find(type, S("svg")) != STR_NONE;
    bool raw = str_find(t.reply.body, S("<script>alert")) != STR_NONE ||
               str_find(t.reply.body, S("<img src=x")) != STR_NONE ||
               str_find(t.reply.body, S("<script>one")) != STR_NONE ||
               str_find(t.reply.body, S("<u>Cited")) != STR_NONE;
    if (markup && raw)
        printf("%s: unescaped\n", what);
    CHECK(!(markup && raw));
}

static void check_reply(const char *what)
{
    uint32_t status = t.reply.status;
    if (status == 500 || status < 200)
        printf("%s: %u\n", what, status);
    CHECK(status != 500 && status >= 200);
    check_headers(what);
    check_body(what);
}

/* A pattern with its {…} filled. */
static str filled(const struct route *route, const char *with)
{
    SCOPED_BUF out = {0};
    str rest = str_of(route->pattern);
    for (size_t open; (open = str_chr(rest, '{')) != STR_NONE;) {
        buf_add(&out, str_first(rest, open));
        buf_add(&out, str_of(with));
        rest = str_from(rest, str_chr(rest, '}') + 1);
    }
    buf_add(&out, rest);
    return arena_str(&t.arena, buf_str(&out));
}

static void send_text(const struct route *route, str target, str text)
{
    struct request request = {.method = str_of(method_name[route->method]),
                              .target = target,
                              .body = text};
    serve_request(t.site, &request, &t.reply);
    check_reply(target.ptr);
}

static void every_path_survives_every_value(void)
{
    for (uint32_t r = 0; r < routes_n; r++)
        for (size_t v = 0; v < VALUES; v++)
            send_text(&routes[r], filled(&routes[r], value[v]),
                      S("[\"10.5555/a\"]"));
}

static void every_parameter_survives_every_value(void)
{
    for (uint32_t r = 0; r < routes_n; r++)
        for (const unsigned char *p = routes[r].param; *p < PARAMS; p++)
            for (size_t v = 0; v < VALUES; v++) {
                str target = arena_format(&t.arena, "%.*s?%s=%s",
                                          STR(filled(&routes[r], "10.5555/a")),
                                          param_row[*p].name, value[v]);
                send_text(&routes[r], target, S("[\"10.5555/a\"]"));
            }
}

static void every_body_is_survived(void)
{
    for (uint32_t r = 0; r < routes_n; r++)
        for (size_t b = 0; b < BODIES; b++)
            send_text(&routes[r], filled(&routes[r], "10.5555/a"),
                      str_of(body[b]));
}

static void a_million_ids_are_refused(void)
{
    SCOPED_BUF out = {0};
    buf_char(&out, '[');
    for (int i = 0; i < 1000000; i++)
        buf_add(&out, i ? S(",\"10.5555/a\"") : S("\"10.5555/a\""));
    buf_char(&out, ']');
    for (uint32_t r = 0; r < routes_n; r++)
        if (routes[r].method == METHOD_POST) {
            send_text(&routes[r], filled(&routes[r], "10.5555/a"),
                      buf_str(&out));
            CHECK(t.reply.status == 422 || t.reply.status == 403);
        }
}

static void what_nests_too_deep_is_refused(void)
{
    SCOPED_BUF out = {0};
    for (int i = 0; i < 100000; i++)
        buf_char(&out, '[');
    for (uint32_t r = 0; r < routes_n; r++)
        if (routes[r].method == METHOD_POST) {
            send_text(&routes[r], filled(&routes[r], "10.5555/a"),
                      buf_str(&out));
            CHECK(t.reply.status >= 400);
        }
}

static void every_route_names_a_parameter_it_doesnt_know(void)
{
    for (uint32_t r = 0; r < routes_n; r++) {
        str target = arena_format(&t.arena, "%.*s?no_such=1",
                                  STR(filled(&routes[r], "1")));
        send_text(&routes[r], target, S("[]"));
        CHECK(t.reply.status == 400);
        CHECK(str_find(t.reply.body, S("no_such")) != STR_NONE);
    }
}

static void a_long_address_is_refused(void)
{
    SCOPED_BUF out = {0};
    buf_add(&out, S("/tallies/10.5555/"));
    for (int i = 0; i < 100000; i++)
        buf_char(&out, 'a');
    struct request request = {.method = S("GET"), .target = buf_str(&out)};
    serve_request(t.site, &request, &t.reply);
    CHECK(t.reply.status == 414);
}

int main(void)
{
    site_test_open(&t, fill);
    TEST(every_path_survives_every_value);
    TEST(every_parameter_survives_every_value);
    TEST(every_body_is_survived);
    TEST(a_million_ids_are_refused);
    TEST(what_nests_too_deep_is_refused);
    TEST(every_route_names_a_parameter_it_doesnt_know);
    TEST(a_long_address_is_refused);
    site_test_close(&t);
    return check_end();
}
