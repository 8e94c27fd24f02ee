/*
 * Other people's bibliographic records, as works: one after the other, from a
 * feed of any length, in the memory of one record.
 *
 * A record that can't be read is told and passed over; of one that is odd in
 * places (a year of 20233, a title that is a number) the rest is taken, and
 * the oddities are told, too.  Which format it is shows in its first bytes.
 *
 * What each format gives is pinned down in tests/formats/.
 */
#ifndef STET_META_META_H
#define STET_META_META_H

#include "base/feed.h"
#include "doc/work.h"

enum meta_format {
    META_UNKNOWN, /* to be told by its first bytes */
    META_CROSSREF,
    META_OPENALEX,
    META_PUBMED,
    META_DOAJ,
    META_CROSSMARK,
    META_RETRACTION_WATCH,
    META_CSL,
    META_BIBTEX,
    META_RIS,
    META_NBIB,
    META_CSV,
    META_FORMATS
};
/* "unknown", "crossref", "openalex" …: as in --format. */
extern const char *const meta_format_name[META_FORMATS];

/* Of a work with more authors the rest is left out; ATLAS and CMS together
 * were 5,154. */
#define META_AUTHORS_MAX 8192u
/* No title, name or journal is longer, in bytes; one that is is no title. */
#define META_TEXT_MAX ((size_t)8 << 10)
/* A longer line, field or entry of the formats made of lines is cut. */
#define META_LINE_MAX ((size_t)4 << 20)

struct meta_reader;

/*
 * Null with `err` set when nobody knows the format.  The feed is lent, and
 * must be at its beginning.
 */
struct meta_reader *meta_open(struct feed *feed, enum meta_format format,
                              struct err *err);
void meta_close(struct meta_reader **reader);
#define SCOPED_META __attribute__((cleanup(meta_close))) struct meta_reader

enum meta_format meta_format(const struct meta_reader *reader);

enum meta_got {
    META_WORK,   /* `odd` holds what was left out, in words, or is empty */
    META_BAD,    /* this record isn't read, `err` says why; go on */
    META_BROKEN, /* nor can anything after it */
    META_END
};

/*
 * The next record, made in `arena`.  `name` is what to call it: "record 12
 * (doi:10.1/x)".
 */
enum meta_got meta_read(struct meta_reader *reader, struct arena *arena,
                        struct work *work, str *name, str *odd,
                        struct err *err);

/*
 * The name of a work that has no identifier, the same for the same words:
 * "ref:…" as resolve_doc makes it of a printed reference.  Empty when it says
 * too little to be told from others.
 */
str meta_key(const struct work *work, struct arena *arena);

#endif
