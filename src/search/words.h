/*
 * Words as the index has them: SQLite's tokenizer "unicode61", which folds
 * case and takes diacritics off.  What is indexed, asked for, lit up and
 * counted is cut by the same knife.
 */
#ifndef STET_SEARCH_WORDS_H
#define STET_SEARCH_WORDS_H

#include <sqlite3.h>

#include "base/err.h"
#include "base/span.h"
#include "base/vec.h"

/* All zero is a closed one. */
struct words {
    fts5_tokenizer cut;
    Fts5Tokenizer *cutter;
    fts5_api *api; /* of the connection */
};

bool words_open(sqlite3 *db, struct words *words, struct err *err);
void words_close(struct words *words);

/* `word` is lent for the call; `at` are the bytes of `text` it was made of. */
typedef void word_taker(void *user, str word, struct span at);
void words_each(const struct words *words, str text, word_taker *take,
                void *user);

/* All of them, copied. */
void words_list(const struct words *words, str text, strs *out,
                struct arena *arena);

#endif
