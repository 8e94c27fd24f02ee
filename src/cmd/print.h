/*
 * Text for people: wrapped to the terminal, coloured only where that can be
 * seen.
 *
 * Everything goes to a buf and from there to stdout in one piece, so that a
 * page is whole or not there at all.
 */
#ifndef STET_CMD_PRINT_H
#define STET_CMD_PRINT_H

#include "base/buf.h"
#include "base/span.h"

/* How the text is set; on something that isn't a terminal nothing is. */
enum print_style {
    PRINT_PLAIN,
    PRINT_BOLD,
    PRINT_DIM,
    PRINT_ALARM,
    PRINT_FOR,    /* a word that spoke for a label */
    PRINT_AGAINST /* and against it */
};

/* Bytes of a text that are set in a style. */
struct print_mark {
    struct span at;
    enum print_style style;
};
typedef vec_of(struct print_mark) print_marks;

struct print {
    struct buf *out;
    size_t width;  /* columns, 40 … 100; 80 when it isn't a terminal */
    size_t indent; /* of the lines to come */
    size_t column;
    bool colour; /* a terminal, and NO_COLOR isn't set (no-color.org) */
};

struct print print_on(struct buf *out);

/*
 * Words, wrapped at the width and indented; those within `bold` (bytes of
 * `text`, may be empty) set in bold.  A word that fits no line stands alone.
 */
void print_words(struct print *print, str text, struct span bold);
/* The same with several pieces in bold. */
void print_lit(struct print *print, str text, const spans *bold);
/* The same with several marks, in order, not overlapping. */
void print_marked(struct print *print, str text, const print_marks *marks);
void print_styled(struct print *print, enum print_style style, str text);

/* End the line, if anything stands in it. */
void print_line(struct print *print);
/* As printf, and words. */
void print_format(struct print *print, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
