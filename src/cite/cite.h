/*
 * Where a paper cites, and which of its refs: reads what `read` filled and
 * fills doc->sentence, doc->marker and doc->citation.
 *
 * Both functions are total: they can't fail, whatever the doc; what is odd
 * becomes a note.
 */
#ifndef STET_CITE_CITE_H
#define STET_CITE_CITE_H

#include "doc/doc.h"

/* Fill doc->sentence and each block's rows of it. */
void cite_sentences(struct doc *doc);

/*
 * Find the markers and link them: every link of the file, the members of
 * ranges, and untagged markers where only one reading is possible.
 * Needs the sentences.
 */
void cite_find(struct doc *doc);

#endif
