/*
 * Which works are kept under a key, for hundreds of millions of keys.
 *
 * A table with a row for each would cost 19 bytes a key, and writing the keys
 * of a batch would touch every page of it.  So they are kept in runs, sorted
 * and packed, five bytes a key: a batch makes a run, eight runs are merged
 * into one of the next level, and a look-up asks every run.
 */
#ifndef STET_STORE_KEYS_H
#define STET_STORE_KEYS_H

#include "store/inside.h"

struct key_row {
    uint32_t key;
    int64_t work;
};

/*
 * What is kept of a key at most: what more works share leads nowhere, and
 * whoever asks for fewer is told so by getting none.
 */
#define KEY_WORKS_MAX 1000u

/* Runs of a level until they become one of the next. */
#define KEY_RUNS 8

/* Make a run of these rows, which are sorted here; then merge what is due. */
bool keys_write(struct store *store, struct key_row *row, size_t n,
                struct err *err);

/* Merge what makes look-ups slow: for the end of long work. */
bool keys_settle(struct store *store, struct err *err);

/* The works of a key, sorted, each once; at most KEY_WORKS_MAX + 1. */
typedef vec_of(int64_t) key_works;
bool keys_find(struct store *store, uint32_t key, struct arena *arena,
               key_works *works, struct err *err);

#endif
