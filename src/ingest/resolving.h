/*
 * References of the store that print no identifier are given their works.
 *
 * Three passes, each of which depends on what is in the store and not on when
 * it came: articles and references with identifiers tell of their works
 * (resolving_tell); the other references are matched against these and what
 * was imported (resolving_match); what is left and means the same becomes one
 * work (resolving_cluster).  Docs are taken in the order of their keys.
 */
#ifndef STET_INGEST_RESOLVING_H
#define STET_INGEST_RESOLVING_H

#include "ingest/works_store.h"
#include "resolve/match.h"
#include "resolve/match_score.h"
#include "store/rows.h"

struct resolving {
    struct store *store;
    struct works_store keeper;
    int64_t horizon; /* of the works, for resolving_match */
    uint64_t told, looked, answer[MATCH_ANSWERS];
    uint64_t by_rule[1u << RULES]; /* links */
    uint64_t clustered;            /* refs that were given another's work */
};

/* What a doc says of itself and of the works it names. */
bool resolving_tell(struct resolving *resolving, int64_t doc, struct err *err);

/* Its refs without a name; it is marked as looked at. */
bool resolving_match(struct resolving *resolving, int64_t doc, struct err *err);

/* All refs of the store that have no name yet; `docs` in order. */
bool resolving_cluster(struct resolving *resolving, const doc_ids *docs,
                       struct err *err);

#endif
