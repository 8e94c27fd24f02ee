/* Metadata in the store: whose they are, who wins, versions, notices, merges */
#include <unistd.h>

#include "base/json.h"
#include "check.h"
#include "store/imports.h"
#include "store/merge.h"
#include "store/keys.h"
#include "store/meta.h"
#include "store/rows.h"

static struct arena arena;
static struct store *store;
static struct err err;
static struct meta_put done;

static void fresh(void)
{
    static int n;
    store_close(&store);
    arena_clear(&arena);
    err = (struct err){0};
    str path =
        arena_format(&arena, "/tmp/stet-meta-%d-%d.db", (int)getpid(), n++);
    store = store_open(path, STORE_WRITE, &err);
    CHECK(store != NULL);
    unlink(path.ptr);
}

static struct work paper(const char *doi, const char *title, uint32_t year)
{
    struct work work = {.title = str_of(title), .year = year};
    work.id[ID_DOI] = str_of(doi);
    return work;
}

static int64_t put(const struct work *work, enum teller teller)
{
    CHECK(meta_put(store, work, S(""), teller, NULL, &arena, &done, &err));
    return done.work;
}

static struct work fetched(int64_t id)
{
    struct work work;
    bool found = false;
    CHECK(meta_fetch(store, id, &arena, &work, &found, &err) && found);
    return work;
}

static str as_json(const struct work *work)
{
    SCOPED_BUF out = {0};
    struct json json = json_on(&out);
    work_write(work, &json);
    return arena_str(&arena, buf_str(&out));
}

static struct work full(void)
{
    struct work work = paper("10.5555/full", "On the Sleep of Voles", 2011);
    vec_push(
        &work.author, &arena,
        ((struct work_name){S("Doe"), S("Jane B."), S("0000-0002-1825-0097")}));
    vec_push(&work.author, &arena, ((struct work_name){.given = S("Mono")}));
    vec_push(&work.editor, &arena, ((struct work_name){.family = S("Roe")}));
    work.container = S("Journal of Voles");
    work.container_short = S("J. Voles");
    work.publisher = S("Burrow Press");
    vec_push(&work.issn, &arena, S("1234-5679"));
    vec_push(&work.issn, &arena, S("2345-6780"));
    work.volume = S("7");
    work.issue = S("2");
    work.page = S("33-40");
    work.type = S("journal-article");
    work.date = S("2011-03-04");
    work.id[ID_PMID] = S("99000001");
    return work;
}

static void what_is_put_is_fetched(void)
{
    fresh();
    struct work work = full(), back = fetched(put(&work, TELLER_CROSSREF));
    CHECK(done.is_new && done.changed && done.contested.n == 0);
    CHECK_STR(as_json(&back), as_json(&work));
}

static void the_same_again_changes_nothing(void)
{
    fresh();
    struct work work = full();
    int64_t first = put(&work, TELLER_CROSSREF);
    CHECK(put(&work, TELLER_CROSSREF) == first);
    CHECK(!done.is_new && !done.changed);
    CHECK(store_commit(store, &err));
    put(&work, TELLER_CROSSREF);
    CHECK(!done.changed);
}

static void the_better_teller_wins_and_gaps_are_filled(void)
{
    fresh();
    struct work list = paper("10.5555/a", "Sleep of voles (draft)", 2010);
    list.page = S("1-2");
    int64_t id = put(&list, TELLER_LIST);
    struct work crossref = paper("10.5555/a", "Sleep of Voles", 2011);
    put(&crossref, TELLER_CROSSREF);
    list.volume = S("9");
    put(&list, TELLER_LIST);
    struct work back = fetched(id);
    CHECK_STR(back.title, S("Sleep of Voles"));
    CHECK_STR(back.page, S("1-2"));
    CHECK_STR(back.volume, S("9"));
    CHECK(back.year == 2011);
}

static void a_name_of_another_work_is_contested(void)
{
    fresh();
    struct work one = paper("10.5555/a", "One", 2011), two;
    one.id[ID_PMID] = S("1");
    int64_t first = put(&one, TELLER_CROSSREF);
    two = paper("10.5555/b", "Two", 2011);
    two.id[ID_PMID] = S("1");
    int64_t second = put(&two, TELLER_PUBMED);
    CHECK(first != second && done.contested.n == 1);
    CHECK_STR(done.contested.at[0], S("pmid:1"));
    int64_t owner;
    CHECK(meta_find(store, S("pmid:1"), &owner, &err) && owner == first);
}

static void a_work_of_a_pmid_alone_is_taken_in(void)
{
    fresh();
    struct work lone = {.title = S("Sleep of Voles")}, told;
    lone.id[ID_PMID] = S("1");
    int64_t first = put(&lone, TELLER_LIST);
    told = paper("10.5555/a", "Sleep of voles: a study", 2011);
    int64_t second = put(&told, TELLER_CROSSREF);
    told.id[ID_PMID] = S("1");
    CHECK(first != second);
    CHECK(put(&told, TELLER_PUBMED) == second && done.merged == 1);
    int64_t owner;
    CHECK(meta_find(store, S("pmid:1"), &owner, &err) && owner == second);
    merge_rows log = {0};
    CHECK(merge_log(store, second, 0, &arena, &log, &err) && log.n == 1);
    CHECK_STR(log.at[0].why, S("pubmed tells that pmid:1 is doi:10.5555/a"));
}

static void a_pmid_of_another_title_is_not_taken_in(void)
{
    fresh();
    struct work lone = {.title = S("Something else")}, told;
    lone.id[ID_PMID] = S("1");
    put(&lone, TELLER_LIST);
    told = paper("10.5555/a", "Sleep of voles", 2011);
    told.id[ID_PMID] = S("1");
    put(&told, TELLER_PUBMED);
    CHECK(done.merged == 0 && done.contested.n == 1);
}

static void a_book_has_its_isbn_and_a_chapter_not(void)
{
    fresh();
    struct work book = {.title = S("Voles")}, chapter = {.title = S("One")};
    book.id[ID_ISBN] = chapter.id[ID_ISBN] = S("9780306406157");
    chapter.container = S("Voles");
    CHECK(put(&book, TELLER_LIST) > 0);
    CHECK(put(&chapter, TELLER_LIST) == 0);
    CHECK(meta_put(store, &chapter, S("ref:1"), TELLER_LIST, NULL, &arena,
                   &done, &err) &&
          done.work > 0);
}

static void keys_lead_to_works(void)
{
    fresh();
    struct work one = paper("10.5555/a", "One", 2011),
                two = paper("10.5555/b", "Two", 2011);
    work_keys keys = {0};
    work_ids works = {0};
    vec_push(&keys, &arena, UINT32_MAX);
    vec_push(&keys, &arena, 7);
    vec_push(&keys, &arena, 7);
    CHECK(
        meta_put(store, &one, S(""), TELLER_LIST, &keys, &arena, &done, &err));
    int64_t first = done.work, second = put(&two, TELLER_LIST);
    CHECK(meta_add_keys(store, second, &keys, &err));
    CHECK(meta_by_key(store, UINT32_MAX, 50, &arena, &works, &err));
    CHECK(works.n == 2 && works.at[0] == first && works.at[1] == second);
    works.n = 0;
    CHECK(meta_by_key(store, 7, 1, &arena, &works, &err) && works.n == 0);
    CHECK(meta_by_key(store, 8, 1, &arena, &works, &err) && works.n == 0);
}

/* A number from a number, the same on every machine. */
static uint32_t mix(uint32_t n)
{
    n = (n ^ n >> 16) * 0x45d9f3bu;
    return n ^ n >> 16;
}

/* Works 1 … 3000 have ten keys each of 5,000, in thirty runs. */
static uint32_t key_of(uint32_t work, uint32_t k)
{
    return mix(work * 10 + k) % 5000 * 858993u;
}

static bool has_key(uint32_t work, uint32_t key)
{
    for (uint32_t k = 0; k < 10; k++)
        if (key_of(work, k) == key)
            return true;
    return false;
}

static bool keys_are_found(void)
{
    for (uint32_t i = 0; i < 5000; i += 41) {
        key_works works = {0};
        uint32_t n = 0, key = i * 858993u;
        CHECK(keys_find(store, key, &arena, &works, &err));
        for (uint32_t work = 1; work <= 3000; work++)
            if (has_key(work, key) &&
                (n >= works.n || works.at[n++] != (int64_t)work))
                return false;
        if (n != works.n)
            return false;
    }
    return true;
}

static void many_keys_are_found_in_runs_and_merged(void)
{
    fresh();
    struct key_row row[1000];
    CHECK(store_begin(store, &err));
    for (uint32_t batch = 0; batch < 30; batch++) {
        for (uint32_t i = 0; i < 1000; i++) {
            uint32_t work = batch * 100 + i / 10 + 1;
            row[i] = (struct key_row){key_of(work, i % 10), work};
        }
        CHECK(keys_write(store, row, 1000, &err));
    }
    CHECK(keys_are_found());
    CHECK(keys_settle(store, &err));
    CHECK(sql_one(store->db, "SELECT count(*) FROM key_run", 0) == 1);
    CHECK(keys_are_found());
}

static void what_thousands_share_is_kept_up_to_a_limit(void)
{
    fresh();
    struct key_row row[5000];
    key_works works = {0};
    work_ids few = {0};
    for (uint32_t i = 0; i < 5000; i++)
        row[i] = (struct key_row){7, (int64_t)(5000 - i) << 20};
    CHECK(store_begin(store, &err) && keys_write(store, row, 5000, &err));
    CHECK(keys_find(store, 7, &arena, &works, &err));
    CHECK(works.n == KEY_WORKS_MAX + 1 && works.at[0] == 1 << 20);
    CHECK(meta_by_key(store, 7, KEY_WORKS_MAX, &arena, &few, &err));
    CHECK(few.n == 0);
}

/* ---- versions --------------------------------------------------------- */

static void versions_are_followed_both_ways_and_in_circles(void)
{
    fresh();
    struct work a = paper("10.5555/a", "A", 2011),
                b = paper("10.5555/b", "B", 2011);
    vec_push(
        &a.relation, &arena,
        ((struct work_relation){RELATION_HAS_PREPRINT, S("doi:10.5555/b")}));
    vec_push(
        &b.relation, &arena,
        ((struct work_relation){RELATION_PREPRINT_OF, S("doi:10.5555/a")}));
    vec_push(&b.relation, &arena,
             ((struct work_relation){RELATION_VERSION_OF, S("doi:10.5555/c")}));
    vec_push(&b.relation, &arena,
             ((struct work_relation){RELATION_VERSION_OF, S("doi:10.5555/b")}));
    int64_t first = put(&a, TELLER_CROSSREF), second = put(&b, TELLER_CROSSREF);
    version_rows rows = {0};
    CHECK(work_versions(store, first, &arena, &rows, &err) && rows.n == 3);
    CHECK(rows.at[1].work == second);
    CHECK(rows.at[1].kind == RELATION_PREPRINT_OF);
    rows.n = 0;
    CHECK(work_versions(store, second, &arena, &rows, &err) && rows.n == 3);
    CHECK(rows.at[0].work == second);
    bool found;
    CHECK(version_remove(store, first, second, &found, &err) && found);
    rows.n = 0;
    CHECK(work_versions(store, first, &arena, &rows, &err) && rows.n == 1);
}

/* ---- notices ---------------------------------------------------------- */

static str lines_of(int64_t work)
{
    SCOPED_BUF out = {0};
    notice_rows rows = {0};
    CHECK(work_notices(store, work, &arena, &rows, &err));
    for_vec (i, rows) {
        buf_add(&out, notice_line(&rows.at[i], &arena));
        buf_char(&out, '[');
        for_vec (k, rows.at[i].source) {
            buf_add(&out, k ? S("+") : S(""));
            buf_add(&out, rows.at[i].source.at[k]);
        }
        buf_add(&out, S("] "));
    }
    return arena_str(&arena, buf_str(&out));
}

static void one_event_told_by_several_is_one_notice(void)
{
    fresh();
    struct work work = paper("10.5555/a", "RETRACTED: A", 1998);
    const struct work_notice told[] = {
        {NOTICE_RETRACTION, S(""), S(""), S(""), S("title")},
        {NOTICE_RETRACTION, S(""), S("doi:10.5555/n"), S("2010-02-06"),
         S("crossref")},
        {NOTICE_RETRACTION, S(""), S("doi:10.5555/n"), S("2010-02-05"),
         S("retraction-watch")},
        {NOTICE_CORRECTION, S(""), S("doi:10.5555/c"), S("2004-03"),
         S("crossref")}};
    for (size_t i = 0; i < 4; i++)
        vec_push(&work.notice, &arena, told[i]);
    int64_t id = put(&work, TELLER_CROSSREF);
    CHECK(done.notices == 4);
    put(&work, TELLER_CROSSREF);
    CHECK(done.notices == 0);
    CHECK_STR(
        lines_of(id),
        S("correction 2004-03 by doi:10.5555/c[crossref] retraction "
          "2010-02-05 by doi:10.5555/n[retraction-watch+crossref+title] "));
}

static void a_reinstatement_clears_what_came_before(void)
{
    fresh();
    struct work work = paper("10.5555/a", "A", 1998);
    const struct work_notice told[] = {
        {NOTICE_REINSTATEMENT, S(""), S(""), S("2012-01-01"), S("x")},
        {NOTICE_CONCERN, S(""), S(""), S("2013"), S("x")},
        {NOTICE_RETRACTION, S(""), S("doi:10.5555/a"), S("2010"), S("x")}};
    for (size_t i = 0; i < 3; i++)
        vec_push(&work.notice, &arena, told[i]);
    CHECK_STR(lines_of(put(&work, TELLER_RETRACTION_WATCH)),
              S("retraction 2010 (reinstated since)[x] reinstatement "
                "2012-01-01[x] expression-of-concern 2013[x] "));
}

static void a_notice_is_about_the_work_it_names(void)
{
    fresh();
    struct work notice = paper("10.5555/n", "Retraction of A", 2010);
    vec_push(
        &notice.notice, &arena,
        ((struct work_notice){NOTICE_RETRACTION, S("doi:10.5555/a"),
                              S("doi:10.5555/n"), S("2010"), S("crossref")}));
    int64_t id = put(&notice, TELLER_CROSSREF), about;
    CHECK_STR(lines_of(id), S(""));
    CHECK(meta_find(store, S("doi:10.5555/a"), &about, &err) && about);
    CHECK_STR(lines_of(about),
              S("retraction 2010 by doi:10.5555/n[crossref] "));
    struct work_row row;
    CHECK(work_row(store, S("doi:10.5555/a"), &arena, &row, &err));
    CHECK(row.notices.n == 1);
}

/* ---- merging ---------------------------------------------------------- */

static void a_merge_is_undone(void)
{
    fresh();
    struct work a = full(), b = paper("10.5555/b", "Another", 1999);
    b.volume = S("3");
    vec_push(
        &b.relation, &arena,
        ((struct work_relation){RELATION_PREPRINT_OF, S("doi:10.5555/c")}));
    vec_push(&b.notice, &arena,
             ((struct work_notice){.kind = NOTICE_WITHDRAWAL}));
    a.volume = S("");
    int64_t kept = put(&a, TELLER_CROSSREF), gone = put(&b, TELLER_CROSSREF);
    struct work was = fetched(kept), was_b = fetched(gone);
    work_keys keys = {0};
    vec_push(&keys, &arena, 5);
    CHECK(meta_add_keys(store, gone, &keys, &err));
    CHECK(work_merge(store, kept, gone, S("test"), &err));
    CHECK_STR(fetched(kept).volume, S("3"));
    work_ids works = {0};
    CHECK(meta_by_key(store, 5, 9, &arena, &works, &err));
    CHECK(works.n == 1 && works.at[0] == kept);
    CHECK_STR(lines_of(kept), S("withdrawal[list] "));
    version_rows rows = {0};
    CHECK(work_versions(store, kept, &arena, &rows, &err) && rows.n == 2);

    merge_rows log = {0};
    bool found = false;
    CHECK(merge_log(store, 0, 0, &arena, &log, &err) && log.n == 1);
    CHECK(work_split(store, log.at[0].id, &found, &err) && found);
    int64_t back = 0;
    CHECK(meta_find(store, S("doi:10.5555/b"), &back, &err) && back != kept);
    struct work now = fetched(kept), now_b = fetched(back);
    CHECK_STR(as_json(&now), as_json(&was));
    CHECK_STR(as_json(&now_b), as_json(&was_b));
    CHECK_STR(lines_of(kept), S(""));
    CHECK_STR(lines_of(back), S("withdrawal[list] "));
    rows.n = 0;
    CHECK(work_versions(store, kept, &arena, &rows, &err) && rows.n == 1);
    rows.n = 0;
    CHECK(work_versions(store, back, &arena, &rows, &err) && rows.n == 2);
    CHECK(work_split(store, log.at[0].id, &found, &err) && !found);
}

static void nobody_is_merged_with_himself(void)
{
    fresh();
    struct work a = full();
    int64_t id = put(&a, TELLER_LIST);
    CHECK(!work_merge(store, id, id, S(""), &err));
    err = (struct err){0};
    CHECK(!work_merge(store, id, id + 7, S(""), &err));
    CHECK_STR(fetched(id).title, a.title);
}

/* ---- journals and imports --------------------------------------------- */

static void a_journal_is_found_by_issn(void)
{
    fresh();
    struct work a = full();
    put(&a, TELLER_CROSSREF);
    a.id[ID_DOI] = S("10.5555/other");
    a.id[ID_PMID] = S("");
    int64_t id = put(&a, TELLER_CROSSREF);
    journal_rows rows = {0};
    CHECK(journal_by_issn(store, S("2345-6780"), &arena, &rows, &err));
    CHECK(rows.n == 1 && rows.at[0].works == 2);
    CHECK_STR(rows.at[0].title, S("Journal of Voles"));
    work_ids works = {0};
    CHECK(journal_works(store, rows.at[0].id, 0, 0, &arena, &works, &err));
    CHECK(works.n == 2 && works.at[1] == id);
}

static void an_import_goes_on_where_it_was(void)
{
    fresh();
    const char *hash =
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    struct import_row row = {0}, again = {0};
    CHECK(import_begin(store, hash, S("a.json"), S("crossref"), &row, &err));
    CHECK(row.records == 0 && !row.done);
    row.records = 12;
    row.done = true;
    CHECK(import_mark(store, &row, &err) && store_commit(store, &err));
    CHECK(import_begin(store, hash, S("a.json"), S("crossref"), &again, &err));
    CHECK(again.id == row.id && again.records == 12 && again.done);
}

static void all_records_are_walked(void)
{
    fresh();
    struct work a = full(), b = paper("10.5555/b", "B", 1999), work;
    put(&a, TELLER_LIST);
    put(&b, TELLER_LIST);
    int64_t after = 0;
    bool found = true;
    int n = 0;
    while (meta_next(store, &after, &arena, &work, &found, &err) && found)
        n++;
    CHECK(n == 2 && err.kind == ERR_NONE);
}

int main(void)
{
    TEST(what_is_put_is_fetched);
    TEST(the_same_again_changes_nothing);
    TEST(the_better_teller_wins_and_gaps_are_filled);
    TEST(a_name_of_another_work_is_contested);
    TEST(a_work_of_a_pmid_alone_is_taken_in);
    TEST(a_pmid_of_another_title_is_not_taken_in);
    TEST(a_book_has_its_isbn_and_a_chapter_not);
    TEST(keys_lead_to_works);
    TEST(many_keys_are_found_in_runs_and_merged);
    TEST(what_thousands_share_is_kept_up_to_a_limit);
    TEST(versions_are_followed_both_ways_and_in_circles);
    TEST(one_event_told_by_several_is_one_notice);
    TEST(a_reinstatement_clears_what_came_before);
    TEST(a_notice_is_about_the_work_it_names);
    TEST(a_merge_is_undone);
    TEST(nobody_is_merged_with_himself);
    TEST(a_journal_is_found_by_issn);
    TEST(an_import_goes_on_where_it_was);
    TEST(all_records_are_walked);
    store_close(&store);
    arena_close(&arena);
    return check_end();
}
