/*
 * A doc as JSON Lines: one "doc" record, its "ref" records, its "citation"
 * records, in document order.  The contract is docs/DATA.md: unknown values
 * are absent, offsets count code points, the same doc is the same bytes.
 */
#ifndef STET_DOC_RECORD_H
#define STET_DOC_RECORD_H

#include "base/lines.h"
#include "doc/doc.h"

/* Needs all stages up to resolve; labels are written if there are any. */
void record_write(const struct doc *doc, struct buf *out);

/* The same without the citations. */
void record_write_head(const struct doc *doc, struct buf *out);

/* A longer line is no record. */
#define RECORD_MAX DOC_MAX

/*
 * The next doc with its refs and citations, made in `arena`; null at the end
 * of the file, and null with `err` set, the line's number in it, when a line
 * is no record, is out of place, or fewer refs or citations follow than the
 * doc says.  Only this doc is in memory.
 *
 * The doc has the tables that records tell of: writing it gives the same
 * lines.  Its blocks and sentences keep their numbers; those that no citation
 * shows are empty.
 */
struct doc *record_read(struct lines *lines, struct arena *arena,
                        struct err *err);

#endif
