/*
 * What is filtered, counted and ranked by, of everything that is indexed, as
 * arrays in memory: some 20 bytes a citation and 24 a work.
 *
 * They are read from the store in one go and never changed.  Works come in
 * arrays of their own, read only when a search needs them.  search/share.h
 * has the threads of a process share them.
 */
#ifndef STET_SEARCH_COLUMNS_H
#define STET_SEARCH_COLUMNS_H

#include "search/packed.h"
#include "store/store.h"

/* A passage that is no more, or never was. */
#define NO_DOC UINT32_MAX

/* A citing article. */
struct column_doc {
    int64_t id;
    uint32_t work;
    uint32_t journal; /* in search_journal, 0 for none */
    uint16_t year;
    uint8_t type;    /* in `types` */
    uint8_t notices; /* a bit a kind */
};

struct columns {
    /* [passages + 1], by row of search_text */
    uint32_t *doc;   /* in `docs`, or NO_DOC */
    uint32_t *trait; /* its first in `traits`; the next one's ends them */
    uint8_t *words;
    uint32_t passages;

    struct trait *traits; /* [citations] */
    uint32_t citations;

    struct column_doc *docs;
    uint32_t n_docs;
    uint32_t indexed; /* docs of which nothing has changed since */
    strs types;
    uint32_t living; /* passages */
    double mean;     /* words of one */
    int64_t changed; /* search_state's when they were read */
    struct arena arena;
};

/* A work that is indexed. */
struct column_work {
    uint32_t journal;
    uint16_t year;
    uint8_t notices;
    bool is_doc; /* the store has its full text */
    uint8_t type;
    uint32_t cited[CODES + 1]; /* citations of it, by code */
};

struct work_columns {
    struct column_work *work; /* [works + 1], by the store's id */
    uint32_t works;
    uint32_t *of_head; /* [heads + 1]: the work of a row of search_head, or 0 */
    uint8_t *words;    /* [heads + 1] */
    uint32_t heads;
    uint32_t living;
    double mean;
    int64_t changed;
};

/* Citations of a work by stance, in the strict view or the broad one. */
void work_stances(const struct column_work *work, bool broad,
                  uint64_t stance[STANCES]);

/* As the store has it now; null with `err` set on failure. */
struct columns *columns_load(struct store *store, struct err *err);
void columns_free(struct columns *columns);

struct work_columns *work_columns_load(struct store *store,
                                       const struct columns *columns,
                                       struct err *err);
void work_columns_free(struct work_columns *columns);

#endif
