/*
 * In how many texts each word stands: counted in memory over a batch, then
 * added to the store's table.  Ranking asks it how rare a word is, "did you
 * mean" what words there are.
 */
#ifndef STET_SEARCH_TERMS_H
#define STET_SEARCH_TERMS_H

#include "base/map.h"
#include "search/words.h"

/* A longer one is a sequence, a URL or damage: nobody misspells it. */
#define TERM_MAX 40

/* Which of the two indexes a text is in. */
enum term_of {
    TERM_TEXT, /* a passage */
    TERM_HEAD  /* a work's title, author and journal */
};

/* All zero is an empty count. */
struct terms {
    struct arena arena;
    struct map row;
    strs term;
    vec_of(struct term_count) count;
    uint32_t text; /* texts so far */
    enum term_of of;
};

/* A new text begins; then count its words. */
void terms_text(struct terms *terms, enum term_of of);
void terms_take(struct terms *terms, str word);

/* Into the store, and empty again. */
bool terms_save(struct terms *terms, sqlite3 *db, struct err *err);

#endif
