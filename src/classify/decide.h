/*
 * From the six probabilities to a stance.  The numbers of the decision are
 * kept in the model's `extra`.
 */
#ifndef STET_CLASSIFY_DECIDE_H
#define STET_CLASSIFY_DECIDE_H

#include "doc/view.h"
#include "ml/linear.h"

/* Precisions that have a threshold of their own: 0.50, 0.55 … 0.95. */
#define DECIDE_STEPS 10u
#define DECIDE_FIRST 0.50f
#define DECIDE_STEP  0.05f

/* Places in linear.extra. */
enum {
    EXTRA_BOOST, /* a stance wins when boost · p is the largest */
    EXTRA_SUPPORTING,
    EXTRA_CONTRASTING = EXTRA_SUPPORTING + DECIDE_STEPS
};

/* The six as the strict three; p[STANCE_UNCLASSIFIED] is 0. */
void decide_strict(const float *p_code, float *p /* [STANCES] */);

/* The stance that wins. */
enum stance decide_stance(const struct linear *model, const float *p);

/*
 * Choose the boost and the thresholds by probabilities of items the model
 * wasn't trained on; `code` are their true ones.  `p_code` is [n][CODES].
 */
void decide_tune(struct linear *model, const float *p_code,
                 const uint32_t *code, size_t n, struct arena *arena);

#endif
