/* For tests of serve/: a store made of examples/, and requests as text. */
#ifndef STET_TESTS_SITE_H
#define STET_TESTS_SITE_H

#include "serve/metrics.h"

struct site_test {
    struct arena arena;
    struct metrics metrics;
    struct conf conf;
    struct site *site;
    struct reply reply;
    char folder[32];
};

void site_test_open(struct site_test *test, void (*fill)(struct store *store));
void site_test_close(struct site_test *test);

/* "GET /x" or a whole request; the reply is in test->reply. */
uint32_t ask(struct site_test *test, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
