/*
 * Corrections: what people say a citation does, instead of a machine's label.
 *
 * They are a log: nothing in it is ever changed, taking one back is another
 * entry.  An entry names its citation by the article's key and the citation's
 * id, so that it outlives a new reading of the article; what the last entry
 * says is shown wherever the label is.
 */
#ifndef STET_STORE_CORRECT_H
#define STET_STORE_CORRECT_H

#include "store/rows.h"

/* A longer reason, or name, is a mistake. */
#define CORRECTION_TEXT_MAX 2000u

/*
 * Append an entry and show what it says.  It is committed at once.  False in
 * `found`, with nothing done, when the store has no such citation.
 */
bool correction_add(struct store *store, const struct correction *correction,
                    bool *found, struct err *err);

/* The log in its order: of a doc, of a citation of it, or (both empty) all. */
bool correction_list(struct store *store, str doc, str citation,
                     struct arena *arena, corrections *out, struct err *err);

/*
 * What the newest model says of a citation that people may have corrected, and
 * the model's name, which is empty when none has read it.
 */
bool correction_machine(struct store *store, int64_t citation,
                        struct arena *arena, struct label *label, str *model,
                        struct err *err);

#endif
