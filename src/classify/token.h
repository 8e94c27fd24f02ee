/*
 * A citing sentence as the model sees it: words, numbers, signs, and the
 * citations in it as one token each, whatever they look like in print.
 *
 * "(Smith et al., 2010; Wu 2011)", "[3-5]" and "Smith et al. (2010)" all become
 * TOKEN_CITE; the one that is judged, with the brackets and neighbours it
 * stands among, becomes TOKEN_TARGET.  Names and years tell nothing about
 * stance and would only be learnt by heart.
 *
 * Any bytes will do: what isn't ASCII counts as a letter.
 */
#ifndef STET_CLASSIFY_TOKEN_H
#define STET_CLASSIFY_TOKEN_H

#include "base/span.h"

enum token_kind {
    TOKEN_WORD,
    TOKEN_NUMBER,
    TOKEN_SIGN,
    TOKEN_CITE,
    TOKEN_TARGET
};

struct token {
    struct span at; /* bytes of the text it is from */
    uint32_t word;  /* hash of it in lower case, digits as 0 */
    uint32_t stem;  /* hash of it without -s, -ed, -ing, -e */
    enum token_kind kind;
    uint8_t clause; /* counts up at ";", "but", "while" … */
    bool capital;
};

typedef vec_of(struct token) tokens;

/* What the print tells about the target. */
struct target {
    uint32_t token;  /* NONE when there is none */
    bool narrative;  /* "Smith et al. [3] found": part of the sentence */
    bool bracketed;  /* not superscript, not bare */
    uint32_t before; /* citations before it in its bracket */
    uint32_t after;
};

#define TOKEN_NONE UINT32_MAX

/* The hash of a word of the cue lexicon, as in `token.stem`. */
uint32_t token_stem(str word);

/* The hash of a word as in `token.word`. */
uint32_t token_word(str word);

/*
 * Append the tokens of `text`.  `marker` is the target's place in bytes; when
 * start > end there is none.
 */
void tokens_of(str text, struct span marker, tokens *out, struct target *target,
               struct arena *arena);

#endif
