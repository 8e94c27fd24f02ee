/* The rows of a page: what was kept, as the store tells it. */
#ifndef STET_SEARCH_PAGE_H
#define STET_SEARCH_PAGE_H

#include "search/collect.h"

/*
 * Append the passages, or works, of kept[from … n-1].  What the store no
 * longer has is left out.
 */
bool page_read(const struct collecting *c, const struct words *words,
               uint32_t from, struct arena *arena, struct search_reply *reply,
               struct err *err);

#endif
