/* serve/: requests to replies. */
#include "check.h"
#include "paper.h"
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
    site_test_close(&t);
    return check_end();
}
