#include "serve/rate.h"

#include <stdlib.h>

#include "base/arena.h"

/* What is in it is counted in nanoseconds of filling. */
struct rate_bucket {
    uint64_t filled, at;
};

void rate_open(struct rate *rate)
{
    pthread_mutex_init(&rate->lock, NULL);
    rate->bucket = mem_alloc(RATE_BUCKETS * sizeof(struct rate_bucket));
    memset(rate->bucket, 0, RATE_BUCKETS * sizeof(struct rate_bucket));
}

void rate_close(struct rate *rate)
{
    pthread_mutex_destroy(&rate->lock);
    free(rate->bucket);
    rate->bucket = NULL;
}

bool rate_take(struct rate *rate, str address, uint32_t a_second, uint64_t now,
               uint32_t *left)
{
    const uint64_t holds = 2000000000u, one = 1000000000u / a_second;
    struct rate_bucket *bucket =
        &rate->bucket[str_hash(address) % RATE_BUCKETS];
    pthread_mutex_lock(&rate->lock);
    uint64_t since = bucket->at ? now - bucket->at : holds;
    bucket->filled += since;
    if (bucket->filled > holds)
        bucket->filled = holds;
    bucket->at = now;
    bool enough = bucket->filled >= one;
    if (enough)
        bucket->filled -= one;
    *left = (uint32_t)(bucket->filled / (one ? one : 1));
    pthread_mutex_unlock(&rate->lock);
    return enough;
}
