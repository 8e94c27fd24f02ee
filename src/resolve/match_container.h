/*
 * Is a journal's name printed here, whole or abbreviated?
 *
 * ISO 4 leaves out articles and prepositions and cuts each word after its
 * front ("Phys." for Physical) or draws it together ("Natl" for National), in
 * the order of the words.  Either side may be the short one.
 */
#ifndef STET_RESOLVE_MATCH_CONTAINER_H
#define STET_RESOLVE_MATCH_CONTAINER_H

#include "resolve/match_sought.h"

struct container_match {
    float share;       /* of the name's letters that are spoken for, 0 to 1 */
    uint32_t from, to; /* the words it takes */
};

struct container_match match_container(str container,
                                       const struct sought *sought,
                                       struct arena *scratch);

/* Does "natl" stand for "national", or the other way round?  Both folded. */
bool match_abbreviates(str word, str other);

#endif
