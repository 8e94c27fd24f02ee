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
    bool lead;
    bool same = is_self_citation(&found, doc, &ref, &lead);
    buf_add(out, same ? S("same") : S("other"));
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
    bool lead;
    CHECK(is_self_citation(&own, doc, &ref, &lead) && lead);
    ref.author.n = 1;
    CHECK(!is_self_citation(&own, doc, &ref, &lead) && !lead);
}

static void who_leads_both_is_told(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_ARENA names = {0};
    struct doc *doc = doc_new(&arena, S("lead"));
    static const char *const person[] = {"Doe; J", "Roe; S", "Poe; K",
                                         /* the article's, then three refs' */
                                         "Roe; S", "Xu; L", "Xu; L", "Poe; K",
                                         "Wu; M", "Wu; M", "Doe; J", "Xu; L"};
    for (size_t i = 0; i < sizeof(person) / sizeof(*person); i++)
        add_person(doc, str_of(person[i]));
    doc->meta.author = (struct rows){0, 3};
    struct own_names own = own_names_of(doc, &names);
    bool lead;
    struct ref middle = {.author = {3, 2}}, last = {.author = {5, 2}},
               inside = {.author = {8, 3}};
    CHECK(is_self_citation(&own, doc, &middle, &lead) && !lead);
    CHECK(is_self_citation(&own, doc, &last, &lead) && lead);
    CHECK(is_self_citation(&own, doc, &inside, &lead) && !lead);
}

int main(void)
{
    TEST(one_of_many_is_enough);
    TEST(who_leads_both_is_told);
    check_cases("tests/cases/self-citation.txt", run);
    return check_end();
}
