/*
 * One pass over everything that matches: each match is tested, scored,
 * counted and, if it is among the best so far, kept.
 */
#ifndef STET_SEARCH_COLLECT_H
#define STET_SEARCH_COLLECT_H

#include "search/plan.h"

/* A match that is kept: the higher key first, then the lower row. */
struct kept {
    double key;
    double score;
    uint32_t row; /* passage, or work */
};

struct collecting {
    struct asked *asked;
    const struct plan *plan;
    const struct columns *columns;
    const struct work_columns *works;
    enum search_for what;
    enum search_sort sort;
    bool broad; /* which view stances are of */

    /* the best so far, a heap with the worst of them on top */
    struct kept *kept; /* [room] */
    uint32_t n, room;
    bool after; /* only what comes after `last` is kept */
    struct kept last;

    uint64_t total, citations;
    uint64_t kind[256];                       /* of citations */
    uint32_t *of_doc;                         /* [docs], citations that match */
    uint32_t *of_journal;                     /* [journals], of works */
    uint32_t *of_year;                        /* [65536], of works */
    uint64_t type[256], notice[8], stance[4]; /* of works */
    uint32_t journals;

    float norm[256]; /* k1·(1 - b + b·words/mean) */
};

/* The function FTS5 calls for each match; `site` is a pointer to a pointer. */
bool collect_function(const struct words *words, struct collecting **site,
                      struct err *err);

/* Make ready: everything above `room` is the caller's. */
void collect_begin(struct collecting *c, uint32_t room, struct arena *arena);

/* Over all matches; they are then in order. */
bool collect_run(struct collecting *c, struct collecting **site,
                 struct err *err);

#endif
