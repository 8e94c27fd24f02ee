/*
 * Workers read inputs side by side; what they make of them is taken on the
 * caller's thread, in the order of the inputs, however many workers there are.
 *
 * One thread lists the inputs, N read them, the caller's takes what was made.
 * They share nothing but queues: of the jobs to do, of the same jobs in order,
 * and each job's own of what came of it.  All are bounded, so that memory
 * doesn't grow with the number of inputs, nor with the articles in one.
 *
 *     sources ─ todo ─> workers ─ job->results ┐
 *         └──── order ─────────────────────────┴─> taker
 */
#ifndef STET_INGEST_WORKERS_H
#define STET_INGEST_WORKERS_H

#include "base/err.h"
#include "doc/doc.h"

/* More than this is a typing error. */
#define WORKERS_MAX 256u

/* What came of it all; good while it goes on, too. */
struct work_sum {
    uint64_t inputs; /* done, one way or another */
    uint64_t articles;
    uint64_t known;  /* inputs read before and left alone */
    uint64_t failed; /* inputs, each told in a line of its own */
    uint64_t others; /* files of other kinds, not read; counted at the end */
    bool stopped;    /* by a signal, with inputs left */
};

struct workload {
    strs paths;
    unsigned workers; /* 1 … WORKERS_MAX */
    void *user;       /* of every function here */

    /* On a worker; was a file of this hash read before?  Null: none was. */
    bool (*known)(unsigned worker, const char *sha256, void *user);

    /* On a worker: make what `take` wants of a doc fresh from `read`. */
    void *(*make)(struct doc *doc, void *user);

    /* Its owner now is `take`; false, with `err` set, ends the work. */
    bool (*take)(void *made, void *user, struct err *err);
    void (*drop)(void *made); /* what won't be taken */

    /* After each input, for a progress line; may be null. */
    void (*tick)(const struct work_sum *sum, void *user);
};

/*
 * Do it.  A signal (ingest/stop.h) ends it after the inputs in hand, giants
 * excepted, which are left.  False only when `take` failed.
 */
bool work_run(const struct workload *work, struct work_sum *sum,
              struct err *err);

#endif
