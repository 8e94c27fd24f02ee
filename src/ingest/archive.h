/*
 * Archives and compressed files: tar, zip, gzip, zstd, told apart by their
 * first bytes.  The only place that knows libarchive.
 *
 * Nothing is ever written to disk: an entry's name is only a name.  Reading
 * is one pass with one entry in memory.  An entry that can't be read is an
 * INPUT_TROUBLE and the rest goes on, as far as the archive lets us.
 */
#ifndef STET_INGEST_ARCHIVE_H
#define STET_INGEST_ARCHIVE_H

#include "ingest/input.h"

/*
 * An archive that unpacks to more than this many times its size is a bomb:
 * articles reach 20, gzip's best is 1,030.  Small ones may do as they like.
 */
#define ARCHIVE_RATIO_MAX  200u
#define ARCHIVE_RATIO_FREE ((uint64_t)256 << 20)

/*
 * Hand on the articles of what `fd` reads: the entries of an archive, or the
 * one file that it is, perhaps compressed.  `name` is printable.  Entries that
 * aren't for us are counted in `others`.  False when `take` wants no more.
 */
bool archive_each(int fd, str name, input_taker *take, void *user,
                  uint64_t *others);

/* One compressed file; at most DOC_MAX bytes of it, appended to `out`. */
bool archive_unpack(str packed, struct buf *out, struct err *err);

#endif
