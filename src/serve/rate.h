/*
 * How fast one address may ask: a bucket each that fills at so many requests
 * a second and holds two seconds' worth.  Addresses share a bucket by chance;
 * there are enough of them.
 */
#ifndef STET_SERVE_RATE_H
#define STET_SERVE_RATE_H

#include <pthread.h>

#include "base/str.h"

#define RATE_BUCKETS 8192u

struct rate {
    pthread_mutex_t lock;
    struct rate_bucket *bucket;
};

void rate_open(struct rate *rate);
void rate_close(struct rate *rate);

/*
 * Take one from the bucket of an address at a time in nanoseconds; false when
 * it is empty.  `left` says how many are in it then.
 */
bool rate_take(struct rate *rate, str address, uint32_t a_second, uint64_t now,
               uint32_t *left);

#endif
