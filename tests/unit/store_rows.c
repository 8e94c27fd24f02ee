/* store/: what comes out of it again. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "doc/record.h"
#include "paper.h"
#include "store/inside.h"
#include "store/rows.h"

static char folder[] = "/tmp/stet-rows-XXXXXX";
static struct arena arena;
static unsigned stores;

static struct store *open_new(void)
{
    struct err err = {0};
    str path = arena_format(&arena, "%s/%u.db", folder, ++stores);
    struct store *store = store_open(path, STORE_WRITE, &err);
    if (store == NULL)
        die("%s", err.text);
    return store;
}

static void put(struct store *store, const struct doc *doc)
{
    struct err err = {0};
    enum put_result result;
    struct packed *packed = store_pack(doc);
    CHECK(store_put(store, packed, &result, &err) && store_commit(store, &err));
    packed_free(packed);
}

#define CITED "doi:10.5555/cited"

static struct doc *citing(const char *key, const char *title, uint32_t year)
{
    struct doc *doc = paper_new(&arena, key, title, year);
    paper_author(doc, "Doe", "Jane");
    paper_ref(doc, "B1", CITED, "Cited", 1999);
    paper_ref(doc, "B2", "doi:10.5555/other", "Other", 2000);
    return doc;
}

/*
 * A world of three papers and eight citations of one work: 2015 twice in the
 * introduction (supporting), 2020 three times in results, methods and a
 * caption (contrasting, self), 2021 once and once more in a translation.
 */
static void put_world(struct store *store)
{
    struct doc *a = citing("doi:10.5555/a", "Paper A", 2015);
    paper_section(a, SECTION_INTRODUCTION, "Introduction");
    paper_block(a, BLOCK_TEXT,
                "Before. It is so {B1}. It is {B2}. And so {B1,B2}.");
    paper_label(a, "stance-1", STANCE_SUPPORTING);
    put(store, a);

    struct doc *b = citing("doi:10.5555/b", "Paper B", 2020);
    b->ref.at[0].self_citation = true;
    paper_section(b, SECTION_RESULTS, "Results");
    paper_block(b, BLOCK_TEXT, "We did {B1}.");
    paper_section(b, SECTION_METHODS, "Methods \"quoted\"");
    paper_block(b, BLOCK_TEXT, "As in {B1}, unlike {}. Naïve – après {B1}.");
    paper_block(b, BLOCK_CAPTION, "Figure. From {B1}.");
    paper_label(b, "stance-1", STANCE_CONTRASTING);
    put(store, b);

    struct doc *c = citing("doi:10.5555/c", "Paper C", 2021);
    paper_block(c, BLOCK_TEXT, "Once {B1}.");
    paper_part(c, "translation");
    paper_block(c, BLOCK_TEXT, "Una vez {B1}.");
    put(store, c);

    struct doc *notice = paper_new(&arena, "doi:10.5555/n", "Retraction", 2022);
    paper_notice(notice, NOTICE_RETRACTION, "doi:10.5555/b", "2022-03-04");
    put(store, notice);
}

static int64_t work_of(struct store *store, const char *key)
{
    struct err err = {0};
    struct work_row work;
    CHECK(work_row(store, str_of(key), &arena, &work, &err));
    return work.id;
}

/* ---- works and tallies -------------------------------------------------- */

static void a_work_tells_its_head_and_its_notices(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    struct work_row work;
    put_world(store);
    CHECK(work_row(store, S("doi:10.5555/b"), &arena, &work, &err));
    CHECK_STR(work.title, S("Paper B"));
    CHECK_STR(work.author, S("Doe"));
    CHECK(work.year == 2020 && work.doc > 0 && work.ids.n == 1);
    CHECK(work.notices.n == 1);
    CHECK_STR(work.notices.at[0], S("retraction 2022-03-04 by doi:10.5555/n"));
    CHECK(work_row(store, S(CITED), &arena, &work, &err));
    CHECK(work.id > 0 && work.doc == 0 && work.notices.n == 0);
    CHECK(work_row(store, S("doi:10.1/none"), &arena, &work, &err));
    CHECK(work.id == 0 && err.kind == ERR_NONE);
}

static void a_tally_adds_up_without_translations(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    struct tally tally;
    put_world(store);
    CHECK(work_tally(store, work_of(store, CITED), &arena, &tally, &err));
    CHECK(tally.total == 7 && tally.works == 3 && tally.self == 4);
    CHECK(tally.stance[STANCE_SUPPORTING] == 2);
    CHECK(tally.stance[STANCE_CONTRASTING] == 4);
    CHECK(tally.stance[STANCE_UNCLASSIFIED] == 1);
    CHECK(tally.section[SECTION_INTRODUCTION] == 2);
    CHECK(tally.section[SECTION_METHODS] == 3);
    CHECK(tally.section[SECTION_RESULTS] == 1);
    CHECK(tally.section[SECTION_OTHER] == 1);
    CHECK(tally.years == 3 && tally.year[0].year == 2015);
    CHECK(tally.year[1].n == 4 && tally.year[2].n == 1);
}

static void a_retraction_doesnt_cite_what_it_retracts(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    struct tally tally;
    citation_rows rows = {0};
    struct filter all = {0};
    uint64_t total = 9;
    struct doc *notice = citing("doi:10.5555/r", "Retraction", 2022);
    paper_notice(notice, NOTICE_RETRACTION, CITED, "2022-03-04");
    paper_block(notice, BLOCK_TEXT, "We retract {B1}; see also {B2}.");
    put(store, notice);
    int64_t retracted = work_of(store, CITED);
    CHECK(work_tally(store, retracted, &arena, &tally, &err));
    CHECK(tally.total == 0 && tally.works == 0);
    CHECK(work_citations(store, retracted, &all, &arena, &rows, &total, &err));
    CHECK(rows.n == 0 && total == 0);
    int64_t other = work_of(store, "doi:10.5555/other");
    CHECK(work_tally(store, other, &arena, &tally, &err) && tally.total == 1);
}

static void nobody_cites_an_unknown_work(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    struct tally tally;
    citation_rows rows = {0};
    struct filter all = {0};
    uint64_t total = 9;
    CHECK(work_tally(store, 77, &arena, &tally, &err) && tally.total == 0);
    CHECK(work_citations(store, 77, &all, &arena, &rows, &total, &err));
    CHECK(rows.n == 0 && total == 0);
}

/* ---- pages -------------------------------------------------------------- */

static citation_rows page(struct store *store, struct filter filter,
                          uint64_t *total)
{
    struct err err = {0};
    citation_rows rows = {0};
    CHECK(work_citations(store, work_of(store, CITED), &filter, &arena, &rows,
                         total, &err));
    CHECK_STR(str_of(err.text), S(""));
    return rows;
}

static void a_citation_comes_back_with_its_words(void)
{
    SCOPED_STORE *store = open_new();
    uint64_t total;
    put_world(store);
    struct filter filter = {.year_to = 2015};
    citation_rows rows = page(store, filter, &total);
    CHECK(rows.n == 2 && total == 2);
    const struct citation_row *row = &rows.at[0];
    CHECK_STR(row->before, S("Before."));
    CHECK_STR(row->sentence, S("It is so [B1]."));
    CHECK_STR(row->after, S("It is [B2]."));
    CHECK(row->marker.start == 9 && row->marker.end == 13);
    CHECK_STR(row->id, S("B1/1"));
    CHECK_STR(rows.at[1].id, S("B1/2"));
    CHECK_STR(row->doc_key, S("doi:10.5555/a"));
    CHECK_STR(row->title, S("Paper A"));
    CHECK_STR(row->author, S("Doe"));
    CHECK_STR(row->headings, S("[\"Introduction\"]"));
    CHECK_STR(row->model, S("stance-1"));
    CHECK(row->stance == STANCE_SUPPORTING && row->evidence == EVIDENCE_OWN);
    CHECK(row->p[STANCE_SUPPORTING] == 0.75f && !row->self);
    CHECK_STR(rows.at[1].after, S(""));
}

static void the_newest_citing_work_comes_first(void)
{
    SCOPED_STORE *store = open_new();
    uint64_t total;
    put_world(store);
    citation_rows rows = page(store, (struct filter){0}, &total);
    CHECK(rows.n == 7 && total == 7);
    CHECK(rows.at[0].year == 2021 && rows.at[1].year == 2020);
    CHECK(rows.at[6].year == 2015);
    CHECK_STR(rows.at[1].notice, S("retraction"));
    CHECK_STR(rows.at[0].notice, S(""));
    CHECK(rows.at[4].kind == BLOCK_CAPTION);
    CHECK_STR(rows.at[3].sentence, S("Naïve – après [B1]."));
}

static void pages_cut_the_same_list(void)
{
    SCOPED_STORE *store = open_new();
    uint64_t total;
    put_world(store);
    citation_rows all = page(store, (struct filter){0}, &total);
    for (uint32_t at = 0; at < all.n; at += 3) {
        struct filter filter = {.limit = 3, .offset = at};
        citation_rows some = page(store, filter, &total);
        CHECK(total == 7 && some.n == (at == 6 ? 1 : 3));
        for_vec (i, some) {
            CHECK_STR(some.at[i].id, all.at[at + i].id);
            CHECK_STR(some.at[i].doc_key, all.at[at + i].doc_key);
        }
    }
    struct filter beyond = {.limit = 3, .offset = 70};
    CHECK(page(store, beyond, &total).n == 0 && total == 7);
}

static void filters_let_through_what_they_say(void)
{
    SCOPED_STORE *store = open_new();
    put_world(store);
    static const struct {
        struct filter filter;
        uint64_t total;
    } row[] = {
        {{.by_stance = true, .stance = STANCE_SUPPORTING}, 2},
        {{.by_stance = true, .stance = STANCE_UNCLASSIFIED}, 1},
        {{.by_stance = true, .stance = STANCE_MENTIONING}, 0},
        {{.by_section = true, .section = SECTION_METHODS}, 3},
        {{.by_section = true, .section = SECTION_OTHER}, 1},
        {{.year_from = 2016}, 5},
        {{.year_from = 2015, .year_to = 2020}, 6},
        {{.self_only = true}, 4},
        {{.no_self = true}, 3},
        {{.no_self = true, .year_from = 2021}, 1},
        {{.by_stance = true,
          .stance = STANCE_CONTRASTING,
          .by_section = true,
          .section = SECTION_RESULTS},
         1},
    };
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        uint64_t total = 99;
        citation_rows rows = page(store, row[i].filter, &total);
        CHECK(total == row[i].total && rows.n == total);
    }
}

static void the_newest_model_speaks(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    uint64_t total;
    put_world(store);
    CHECK(sql_run(store->db,
                  "INSERT INTO model(id,name) VALUES(2,'stance-2');"
                  "INSERT INTO label(citation,model,stance,supporting,"
                  "contrasting,mentioning,code)"
                  " SELECT citation.id,2,3,1,2,997,5"
                  " FROM citation JOIN doc ON doc.id=doc WHERE"
                  " doc.key='doi:10.5555/a'",
                  &err));
    struct filter filter = {.by_stance = true, .stance = STANCE_MENTIONING};
    citation_rows rows = page(store, filter, &total);
    CHECK(total == 2 && rows.n == 2);
    CHECK_STR(rows.at[0].model, S("stance-2"));
    CHECK(rows.at[0].p[STANCE_MENTIONING] == 0.997f);
}

/* ---- records ------------------------------------------------------------ */

static void exported(struct store *store, const char *key, struct buf *out)
{
    struct err err = {0};
    int64_t doc;
    str records;
    CHECK(doc_row(store, str_of(key), &doc, &err) && doc > 0);
    CHECK(doc_records(store, doc, &arena, &records, &err));
    buf_add(out, records);
    CHECK(doc_citations(store, doc, out, &err));
}

static void the_records_are_those_that_extract_writes(void)
{
    SCOPED_STORE *store = open_new();
    SCOPED_BUF want = {0};
    SCOPED_BUF have = {0};
    struct doc *first = citing("doi:10.5555/z", "Zero", 2014);
    /* known by another name before: the record keeps the one it printed */
    paper_ref_id(first, paper_ref(first, "B3", "pmid:5", "X", 1), "doi:10.5/x");
    put(store, first);
    struct doc *doc = citing("doi:10.5555/y", "Why", 2015);
    paper_ref(doc, "B3", "doi:10.5/x", "X", 2001);
    paper_block(doc, BLOCK_TITLE, "Title {B3}");
    paper_section(doc, SECTION_DISCUSSION, "Discussion \\ \"so\"");
    paper_block(doc, BLOCK_TEXT, "Été. Ünlike {B1,B3,B2} – and {}. So {B2}.");
    paper_block(doc, BLOCK_TEXT, "No one is cited here. At all.");
    paper_part(doc, "reply");
    paper_block(doc, BLOCK_FOOTNOTE, "{B3} begins, and ends {B3}");
    doc->marker.at[1].tagged = false;
    doc->ref.at[2].self_citation = true;
    record_write(doc, &want);
    put(store, doc);
    exported(store, "doi:10.5555/y", &have);
    CHECK_STR(buf_str(&have), buf_str(&want));
}

static void labels_are_exported_too(void)
{
    SCOPED_STORE *store = open_new();
    SCOPED_BUF want = {0};
    SCOPED_BUF have = {0};
    struct doc *doc = citing("doi:10.5555/y", "Why", 2015);
    paper_block(doc, BLOCK_TEXT, "So {B1}. And {B2}.");
    paper_label(doc, "stance-1", STANCE_SUPPORTING);
    doc->label.at[1] =
        (struct label){.stance = STANCE_MENTIONING,
                       .intent = INTENT_METHOD,
                       .p = {0, 0.0625f, 0.1236567f, 0.8138433f}};
    record_write(doc, &want);
    put(store, doc);
    exported(store, "doi:10.5555/y", &have);
    CHECK_STR(buf_str(&have), buf_str(&want));
}

static void refs_tell_how_often_they_are_cited(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    counts mentions = {0};
    int64_t doc;
    put_world(store);
    CHECK(doc_row(store, S("doi:10.5555/b"), &doc, &err));
    CHECK(ref_mentions(store, doc, &arena, &mentions, &err));
    CHECK(mentions.n == 2 && mentions.at[0] == 4 && mentions.at[1] == 0);
}

/* ---- sums --------------------------------------------------------------- */

static void the_yield_is_that_of_a_doc_or_of_all(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    struct yield_row yield;
    struct doc *doc = citing("doi:10.5555/a", "A", 2015);
    int64_t id;
    doc_note(doc, NOTE_REF_MISSING, (struct span){0}, S("B9"));
    doc_note(doc, NOTE_REF_MISSING, (struct span){0}, S("B8"));
    paper_block(doc, BLOCK_TEXT, "So {B1}. And {}.");
    put(store, doc);
    put(store, citing("doi:10.5555/b", "B", 2016));
    CHECK(doc_row(store, S("doi:10.5555/a"), &id, &err));
    CHECK(store_yield(store, id, &arena, &yield, &err));
    CHECK(yield.docs == 1 && yield.refs == 2 && yield.markers == 2);
    CHECK(yield.linked == 1 && yield.citations == 2 && yield.notes == 1);
    CHECK_STR(yield.note[0].kind, S("ref-missing"));
    CHECK(yield.note[0].n == 2);
    CHECK(store_yield(store, 0, &arena, &yield, &err));
    CHECK(yield.docs == 2 && yield.refs == 4 && yield.refs_with_id == 4);
}

static void the_status_counts_and_checks(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    struct store_status status;
    put_world(store);
    str check = {0};
    CHECK(store_status(store, &status, &err));
    CHECK(store_check(store, &arena, &check, &err));
    CHECK(status.docs == 4 && status.refs == 6 && status.notices == 1);
    CHECK(status.citations == 11 && status.labels == 9);
    CHECK(status.bytes > 0 && status.schema > 0);
    CHECK_STR(check, S("ok"));
}

/* ---- packing ------------------------------------------------------------ */

static void what_is_squeezed_comes_back(void)
{
    SCOPED_BUF text = {0};
    for (int i = 0; i < 20000; i++)
        buf_format(&text, "%d naïve ", i * i);
    str small = squeeze(buf_str(&text), &arena);
    CHECK(small.len < text.len / 2);
    CHECK_STR(unsqueeze(small, &arena), buf_str(&text));
    str none = unsqueeze(squeeze(S(""), &arena), &arena);
    CHECK(none.ptr != NULL && none.len == 0);
}

static void damage_is_noticed_when_unpacking(void)
{
    str small = squeeze(S("a text that was whole when it was put"), &arena);
    CHECK(unsqueeze(str_first(small, small.len - 3), &arena).ptr == NULL);
    CHECK(unsqueeze(S("no frame at all"), &arena).ptr == NULL);
    CHECK(unsqueeze(S(""), &arena).ptr == NULL);
}

static void a_damaged_text_is_an_error_not_a_silence(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    struct filter all = {0};
    citation_rows rows = {0};
    uint64_t total;
    put_world(store);
    CHECK(
        sql_run(store->db, "UPDATE body SET text=x'00', records=x'00'", &err));
    int64_t work = work_of(store, CITED);
    CHECK(!work_citations(store, work, &all, &arena, &rows, &total, &err));
    CHECK(err.kind == ERR_STORE);
    CHECK(str_find(str_of(err.text), S("damaged")) != STR_NONE);
    str records;
    err = (struct err){0};
    CHECK(!doc_records(store, 1, &arena, &records, &err));
    CHECK(err.kind == ERR_STORE);
}

int main(void)
{
    if (mkdtemp(folder) == NULL)
        die("no folder");
    TEST(a_work_tells_its_head_and_its_notices);
    TEST(a_tally_adds_up_without_translations);
    TEST(a_retraction_doesnt_cite_what_it_retracts);
    TEST(nobody_cites_an_unknown_work);
    TEST(a_citation_comes_back_with_its_words);
    TEST(the_newest_citing_work_comes_first);
    TEST(pages_cut_the_same_list);
    TEST(filters_let_through_what_they_say);
    TEST(the_newest_model_speaks);
    TEST(the_records_are_those_that_extract_writes);
    TEST(labels_are_exported_too);
    TEST(refs_tell_how_often_they_are_cited);
    TEST(the_yield_is_that_of_a_doc_or_of_all);
    TEST(the_status_counts_and_checks);
    TEST(what_is_squeezed_comes_back);
    TEST(damage_is_noticed_when_unpacking);
    TEST(a_damaged_text_is_an_error_not_a_silence);
    str sweep = arena_format(&arena, "rm -r %s", folder);
    bool swept = system(sweep.ptr) == 0;
    arena_close(&arena);
    return check_end() || !swept;
}
