/* search: what is indexed is found, and nothing else. */
#include "search/search.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "check.h"
#include "doc/view.h"
#include "paper.h"
#include "resolve/identifier.h"
#include "search/index.h"
#include "store/correct.h"
#include "store/inside.h"

static struct arena arena;
static char folder[] = "/tmp/stet-search-XXXXXX";
static unsigned stores;

static struct store *open_new(void)
{
    struct err err = {0};
    str path = arena_format(&arena, "%s/%u.db", folder, stores++);
    struct store *store = store_open(path, STORE_WRITE, &err);
    if (store == NULL)
        die("%s", err.text);
    return store;
}

static void put(struct store *store, struct doc *doc)
{
    struct err err = {0};
    enum put_result result;
    struct packed *packed = store_pack(doc);
    CHECK(store_put(store, packed, &result, &err) && store_commit(store, &err));
    packed_free(packed);
}

static struct index_sum index_it(struct store *store, bool anew)
{
    struct err err = {0};
    struct index_sum sum;
    struct index_pass pass = {.anew = anew};
    CHECK(index_run(store, &pass, &sum, &err));
    return sum;
}

/* A citing paper: three passages, the last with two citations. */
static struct doc *citing(const char *key, uint32_t year, const char *word)
{
    struct doc *doc = paper_new(&arena, key, "Of sleeping moths", year);
    paper_author(doc, "Okonkwo", "Ada");
    paper_ref(doc, "B1", "doi:10.5555/old", "Spindles and wings", 1999);
    paper_ref(doc, "B2", "doi:10.5555/other", "A lamp at night", 2001);
    paper_section(doc, SECTION_INTRODUCTION, "Introduction");
    paper_block(doc, BLOCK_TEXT,
                arena_format(&arena,
                             "Moths rest by day. They %s a lot {B1}. So be it.",
                             word)
                    .ptr);
    paper_section(doc, SECTION_RESULTS, "Results");
    paper_block(doc, BLOCK_TEXT, "Naïve moths slept longer {B2}.");
    paper_block(doc, BLOCK_TEXT, "As reported {B1,B2} the slow wave is slow.");
    paper_label(doc, "stance-1", STANCE_SUPPORTING);
    doc->label.at[0].stance = STANCE_CONTRASTING;
    return doc;
}

/* Of the last search; the reply lives until the next test. */
static struct search_reply reply;
static struct err trouble;

static bool ask(struct store *store, struct search_request request)
{
    trouble = (struct err){0};
    SCOPED_SEARCH *search = search_open(store, id_key, &trouble);
    return search && search_run(search, &request, &arena, &reply, &trouble);
}

static uint64_t found(struct store *store, const char *query)
{
    CHECK(ask(store, (struct search_request){.query = str_of(query)}));
    return reply.total;
}

static uint64_t works_found(struct store *store, const char *query)
{
    CHECK(ask(store, (struct search_request){.what = SEARCH_WORKS,
                                             .query = str_of(query)}));
    return reply.total;
}

static struct store *world(void)
{
    struct store *store = open_new();
    put(store, citing("doi:10.5555/a", 2010, "flutter"));
    put(store, citing("doi:10.5555/b", 2020, "hover"));
    struct doc *notice = paper_new(&arena, "doi:10.5555/n", "Retraction", 2021);
    paper_notice(notice, NOTICE_RETRACTION, "doi:10.5555/b", "2021");
    put(store, notice);
    index_it(store, false);
    return store;
}

/* ---- finding ------------------------------------------------------------ */

static void words_are_found_in_passages(void)
{
    SCOPED_STORE *store = world();
    CHECK(found(store, "moths") == 4);
    CHECK(found(store, "flutter") == 1);
    CHECK(found(store, "FLUTTER") == 1);
    CHECK(found(store, "naive") == 2);
    CHECK(found(store, "moths AND lot") == 2);
    CHECK(found(store, "flutter OR hover") == 2);
    CHECK(found(store, "moths -hover") == 3);
    CHECK(found(store, "\"slow wave\"") == 2);
    CHECK(found(store, "\"wave slow\"") == 0);
    CHECK(found(store, "\"moths day\"~3") == 2);
    CHECK(found(store, "flut*") == 1);
    CHECK(found(store, "nothing") == 0);
    CHECK(reply.pending == 0);
}

static void several_citations_share_a_passage(void)
{
    SCOPED_STORE *store = world();
    CHECK(found(store, "reported year:2010") == 1);
    CHECK(reply.citations == 2 && reply.works == 1);
    CHECK(reply.passage.at[0].cited.n == 2);
    CHECK_STR(reply.passage.at[0].cited.at[1].work, S("doi:10.5555/other"));
    CHECK(found(store, "reported cited:10.5555/old") == 2);
    CHECK(reply.citations == 2 && reply.passage.at[0].cited.n == 1);
}

static void conditions_let_through_what_they_say(void)
{
    SCOPED_STORE *store = world();
    CHECK(found(store, "stance:contrasting") == 2);
    CHECK(found(store, "-stance:contrasting") == 4);
    CHECK(found(store, "moths stance:supporting") == 2);
    CHECK(found(store, "section:results") == 4);
    CHECK(found(store, "section:results year:>2015") == 2);
    CHECK(found(store, "citing:10.5555/a") == 3);
    CHECK(found(store, "citing:10.5555/nobody") == 0);
    CHECK(found(store, "has:retraction") == 3);
    CHECK(found(store, "moths -has:notice") == 2);
    CHECK(found(store, "author:okonkwo flutter") == 1);
    CHECK(found(store, "author:nobody") == 0);
    CHECK(found(store, "title:\"sleeping moths\" hover") == 1);
    CHECK(found(store, "self:yes") == 0);
    CHECK(found(store, "NOT moths") == 2);
    CHECK(found(store, "flutter OR stance:supporting") == 5);
    CHECK(found(store, "(flutter OR year:2020) moths") == 3);
}

static void the_page_tells_the_words_and_lights_them_up(void)
{
    SCOPED_STORE *store = world();
    CHECK(found(store, "flutter day*") == 1);
    const struct passage *passage = &reply.passage.at[0];
    CHECK_STR(passage->row.sentence, S("They flutter a lot [B1]."));
    CHECK(passage->sentence.n == 1 && passage->before.n == 1);
    struct span lit = passage->sentence.at[0];
    CHECK(lit.start == 5 && lit.end == 12);
    CHECK_STR(passage->row.doc_key, S("doi:10.5555/a"));
    CHECK(passage->row.stance == STANCE_CONTRASTING);
    CHECK(passage->row.section == SECTION_INTRODUCTION);
    CHECK(passage->cited.at[0].year == 1999);
}

static void what_is_unwanted_is_not_lit_up(void)
{
    SCOPED_STORE *store = world();
    CHECK(found(store, "moths -(flutter lamp)") == 4);
    CHECK(reply.passage.at[0].sentence.n + reply.passage.at[0].before.n == 1);
}

static void works_are_found_by_what_stands_on_them(void)
{
    SCOPED_STORE *store = world();
    CHECK(works_found(store, "spindles") == 1);
    const struct found_work *work = &reply.work.at[0];
    CHECK(work->citations == 4 && work->stance[STANCE_CONTRASTING] == 2);
    CHECK_STR(work->key, S("doi:10.5555/old"));
    CHECK(work->title_lit.n == 1 && !work->full_text);
    CHECK(works_found(store, "author:okonkwo") == 2);
    CHECK(works_found(store, "title:okonkwo") == 0);
    CHECK(works_found(store, "year:2001") == 1);
    CHECK(works_found(store, "stance:contrasting") == 1);
    CHECK(works_found(store, "moths has:retraction") == 1);
}

static void works_are_sorted_by_what_is_said_of_them(void)
{
    SCOPED_STORE *store = world();
    struct search_request request = {.what = SEARCH_WORKS,
                                     .query = S("spindles OR lamp OR moths"),
                                     .sort = SORT_CONTRASTED};
    CHECK(ask(store, request) && reply.total == 4);
    CHECK_STR(reply.work.at[0].key, S("doi:10.5555/old"));
    request.sort = SORT_SUPPORTED;
    CHECK(ask(store, request));
    CHECK_STR(reply.work.at[0].key, S("doi:10.5555/other"));
    request.sort = SORT_OLDEST;
    CHECK(ask(store, request));
    CHECK_STR(reply.work.at[0].key, S("doi:10.5555/old"));
}

static void an_identifier_goes_straight_to_its_work(void)
{
    SCOPED_STORE *store = world();
    CHECK(found(store, "https://doi.org/10.5555/OLD") == 4);
    CHECK_STR(reply.exact, S("doi:10.5555/old"));
    CHECK(works_found(store, "10.5555/old") == 1);
    CHECK_STR(reply.exact, S("doi:10.5555/old"));
    CHECK(found(store, "10.5555/unheard-of") == 0);
    CHECK_STR(reply.exact, S(""));
}

static void a_slip_of_the_pen_is_noticed(void)
{
    SCOPED_STORE *store = world();
    for (int i = 0; i < 3; i++)
        put(store, citing(arena_format(&arena, "doi:10.5555/m%d", i).ptr, 2011,
                          "rest"));
    index_it(store, false);
    CHECK(found(store, "repotred -moths") == 0);
    CHECK_STR(reply.instead, S("reported AND NOT moths"));
    CHECK(found(store, "reported") > 0 && reply.instead.len == 0);
}

/* ---- facets and pages --------------------------------------------------- */

static uint64_t count_of(enum facet_kind kind, str value)
{
    for_vec (i, reply.facet[kind])
        if (str_eq(reply.facet[kind].at[i].value, value))
            return reply.facet[kind].at[i].n;
    return 0;
}

static void facets_count_the_citations_of_all_matches(void)
{
    SCOPED_STORE *store = world();
    CHECK(ask(store, (struct search_request){.query = S("moths OR reported"),
                                             .limit = 1,
                                             .facets = true}));
    CHECK(reply.passage.n == 1 && reply.total == 6 && reply.citations == 8);
    CHECK(count_of(FACET_STANCE, S("contrasting")) == 2);
    CHECK(count_of(FACET_STANCE, S("supporting")) == 6);
    CHECK(count_of(FACET_SECTION, S("results")) == 6);
    CHECK(count_of(FACET_YEAR, S("2020")) == 4);
    CHECK(count_of(FACET_NOTICE, S("retraction")) == 4);
    CHECK_STR(reply.facet[FACET_YEAR].at[0].value, S("2010"));
}

static void a_facet_is_a_filter(void)
{
    SCOPED_STORE *store = world();
    struct search_request request = {.query = S("moths")};
    struct search_filter filter = {S("year"), S("2020")};
    vec_push(&request.filter, &arena, filter);
    CHECK(ask(store, request) && reply.total == 2);
    CHECK_STR(reply.query, S("moths AND year:2020"));
    request.filter.at[0].value = S("2020 OR 2010");
    CHECK(!ask(store, request) && trouble.kind == ERR_USAGE);
    request.filter.at[0].field = S("colour");
    CHECK(!ask(store, request) && trouble.kind == ERR_USAGE);
}

/* Every passage once, in the order of one large page. */
static void check_pages(struct store *store, struct search_request request,
                        bool by_cursor)
{
    request.limit = 100;
    CHECK(ask(store, request) && reply.cursor.len == 0);
    struct search_reply all = reply;
    request.limit = 2;
    for (uint32_t i = 0; i < all.passage.n; i += 2) {
        CHECK(ask(store, request) && reply.total == all.total);
        for_vec (j, reply.passage)
            CHECK(reply.passage.at[j].cited.at[0].row ==
                  all.passage.at[i + j].cited.at[0].row);
        CHECK((reply.cursor.len > 0) == (i + 2 < all.passage.n));
        request.offset = by_cursor ? 0 : i + 2;
        request.cursor = by_cursor ? reply.cursor : S("");
    }
}

static void pages_cut_the_same_list(void)
{
    SCOPED_STORE *store = world();
    struct search_request request = {.query = S("moths OR slow")};
    for (int sort = SORT_RELEVANCE; sort <= SORT_OLDEST; sort++) {
        request.sort = (enum search_sort)sort;
        check_pages(store, request, true);
        check_pages(store, request, false);
    }
    request.query = S("stance:supporting");
    check_pages(store, request, true);
}

static void the_newest_come_first_when_asked(void)
{
    SCOPED_STORE *store = world();
    struct search_request request = {.query = S("moths"), .sort = SORT_NEWEST};
    CHECK(ask(store, request));
    CHECK(reply.passage.at[0].row.year == 2020);
    request.sort = SORT_OLDEST;
    CHECK(ask(store, request));
    CHECK(reply.passage.at[0].row.year == 2010);
}

/* ---- nonsense ----------------------------------------------------------- */

static void nonsense_gets_a_sentence(void)
{
    SCOPED_STORE *store = world();
    static const char *const query[] = {"(",           "\"a", "sleep OR",
                                        "year:x",      "&",   "colour:red",
                                        "cited:\"?\"", "x*",  "a)"};
    for (size_t i = 0; i < sizeof(query) / sizeof(*query); i++) {
        CHECK(!ask(store, (struct search_request){.query = str_of(query[i])}));
        CHECK(trouble.kind == ERR_USAGE && trouble.text[0]);
    }
    CHECK(!ask(store, (struct search_request){.what = SEARCH_WORKS,
                                              .query = S("section:results")}));
    CHECK(!ask(store, (struct search_request){.query = S("moths"),
                                              .cursor = S("xyz")}));
    CHECK(!ask(store, (struct search_request){.query = S("moths"),
                                              .sort = SORT_SUPPORTED}));
    CHECK(!ask(store,
               (struct search_request){.query = S("moths"), .limit = 100000}));
}

static void no_text_reaches_sql_or_fts5_as_language(void)
{
    SCOPED_STORE *store = world();
    CHECK(found(store, "moths'; DROP TABLE doc; --") == 0);
    CHECK(found(store, "NEAR") == 0);
    CHECK(found(store, "\"NEAR( AND OR\"") == 0);
    CHECK(found(store, "^moths") == 4);
    CHECK(found(store, "{text}") == 0);
    CHECK(ask(store, (struct search_request){.query = {"moths\0x", 7}}));
    CHECK(found(store, "moths") == 4);
}

/* ---- the index ---------------------------------------------------------- */

static void what_is_not_indexed_is_told(void)
{
    SCOPED_STORE *store = world();
    put(store, citing("doi:10.5555/c", 2022, "dance"));
    CHECK(found(store, "dance") == 0 && reply.pending == 1);
    struct index_sum sum = index_it(store, false);
    CHECK(sum.docs == 1 && sum.passages == 3);
    CHECK(found(store, "dance") == 1 && reply.pending == 0);
    sum = index_it(store, false);
    CHECK(sum.docs == 0 && sum.works == 0);
}

static void what_is_removed_is_found_no_more(void)
{
    SCOPED_STORE *store = world();
    struct err err = {0};
    bool gone;
    CHECK(store_remove(store, S("doi:10.5555/b"), &gone, &err) && gone);
    CHECK(found(store, "moths") == 2);
    CHECK(found(store, "hover") == 0);
    index_it(store, false);
    CHECK(found(store, "moths") == 2);
}

static void what_is_replaced_is_found_as_it_is_now(void)
{
    SCOPED_STORE *store = world();
    struct doc *doc = citing("doi:10.5555/b", 2020, "dance");
    paper_version(doc, 2);
    put(store, doc);
    CHECK(found(store, "hover") == 0 && reply.pending == 1);
    index_it(store, false);
    CHECK(found(store, "hover") == 0 && found(store, "dance") == 1);
    CHECK(found(store, "moths") == 4);
}

static void a_work_that_gets_a_title_is_found_by_it(void)
{
    SCOPED_STORE *store = world();
    put(store, paper_new(&arena, "doi:10.5555/other", "A brighter lamp", 2002));
    index_it(store, false);
    CHECK(works_found(store, "night") == 0);
    CHECK(works_found(store, "brighter") == 1);
    CHECK(reply.work.at[0].full_text);
}

static void an_index_made_anew_finds_the_same(void)
{
    SCOPED_STORE *store = world();
    struct doc *doc = citing("doi:10.5555/b", 2020, "dance");
    paper_version(doc, 2);
    put(store, doc);
    index_it(store, false);
    struct index_sum sum = index_it(store, true);
    CHECK(sum.docs == 3 && sum.passages == 6);
    CHECK(found(store, "moths") == 4 && found(store, "dance") == 1);
    CHECK(works_found(store, "spindles") == 1);
}

static void other_connections_see_what_was_indexed(void)
{
    SCOPED_STORE *store = world();
    struct err err = {0};
    str path = arena_format(&arena, "%s/%u.db", folder, stores - 1);
    SCOPED_STORE *reader = store_open(path, STORE_READ, &err);
    SCOPED_SEARCH *search = search_open(reader, id_key, &err);
    struct search_request request = {.query = S("moths")};
    CHECK(search_run(search, &request, &arena, &reply, &err));
    CHECK(reply.total == 4);
    put(store, citing("doi:10.5555/c", 2022, "dance"));
    CHECK(search_run(search, &request, &arena, &reply, &err));
    CHECK(reply.total == 4 && reply.pending == 1);
    index_it(store, false);
    CHECK(search_run(search, &request, &arena, &reply, &err));
    CHECK(reply.total == 6 && reply.pending == 0);
}

static void a_correction_is_found_after_the_next_pass(void)
{
    SCOPED_STORE *store = world();
    struct err err = {0};
    struct correction entry = {.doc = S("doi:10.5555/a"),
                               .citation = S("B1/1"),
                               .code = CODE_S,
                               .who = S("me"),
                               .at = S("2026-01-01T00:00:00Z")};
    bool known;
    CHECK(correction_add(store, &entry, &known, &err) && known);
    CHECK(found(store, "stance:contrasting") == 2 && reply.pending == 1);
    index_it(store, false);
    CHECK(found(store, "stance:contrasting") == 1 && reply.pending == 0);
    CHECK(found(store, "flutter stance:supporting") == 1);
}

/* ---- threads ------------------------------------------------------------ */

static atomic_bool enough;
static str shared_path;

/* Searches until told to stop; how many went wrong. */
static void *search_on(void *user)
{
    struct err err = {0};
    SCOPED_ARENA own = {0};
    SCOPED_STORE *store = store_open(shared_path, STORE_READ, &err);
    SCOPED_SEARCH *search = store ? search_open(store, id_key, &err) : NULL;
    uint32_t *wrong = user;
    uint64_t least = 0;
    *wrong = search == NULL;
    while (search && !atomic_load(&enough)) {
        struct search_reply mine;
        struct search_request request = {.query = S("moths year:2010-2030"),
                                         .facets = true};
        *wrong += !search_run(search, &request, &own, &mine, &err) ||
                  mine.total < least || mine.passage.n == 0;
        least = mine.total;
        arena_clear(&own);
    }
    return NULL;
}

static void readers_go_on_while_the_index_grows(void)
{
    SCOPED_STORE *store = world();
    pthread_t thread[3];
    uint32_t wrong[3];
    shared_path = arena_format(&arena, "%s/%u.db", folder, stores - 1);
    atomic_store(&enough, false);
    for (int i = 0; i < 3; i++)
        CHECK(pthread_create(&thread[i], NULL, search_on, &wrong[i]) == 0);
    for (int i = 0; i < 40; i++) {
        put(store, citing(arena_format(&arena, "doi:10.5555/t%d", i).ptr, 2011,
                          "rest"));
        index_it(store, false);
    }
    atomic_store(&enough, true);
    for (int i = 0; i < 3; i++) {
        pthread_join(thread[i], NULL);
        CHECK(wrong[i] == 0);
    }
    CHECK(found(store, "moths") == 84);
}

static void the_broad_view_counts_reported_evidence(void)
{
    SCOPED_STORE *store = open_new();
    struct doc *doc = citing("doi:10.5555/a", 2010, "flutter");
    label_set(&doc->label.at[0], CODE_c);
    put(store, doc);
    index_it(store, false);
    struct search_request request = {.query = S("stance:contrasting"),
                                     .facets = true};
    CHECK(ask(store, request) && reply.total == 0);
    request.broad = true;
    CHECK(ask(store, request) && reply.total == 1);
    CHECK(reply.passage.at[0].cited.at[0].stance == STANCE_CONTRASTING);
    CHECK(reply.passage.at[0].cited.at[0].code == CODE_c);
    CHECK(count_of(FACET_STANCE, S("contrasting")) == 1);
    request.what = SEARCH_WORKS;
    CHECK(ask(store, request) && reply.total == 1);
    CHECK(reply.work.at[0].stance[STANCE_CONTRASTING] == 1);
    request.broad = false;
    CHECK(ask(store, request) && reply.total == 0);
}

static void translations_are_not_found(void)
{
    SCOPED_STORE *store = open_new();
    struct doc *doc = citing("doi:10.5555/a", 2010, "flutter");
    paper_part(doc, "translation");
    paper_block(doc, BLOCK_TEXT, "Las polillas duermen {B1}.");
    put(store, doc);
    index_it(store, false);
    CHECK(found(store, "polillas") == 0);
}

static void an_empty_store_finds_nothing(void)
{
    SCOPED_STORE *store = open_new();
    CHECK(found(store, "moths") == 0 && works_found(store, "moths") == 0);
    index_it(store, false);
    CHECK(found(store, "moths") == 0 && found(store, "stance:supporting") == 0);
}

int main(void)
{
    if (mkdtemp(folder) == NULL)
        die("no folder");
    TEST(words_are_found_in_passages);
    TEST(several_citations_share_a_passage);
    TEST(conditions_let_through_what_they_say);
    TEST(the_page_tells_the_words_and_lights_them_up);
    TEST(what_is_unwanted_is_not_lit_up);
    TEST(works_are_found_by_what_stands_on_them);
    TEST(works_are_sorted_by_what_is_said_of_them);
    TEST(an_identifier_goes_straight_to_its_work);
    TEST(a_slip_of_the_pen_is_noticed);
    TEST(facets_count_the_citations_of_all_matches);
    TEST(a_facet_is_a_filter);
    TEST(pages_cut_the_same_list);
    TEST(the_newest_come_first_when_asked);
    TEST(nonsense_gets_a_sentence);
    TEST(no_text_reaches_sql_or_fts5_as_language);
    TEST(what_is_not_indexed_is_told);
    TEST(what_is_removed_is_found_no_more);
    TEST(what_is_replaced_is_found_as_it_is_now);
    TEST(a_work_that_gets_a_title_is_found_by_it);
    TEST(an_index_made_anew_finds_the_same);
    TEST(other_connections_see_what_was_indexed);
    TEST(a_correction_is_found_after_the_next_pass);
    TEST(the_broad_view_counts_reported_evidence);
    TEST(translations_are_not_found);
    TEST(readers_go_on_while_the_index_grows);
    TEST(an_empty_store_finds_nothing);
    str sweep = arena_format(&arena, "rm -r %s", folder);
    bool swept = system(sweep.ptr) == 0;
    arena_close(&arena);
    return check_end() || !swept;
}
