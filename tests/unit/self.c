/* resolve/self: whether two names are taken for one person. */
#include "resolve/self.h"

#include "check.h"

static struct rows add_person(struct doc *doc, str line)
{
    struct person person = {0};
    struct span *column[] = {&person.family, &person.given, &person.orcid};
    str text;
    for (int i = 0; i < 3 && str_split(&line, ';', &text); i++)
        *column[i] = doc_add_text(doc, str_trim(text));
    vec_push(&doc->person, doc->arena, person);
    return (struct rows){doc->person.n - 1, 1};
}

static void run(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    SCOPED_ARENA names = {0};
    struct doc *doc = doc_new(&arena, S("case"));
    str own = {0}, other = {0};
    str_split(&input, '\n', &own);
    str_split(&input, '\n', &other);
    doc->meta.author = add_person(doc, own);
    struct ref ref = {.author = add_person(doc, other)};
    struct own_names found = own_names_of(doc, &names);
    buf_add(out, is_self_citation(&found, doc, &ref) ? S("same") : S("other"));
}

static void one_of_many_is_enough(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_ARENA names = {0};
    struct doc *doc = doc_new(&arena, S("many"));
    add_person(doc, S("Doe; Karl"));
    add_person(doc, S("Doe; Jane"));
    doc->meta.author = (struct rows){0, 2};
    add_person(doc, S("Roe; R"));
    add_person(doc, S("Doe; J"));
    struct ref ref = {.author = {2, 2}};
    struct own_names own = own_names_of(doc, &names);
    CHECK(is_self_citation(&own, doc, &ref));
    ref.author.n = 1;
    CHECK(!is_self_citation(&own, doc, &ref));
}

int main(void)
{
    TEST(one_of_many_is_enough);
    check_cases("tests/cases/self-citation.txt", run);
    return check_end();
}
