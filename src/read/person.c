/* Names of people: in contributors and in references. */
#include "read/citation.h"
#include "read/flow.h"

/* Letters that begin names: "JB", "J.B.", "J.-P." but not "Li". */
static bool is_initials(str word)
{
    size_t letters = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (is_lower(word.ptr[i]) || is_digit(word.ptr[i]))
            return false;
        letters += is_upper(word.ptr[i]);
    }
    return letters > 0 && letters <= 4;
}

/*
 * A name without parts: "Doe, Jane", "Doe JB" or "Jane B. Doe".  Of the last,
 * the last word is the family name.
 */
static void split_name(struct doc *doc, struct span whole,
                       struct person *person)
{
    str name = doc_str(doc, whole);
    size_t at = str_chr(name, ',');
    bool comma = at != STR_NONE;
    if (!comma)
        at = str_last_chr(name, ' ');
    person->family = whole;
    if (at == STR_NONE)
        return;
    uint32_t cut = whole.start + (uint32_t)at;
    str last = str_trim(str_from(name, at + 1));
    uint32_t start = (uint32_t)(last.ptr - doc->text.ptr);
    struct span head = {whole.start, cut};
    struct span tail = {start, start + (uint32_t)last.len};
    bool family_first = comma || is_initials(last);
    person->family = family_first ? head : tail;
    person->given = family_first ? tail : head;
}

static struct span field_below(struct doc *doc, const struct tree *tree,
                               uint32_t at, enum element element)
{
    uint32_t child = tree_child(tree, at, element);
    return child == NONE_NODE ? (struct span){0} : flow_field(doc, tree, child);
}

static struct person read_person(struct doc *doc, const struct tree *tree,
                                 uint32_t at)
{
    struct person person = {0};
    person.family = field_below(doc, tree, at, ELEMENT_SURNAME);
    person.given = field_below(doc, tree, at, ELEMENT_GIVEN_NAMES);
    if (span_len(person.family) == 0 && span_len(person.given)) {
        person.family = person.given; /* people of one name */
        person.given = (struct span){0};
    } else if (span_len(person.family) == 0) {
        struct span whole = flow_field(doc, tree, at);
        if (tree_is(tree, at, ELEMENT_COLLAB))
            person.family = whole;
        else if (span_len(whole))
            split_name(doc, whole, &person);
    }
    return person;
}

static bool plays(str role, str wanted)
{
    if (role.len == 0 || str_eq_nocase(role, wanted))
        return true;
    bool authors = str_eq(wanted, S("author"));
    if (authors)
        return str_starts_nocase(role, S("author")) ||
               str_eq_nocase(role, S("allauthors")) ||
               str_eq_nocase(role, S("inventor"));
    return str_starts_nocase(role, wanted);
}

/* The first spelling of a name stands for its alternatives. */
static uint32_t first_name(const struct tree *tree, uint32_t at)
{
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i))
        if (tree->node.at[i].element != ELEMENT_TEXT)
            return i;
    return NONE_NODE;
}

static void add_people(struct doc *doc, const struct tree *tree, uint32_t at,
                       str role, str wanted)
{
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i)) {
        uint32_t one = i;
        switch (tree->node.at[i].element) {
        case ELEMENT_PERSON_GROUP:
            add_people(doc, tree, i,
                       tree_attr(tree, i, ATTRIBUTE_PERSON_GROUP_TYPE), wanted);
            continue;
        case ELEMENT_NAME_ALTERNATIVES:
        case ELEMENT_COLLAB_ALTERNATIVES:
            one = first_name(tree, i);
            if (one == NONE_NODE)
                continue;
            break;
        case ELEMENT_NAME:
        case ELEMENT_STRING_NAME:
        case ELEMENT_COLLAB:
            break;
        case ELEMENT_TEXT:
            continue;
        default:
            if (tree->node.at[i].end > i + 1 &&
                element_part(tree->node.at[i].element) == FLOW)
                add_people(doc, tree, i, role, wanted);
            continue;
        }
        struct person person = read_person(doc, tree, one);
        if (plays(role, wanted) && span_len(person.family))
            vec_push(&doc->person, doc->arena, person);
    }
}

struct rows people_read(struct doc *doc, const struct tree *tree, uint32_t at,
                        str role)
{
    struct rows rows = {doc->person.n, 0};
    bool editors = str_eq(role, S("editor"));
    add_people(doc, tree, at, editors ? S("author") : S(""), role);
    rows.n = doc->person.n - rows.start;
    return rows;
}
