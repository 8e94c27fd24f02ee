/*
 * The words that spoke for a label, found again.
 *
 * The store keeps labels, not their reasons: the model in the program gives
 * them anew from the same text.  Where it no longer says what the label says
 * (another model made it, somebody corrected it) there are none to show.
 */
#ifndef STET_INGEST_REASONS_H
#define STET_INGEST_REASONS_H

#include "store/rows.h"

struct reasons;

/* In `arena`, with the model that comes with the program. */
struct reasons *reasons_open(struct arena *arena);

/*
 * Bytes of row->sentence that spoke for the label, in order, none of them
 * over another; made in `arena`.
 */
spans reasons_of(const struct reasons *reasons, const struct citation_row *row,
                 str cited_title, uint32_t cited_year, struct arena *arena);

#endif
