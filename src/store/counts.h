/*
 * Counts over many works: of a journal, of the whole store.  They walk over
 * everything they count; whoever asks often keeps the answer.
 */
#ifndef STET_STORE_COUNTS_H
#define STET_STORE_COUNTS_H

#include "store/rows.h"

/* Citations of a journal's works, made in one year of works of one year. */
struct journal_count {
    uint32_t citing, cited; /* years, 0: unknown */
    enum stance stance;
    uint64_t n;
};
typedef vec_of(struct journal_count) journal_counts;

/* A journal by its id in store/meta.h. */
bool journal_citations(struct store *store, int64_t journal,
                       struct arena *arena, journal_counts *out,
                       struct err *err);

/* Works of a journal that have a notice of each kind. */
bool journal_notices(struct store *store, int64_t journal,
                     uint64_t n[NOTICE_KINDS], struct err *err);

struct store_counts {
    uint64_t docs, works, refs, citations; /* citations: with a work */
    uint64_t pairs;                        /* distinct citing and cited work */
    uint64_t sources;                      /* docs that cite */
    uint64_t self, stance[STANCES], section[SECTIONS];
    uint64_t journals, publishers, notices;
};
bool store_counts(struct store *store, struct store_counts *out,
                  struct err *err);

#endif
