/* doc/: the data model's few functions. */
#include "check.h"
#include "doc/doc.h"

static struct arena arena;

/* One block of two sentences, two refs, a cluster of two markers. */
static struct doc *small_doc(void)
{
    struct doc *doc = doc_new(&arena, S("small.xml"));
    struct span text = doc_add_text(doc, S("One [1],[2,1]. Two."));
    struct block *block = vec_add(&doc->block, &arena);
    *block = (struct block){.text = text, .sentence = {0, 2}};
    vec_push(&doc->sentence, &arena, ((struct sentence){{0, 14}, 0}));
    vec_push(&doc->sentence, &arena, ((struct sentence){{15, 19}, 0}));
    for (uint32_t i = 1; i <= 2; i++) {
        struct ref *ref = vec_add(&doc->ref, &arena);
        ref->key = doc_add_text(doc, i == 1 ? S("B1") : S("B2"));
        ref->n = i;
    }
    doc->ref.at[0].id.of[ID_DOI] = doc_add_text(doc, S("10.5555/a"));
    vec_push(&doc->marker, &arena,
             ((struct marker){.text = {4, 7}, .citation = {0, 1}}));
    vec_push(&doc->marker, &arena,
             ((struct marker){.text = {8, 13}, .citation = {1, 2}}));
    vec_push(&doc->citation, &arena, ((struct citation){0, 0, 1}));
    vec_push(&doc->citation, &arena, ((struct citation){1, 1, 1}));
    vec_push(&doc->citation, &arena, ((struct citation){1, 0, 2}));
    return doc;
}

static void a_group_names_each_ref_once(void)
{
    struct doc *doc = small_doc();
    indices group = doc_group(doc, 1, &arena);
    CHECK(group.n == 2 && group.at[0] == 0 && group.at[1] == 1);
}

static void a_citation_is_named_by_ref_and_mention(void)
{
    struct doc *doc = small_doc();
    CHECK_STR(doc_citation_id(doc, 2, &arena), S("B1/2"));
    doc->citation.at[2] = (struct citation){1, NONE, 1};
    CHECK_STR(doc_citation_id(doc, 2, &arena), S("?/1"));
}

static void neighbours_end_with_the_block(void)
{
    struct doc *doc = small_doc();
    CHECK(doc_sentence_before(doc, 0) == NONE);
    CHECK(doc_sentence_after(doc, 0) == 1);
    CHECK(doc_sentence_after(doc, 1) == NONE);
}

static void the_yield_is_counted_from_the_tables(void)
{
    struct doc *doc = small_doc();
    doc_note(doc, NOTE_REF_MISSING, (struct span){0}, S("B9"));
    struct yield yield = doc_yield(doc);
    CHECK(yield.refs == 2 && yield.refs_with_id == 1);
    CHECK(yield.markers == 2 && yield.linked == 2 && yield.citations == 3);
    CHECK(yield.note[NOTE_REF_MISSING] == 1);
}

static void kept_text_isnt_copied(void)
{
    struct doc *doc = small_doc();
    uint32_t len = doc->text.len;
    struct span span = doc_keep(doc, doc_str(doc, (struct span){4, 7}));
    CHECK(span.start == 4 && span.end == 7 && doc->text.len == len);
    CHECK(doc_keep(doc, S("new")).start == len);
}

int main(void)
{
    TEST(a_group_names_each_ref_once);
    TEST(a_citation_is_named_by_ref_and_mention);
    TEST(neighbours_end_with_the_block);
    TEST(the_yield_is_counted_from_the_tables);
    TEST(kept_text_isnt_copied);
    arena_close(&arena);
    return check_end();
}
