/*
 * What the command line names, as a stream of inputs: files, folders, archives
 * and standard input.
 *
 * Folders are read through, in the order of the names, so that the same
 * folder is always the same stream.  In them we take files by their ending
 * and count the others; a symbolic link that looks like ours is an
 * INPUT_TROUBLE, since it may lead anywhere or in a circle.  What the command
 * line names itself is always tried, links too.
 */
#ifndef STET_INGEST_SOURCE_H
#define STET_INGEST_SOURCE_H

#include "base/vec.h"
#include "ingest/input.h"

/* "-" is standard input.  False when `take` wanted no more. */
bool source_each(strs paths, input_taker *take, void *user, uint64_t *others);

/*
 * How many inputs that will be, for a progress line: names are listed, no
 * file is opened.  0 when only reading can tell (archives, standard input).
 */
uint64_t source_count(strs paths);

#endif
