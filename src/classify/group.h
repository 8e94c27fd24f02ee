/*
 * Features of one kind, that count alike.
 *
 * A feature is the hash of what it is; the model has a row of weights for each
 * (ml/linear.h).  The features of a group are there once each and share the
 * group's weight, so that a long text doesn't shout: each counts
 * weight / sqrt(n).  The sum of their rows is one of whole numbers, the same in
 * whatever order they are added, and is kept with the group: a group that
 * several citations share is added up once.
 */
#ifndef STET_CLASSIFY_GROUP_H
#define STET_CLASSIFY_GROUP_H

#include "base/span.h"
#include "ml/linear.h"

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
enum group_kind {
    FEATURE_GROUPS(GROUP_ENUM) GROUPS
};
#undef GROUP_ENUM

struct group {
    uint32_t *hash;    /* [n] */
    struct span *from; /* [n] tokens of the sentence it is made of, or none */
    uint32_t n, most;
    enum group_kind kind;
    float value; /* of each feature */

    bool summed;
    int32_t sum[LINEAR_CLASSES]; /* of the model's rows, when summed */
};

/* Two hashes as one; the order matters. */
uint32_t group_mix(uint32_t a, uint32_t b);

/*
 * Between begin and end one group at a time is made on a thread.  `most` is
 * how many features there can be.
 */
void group_begin(struct group *group, enum group_kind kind, size_t most,
                 struct arena *arena);
/* `what` (below 64) tells features of a group apart. */
void group_add(struct group *group, uint32_t what, uint32_t hash,
               struct span from);
void group_end(struct group *group);

/* Σ of the rows of `model`, found once: a group meets one model only. */
const int32_t *group_sum(struct group *group, const struct linear *model);

#endif
