/*
 * The works of a store, for whoever matches (resolve/works.h).
 */
#ifndef STET_INGEST_WORKS_STORE_H
#define STET_INGEST_WORKS_STORE_H

#include "base/err.h"
#include "resolve/works.h"
#include "store/meta.h"

struct works_store {
    struct store *store;
    struct err err; /* the first trouble met; asked for afterwards */
    struct arena scratch;
};

#define SCOPED_WORKS_STORE                                                     \
    __attribute__((cleanup(works_store_close))) struct works_store

void works_store_close(struct works_store *keeper);

/* A store that is only read is held until the keeper is closed. */
struct works works_store_plug(struct works_store *keeper);

/* The keys a work is kept under in the store: those of resolve/match_keys.h. */
void works_store_keys(const struct work *work, work_keys *keys,
                      struct arena *arena);

/* An article made ready for the store, with the keys of its own work. */
struct packed *works_store_pack(const struct doc *doc);

#endif
