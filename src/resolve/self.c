#include "resolve/self.h"

#include "text/fold.h"

static void add_name(const struct doc *doc, const struct person *person,
                     struct own_names *names)
{
    str family = fold(doc_str(doc, person->family), names->arena);
    str given = fold(doc_str(doc, person->given), names->arena);
    vec_push(&names->family, names->arena, family);
    vec_push(&names->given, names->arena, given);
}

struct own_names own_names_of(const struct doc *doc, struct arena *arena)
{
    struct own_names names = {.arena = arena};
    struct rows author = doc->meta.author;
    for (uint32_t i = author.start; i < author.start + author.n; i++)
        add_name(doc, &doc->person.at[i], &names);
    return names;
}

static bool agree(const struct own_names *own, str family, str given)
{
    if (family.len == 0 || given.len == 0)
        return false;
    for_vec (i, own->family)
        if (str_eq(own->family.at[i], family) && own->given.at[i].len &&
            own->given.at[i].ptr[0] == given.ptr[0])
            return true;
    return false;
}

bool is_self_citation(const struct own_names *own, const struct doc *doc,
                      const struct ref *ref)
{
    size_t mark = arena_mark(own->arena);
    bool found = false;
    for (uint32_t i = 0; i < ref->author.n && !found; i++) {
        const struct person *person = &doc->person.at[ref->author.start + i];
        found = agree(own, fold(doc_str(doc, person->family), own->arena),
                      fold(doc_str(doc, person->given), own->arena));
    }
    arena_rewind(own->arena, mark);
    return found;
}
