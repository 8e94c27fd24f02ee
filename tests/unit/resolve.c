/* resolve: which work a reference is. */
#include "resolve/resolve.h"

#include "check.h"

static struct arena arena;

static struct span add(struct doc *doc, const char *text)
{
    return doc_add_text(doc, str_of(text));
}

/* A doc of one ref with this printed; more is filled in by the test. */
static struct doc *doc_of(const char *raw)
{
    struct doc *doc = doc_new(&arena, S("a.xml"));
    struct ref *ref = vec_add(&doc->ref, &arena);
    doc->meta.id.of[ID_DOI] = add(doc, "10.5555/A");
    ref->key = add(doc, "B1");
    ref->raw = add(doc, raw);
    return doc;
}

static void add_author(struct doc *doc, const char *family)
{
    vec_push(&doc->person, &arena,
             ((struct person){.family = add(doc, family)}));
    doc->ref.at[0].author = (struct rows){doc->person.n - 1, 1};
}

static str work_of(struct doc *doc)
{
    resolve_doc(doc);
    return doc_str(doc, doc->ref.at[0].work);
}

static str hash_of(const char *family, uint32_t year, const char *title,
                   const char *container)
{
    struct doc *doc = doc_of("");
    if (*family)
        add_author(doc, family);
    doc->ref.at[0].year = year;
    doc->ref.at[0].title = add(doc, title);
    doc->ref.at[0].container = add(doc, container);
    return work_of(doc);
}

static void a_doc_is_named_by_its_first_identifier(void)
{
    struct doc *doc = doc_of("");
    doc->meta.id.of[ID_PMID] = add(doc, "12");
    resolve_doc(doc);
    CHECK_STR(doc->key, S("doi:10.5555/a"));
    doc = doc_of("");
    doc->meta.id.of[ID_DOI] = (struct span){0};
    memset(doc->sha256, 'b', 64);
    resolve_doc(doc);
    CHECK_STR(doc->key, S("file:bbbbbbbbbbbbbbbb"));
}

static void a_valid_identifier_goes_before_an_invalid_one(void)
{
    struct doc *doc = doc_of("");
    doc->ref.at[0].id.of[ID_DOI] = add(doc, "10.55/x");
    doc->ref.at[0].id.of[ID_PMID] = add(doc, "0012");
    CHECK_STR(work_of(doc), S("pmid:12"));
    CHECK(doc_yield(doc).note[NOTE_ID_INVALID] == 1);
    CHECK(span_len(doc->ref.at[0].id.of[ID_DOI]) == 0);
}

static void an_isbn_names_books_but_not_chapters(void)
{
    struct doc *doc = doc_of("");
    doc->ref.at[0].id.of[ID_ISBN] = add(doc, "0-306-40615-2");
    CHECK_STR(work_of(doc), S("isbn:9780306406157"));
    doc = doc_of("A chapter of some length in a book");
    doc->ref.at[0].id.of[ID_ISBN] = add(doc, "0-306-40615-2");
    doc->ref.at[0].container = add(doc, "The book");
    CHECK(str_starts(work_of(doc), S("ref:")));
}

static void the_same_entry_printed_twice_is_one_work(void)
{
    str one = hash_of("Müller", 2001, "Naps after lunch: a trial", "J Naps");
    CHECK_STR(hash_of("Muller", 2001, "Naps After Lunch. A trial", "Journal"),
              one);
    CHECK(!str_eq(hash_of("Roe", 2001, "Naps after lunch: a trial", ""), one));
    CHECK(
        !str_eq(hash_of("Müller", 2002, "Naps after lunch: a trial", ""), one));
}

static void without_an_author_the_place_counts_too(void)
{
    str one = hash_of("", 2010, "Annual report 2010", "Naps Board");
    CHECK(!str_eq(hash_of("", 2010, "Annual report 2010", "Sleep Board"), one));
    CHECK_STR(hash_of("", 2010, "Annual Report, 2010", "Naps Board"), one);
}

static void an_entry_of_words_is_named_without_its_label(void)
{
    struct doc *doc = doc_of("12. Doe J. Naps after lunch. 2001.");
    str bare = work_of(doc_of("Doe J. Naps after lunch. 2001"));
    doc->ref.at[0].label = add(doc, "12.");
    CHECK_STR(work_of(doc), bare);
}

static void too_little_names_nothing_but_itself(void)
{
    struct doc *here = doc_of("Ibid.");
    struct doc *there = doc_of("Ibid.");
    there->meta.id.of[ID_DOI] = add(there, "10.5555/b");
    CHECK(!str_eq(work_of(here), work_of(there)));
    CHECK_STR(work_of(doc_of("Ibid.")), work_of(doc_of("Ibid.")));
}

static void a_notice_is_about_a_normal_identifier(void)
{
    struct doc *doc = doc_of("");
    struct notice *notice = vec_add(&doc->notice, &arena);
    notice->of.of[ID_DOI] = add(doc, "https://doi.org/10.5555/OLD");
    resolve_doc(doc);
    CHECK_STR(doc_str(doc, doc->notice.at[0].of.of[ID_DOI]), S("10.5555/old"));
}

static void what_is_only_printed_is_read(void)
{
    struct doc *doc = doc_of("12. Doe J, Roe A. Tides of a small moon. J Tidal "
                             "Biol. 2001;12(3):33-40. doi:10.5555/Tides");
    doc->ref.at[0].label = add(doc, "12.");
    resolve_doc(doc);
    const struct ref *ref = &doc->ref.at[0];
    CHECK(ref->parsed);
    CHECK(ref->author.n == 2 && ref->year == 2001);
    CHECK_STR(doc_str(doc, ref->title), S("Tides of a small moon"));
    CHECK_STR(doc_str(doc, ref->page), S("33-40"));
    CHECK_STR(doc_str(doc, ref->work), S("doi:10.5555/tides"));
}

static void what_has_fields_is_left_alone(void)
{
    struct doc *doc = doc_of("Doe J. Tides of a small moon. J Tides. 2001.");
    doc->ref.at[0].title = add(doc, "Tides");
    resolve_doc(doc);
    CHECK(!doc->ref.at[0].parsed && doc->ref.at[0].author.n == 0);
    CHECK_STR(doc_str(doc, doc->ref.at[0].title), S("Tides"));
}

int main(void)
{
    TEST(a_doc_is_named_by_its_first_identifier);
    TEST(a_valid_identifier_goes_before_an_invalid_one);
    TEST(an_isbn_names_books_but_not_chapters);
    TEST(the_same_entry_printed_twice_is_one_work);
    TEST(without_an_author_the_place_counts_too);
    TEST(an_entry_of_words_is_named_without_its_label);
    TEST(too_little_names_nothing_but_itself);
    TEST(a_notice_is_about_a_normal_identifier);
    TEST(what_is_only_printed_is_read);
    TEST(what_has_fields_is_left_alone);
    arena_close(&arena);
    return check_end();
}
