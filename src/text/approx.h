/*
 * Where a text holds something like a pattern, typing errors and all.
 *
 * Edits are bytes put in, taken out or changed.  Sixty-four of the pattern's
 * rows are worked on at once (Myers 1999, in blocks as Hyyrö 2003), so a title
 * is looked for in a reference in a few microseconds.
 */
#ifndef STET_TEXT_APPROX_H
#define STET_TEXT_APPROX_H

#include "base/str.h"

/* Of a longer pattern the rest is left out: a title is known by less. */
#define APPROX_MAX 256

struct approx {
    size_t edits; /* the fewest that make the pattern stand there */
    size_t end;   /* the first place in the text where it then ends */
};

/* With an empty pattern: no edits, at 0. */
struct approx approx_find(str pattern, str text);

#endif
