#include "base/lines.h"

#include <errno.h>

#define PIECE ((size_t)1 << 16)

/* Read on, behind what is left of the buffer; false at the end. */
static bool read_more(struct lines *lines, struct err *err)
{
    size_t left = lines->read.len - lines->at;
    if (lines->at)
        memmove(lines->read.ptr, lines->read.ptr + lines->at, left);
    lines->read.len = left;
    lines->at = 0;
    if (left > lines->limit)
        return err_set(err, ERR_LIMIT, "line %u: more than %zu MiB",
                       lines->n + 1, lines->limit >> 20);
    size_t n = fread(buf_room(&lines->read, PIECE), 1, PIECE, lines->file);
    lines->read.len += n;
    if (n == 0 && ferror(lines->file))
        return err_set(err, ERR_IO, "%s", strerror(errno));
    return n > 0;
}

bool lines_next(struct lines *lines, str *line, struct err *err)
{
    size_t seen = 0;
    for (;;) {
        str rest = str_from(buf_str(&lines->read), lines->at);
        size_t end = str_chr(str_from(rest, seen), '\n');
        if (end != STR_NONE) {
            *line = str_first(rest, seen + end);
            lines->at += line->len + 1;
            break;
        }
        seen = rest.len;
        if (read_more(lines, err))
            continue;
        if (err->kind != ERR_NONE || seen == 0)
            return false;
        *line = buf_str(&lines->read);
        lines->at = lines->read.len;
        break;
    }
    lines->n++;
    return true;
}

void lines_again(struct lines *lines, str line)
{
    lines->at = (size_t)(line.ptr - lines->read.ptr);
    lines->n--;
}

void lines_close(struct lines *lines)
{
    buf_close(&lines->read);
}
