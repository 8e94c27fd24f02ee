/*
 * Training a CRF: the weights under which the labels of the sequences are most
 * likely, held small by a Gaussian prior, found by L-BFGS (liblbfgs).  There
 * is no chance in it: the same sequences give the same weights.
 */
#ifndef STET_ML_CRF_TRAIN_H
#define STET_ML_CRF_TRAIN_H

#include "ml/crf.h"

struct crf_sequence {
    const struct crf_token *token;
    const uint8_t *label;
    uint32_t n;
};

struct crf_options {
    double prior;    /* variance of the prior: higher trusts the labels more */
    uint32_t least;  /* a feature that fewer tokens have is left out */
    uint32_t rounds; /* of L-BFGS at most */
    void (*told)(void *to, uint32_t round, double loss); /* may be null */
    void *to;
};

/*
 * The thing to be made small, and how it changes:
 *
 *     loss(w) = Σ log Z - score(labels) + |w|² / (2 · prior)
 *
 * w holds a row of CRF_LABELS a column (a feature that is common enough), then
 * the steps [gaps], then first and last.
 */
struct crf_problem {
    const struct crf *model; /* its shape, and which steps can't be */
    const struct crf_sequence *sequence;
    size_t n;
    uint32_t columns;
    uint32_t *feature; /* [columns], ascending */
    uint32_t *column;  /* those of all tokens, one after the other */
    size_t *begin;     /* where in `column` a sequence begins */
    double prior;
    struct arena *arena;
};

void crf_problem_new(struct crf_problem *problem, const struct crf *model,
                     const struct crf_sequence *sequence, size_t n,
                     const struct crf_options *options, struct arena *arena);
size_t crf_problem_size(const struct crf_problem *problem);
double crf_loss(const struct crf_problem *problem, const double *w,
                double *gradient);

/* Fill the weights of a model; steps that are CRF_NEVER stay so. */
void crf_train(struct crf *model, const struct crf_sequence *sequence, size_t n,
               const struct crf_options *options, struct arena *arena);

#endif
