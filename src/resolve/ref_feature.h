/*
 * What the model is told of each word of a reference string: the word and its
 * neighbours, how they look, what stands between them, where in the string
 * they are, and which keywords ("in", "eds", "vol", "press") stand before and
 * after.  The kinds of features are rows of FEATURE_KINDS in the source.
 */
#ifndef STET_RESOLVE_REF_FEATURE_H
#define STET_RESOLVE_REF_FEATURE_H

#include "ml/crf.h"
#include "resolve/ref_token.h"

/* The version of all this and of ref_token; a model of another is refused. */
#define REF_FEATURES_VERSION 1u

/* The keywords, for looking up. */
struct keywords;
const struct keywords *keywords_new(struct arena *arena);
bool is_keyword(const struct keywords *keywords, uint32_t word);

/* One crf_token a word, tokens->n - 1 of them; made in `arena`. */
struct crf_token *ref_features(const struct keywords *keywords,
                               const ref_tokens *tokens, struct arena *arena);

#endif
