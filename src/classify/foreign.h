/*
 * Sentences in other languages than English, read with a small dictionary.
 *
 * The model has learnt from English alone.  The words that tell what a
 * citation is for are few in any language; where a text is full of those of
 * Spanish, Portuguese, French or German (foreign.def), each is taken for the
 * English word it stands for.  English text is left as it is: a "von" or "der"
 * in a name doesn't make a sentence German.
 */
#ifndef STET_CLASSIFY_FOREIGN_H
#define STET_CLASSIFY_FOREIGN_H

#include "classify/token.h"

/* Tokens from `first` on are of one text. */
void foreign_read(tokens *all, uint32_t first);

/* The same for a heading, whose few words tell nothing of its language. */
void foreign_heading(tokens *all);

#endif
