/*
 * References that mean one work nobody else knows: a book cited two hundred
 * times without a DOI has one page.
 *
 * Two are one when each takes the other for its work, by title and author, and
 * by the year if it isn't sure anyway: so "Part I" is not "Part I and II", a
 * title alone is nothing, and two editions are two works.  What hangs together
 * by such pairs is one work.  It depends on what is printed, not on the order.
 */
#ifndef STET_RESOLVE_CLUSTER_H
#define STET_RESOLVE_CLUSTER_H

#include "resolve/works_memory.h"

/* From this probability on, both ways; and whatever the years say. */
#define CLUSTER_LEAST 0.5F
#define CLUSTER_SURE  0.9F

/* More than these lookalikes of one reference aren't asked for. */
#define CLUSTER_NEAR 16

struct clustered {
    uint32_t of; /* the lowest row of its cluster: itself when it is alone */
    float score; /* of the pair that put it there, 0 when alone */
    unsigned rule;
};

/* One a work of the memory, made in `arena`; works are its rows + 1. */
struct clustered *cluster_works(struct works_memory *memory,
                                struct arena *arena);

#endif
