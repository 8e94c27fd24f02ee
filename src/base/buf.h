/*
 * A buf is text being built; what goes in is escaped by the verb that puts it
 * there.
 *
 * It owns its memory (SCOPED_BUF gives it back) and grows as needed.
 * `buf_str` lends what stands in it, good until the next change.
 */
#ifndef STET_BASE_BUF_H
#define STET_BASE_BUF_H

#include "base/arena.h"

/* All zero is an empty one. */
struct buf {
    char *ptr;
    size_t len;
    size_t cap;
};

#define SCOPED_BUF __attribute__((cleanup(buf_close))) struct buf

void buf_close(struct buf *buf);

static inline str buf_str(const struct buf *buf)
{
    return (str){buf->ptr, buf->len};
}

static inline void buf_clear(struct buf *buf)
{
    buf->len = 0;
}

/* Room for `more` bytes; they are then at ptr + len, to be counted by you. */
char *buf_room(struct buf *buf, size_t more);

void buf_add(struct buf *buf, str s);
void buf_char(struct buf *buf, char c);
void buf_uint(struct buf *buf, uint64_t value);
void buf_format(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A code point as UTF-8; what is none (surrogates, > 10FFFF) as U+FFFD. */
void buf_utf8(struct buf *buf, uint32_t code_point);

/*
 * The inside of a JSON string (RFC 8259, 7).  Bytes that aren't UTF-8 become
 * U+FFFD, so that what we write can always be read.
 */
void buf_json(struct buf *buf, str s);

/* Text of HTML or XML, also between quotes of either kind. */
void buf_html(struct buf *buf, str s);

/* A CSV field, quoted only when it must be (RFC 4180, 2). */
void buf_csv(struct buf *buf, str s);

#endif
