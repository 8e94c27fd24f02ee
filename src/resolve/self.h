/*
 * Self-citation: does a reference share an author with the article?
 *
 * By ORCID where both print one, else by name: the family names are the same
 * when folded, particles ("van der") apart, and the given names agree as far
 * as both are known: "JB" is "Jane B." and "Jean-Baptiste", "Jane" is not
 * "Joan", and "J. B." not "J. C.".  A family name alone, or a group, is nobody.
 * A common name ("Wang Y") counts.  The cases are
 * tests/cases/self-citation.txt.
 */
#ifndef STET_RESOLVE_SELF_H
#define STET_RESOLVE_SELF_H

#include "base/map.h"
#include "doc/doc.h"

struct name {
    str family; /* folded, without particles */
    str given;  /* folded words or single letters: "jane b" */
    str orcid;
    bool lead;     /* the first author or the last */
    uint32_t next; /* the next one of this family, NONE */
};

/* The names of the article's authors, found by family and by ORCID. */
struct own_names {
    struct arena *arena;
    vec_of(struct name) name;
    struct map family;
    struct map orcid;
};

struct own_names own_names_of(const struct doc *doc, struct arena *arena);

/*
 * `lead`: the one they have in common is first or last author of the article
 * and stands first or last in the reference as it is printed.
 */
bool is_self_citation(const struct own_names *own, const struct doc *doc,
                      const struct ref *ref, bool *lead);

#endif
