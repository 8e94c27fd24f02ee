/*
 * Self-citation: does a reference share an author with the article?
 */
#ifndef STET_RESOLVE_SELF_H
#define STET_RESOLVE_SELF_H

#include "doc/doc.h"

/* The names of the article's authors, folded once. */
struct own_names {
    struct arena *arena;
    strs family;
    strs given;
};

struct own_names own_names_of(const struct doc *doc, struct arena *arena);

/*
 * By folded family name and given names that agree as far as both are known:
 * "Doe J" is "Doe, Jane" but not "Doe, Karl"; a family name alone is not
 * enough.  A common name ("Wang Y") still counts.
 */
bool is_self_citation(const struct own_names *own, const struct doc *doc,
                      const struct ref *ref);

#endif
