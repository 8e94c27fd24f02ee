/*
 * A sheet: all citations of a work, or all that a doc makes, in memory, a
 * small row each with what can be asked of it.
 *
 * Filters, orders, counts and pages are made from the sheet; only what is
 * shown in the end is read in full (sheet_show).  So a page of a work with ten
 * thousand citations costs one walk over an index, and whoever counts and
 * whoever lists can't differ.  As in rows.h, what a translation says once more
 * isn't there, and stance is that of the newest model.
 */
#ifndef STET_STORE_SHEET_H
#define STET_STORE_SHEET_H

#include "store/rows.h"

struct sheet_row {
    int64_t id;    /* citation.id: for ever the same while the doc is there */
    int64_t doc;   /* that cites */
    int64_t work;  /* of that doc; of a doc's sheet: the work cited */
    uint16_t year; /* of that work, 0: unknown */
    uint8_t stance, section, evidence, intent;
    uint8_t notice; /* kind + 1 of the gravest about the citing work; 0: none */
    bool self;
    uint16_t p[STANCES]; /* thousandths */
};

struct sheet {
    struct sheet_row *at; /* in the order of ids: docs stand together */
    uint32_t n;
};

/* All citations of a work. */
bool sheet_of_work(struct store *store, int64_t work, struct arena *arena,
                   struct sheet *sheet, struct err *err);

/* All citations that a doc makes of works; `year` is that of the work cited. */
bool sheet_of_doc(struct store *store, int64_t doc, struct arena *arena,
                  struct sheet *sheet, struct err *err);

/* The citation of this id ("B12/2") in a doc; 0 when there is none. */
bool sheet_find(struct store *store, int64_t doc, str citation, int64_t *id,
                struct err *err);

/* What the rows of a page show, in full. */
struct sheet_shown {
    struct citation_row row;
    int64_t id;
    str ref;          /* key of the ref: "B12" */
    uint32_t ref_n;   /* its place in the list, from 0 */
    uint32_t mention; /* the n-th of it */
    str work;         /* key of the work cited */
    int64_t citing;   /* the work that cites */
};
typedef vec_of(struct sheet_shown) sheet_shown;

/* In the order given; docs that stand together are unpacked once. */
bool sheet_show(struct store *store, const int64_t *id, uint32_t n,
                struct arena *arena, sheet_shown *shown, struct err *err);

/* Works that cite a work, also those that only list it; in order of ids. */
typedef vec_of(int64_t) work_list;
bool citing_works(struct store *store, int64_t work, int64_t after,
                  uint32_t limit, struct arena *arena, work_list *works,
                  struct err *err);

/* Works that the full text of a work lists, in the order of the list. */
bool cited_works(struct store *store, int64_t doc, struct arena *arena,
                 work_list *works, struct err *err);

/* The key of a work by its id; empty when there is none. */
bool work_key_of(struct store *store, int64_t work, struct arena *arena,
                 str *key, struct err *err);

#endif
