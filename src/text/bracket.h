/*
 * Where round and square brackets open and are closed.
 */
#ifndef STET_TEXT_BRACKET_H
#define STET_TEXT_BRACKET_H

#include "base/span.h"

/* One longer than this was never meant to be closed where it is. */
#define BRACKET_MAX 1200

static inline bool bracket_closes(char open, char close)
{
    return (open == '(' && close == ')') || (open == '[' && close == ']');
}

/*
 * Append the outermost pairs of brackets in `text`, in order, brackets
 * included.  What isn't closed, and what closes nothing ("a) first"), is no
 * bracket.
 */
void bracket_find(str text, spans *out, struct arena *arena);

#endif
