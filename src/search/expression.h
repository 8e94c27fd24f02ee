/*
 * Words of a query as an expression of FTS5, each a quoted string of its own,
 * and the phrases in it in FTS5's order.
 */
#ifndef STET_SEARCH_EXPRESSION_H
#define STET_SEARCH_EXPRESSION_H

#include "search/plan.h"

struct expression {
    const struct words *words;
    struct arena *arena;
    struct buf text; /* to be closed */
    phrases phrase;
};

/* Are there words of the index in it, and nothing else, not even a NOT? */
bool expression_is_words(const struct query *query, bool heads);

/*
 * Words, or ANDs and ORs of them.  `heads`: of the index of works, where a
 * field is a column.
 */
void expression_add(struct expression *x, const struct query *query,
                    bool heads);

/*
 * Of a list, or of one query alone, the words that must be there and those
 * that must not; what isn't words is passed over.
 */
void expression_all(struct expression *x, const struct query *first, bool list,
                    bool heads);

/* Set the bits of what is found: passages, or with `works` works. */
bool expression_bits(struct asked *asked, str text,
                     const struct work_columns *works, uint8_t *bits,
                     uint32_t size, struct err *err);

#endif
