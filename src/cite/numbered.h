/*
 * Numbered citation markers, as printed: "[3]", "(1, 4-6)", "7,9".
 *
 * The ways of writing them, and what we make of each, are listed in
 * tests/cases/numbered.txt.
 */
#ifndef STET_CITE_NUMBERED_H
#define STET_CITE_NUMBERED_H

#include "base/vec.h"

typedef vec_of(uint32_t) numbers;

/* A range this wide is a page range or a typing error, not citations. */
#define NUMBERED_RANGE_MAX 40

/* No reference list is numbered higher. */
#define NUMBERED_MAX 5000

/*
 * Read `text` as a numbered marker and append its numbers, ranges written
 * out, in the order printed.  False, with nothing appended, when it is none.
 */
bool numbered_parse(str text, numbers *out, struct arena *arena);

/* Take a dash of any kind (hyphen … em dash, minus) off the front. */
bool skip_dash(str *s);

#endif
