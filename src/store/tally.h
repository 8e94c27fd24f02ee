/*
 * Tallies by a work's key, in microseconds: what is asked most.
 *
 * Statements are prepared once and answers kept until somebody commits to the
 * store.  It belongs to one thread, as its store does.  What is counted is
 * what rows.h counts; its tally has more (years), this one is quicker.
 */
#ifndef STET_STORE_TALLY_H
#define STET_STORE_TALLY_H

#include "store/store.h"

struct tallies;

/* Null with `err` set when the store can't be read; `store` outlives it. */
struct tallies *tallies_open(struct store *store, struct err *err);
void tallies_close(struct tallies **tallies);

struct short_tally {
    int64_t work; /* 0: nobody knows this key */
    uint32_t total;
    uint32_t stance[STANCES], section[SECTIONS];
    uint32_t citing;  /* works that cite it in their text */
    uint32_t listing; /* works that have it in their list of references */
};

bool tally_find(struct tallies *tallies, str key, struct short_tally *tally,
                struct err *err);

/*
 * A number that changes when somebody commits to the store.  It is looked at
 * ten times a second and no oftener, since looking takes locks; what is kept
 * may be as old as that.
 */
int64_t tallies_version(struct tallies *tallies);

/* Sizes that cost nothing to know: the highest ids ever given. */
struct store_size {
    uint64_t docs, citations, works, bytes;
};
bool store_size(struct store *store, struct store_size *size, struct err *err);

#endif
