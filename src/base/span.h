/*
 * A span is a stretch of a text that is known from elsewhere: bytes start …
 * end-1.  Empty (start == end) means there is none.
 */
#ifndef STET_BASE_SPAN_H
#define STET_BASE_SPAN_H

#include "base/vec.h"

struct span {
    uint32_t start;
    uint32_t end;
};

typedef vec_of(struct span) spans;

static inline uint32_t span_len(struct span span)
{
    return span.end - span.start;
}

static inline bool span_has(struct span outer, struct span inner)
{
    return outer.start <= inner.start && inner.end <= outer.end;
}

static inline bool span_meets(struct span a, struct span b)
{
    return a.start < b.end && b.start < a.end;
}

#endif
