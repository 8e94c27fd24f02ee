/*
 * The store: an SQLite file that holds works, docs and citations.
 *
 * One process writes at a time, any number read; a reader is never disturbed.
 * What has been committed survives a kill, a crash and a full disk; what
 * hasn't is gone as a whole.  Docs are packed where they are made (on a
 * worker's thread) and put by the one thread that writes.
 */
#ifndef STET_STORE_STORE_H
#define STET_STORE_STORE_H

#include "base/err.h"
#include "doc/doc.h"

struct store;

enum store_mode {
    STORE_READ, /* it must be there */
    STORE_WRITE /* made when missing; one writer at a time */
};

/* Null, with `err` of kind ERR_STORE, when it can't be opened. */
struct store *store_open(str path, enum store_mode mode, struct err *err);
/* What isn't committed is given up. */
void store_close(struct store **store);
#define SCOPED_STORE __attribute__((cleanup(store_close))) struct store

/* The database itself, for the files of store/ and search/. */
struct sqlite3;
struct sqlite3 *store_db(struct store *store);

/* ---- writing ---------------------------------------------------------- */

/* A doc ready to be put, independent of it. */
struct packed;
struct packed *store_pack(const struct doc *doc);
void packed_free(struct packed *packed);
/* The keys under which the article's own work is kept (store/meta.h). */
void packed_keys(struct packed *packed, const uint32_t *key, uint32_t n);

enum put_result {
    PUT_NEW,
    PUT_REPLACED,
    PUT_UNCHANGED
};

/*
 * Put a doc: nothing happens when its bytes were put before (by hash, also of
 * versions that have been replaced since); an older
 * version of the same article is replaced.  It is committed with others, at
 * the latest by store_commit; on failure those not committed are given up.
 */
bool store_put(struct store *store, const struct packed *packed,
               enum put_result *result, struct err *err);
/* From here on, what is known by its bytes is put again, too. */
void store_again(struct store *store);
bool store_commit(struct store *store, struct err *err);

/*
 * A reader sees the store as it is now until it lets go, and every question
 * costs less; nothing for a writer.  Not for long: what is written meanwhile
 * can't be put away.
 */
bool store_hold(struct store *store, struct err *err);
void store_let_go(struct store *store);

/* Take a doc out, by its key; false in `found` when there is none. */
bool store_remove(struct store *store, str key, bool *found, struct err *err);

/*
 * Hashes of the files read so far, as they were when this was made; safe to
 * ask from any thread.
 */
struct known;
struct known *store_known(struct store *store, struct err *err);
bool known_has(const struct known *known, const char *sha256);
void known_free(struct known *known);

#endif
