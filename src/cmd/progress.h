/* The progress line of long work, and its rate. */
#ifndef STET_CMD_PROGRESS_H
#define STET_CMD_PROGRESS_H

#include "ingest/workers.h"

struct progress {
    double begun, shown; /* seconds of a steady clock */
    uint64_t of;         /* inputs there will be, 0: nobody knows */
};

struct progress progress_begin(uint64_t of);
double progress_seconds(const struct progress *progress);

/* "1,204 of 5,000 files  312/s  0:12 left  2 failed", a few times a second. */
void progress_show(struct progress *progress, const struct work_sum *sum);

/* 1234567 → "1,234,567", in one of eight buffers used in turn. */
const char *with_commas(uint64_t value);

#endif
