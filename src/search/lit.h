/*
 * What to light up in a text: where the words of the query stand in it, cut
 * as the index cuts them.
 */
#ifndef STET_SEARCH_LIT_H
#define STET_SEARCH_LIT_H

#include "search/plan.h"

/*
 * Append the stretches of `text`, in order and not overlapping, where one of
 * the phrases stands that are looked for in `field` (or anywhere).
 */
void lit_find(const struct words *words, const phrases *phrase,
              enum query_field field, str text, spans *out,
              struct arena *arena);

#endif
