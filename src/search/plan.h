/*
 * How a query is answered: what is left to the index of words, as an
 * expression of FTS5, and what is asked of each match in memory.
 *
 * Words that must be there drive the search.  A query without any, like
 * "NOT sleep" or "stance:contrasting", goes over the columns from end to end.
 * Where words and conditions are mixed under an OR, the index is asked for the
 * words first and its answer becomes a set of bits to test.
 */
#ifndef STET_SEARCH_PLAN_H
#define STET_SEARCH_PLAN_H

#include "search/asked.h"
#include "search/query.h"
#include "search/search.h"
#include "search/share.h"
#include "search/test.h"
#include "search/words.h"

/* Words in a row, as FTS5 numbers them in the expression. */
struct phrase {
    strs word;
    enum query_field field;
    bool prefix;   /* the last is the beginning of one */
    bool unwanted; /* stands under a NOT: neither ranked nor lit up */
    double weight; /* idf */
};
typedef vec_of(struct phrase) phrases;

struct plan {
    str match; /* FTS5's expression, empty when nothing drives */
    phrases phrase;
    phrases lit;       /* all that is to be lit up, also of tests */
    struct test *test; /* may be null */
};

/* What planning needs to know of the world. */
struct planning {
    struct asked *asked;
    const struct words *words;
    search_key *key;
    const struct holding *holding;
    enum search_for what;
    bool broad; /* which view stances are of */
    struct arena *arena;
};

/* Does planning it take the columns of works? */
bool plan_needs_works(const struct query *query, enum search_for what);

/*
 * False with ERR_USAGE for a condition that can't be put to what is searched,
 * with ERR_STORE when the store can't be read.
 */
bool plan_make(const struct planning *planning, const struct query *query,
               struct plan *plan, struct err *err);

/* In how many texts a word is, or the words that begin so. */
bool plan_frequency(const struct planning *planning, str word, bool prefix,
                    double *n, struct err *err);

/* How rare a phrase is: its rarest word counts. */
bool plan_weigh(const struct planning *planning, struct plan *plan,
                struct err *err);

#endif
