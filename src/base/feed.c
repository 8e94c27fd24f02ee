#include "base/feed.h"

/* What is asked for at once: enough that asking costs nothing. */
#define PIECE ((size_t)256 << 10)

struct feed feed_of(str text)
{
    return (struct feed){
        .at = text.ptr, .end = text.ptr + text.len, .from = text.ptr};
}

void feed_close(struct feed *feed)
{
    buf_close(&feed->memory);
    feed->at = feed->end = feed->from = NULL;
    feed->ended = true;
}

/* Move what is unread to the front, and say where more can go. */
static char *make_room(struct feed *feed)
{
    struct buf *memory = &feed->memory;
    size_t unread = (size_t)(feed->end - feed->at);
    if (memory->len > unread && unread)
        memmove(memory->ptr, feed->at, unread);
    feed->passed += memory->len - unread;
    memory->len = unread;
    char *room = buf_room(memory, PIECE);
    feed->at = feed->from = memory->ptr;
    feed->end = memory->ptr + memory->len;
    return room;
}

bool feed_more(struct feed *feed)
{
    size_t got = 0;
    if (feed->ended || feed->more == NULL)
        return false;
    char *room = make_room(feed);
    if (!feed->more(feed->user, room, PIECE, &got, &feed->err) || got == 0) {
        feed->ended = true;
        return false;
    }
    feed->memory.len += got;
    feed->end += got;
    return true;
}

bool feed_least(struct feed *feed, size_t n)
{
    while ((size_t)(feed->end - feed->at) < n)
        if (!feed_more(feed))
            return false;
    return true;
}

/* Where the line ends, looking from byte `from` on; STR_NONE: not in memory. */
static size_t line_end(const struct feed *feed, size_t from)
{
    str unread = feed_str(feed);
    for (size_t i = from; i < unread.len; i++)
        if (unread.ptr[i] == '\n' || unread.ptr[i] == '\r')
            return i;
    return STR_NONE;
}

/* To the beginning of the next line, whatever is left of this one. */
static void pass_line(struct feed *feed)
{
    while (line_end(feed, 0) == STR_NONE) {
        feed->at = feed->end;
        if (!feed_more(feed))
            return;
    }
    feed->at += line_end(feed, 0);
    bool two = *feed->at == '\r' && feed_least(feed, 2) && feed->at[1] == '\n';
    feed->at += two ? 2 : 1;
}

bool feed_line(struct feed *feed, size_t limit, str *line, bool *cut)
{
    size_t looked = 0, end;
    if (feed->in_line)
        pass_line(feed);
    feed->in_line = false;
    while ((end = line_end(feed, looked)) == STR_NONE) {
        looked = (size_t)(feed->end - feed->at);
        if (looked > limit || !feed_more(feed))
            break;
    }
    str unread = feed_str(feed);
    if (unread.len == 0)
        return false;
    size_t len = end == STR_NONE ? unread.len : end;
    *cut = len > limit;
    *line = str_first(unread, *cut ? limit : len);
    feed->at += line->len;
    feed->in_line = true;
    return true;
}
