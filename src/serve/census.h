/*
 * A census: how many of the citations of a sheet are of which kind.
 *
 * Whatever a page counts is counted here, from the rows it also lists.
 */
#ifndef STET_SERVE_CENSUS_H
#define STET_SERVE_CENSUS_H

#include "store/sheet.h"

struct census_year {
    uint16_t year; /* 0, the first if it is there: unknown */
    uint32_t n[STANCES];
};

struct census {
    uint32_t total, self;
    uint32_t works;   /* that cite (or that are cited, of a doc's sheet) */
    uint32_t noticed; /* citations by works that have a notice */
    uint32_t n[STANCES];
    uint64_t code[CODES + 1]; /* the last: unclassified */
    uint32_t section[SECTIONS][STANCES];
    vec_of(struct census_year) year; /* in order, those with citations */
};

struct census census_of(const struct sheet *sheet, struct arena *arena);

#endif
