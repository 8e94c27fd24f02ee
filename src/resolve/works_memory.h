/*
 * Works kept in memory: for tests, for measuring, for a file of records.
 *
 * Works are numbered from 1 in the order they came; what they say is copied
 * into the arena, as far as matching needs it.
 */
#ifndef STET_RESOLVE_WORKS_MEMORY_H
#define STET_RESOLVE_WORKS_MEMORY_H

#include "base/map.h"
#include "resolve/works.h"

struct filed {
    uint32_t key;
    uint32_t work; /* its number */
};

/* All zero but for `arena` is an empty one. */
struct works_memory {
    struct arena *arena;
    vec_of(struct work) work;
    vec_of(struct filed) filed;
    uint32_t sorted;  /* so many of `filed` are in order */
    struct map named; /* "doi:10.…": the number */
};

/* Its number. */
int64_t works_memory_add(struct works_memory *memory, const struct work *work);

/* File what was added; before the first question after it. */
void works_memory_ready(struct works_memory *memory);

struct works works_memory_plug(struct works_memory *memory);

#endif
