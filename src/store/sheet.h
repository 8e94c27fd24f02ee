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
    int64_t doc;      /* that cites */
    uint32_t ref;     /* row of the ref in it … */
    uint32_t mention; /* … and which of the counted mentions, from 0 */
    int64_t work;     /* of a doc's sheet: the work cited; else 0 */
    uint16_t year;    /* of the work that cites (is cited), 0: unknown */
    uint8_t stance, section, evidence, intent, percent;
    uint8_t code; /* CODES when unclassified */
    bool self, corrected;
    bool notice; /* about the citing work there is one */
};

struct sheet {
    struct sheet_row *at; /* in the order of docs, refs and mentions */
    uint32_t n;
};

typedef vec_of(int64_t) id_list;

/* Docs whose works have a notice, in order: for sheet_of_work. */
bool noticed_docs(struct store *store, struct arena *arena, id_list *docs,
                  struct err *err);

/* All citations of a work. */
bool sheet_of_work(struct store *store, int64_t work, const id_list *noticed,
                   struct arena *arena, struct sheet *sheet, struct err *err);

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
bool sheet_show(struct store *store, const struct sheet_row *const *row,
                uint32_t n, struct arena *arena, sheet_shown *shown,
                struct err *err);

/* A single one by citation.id; `found` false when there is none. */
bool sheet_show_id(struct store *store, int64_t id, struct arena *arena,
                   struct sheet_shown *shown, bool *found, struct err *err);

/* Works that cite a work, also those that only list it; in order of ids. */
typedef id_list work_list;
bool citing_works(struct store *store, int64_t work, int64_t after,
                  uint32_t limit, struct arena *arena, work_list *works,
                  struct err *err);

/* Works that the full text of a work lists, in the order of the list. */
bool cited_works(struct store *store, int64_t doc, struct arena *arena,
                 work_list *works, struct err *err);

/* The work that a doc is the text of; 0 when there is no such doc. */
bool doc_work(struct store *store, int64_t doc, int64_t *work, struct err *err);

/* The key of a work by its id; empty when there is none. */
bool work_key_of(struct store *store, int64_t work, struct arena *arena,
                 str *key, struct err *err);

#endif
