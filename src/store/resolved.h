/*
 * What references without an identifier were taken for: each link is kept
 * with what it was before, the fields it rests on and how likely it is, and
 * can be taken back.
 */
#ifndef STET_STORE_RESOLVED_H
#define STET_STORE_RESOLVED_H

#include "store/rows.h"

/* A ref that nothing but its own words names ("ref:…"). */
struct unnamed_ref {
    uint32_t n; /* its row in the doc */
    int64_t work;
    str key;
};
typedef vec_of(struct unnamed_ref) unnamed_refs;

/* Those of a doc, in order, without those whose link was taken back. */
bool refs_unnamed(struct store *store, int64_t doc, struct arena *arena,
                  unnamed_refs *refs, struct err *err);

/* A ref is `work` from now on. */
struct resolved_link {
    int64_t doc, work;
    uint32_t ref;
    str before; /* the key it had */
    str rule;   /* "title+author+year" */
    float score;
};
bool resolved_put(struct store *store, const struct resolved_link *link,
                  struct err *err);

/* All refs of a work become another's, each logged as above. */
bool resolved_move(struct store *store, str from, int64_t to, str rule,
                   float score, uint64_t *moved, struct err *err);

/*
 * Take back the links of a doc, or all (0): the refs are what they printed,
 * and stay so.
 */
bool resolved_undo(struct store *store, int64_t doc, uint64_t *undone,
                   struct err *err);

/*
 * The lines of a doc's records with what its refs were taken for: "work",
 * "resolved_by" and "score".
 */
bool resolved_patch(struct store *store, int64_t doc, struct arena *arena,
                    str *records, struct err *err);

/* ---- what has been looked at --------------------------------------------- */

/* A number that changes when more is known of works. */
bool works_horizon(struct store *store, int64_t *horizon, struct err *err);

/*
 * Docs that weren't looked at with this horizon, in the order of their keys;
 * with horizon -1 those that were never told of at all.
 */
bool resolved_missing(struct store *store, int64_t horizon, struct arena *arena,
                      doc_ids *docs, struct err *err);
bool resolved_done(struct store *store, int64_t doc, int64_t horizon,
                   struct err *err);

#endif
