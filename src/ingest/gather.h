/*
 * What the references of the articles read print of works, as records: so
 * that a work that one article cites with its DOI is known by its title, its
 * authors and its pages to whoever matches the others.
 */
#ifndef STET_INGEST_GATHER_H
#define STET_INGEST_GATHER_H

#include "base/err.h"
#include "store/store.h"

struct gather_sum {
    uint64_t docs, refs, changed;
};

/*
 * Of the docs that came since the last time; false, with `err` set, when the
 * store can't go on, and when stopped (ERR_STOP): what was gathered stays.
 */
bool gather_refs(struct store *store, struct gather_sum *sum, struct err *err);

#endif
