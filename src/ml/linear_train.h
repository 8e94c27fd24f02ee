/*
 * Training a linear model: one logistic regression a class against the rest,
 * by liblinear's primal solver, which has no chance in it: the same samples
 * give the same weights.
 */
#ifndef STET_ML_LINEAR_TRAIN_H
#define STET_ML_LINEAR_TRAIN_H

#include "ml/linear.h"

struct feature {
    uint32_t hash;
    float value;
};

struct sample {
    const struct feature *feature;
    uint32_t n;
    uint32_t class;
};

struct linear_options {
    double cost;    /* liblinear's C: higher trusts the samples more */
    uint32_t least; /* a row that fewer samples have is left at 0 */
};

/* Fill the weights, scale and bias of an empty model. */
void linear_train(struct linear *model, const struct sample *sample, size_t n,
                  const struct linear_options *options, struct arena *arena);

/* The scores of a sample: bias + Σ value · weight. */
void linear_scores(const struct linear *model, const struct sample *sample,
                   float *score /* [classes] */);

/*
 * Fit mix and shift, so that softmax(mix · score + shift) is as likely as can
 * be for `class`.  The scores must be of items the weights weren't trained
 * on.  `score` is [n][LINEAR_CLASSES].
 */
void linear_fit(struct linear *model, const float *score, const uint32_t *class,
                size_t n);

#endif
