/*
 * How far a share may be off: Wilson's score interval at 95 % (Wilson 1927,
 * formula 3 with z = 1.96).  It stays within 0 … 1, keeps its level for small
 * numbers, where most works are, and needs no prior (docs/decisions/0033).
 */
#ifndef STET_SERVE_INTERVAL_H
#define STET_SERVE_INTERVAL_H

#include <stdint.h>

struct interval {
    double low, high;
};

/* Of `part` in `all`; 0 … 1 when `all` is 0. */
struct interval interval_of(uint64_t part, uint64_t all);

#endif
