/*
 * Bytes become docs: the one stage besides `store` that can fail.
 *
 * A file holds one article or, inside a wrapper (OAI-PMH, pmc-articleset),
 * several.  What kind of file it is, its first bytes say, not its name.
 */
#ifndef STET_READ_READ_H
#define STET_READ_READ_H

#include "base/err.h"
#include "doc/doc.h"

/*
 * Takes one article, with the tables filled that `read` fills (doc/doc.h).
 * The doc and all it holds is gone when this returns.  False, with `err` set,
 * stops the reading.
 */
typedef bool read_taker(struct doc *doc, void *user, struct err *err);

/*
 * Read every article in `bytes` and hand them to `take` in the order of the
 * file.  `source` is a name for people; the second article of "a.xml" is
 * "a.xml#2".  `arena` is scratch, rewound between the articles.
 *
 * False when the file can't be read to its end, with the reason and the line
 * in `err`: not XML, cut off, no article in it, too large (DOC_MAX), too deep.
 * Articles of a wrapper that were complete before that have been taken; an
 * article that wasn't never is.
 */
bool read_docs(str bytes, str source, struct arena *arena, read_taker *take,
               void *user, struct err *err);

#endif
