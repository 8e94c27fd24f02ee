/*
 * Labels of what is in the store already: what they are made from, and new
 * ones beside the old.
 *
 * Labels are kept by model: those of an older one stay, the newest are shown.
 */
#ifndef STET_STORE_LABELS_H
#define STET_STORE_LABELS_H

#include "store/rows.h"

/* What a label is made from, and the one there is. */
struct label_source {
    int64_t citation; /* its row */
    struct citation_row row;
    strs heading; /* the path, outermost first */
    bool marked;  /* row.marker stands in the sentence */
    str cited_title;
    uint32_t cited_year;
};
typedef vec_of(struct label_source) label_sources;

/* All citations of a doc, in their order; made in `arena`. */
bool doc_label_sources(struct store *store, int64_t doc, struct arena *arena,
                       label_sources *out, struct err *err);

/* Docs whose citations have no labels of this model yet. */
bool labels_missing(struct store *store, str model, struct arena *arena,
                    doc_ids *docs, struct err *err);

/*
 * The newest model whose labels stand before those of this one; empty when
 * there is none.
 */
bool labels_newer(struct store *store, str model, struct arena *arena,
                  str *newer, struct err *err);

/* Put the labels of a doc, all of one model; committed with others. */
bool labels_put(struct store *store, str model, const label_sources *sources,
                const struct label *label, struct err *err);

/*
 * From what to what: citations by the stance of the newest other model (by row)
 * and of this one, strict.
 */
bool labels_compare(struct store *store, str model,
                    uint64_t table[STANCES][STANCES], struct err *err);

#endif
