/*
 * The index of words, made after the docs are in the store.
 *
 * Putting a doc doesn't wait for it: what is new or changed is indexed by a
 * pass of its own, which `stet ingest` ends with and `stet index` is.  A pass
 * goes in transactions of some hundred docs, can be stopped between any two
 * and goes on where it was; a doc that is replaced or removed goes out of
 * what is found at once, by itself.
 */
#ifndef STET_SEARCH_INDEX_H
#define STET_SEARCH_INDEX_H

#include "store/store.h"

struct index_sum {
    uint64_t works, docs, passages; /* indexed by this pass */
    uint64_t works_of, docs_of;     /* there were to index, about */
    bool stopped;
};

struct index_pass {
    bool (*stop)(void); /* may be null; asked between transactions */
    void (*tick)(const struct index_sum *sum, void *user); /* may be null */
    void *user;
    bool anew; /* forget the index and make it again */
    bool tidy; /* merge it into one piece, whatever was added */
};

/* Nothing of the store's own may be uncommitted. */
bool index_run(struct store *store, const struct index_pass *pass,
               struct index_sum *sum, struct err *err);

#endif
