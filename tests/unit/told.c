/* store/: what is kept with the refs agrees with what is counted afresh. */
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "doc/view.h"
#include "paper.h"
#include "store/correct.h"
#include "store/inside.h"
#include "store/labels.h"
#include "store/sheet.h"
#include "store/tally.h"
#include "store/told.h"

#define CITED "doi:10.5555/cited"

static struct arena arena;
static struct store *store;

static void put(const struct doc *doc)
{
    struct err err = {0};
    enum put_result result;
    struct packed *packed = store_pack(doc);
    CHECK(store_put(store, packed, &result, &err) && store_commit(store, &err));
    packed_free(packed);
}

static struct doc *citing(const char *key, uint32_t year)
{
    struct doc *doc = paper_new(&arena, key, "Citing", year);
    paper_ref(doc, "B1", CITED, "Cited", 1999);
    paper_ref(doc, "B2", "doi:10.5555/listed", "Listed", 2000);
    return doc;
}

static void put_world(void)
{
    struct doc *a = citing("doi:10.5555/a", 2015);
    a->ref.at[0].self_citation = true;
    paper_section(a, SECTION_RESULTS, "Results");
    paper_block(a, BLOCK_TEXT, "It is so {B1}. And so {B1}. And {}.");
    paper_label(a, "stance-1", STANCE_SUPPORTING);
    put(a);
    struct doc *b = citing("doi:10.5555/b", 0);
    paper_block(b, BLOCK_TEXT, "Once {B1}.");
    paper_part(b, "translation");
    paper_block(b, BLOCK_TEXT, "Una vez {B1}.");
    put(b);
    struct doc *notice = paper_new(&arena, "doi:10.5555/n", "Retraction", 2022);
    paper_notice(notice, NOTICE_RETRACTION, "doi:10.5555/b", "2022-03-04");
    put(notice);
}

static int64_t work_of(const char *key)
{
    struct err err = {0};
    struct work_row work;
    CHECK(work_row(store, str_of(key), &arena, &work, &err));
    return work.id;
}

static struct sheet sheet_now(void)
{
    struct err err = {0};
    struct sheet sheet = {0};
    id_list noticed = {0};
    CHECK(noticed_docs(store, &arena, &noticed, &err));
    CHECK(sheet_of_work(store, work_of(CITED), &noticed, &arena, &sheet, &err));
    return sheet;
}

/* The same from the citations themselves. */
static void tallies_agree(void)
{
    struct err err = {0};
    struct tally tally;
    struct short_tally brief;
    struct tallies *tallies = tallies_open(store, &err);
    CHECK(work_tally(store, work_of(CITED), &arena, &tally, &err));
    CHECK(tally_find(tallies, S(CITED), &brief, &err));
    CHECK(brief.total == tally.total && brief.citing == tally.works);
    for (int s = 0; s < STANCES; s++)
        CHECK(brief.stance[s] == tally.stance[s]);
    for (int s = 0; s < SECTIONS; s++)
        CHECK(brief.section[s] == tally.section[s]);
    CHECK(brief.listing == 2);
    tallies_close(&tallies);
}

static void a_sheet_has_what_is_known_of_a_citation(void)
{
    struct sheet sheet = sheet_now();
    CHECK(sheet.n == 3);
    CHECK(sheet.at[0].year == 2015 && sheet.at[0].section == SECTION_RESULTS);
    CHECK(sheet.at[0].stance == STANCE_SUPPORTING && sheet.at[0].self);
    CHECK(!sheet.at[0].notice && sheet.at[2].notice);
    CHECK(sheet.at[2].year == 0 && sheet.at[2].code == CODES);
    CHECK(sheet.at[1].mention == 1);
}

/* As SQL makes it anew, so it has been put. */
static void what_is_put_is_what_is_made_anew(void)
{
    CHECK(sql_one(store->db, "SELECT count(*) FROM ref WHERE told IS NOT " TOLD,
                  9) == 0);
    CHECK(sql_one(store->db, "SELECT count(*) FROM ref WHERE told NOT NULL",
                  0) == 2);
}

static void what_is_listed_but_not_cited_counts_as_listed(void)
{
    struct err err = {0};
    struct short_tally brief;
    struct tallies *tallies = tallies_open(store, &err);
    CHECK(tally_find(tallies, S("doi:10.5555/listed"), &brief, &err));
    CHECK(brief.work && brief.total == 0 && brief.listing == 2);
    CHECK(tally_find(tallies, S("doi:10.5555/nobody"), &brief, &err));
    CHECK(brief.work == 0);
    tallies_close(&tallies);
}

static void a_sheet_shows_its_rows(void)
{
    struct err err = {0};
    struct sheet sheet = sheet_now();
    const struct sheet_row *row[] = {&sheet.at[1], &sheet.at[2]};
    sheet_shown shown = {0};
    struct sheet_shown again;
    bool found;
    CHECK(sheet_show(store, row, 2, &arena, &shown, &err) && shown.n == 2);
    CHECK_STR(shown.at[0].row.id, S("B1/2"));
    CHECK_STR(shown.at[0].row.sentence, S("And so [B1]."));
    CHECK_STR(shown.at[1].row.sentence, S("Once [B1]."));
    CHECK(sheet_show_id(store, shown.at[0].id, &arena, &again, &found, &err));
    CHECK(found);
    CHECK_STR(again.row.sentence, S("And so [B1]."));
}

static void a_correction_is_told_at_once(void)
{
    struct err err = {0};
    bool found;
    struct correction entry = {.doc = S("doi:10.5555/a"),
                               .citation = S("B1/2"),
                               .code = CODE_C,
                               .who = S("me"),
                               .at = S("2026-01-01T00:00:00Z")};
    CHECK(correction_add(store, &entry, &found, &err) && found);
    struct sheet sheet = sheet_now();
    CHECK(sheet.at[1].stance == STANCE_CONTRASTING && sheet.at[1].corrected);
    CHECK(sheet.at[1].percent == 100 && sheet.at[1].code == CODE_C);
    tallies_agree();
}

static void new_labels_are_told_at_once(void)
{
    struct err err = {0};
    label_sources sources = {0};
    int64_t doc;
    CHECK(doc_row(store, S("doi:10.5555/b"), &doc, &err));
    CHECK(doc_label_sources(store, doc, &arena, &sources, &err));
    struct label *label =
        arena_zero(&arena, (sources.n + 1) * sizeof(struct label));
    for_vec (i, sources)
        label_set(&label[i], CODE_C);
    CHECK(labels_put(store, S("stance-9"), &sources, label, &err));
    CHECK(store_commit(store, &err));
    CHECK(sheet_now().at[2].stance == STANCE_CONTRASTING);
    tallies_agree();
}

static void another_year_is_told_at_once(void)
{
    struct err err = {0};
    CHECK(sql_run(store->db,
                  "UPDATE work SET year=1987 WHERE key='doi:10.5555/b'", &err));
    CHECK(sheet_now().at[2].year == 1987);
}

static void every_byte_can_be_read(void)
{
    char text[5];
    for (int c = 0; c < 256; c++) {
        memset(text, c, sizeof(text));
        struct told told = told_read((str){text, sizeof(text)}, 0);
        CHECK(told.section < SECTIONS && told.stance < STANCES);
        CHECK(told.evidence < EVIDENCES && told.intent < INTENTS);
        CHECK(told.code <= CODES && told.percent <= 100);
    }
    CHECK(told_count(S("")) == 0 && told_count(S("a")) == 0);
}

int main(void)
{
    struct err err = {0};
    char folder[] = "/tmp/stet-told-XXXXXX";
    if (mkdtemp(folder) == NULL)
        die("no folder");
    str path = arena_format(&arena, "%s/s.db", folder);
    store = store_open(path, STORE_WRITE, &err);
    if (store == NULL)
        die("%s", err.text);
    put_world();
    TEST(tallies_agree);
    TEST(a_sheet_has_what_is_known_of_a_citation);
    TEST(what_is_put_is_what_is_made_anew);
    TEST(what_is_listed_but_not_cited_counts_as_listed);
    TEST(a_sheet_shows_its_rows);
    TEST(a_correction_is_told_at_once);
    TEST(new_labels_are_told_at_once);
    TEST(another_year_is_told_at_once);
    TEST(every_byte_can_be_read);
    store_close(&store);
    static const char *const ending[] = {"", "-wal", "-shm", "-writer"};
    for (int i = 0; i < 4; i++)
        unlink(arena_format(&arena, "%.*s%s", STR(path), ending[i]).ptr);
    rmdir(folder);
    arena_close(&arena);
    return check_end();
}
