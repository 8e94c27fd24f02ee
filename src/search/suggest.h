/*
 * "Did you mean": a word of the query that is in hardly any text, and is one
 * or two letters away from one that is in many.
 */
#ifndef STET_SEARCH_SUGGEST_H
#define STET_SEARCH_SUGGEST_H

#include "search/plan.h"

/*
 * The query with such words replaced, in normal form; empty when there are
 * none.  The query's words are changed on the way.
 */
bool suggest_make(const struct planning *planning, struct query *query,
                  str *instead, struct err *err);

#endif
