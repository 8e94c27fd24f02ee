/*
 * What all threads count together, and how Prometheus is told
 * (text format 0.0.4).
 */
#ifndef STET_SERVE_METRICS_H
#define STET_SERVE_METRICS_H

#include <stdatomic.h>

#include "serve/call.h"
#include "serve/rate.h"

/* Upper ends of the buckets of times, in microseconds; the last is open. */
#define BUCKETS 12

/* Status classes: 1xx … 5xx. */
#define CLASSES 5

struct metrics {
    atomic_uint_fast64_t *answered; /* [routes + 1][CLASSES]; last: no route */
    atomic_uint_fast64_t bucket[BUCKETS];
    atomic_uint_fast64_t time; /* of all, in microseconds */
    atomic_uint_fast64_t connections, refused;
    uint64_t begun; /* Unix time */
    struct rate rate;
};

void metrics_open(struct metrics *metrics);
void metrics_close(struct metrics *metrics);

/* Nanoseconds of a clock that only goes forward. */
uint64_t metrics_now(void);

/* A reply and the nanoseconds that it took. */
void metrics_count(struct metrics *metrics, const struct route *route,
                   uint32_t status, uint64_t took);

#endif
