/*
 * Candidates: the works that share blocking keys with what is sought, those
 * that share more and rarer ones first.
 */
#ifndef STET_RESOLVE_MATCH_CANDIDATES_H
#define STET_RESOLVE_MATCH_CANDIDATES_H

#include "resolve/match_sought.h"
#include "resolve/works.h"

/* More than this are never compared. */
#define CANDIDATES_MAX 50

struct candidate {
    int64_t work;
    uint32_t votes; /* weights of the keys shared */
};

struct candidates {
    struct candidate at[CANDIDATES_MAX];
    uint32_t n;
};

/*
 * By the strong keys; with `wide` by the weak ones too (surname and year
 * alone, a year off), which costs more and finds what the others can't.
 */
void candidates_find(const struct works *works, const struct sought *sought,
                     bool wide, struct candidates *candidates,
                     struct arena *scratch);

#endif
