/*
 * A doc as JSON Lines: one "doc" record, its "ref" records, its "citation"
 * records, in document order.  The contract is docs/DATA.md: unknown values
 * are absent, offsets count code points, the same doc is the same bytes.
 */
#ifndef STET_DOC_RECORD_H
#define STET_DOC_RECORD_H

#include "base/err.h"
#include "doc/doc.h"

/* Needs all stages up to resolve; labels are written if there are any. */
void record_write(const struct doc *doc, struct buf *out);

/* The same without the citations. */
void record_write_head(const struct doc *doc, struct buf *out);

/* Lines of records, read one by one; the whole file stays in memory. */
struct record_file {
    str rest;
    uint32_t line; /* of the next one, from 1 */
};

/*
 * The next doc with its refs and citations, made in `arena`; null at the end
 * of the file, and null with `err` set when a line is no record, is out of
 * place, or fewer refs or citations follow than the doc says.
 */
struct doc *record_read(struct record_file *file, struct arena *arena,
                        struct err *err);

#endif
