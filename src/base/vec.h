/*
 * A vec is a table that grows: vec_of(struct ref) refs; refs.at[i], refs.n.
 *
 * It grows in an arena and moves when it does, so keep indices, not pointers.
 * All zero is an empty one.  A table holds fewer than 2^32 rows.
 */
#ifndef STET_BASE_VEC_H
#define STET_BASE_VEC_H

#include "base/arena.h"

#define vec_of(T)                                                              \
    struct {                                                                   \
        T *at;                                                                 \
        uint32_t n;                                                            \
        uint32_t cap;                                                          \
    }

/* One more row, zeroed; gives its address, good until the next one. */
#define vec_add(vec, arena)                                                    \
    ((vec)->n == (vec)->cap                                                    \
         ? (void)((vec)->at = vec_more((arena), (vec)->at, &(vec)->cap,        \
                                       sizeof(*(vec)->at)))                    \
         : (void)0,                                                            \
     memset(&(vec)->at[(vec)->n], 0, sizeof(*(vec)->at)),                      \
     &(vec)->at[(vec)->n++])

/* One more row with this value. */
#define vec_push(vec, arena, value)                                            \
    ((vec)->n == (vec)->cap                                                    \
         ? (void)((vec)->at = vec_more((arena), (vec)->at, &(vec)->cap,        \
                                       sizeof(*(vec)->at)))                    \
         : (void)0,                                                            \
     (void)((vec)->at[(vec)->n++] = (value)))

/* for_vec(i, refs) use(refs.at[i]); */
#define for_vec(i, vec) for (uint32_t i = 0; i < (vec).n; i++)

typedef vec_of(str) strs;

/* Twice the rows, at least eight. */
static inline void *vec_more(struct arena *arena, void *at, uint32_t *cap,
                             size_t size)
{
    uint32_t more = *cap ? *cap * 2 : 8;
    if (more <= *cap)
        die("a table of more than %u rows", (unsigned)*cap);
    at = arena_grow(arena, at, *cap * size, more * size);
    *cap = more;
    return at;
}

#endif
