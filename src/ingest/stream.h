/*
 * What the command line names, as feeds: files of any size, compressed or not,
 * entries of archives, standard input; folders in the order of their names.
 *
 * Unlike an input (ingest/input.h) a feed needn't fit in memory.  What can't
 * be opened is a feed that ends at once with an err, so that it is told in its
 * place.  The guards of ingest/archive.h against bombs hold.
 */
#ifndef STET_INGEST_STREAM_H
#define STET_INGEST_STREAM_H

#include "base/feed.h"
#include "base/vec.h"
#include "ingest/hash.h"

/*
 * Takes a feed.  `name` is for people; `hash` is that of the file, or of its
 * hash and the entry's name, and empty when it can't be had (standard input).
 * False: no more, please.
 */
typedef bool stream_taker(struct feed *feed, str name, const char *hash,
                          void *user);

/* False when `take` wanted no more. */
bool stream_each(strs paths, stream_taker *take, void *user);

#endif
