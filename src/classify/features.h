/*
 * A citation as features: what is said, where in the sentence relative to the
 * target, by whose evidence, in which section.
 *
 * A feature is a hash and a value (ml/linear.h) and, beside it, the tokens of
 * the sentence it was made from, so that a label can show its reasons.  The
 * kinds of features are rows in FEATURE_GROUPS below.
 */
#ifndef STET_CLASSIFY_FEATURES_H
#define STET_CLASSIFY_FEATURES_H

#include "classify/cue.h"
#include "ml/linear.h"

/* The version of all this; a model of another one is refused. */
#define FEATURES_VERSION 1u

/* What is looked at of each text, in bytes; more is far from the target. */
#define SENTENCE_WINDOW 1500u /* on either side of the target */
#define NEIGHBOUR_MAX   700u  /* of the sentences before and after */

/* What is known of a citation; all but the sentence may be missing. */
struct context {
    str before, sentence, after;
    struct span marker; /* bytes in `sentence` */
    strs heading;       /* the path, outermost first */
    str cited_title;
    uint32_t cited_year;
    bool self_citation;
};

/* GROUP(name, weight): the weight of a group against the others. */
#define FEATURE_GROUPS(GROUP)                                                  \
    GROUP(WORD, 1.0f)     /* words of the sentence, wherever */                \
    GROUP(ZONE, 1.0f)     /* words by side and clause of the target */         \
    GROUP(PAIR, 1.0f)     /* two words in a row */                             \
    GROUP(TRIPLE, 0.7f)   /* three */                                          \
    GROUP(NEAR, 0.7f)     /* words by their distance from the target */        \
    GROUP(BEFORE, 0.7f)   /* words of the sentence before */                   \
    GROUP(AFTER, 0.7f)    /* words of the sentence after */                    \
    GROUP(HEADING, 0.7f)  /* words of the headings, the section class */       \
    GROUP(CUE, 1.2f)      /* cues by zone and negation */                      \
    GROUP(CUE_PAIR, 1.0f) /* two classes of cues together */                   \
    GROUP(ORDER, 1.0f)    /* classes of cues in their order, with targets */   \
    GROUP(SHAPE, 0.7f)    /* marker, place, number of citations … */

#define GROUP_ENUM(name, weight) GROUP_##name,
enum feature_group {
    FEATURE_GROUPS(GROUP_ENUM) GROUPS
};
#undef GROUP_ENUM

struct traits {
    features feature;
    spans from;            /* of each: tokens of the sentence; empty: none */
    tokens token;          /* of the sentence */
    cues_found cue;        /* in the sentence */
    uint32_t window_start; /* tokens' bytes count from here */
};

/*
 * The features of a context, made in `arena`.  False when there is nothing to
 * judge: no words in the sentence, or a marker that isn't in it.
 */
bool traits_of(const struct lexicon *lexicon, const struct context *context,
               struct traits *out, struct arena *arena);

#endif
