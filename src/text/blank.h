/*
 * Blanks: white space, Unicode's included (no-break, thin, ideographic …).
 */
#ifndef STET_TEXT_BLANK_H
#define STET_TEXT_BLANK_H

#include "base/str.h"

/* Bytes of the blank at the front of `text`; 0 when there is none. */
size_t blank_len(str text);

/* Where the blanks end that begin at `at`. */
size_t blank_skip(str text, size_t at);

/* Where the blanks begin that end at `end`, but not before `start`. */
size_t blank_trim(str text, size_t start, size_t end);

#endif
