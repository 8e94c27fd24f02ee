/*
 * A feed is bytes that come piece by piece: a file, an entry of an archive, a
 * text in memory.  What hasn't been used yet stands between `at` and `end`;
 * whoever uses some moves `at`.  Asking for more may move them all.
 */
#ifndef STET_BASE_FEED_H
#define STET_BASE_FEED_H

#include "base/buf.h"
#include "base/err.h"

struct feed {
    const char *at, *end;
    const char *from; /* of what is in memory, used or not */

    /*
     * Put at most `size` bytes at `room`, say how many in `got`, 0 at the
     * end.  Null: `at` … `end` is all there is.
     */
    bool (*more)(void *user, char *room, size_t size, size_t *got,
                 struct err *err);
    void *user;

    struct err err; /* why it ended early, if it did */
    bool ended;
    bool in_line; /* what is left of the line given last is to be passed over */
    uint64_t passed; /* bytes before those in memory */
    struct buf memory;
};

#define SCOPED_FEED __attribute__((cleanup(feed_close))) struct feed

/* All of a text; it must stay where it is. */
struct feed feed_of(str text);
void feed_close(struct feed *feed);

/*
 * Have more unread bytes in memory than now; false when there are no more.
 * What stands before `at` is gone.
 */
bool feed_more(struct feed *feed);

/* Have at least `n` unread bytes, if that many are left. */
bool feed_least(struct feed *feed, size_t n);

/* What hasn't been used, as far as it is in memory. */
static inline str feed_str(const struct feed *feed)
{
    return (str){feed->at, (size_t)(feed->end - feed->at)};
}

/* How many bytes have been used. */
static inline uint64_t feed_where(const struct feed *feed)
{
    return feed->passed + (uint64_t)(feed->at - feed->from);
}

/*
 * The next line without its end ("\n", "\r\n" or "\r"), good until the feed is
 * asked for anything else; the last needs no end.  Of a line longer than
 * `limit` only so much is given, the rest passed over, and `cut` set.  False
 * at the end.
 */
bool feed_line(struct feed *feed, size_t limit, str *line, bool *cut);

#endif
