/* doc/record: a doc as lines, and lines as a doc. */
#include "doc/record.h"

#include <stdio.h>

#include "check.h"

#define DOC "{\"record\":\"doc\",\"doc\":\"doi:10.5555/a\"}\n"
#define REF(k)                                                                 \
    "{\"record\":\"ref\",\"doc\":\"doi:10.5555/a\",\"ref\":\"" k               \
    "\",\"work\":\"doi:10.5555/" k "\"}\n"
#define CITE(rest)                                                             \
    "{\"record\":\"citation\",\"doc\":\"doi:10.5555/a\"," rest "}\n"
#define AS_B1                                                                  \
    CITE("\"ref\":\"b1\",\"sentence\":\"As [1].\",\"marker\":{\"start\":3,"    \
         "\"end\":6}")

static struct arena arena;
static struct err err;

/* Up to `n` docs of the text; gives how many there were. */
static int read_docs(str text, struct doc **doc, int n)
{
    FILE *file = fmemopen((void *)(uintptr_t)text.ptr, text.len, "rb");
    SCOPED_LINES lines = {.file = file};
    int found = 0;
    err = (struct err){0};
    while (found < n && (doc[found] = record_read(&lines, &arena, &err)))
        found++;
    fclose(file);
    return found;
}

static struct doc *read_one(str text)
{
    struct doc *doc[2];
    return read_docs(text, doc, 2) == 1 ? doc[0] : NULL;
}

/* It isn't taken, and this is what is said. */
static bool refused(str text, str why)
{
    struct doc *doc[1];
    bool none = read_docs(text, doc, 1) == 0 && err.kind != ERR_NONE;
    if (none && !str_eq(str_of(err.text), why))
        check_str(str_of(err.text), why, __FILE__, __LINE__);
    return none;
}

static void keys_may_come_in_any_order(void)
{
    struct doc *doc = read_one(S(
        "{\"title\":\"T\",\"doc\":\"doi:10.5555/a\",\"record\":\"doc\"}\n" REF(
            "b1") AS_B1));
    CHECK(doc && doc->ref.n == 1 && doc->citation.n == 1);
    if (doc)
        CHECK_STR(doc_str(doc, doc->meta.title), S("T"));
}

static void what_nobody_numbered_is_numbered(void)
{
    struct doc *doc = read_one(S(DOC REF("b1") AS_B1 AS_B1 CITE(
        "\"sentence\":\"Or [9].\",\"marker\":{\"start\":3,\"end\":6}")));
    CHECK(doc && doc->citation.n == 3 && doc->block.n == 2);
    if (doc == NULL)
        return;
    CHECK_STR(doc_citation_id(doc, 1, &arena), S("b1/2"));
    CHECK_STR(doc_citation_id(doc, 2, &arena), S("?/1"));
}

static void unknown_keys_and_kinds_are_passed_over(void)
{
    struct doc *doc = read_one(
        S("{\"record\":\"doc\",\"doc\":\"doi:10.5555/a\",\"new\":[1]}\n"
          "{\"record\":\"fashion\",\"doc\":\"doi:10.5555/a\"}\n\n" REF("b1")));
    CHECK(doc && doc->ref.n == 1);
}

static void an_unknown_notice_is_no_retraction(void)
{
    struct doc *doc =
        read_one(S("{\"record\":\"doc\",\"doc\":\"doi:10.5555/a\",\"notices\":["
                   "{\"kind\":\"praise\",\"of\":\"doi:10.5555/x\"},"
                   "{\"kind\":\"correction\",\"of\":\"lccn:1\"},"
                   "{\"kind\":\"correction\",\"of\":\"pmid:1\"}]}\n"));
    CHECK(doc && doc->notice.n == 1);
    if (doc)
        CHECK_STR(doc_str(doc, doc->notice.at[0].of.of[ID_PMID]), S("1"));
}

static void what_is_cut_off_is_refused(void)
{
    CHECK(refused(S("{\"record\":\"doc\",\"doc\":\"doi:10.5555/a\",\"yield\":"
                    "{\"refs\":2,\"citations\":1}}\n" REF("b1")),
                  S("'doi:10.5555/a' has 1 of 2 refs and 0 of 1 citations: "
                    "cut off")));
    CHECK(refused(S(DOC "{\"record\":\"re"), S("line 2: not JSON near byte "
                                               "11")));
}

static void the_docs_before_a_bad_line_are_read(void)
{
    struct doc *doc[3];
    CHECK(read_docs(S(DOC DOC "oops\n"), doc, 3) == 1);
    CHECK_STR(str_of(err.text), S("line 3: not JSON near byte 0"));
}

static void a_bad_line_is_named_with_its_reason(void)
{
    CHECK(refused(S(REF("b1")), S("line 1: no doc record before it")));
    CHECK(refused(S("{\"record\":\"doc\",\"doc\":\"thing\"}\n"),
                  S("line 1: \"doc\" is no key: 'thing'")));
    CHECK(refused(S("{\"a\":\"\xFF\"}\n"), S("line 1: byte 7 is not UTF-8")));
    CHECK(refused(S(DOC "{}\n"), S("line 2: a line without \"record\"")));
    CHECK(refused(S(DOC "{\"record\":\"ref\",\"doc\":\"doi:10.5555/b\"}\n"),
                  S("line 2: a record of another doc")));
    CHECK(refused(S(DOC REF("b1") REF("b1")), S("line 3: a second ref 'b1'")));
    CHECK(refused(S(DOC AS_B1), S("line 2: no ref 'b1' before it")));
    CHECK(refused(S(DOC REF("b1") AS_B1 REF("b2")),
                  S("line 4: the ref 'b2' after a citation")));
    CHECK(refused(S(DOC CITE("\"sentence\":\"As [1].\"")),
                  S("line 2: \"marker\" is not in the sentence: 0 to 0")));
    CHECK(refused(S(DOC CITE("\"marker\":{\"start\":0,\"end\":0}")),
                  S("line 2: a citation without \"sentence\"")));
}

/* One row a line would grow into gigabytes. */
static void numbers_out_of_reach_are_refused(void)
{
    CHECK(refused(S(DOC CITE("\"sentence\":\"A\",\"sentence_n\":99999999")),
                  S("line 2: \"sentence_n\" can't be 99999999")));
    CHECK(refused(S(DOC CITE("\"sentence\":\"A\",\"block\":99999999")),
                  S("line 2: block 99999999 after block 0")));
    struct doc *doc = read_one(
        S("{\"record\":\"doc\",\"doc\":\"doi:10.5555/a\",\"yield\":{\"blocks\":"
          "4000000000,\"notes\":[{\"note\":\"ref-empty\",\"count\":4000000000"
          "}]}}\n"));
    CHECK(doc && doc->block.n == 0 && doc->note.n <= 100000);
}

/* ---- the way there and back ------------------------------------------- */

static struct span add(struct doc *doc, const char *text)
{
    return doc_add_text(doc, str_of(text));
}

static void add_meta(struct doc *doc)
{
    doc->key = S("doi:10.5555/a");
    doc->format = S("jats");
    memset(doc->sha256, 'a', 64);
    doc->meta.id.of[ID_DOI] = add(doc, "10.5555/a");
    doc->meta.title = add(doc, "Naïve “title”");
    doc->meta.author = (struct rows){0, 1};
    vec_push(&doc->person, &arena,
             ((struct person){add(doc, "Doe"), add(doc, "J"), {0, 0}}));
    doc->meta.year = 2020;
    struct notice *notice = vec_add(&doc->notice, &arena);
    notice->kind = NOTICE_CONCERN;
    notice->of.of[ID_PMID] = add(doc, "12");
    doc_note(doc, NOTE_REF_EMPTY, (struct span){0, 0}, S(""));
}

static void add_ref(struct doc *doc, const char *key, const char *work)
{
    struct ref *ref = vec_add(&doc->ref, &arena);
    ref->key = add(doc, key);
    ref->work = add(doc, work);
    ref->n = doc->ref.n;
    ref->self_citation = doc->ref.n == 2;
}

/* "É. As said [1–2]." under a heading, block 1, and an empty block 2. */
static void add_text(struct doc *doc)
{
    struct span heading = add(doc, "Results");
    vec_push(&doc->heading, &arena,
             ((struct heading){heading, NONE, SECTION_RESULTS}));
    struct span text = add(doc, "É. As said [1–2].");
    for (int i = 0; i < 3; i++)
        vec_push(&doc->block, &arena,
                 ((struct block){.heading = NONE, .part = NONE}));
    doc->block.at[1] = (struct block){.text = text,
                                      .kind = BLOCK_CAPTION,
                                      .section = SECTION_RESULTS,
                                      .part = NONE,
                                      .sentence = {0, 2}};
    vec_push(&doc->sentence, &arena,
             ((struct sentence){{text.start, text.start + 3}, 1}));
    vec_push(&doc->sentence, &arena,
             ((struct sentence){{text.start + 4, text.end}, 1}));
}

static void add_citations(struct doc *doc)
{
    uint32_t end = doc->sentence.at[1].text.end;
    vec_push(&doc->marker, &arena,
             ((struct marker){.text = {end - 8, end - 1},
                              .sentence = 1,
                              .citation = {0, 2},
                              .tagged = true}));
    vec_push(&doc->citation, &arena, ((struct citation){0, 0, 1}));
    vec_push(&doc->citation, &arena, ((struct citation){0, 1, 1}));
}

static struct doc *whole_doc(void)
{
    struct doc *doc = doc_new(&arena, S("a.xml"));
    add_meta(doc);
    add_ref(doc, "B1", "doi:10.5555/b");
    add_ref(doc, "B2", "ref:0123456789abcdef");
    add_text(doc);
    add_citations(doc);
    return doc;
}

static void written_and_read_it_is_the_same(void)
{
    SCOPED_BUF once = {0};
    SCOPED_BUF twice = {0};
    record_write(whole_doc(), &once);
    struct doc *doc = read_one(buf_str(&once));
    CHECK(doc != NULL);
    if (doc)
        record_write(doc, &twice);
    CHECK_STR(buf_str(&twice), buf_str(&once));
}

static void labels_keep_to_their_citations(void)
{
    SCOPED_BUF once = {0};
    SCOPED_BUF twice = {0};
    struct doc *doc = whole_doc();
    doc->model = S("stance-1");
    vec_push(&doc->label, &arena,
             ((struct label){.stance = STANCE_MENTIONING}));
    vec_push(&doc->label, &arena,
             ((struct label){.stance = STANCE_SUPPORTING,
                             .evidence = EVIDENCE_OWN,
                             .p = {0, 0.5F, 0.25F, 0.25F}}));
    record_write(doc, &once);
    struct doc *again = read_one(buf_str(&once));
    CHECK(again && again->label.n == 2);
    if (again)
        record_write(again, &twice);
    CHECK_STR(buf_str(&twice), buf_str(&once));
}

static str last_line(str text)
{
    str rest = str_first(text, text.len - 1);
    return str_from(rest, str_last_chr(rest, '\n') + 1);
}

static void offsets_count_code_points_and_unknowns_are_absent(void)
{
    SCOPED_BUF out = {0};
    record_write(whole_doc(), &out);
    CHECK_STR(
        last_line(buf_str(&out)),
        S("{\"record\":\"citation\",\"doc\":\"doi:10.5555/a\",\"citation\":"
          "\"B2/1\",\"ref\":\"B2\",\"work\":\"ref:0123456789abcdef\","
          "\"headings\":[\"Results\"],\"section\":\"results\",\"block_kind\":"
          "\"caption\",\"block\":1,"
          "\"sentence_n\":1,\"before\":\"É.\",\"sentence\":\"As said [1–2].\","
          "\"marker\":{\"start\":8,\"end\":13,\"text\":\"[1–2]\"},\"style\":"
          "\"number\",\"group\":[\"B1\",\"B2\"],\"self_citation\":true,\"self_"
          "level\":\"any\","
          "\"stance\":\"unclassified\"}"));
}

static void a_wide_cluster_isnt_written_a_thousand_times(void)
{
    SCOPED_BUF out = {0};
    struct doc *doc = whole_doc();
    for (uint32_t i = 2; i < 3000; i++) {
        char key[16];
        snprintf(key, sizeof(key), "B%u", i + 1);
        add_ref(doc, key, "doi:10.5555/c");
        vec_push(&doc->citation, &arena, ((struct citation){0, i, 1}));
    }
    doc->marker.at[0].citation.n = doc->citation.n;
    CHECK(doc_group(doc, 0, &arena).n == GROUP_MAX);
    record_write(doc, &out);
    CHECK(out.len < 3000 * (GROUP_MAX * 8 + 500));
}

int main(void)
{
    TEST(keys_may_come_in_any_order);
    TEST(what_nobody_numbered_is_numbered);
    TEST(unknown_keys_and_kinds_are_passed_over);
    TEST(an_unknown_notice_is_no_retraction);
    TEST(what_is_cut_off_is_refused);
    TEST(the_docs_before_a_bad_line_are_read);
    TEST(a_bad_line_is_named_with_its_reason);
    TEST(numbers_out_of_reach_are_refused);
    TEST(written_and_read_it_is_the_same);
    TEST(labels_keep_to_their_citations);
    TEST(offsets_count_code_points_and_unknowns_are_absent);
    TEST(a_wide_cluster_isnt_written_a_thousand_times);
    arena_close(&arena);
    return check_end();
}
