#include "base/buf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

void buf_close(struct buf *buf)
{
    free(buf->ptr);
    *buf = (struct buf){0};
}

char *buf_room(struct buf *buf, size_t more)
{
    if (buf->cap - buf->len < more) {
        size_t cap = buf->cap ? buf->cap * 2 : 256;
        while (cap - buf->len < more)
            cap *= 2;
        buf->ptr = mem_realloc(buf->ptr, cap);
        buf->cap = cap;
    }
    return buf->ptr + buf->len;
}

void buf_add(struct buf *buf, str s)
{
    if (s.len == 0)
        return;
    memcpy(buf_room(buf, s.len), s.ptr, s.len);
    buf->len += s.len;
}

void buf_char(struct buf *buf, char c)
{
    *buf_room(buf, 1) = c;
    buf->len++;
}

void buf_uint(struct buf *buf, uint64_t value)
{
    char digits[20];
    size_t n = sizeof(digits);
    do
        digits[--n] = (char)('0' + value % 10);
    while (value /= 10);
    buf_add(buf, (str){digits + n, sizeof(digits) - n});
}

void buf_format(struct buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(len >= 0);
    vsnprintf(buf_room(buf, (size_t)len + 1), (size_t)len + 1, format, again);
    va_end(again);
    buf->len += (size_t)len;
}

void buf_utf8(struct buf *buf, uint32_t code_point)
{
    buf->len += utf8_put(buf_room(buf, 4), code_point);
}

/* What stands for a byte in a JSON string: itself (0), \uXXXX (1), or \c. */
static const char json_escape[256] = {
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    'b',
    't',
    'n',
    1,
    'f',
    'r',
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    1,
    [0x22] = '"',
    [0x5c] = '\\',
    [0x7f] = 1,
};

static void json_byte(struct buf *buf, unsigned char c)
{
    if (json_escape[c] == 1) {
        buf_format(buf, "\\u%04x", c);
        return;
    }
    buf_char(buf, '\\');
    buf_char(buf, json_escape[c]);
}

/*
 * Eight bytes that JSON takes as they are: ASCII, no control, quote or
 * backslash.  A byte below `n` borrows its own top bit when n is taken off.
 */
static bool plain_eight(const char *at)
{
    const uint64_t ones = 0x0101010101010101u, tops = ones << 7;
    uint64_t word;
    memcpy(&word, at, sizeof(word));
    uint64_t quote = word ^ ones * '"', slash = word ^ ones * '\\';
    uint64_t odd =
        word | (word - ones * 0x20) | (quote - ones) | (slash - ones);
    return (odd & tops) == 0;
}

void buf_json(struct buf *buf, str s)
{
    size_t clean = 0; /* bytes before it are written */
    for (size_t i = 0; i < s.len;) {
        if (i + 8 <= s.len && plain_eight(s.ptr + i)) {
            i += 8;
            continue;
        }
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x80 && json_escape[c] == 0) {
            i++;
            continue;
        }
        size_t n = c < 0x80 ? 0 : utf8_len(str_from(s, i));
        if (n) {
            i += n;
            continue;
        }
        buf_add(buf, (str){s.ptr + clean, i - clean});
        if (c < 0x80)
            json_byte(buf, c);
        else
            buf_utf8(buf, UTF8_REPLACEMENT);
        clean = ++i;
    }
    buf_add(buf, str_from(s, clean));
}

static str html_escape(char c)
{
    switch (c) {
    case '&':
        return S("&amp;");
    case '<':
        return S("&lt;");
    case '>':
        return S("&gt;");
    case '"':
        return S("&quot;");
    case '\'':
        return S("&#39;");
    default:
        return S("");
    }
}

void buf_html(struct buf *buf, str s)
{
    size_t clean = 0; /* bytes before it are written */
    for (size_t i = 0; i < s.len; i++) {
        str escaped = html_escape(s.ptr[i]);
        if (escaped.len == 0)
            continue;
        buf_add(buf, (str){s.ptr + clean, i - clean});
        buf_add(buf, escaped);
        clean = i + 1;
    }
    buf_add(buf, str_from(s, clean));
}

static bool csv_needs_quotes(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (strchr(",\"\n\r", s.ptr[i]))
            return true;
    return false;
}

void buf_csv(struct buf *buf, str s)
{
    if (!csv_needs_quotes(s)) {
        buf_add(buf, s);
        return;
    }
    buf_char(buf, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"')
            buf_char(buf, '"');
        buf_char(buf, s.ptr[i]);
    }
    buf_char(buf, '"');
}
