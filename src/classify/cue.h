/*
 * The cue lexicon: which words of a sentence tell what a citation is for.
 *
 * The rows are in cue.def.  A lexicon is made once and then only read, so all
 * workers share it.
 */
#ifndef STET_CLASSIFY_CUE_H
#define STET_CLASSIFY_CUE_H

#include "classify/token.h"

enum cue_class {
    CUE_AGREE,
    CUE_SIMILAR,
    CUE_DIFFER,
    CUE_TURN,
    CUE_DISPUTE,
    CUE_SURPRISE,
    CUE_OWN,
    CUE_SHOWN,
    CUE_OTHERS,
    CUE_FIND,
    CUE_NOT,
    CUE_HEDGE,
    CUE_WHY,
    CUE_MORE,
    CUE_LESS,
    CUE_THAN,
    CUE_LINK,
    CUE_USE,
    CUE_GAP,
    CUE_KNOWN,
    CUE_CLASSES
};

extern const char *const cue_class_name[CUE_CLASSES];

/* Words in one row of the lexicon, at most. */
#define CUE_WORDS 4u

struct cue_row {
    uint32_t stem[CUE_WORDS];
    uint32_t words;
    uint32_t next; /* another row that begins with this word; longer first */
    enum cue_class class;
};

#define LEXICON_SLOTS 2048u /* a power of two, well above the rows */

struct lexicon {
    const struct cue_row *row;
    uint32_t rows;
    uint32_t slot[LEXICON_SLOTS]; /* first row of a first word, + 1 */
};

/* A cue in a text. */
struct cue_found {
    uint32_t token; /* its first */
    uint32_t words;
    uint32_t row;
    enum cue_class class;
    bool negated; /* a "not" stands at most four words before it */
};

typedef vec_of(struct cue_found) cues_found;

struct lexicon *lexicon_new(struct arena *arena);

/* Append the cues among the tokens from … to - 1: in order, not overlapping. */
void cues_find(const struct lexicon *lexicon, const tokens *in, uint32_t from,
               uint32_t to, cues_found *out, struct arena *arena);

#endif
