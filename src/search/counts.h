/* The facets of a search, from what was counted in its pass. */
#ifndef STET_SEARCH_COUNTS_H
#define STET_SEARCH_COUNTS_H

#include "search/collect.h"

bool counts_facets(const struct collecting *c, struct arena *arena,
                   struct search_reply *reply, struct err *err);

#endif
