/*
 * The lines of a file, one at a time, however large the file: only the line
 * asked for is in memory.
 */
#ifndef STET_BASE_LINES_H
#define STET_BASE_LINES_H

#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

struct lines {
    FILE *file;   /* lent: whoever opened it closes it */
    size_t limit; /* a longer line is an error */
    uint32_t n;   /* number of the line given last, from 1 */
    struct buf read;
    size_t at; /* of the next line, in `read` */
};

#define SCOPED_LINES __attribute__((cleanup(lines_close))) struct lines

/*
 * The next line without its end, good until the next call; the last one needs
 * no '\n'.  False at the end of the file, and when `err` is set.
 */
bool lines_next(struct lines *lines, str *line, struct err *err);

/* The line given last will be given once more. */
void lines_again(struct lines *lines, str line);

void lines_close(struct lines *lines);

#endif
