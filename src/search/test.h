/*
 * What a citation, or a work, must be besides having the words: a small tree
 * over the columns, asked of each match.
 */
#ifndef STET_SEARCH_TEST_H
#define STET_SEARCH_TEST_H

#include "search/columns.h"

enum test_kind {
    TEST_AND, /* all children */
    TEST_OR,
    TEST_NOT,
    TEST_NEVER,
    TEST_TRAIT,   /* stance, section, self: those of `allowed` */
    TEST_CODES,   /* of works: has citations of one of the set */
    TEST_YEARS,   /* from … to */
    TEST_NOTICES, /* one of the set */
    TEST_TYPES,   /* those of `allowed` */
    TEST_JOURNAL, /* `id` */
    TEST_CITING,  /* the citing work is `id` */
    TEST_CITED,   /* the cited work is `id` */
    TEST_WORK,    /* the work is `id` */
    TEST_TEXTS,   /* the passage is in `bits` */
    TEST_WORKS    /* the citing work, or the work, is in `bits` */
};

struct test {
    enum test_kind kind;
    struct test *child, *next;
    uint32_t from, to, set, id;
    bool *allowed; /* [256] */
    uint8_t *bits; /* [size / 8 + 1] */
    uint32_t size;
};

/* A null test lets everything through. */
bool test_citation(const struct test *test, const struct columns *columns,
                   uint32_t passage, const struct trait *trait);
bool test_work(const struct test *test, const struct work_columns *columns,
               uint32_t work);

#endif
