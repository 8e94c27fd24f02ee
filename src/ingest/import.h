/*
 * Bibliographic records into the store: what one feed holds, record by
 * record, from where an earlier import of it stopped.
 */
#ifndef STET_INGEST_IMPORT_H
#define STET_INGEST_IMPORT_H

#include "base/feed.h"
#include "meta/meta.h"
#include "store/meta.h"

struct import_sum {
    uint64_t inputs, known;    /* files and entries; done before, left alone */
    uint64_t records, skipped; /* read; read before a stop */
    uint64_t added, changed, notices, merged;
    uint64_t bad, odd, contested, failed; /* failed: inputs */
};

struct import {
    struct store *store; /* null: nothing is kept */
    enum meta_format format;
    bool again; /* inputs that were done before, too */
    void *user;

    /* A line for people: a record or an input and what is wrong. */
    void (*tell)(str line, void *user);
    /* What a work is kept under; may be null. */
    void (*keys)(const struct work *work, work_keys *keys, struct arena *arena);
    /* Each record read, if somebody wants to see it; may be null. */
    void (*show)(const struct work *work, void *user);
    /* After each record, for a progress line; may be null. */
    void (*tick)(const struct import_sum *sum, void *user);

    struct import_sum sum;
};

/* Of one kind of trouble in one input so many are told, the rest counted. */
#define IMPORT_TOLD 20u

/* False, with `err` set, when the store can't go on, and when stopped. */
bool import_feed(struct import *import, struct feed *feed, str name,
                 const char *hash, struct err *err);

#endif
