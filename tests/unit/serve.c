/* serve/: requests to replies. */
#include <stdio.h>

#include "check.h"
#include "paper.h"
#include "serve/interval.h"
#include "site.h"

static struct site_test t;

#define CITED "10.5555/cited(97)"

static void fill(struct store *store)
{
    struct err err = {0};
    enum put_result result;
    SCOPED_ARENA arena = {0};
    struct doc *doc = paper_new(&arena, "doi:10.5555/a", "A <b> & \"c\"", 2015);
    paper_author(doc, "Doe", "Jane");
    paper_ref(doc, "B1", "doi:" CITED, "Cited", 1999);
    paper_ref(doc, "B2", "doi:10.5555/listed", "Listed only", 2000);
    paper_ref(doc, "B3", "doi:10.5555/formula", "=1+2,3", 2000);
    paper_section(doc, SECTION_INTRODUCTION, "Introduction");
    paper_block(doc, BLOCK_TEXT, "Before. It is so {B1}. After. Again {B1}.");
    paper_label(doc, "stance-1", STANCE_SUPPORTING);
    struct packed *packed = store_pack(doc);
    if (!store_put(store, packed, &result, &err))
        die("%s", err.text);
    packed_free(packed);
}

static str header(const char *name)
{
    return header_find(&t.reply.header, str_of(name));
}

static void a_doi_comes_raw_or_encoded_in_any_case(void)
{
    CHECK(ask(&t, "GET /tallies/" CITED) == 200);
    str plain = arena_str(&t.arena, t.reply.body);
    CHECK(ask(&t, "GET /tallies/10.5555%%2FCiTed%%2897%%29") == 200);
    CHECK_STR(t.reply.body, plain);
    CHECK(ask(&t, "GET /tallies/https://doi.org/10.5555/CITED(97)") == 200);
    CHECK_STR(t.reply.body, plain);
}

static void a_tally_has_what_clients_read(void)
{
    ask(&t, "GET /tallies/" CITED "?use_view=true");
    CHECK_STR(t.reply.body,
              S("{\"total\":2,\"supporting\":2,\"contradicting\":0,"
                "\"contrasting\":0,\"mentioning\":0,\"unclassified\":0,"
                "\"doi\":\"" CITED "\",\"citingPublications\":1}"));
    ask(&t, "GET /tallies/10.5555/listed");
    CHECK(str_find(t.reply.body, S("\"citingPublications\":1")) != STR_NONE);
}

static void the_unknown_is_404(void)
{
    CHECK(ask(&t, "GET /tallies/10.5555/nobody") == 404);
    CHECK(ask(&t, "GET /tallies/nonsense") == 404);
    CHECK(ask(&t, "GET /no/such/place") == 404);
    CHECK_STR(header("content-type"), S("application/problem+json"));
}

static void a_wrong_method_is_405_and_says_which(void)
{
    CHECK(ask(&t, "DELETE /tallies/10.5555/x") == 405);
    CHECK_STR(header("allow"), S("GET, HEAD, OPTIONS"));
    CHECK(ask(&t, "OPTIONS /tallies/10.5555/x") == 204);
    CHECK_STR(header("access-control-allow-origin"), S("*"));
}

static void an_unknown_parameter_is_named(void)
{
    CHECK(ask(&t, "GET /tallies/10.5555/x?foo=1") == 400);
    CHECK(str_find(t.reply.body, S("'foo'")) != STR_NONE);
    CHECK(ask(&t, "GET /tallies/" CITED "?utm_source=x") == 200);
    CHECK(ask(&t, "GET /tallies/" CITED "?use_view=perhaps") == 422);
}

static void who_has_it_is_told_so(void)
{
    ask(&t, "GET /tallies/" CITED);
    str etag = arena_str(&t.arena, header("etag"));
    CHECK(ask(&t, "GET /tallies/" CITED "\nIf-None-Match: W/%.*s\n",
              STR(etag)) == 304);
    CHECK(t.reply.bodyless);
    CHECK(ask(&t, "GET /tallies/" CITED "\nIf-None-Match: \"x\"\n") == 200);
    str changed = arena_str(&t.arena, header("last-modified"));
    CHECK(ask(&t, "GET /tallies/" CITED "\nIf-Modified-Since: %.*s\n",
              STR(changed)) == 304);
}

static void a_head_has_no_body(void)
{
    CHECK(ask(&t, "HEAD /") == 200);
    CHECK(t.reply.bodyless);
}

static void pages_are_kept_safe(void)
{
    CHECK(ask(&t, "GET /") == 200);
    CHECK(str_find(header("content-security-policy"),
                   S("default-src 'none'")) != STR_NONE);
}

static void a_pattern_takes_the_rest_but_for_its_end(void)
{
    str value[PATH_VALUES];
    CHECK(route_match(S("/t/{d...}/x"), S("/t/10.1/a/b/x"), value));
    CHECK_STR(value[0], S("10.1/a/b"));
    CHECK(!route_match(S("/t/{d...}/x"), S("/t//x"), value) ||
          value[0].len == 0);
    CHECK(!route_match(S("/t/{d}/x"), S("/t/a/b/x"), value));
    CHECK(route_match(S("/b/{d...}.svg"), S("/b/10.1/a.svg"), value));
    CHECK_STR(value[0], S("10.1/a"));
}

static void an_address_is_decoded_as_far_as_it_can_be(void)
{
    str out;
    CHECK(url_decode(S("a%2Fb+c"), true, &t.arena, &out));
    CHECK_STR(out, S("a/b c"));
    CHECK(url_decode(S("a+b%"), false, &t.arena, &out));
    CHECK_STR(out, S("a+b%"));
    CHECK(!url_decode(S("%ff"), true, &t.arena, &out));
    CHECK(!url_decode(S("a%00b"), true, &t.arena, &out));
}

static void a_share_has_wilsons_interval(void)
{
    struct interval i = interval_of(8, 10); /* Newcombe 1998: .490 to .943 */
    CHECK(i.low > 0.4899 && i.low < 0.4905);
    CHECK(i.high > 0.9430 && i.high < 0.9435);
    CHECK(interval_of(0, 0).low == 0 && interval_of(0, 0).high == 1);
    CHECK(interval_of(0, 5).low == 0 && interval_of(5, 5).high == 1);
}

static void a_bucket_holds_two_seconds_and_fills_again(void)
{
    struct rate rate;
    uint32_t left, taken = 0;
    rate_open(&rate);
    for (int i = 0; i < 50; i++)
        taken += rate_take(&rate, S("192.0.2.1"), 10, 1000, &left);
    CHECK(taken == 20 && left == 0);
    CHECK(rate_take(&rate, S("192.0.2.2"), 10, 1000, &left));
    CHECK(rate_take(&rate, S("192.0.2.1"), 10, 1000 + 100000001, &left));
    CHECK(!rate_take(&rate, S("192.0.2.1"), 10, 1000 + 100000002, &left));
    rate_close(&rate);
}

static void a_file_sets_what_the_command_line_left(void)
{
    struct err err = {0};
    struct conf conf = {.threads = 3};
    CHECK(conf_read(&conf,
                    S("# remark\nthreads = 8\n rate=5\nname = A B\n"
                      "behind-proxy = yes\n"),
                    &t.arena, &err));
    conf_complete(&conf);
    CHECK(conf.threads == 3 && conf.rate == 5 && conf.behind_proxy);
    CHECK_STR(conf.name, S("A B"));
    CHECK(conf.timeout == 15);
    CHECK(!conf_read(&conf, S("x\n\ncolour = 1\n"), &t.arena, &err));
    CHECK_STR(str_of(err.text), S("line 1: no 'name = value': 'x'"));
}

static void a_spreadsheet_is_given_no_formula(void)
{
    ask(&t, "GET /api/v1/works/10.5555/formula?format=csv&fields=work,title");
    CHECK_STR(t.reply.body,
              S("work,title\r\ndoi:10.5555/formula,\"'=1+2,3\"\r\n"));
}

static void pages_of_a_list_meet_without_gap(void)
{
    ask(&t, "GET /api/v1/citations/" CITED "?limit=1&fields=citation");
    CHECK(str_find(t.reply.body, S("B1/1")) != STR_NONE);
    SCOPED_JSON *json = json_parse(t.reply.body, &(struct err){0});
    str next = json_member_str(json, "next");
    ask(&t,
        "GET /api/v1/citations/" CITED "?limit=1&fields=citation&cursor=%.*s",
        STR(next));
    CHECK(str_find(t.reply.body, S("B1/2")) != STR_NONE);
    CHECK(str_find(t.reply.body, S("next")) == STR_NONE);
}

static void filters_leave_what_fits(void)
{
    static const struct {
        const char *query;
        unsigned n;
    } row[] = {{"stance=supporting", 2},
               {"stance=contrasting", 0},
               {"section=introduction", 2},
               {"section=methods,results", 0},
               {"year=2015", 2},
               {"year=2016-", 0},
               {"year=-2015", 2},
               {"self=only", 0},
               {"self=exclude", 2},
               {"notice=only", 0},
               {"text=again", 1},
               {"text=nowhere", 0},
               {"confidence=100", 0},
               {"view=wos&label=support", 2},
               {"view=cito&label=refutes", 0}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        unsigned n = 0;
        str rest, found;
        ask(&t, "GET /api/v1/citations/" CITED "?fields=citation&%s",
            row[i].query);
        rest = t.reply.body;
        while (str_split(&rest, '{', &found))
            n += str_starts(found, S("\"citation\""));
        if (n != row[i].n)
            printf("%s: %u\n", row[i].query, n);
        CHECK(n == row[i].n || t.reply.status == 400);
    }
}

int main(void)
{
    site_test_open(&t, fill);
    TEST(a_doi_comes_raw_or_encoded_in_any_case);
    TEST(a_tally_has_what_clients_read);
    TEST(the_unknown_is_404);
    TEST(a_wrong_method_is_405_and_says_which);
    TEST(an_unknown_parameter_is_named);
    TEST(who_has_it_is_told_so);
    TEST(a_head_has_no_body);
    TEST(pages_are_kept_safe);
    TEST(a_pattern_takes_the_rest_but_for_its_end);
    TEST(an_address_is_decoded_as_far_as_it_can_be);
    TEST(a_share_has_wilsons_interval);
    TEST(a_bucket_holds_two_seconds_and_fills_again);
    TEST(a_file_sets_what_the_command_line_left);
    TEST(a_spreadsheet_is_given_no_formula);
    TEST(pages_of_a_list_meet_without_gap);
    TEST(filters_leave_what_fits);
    site_test_close(&t);
    return check_end();
}
