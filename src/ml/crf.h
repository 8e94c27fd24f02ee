/*
 * A linear-chain conditional random field: a label for each token of a
 * sequence, all of them chosen together (Lafferty, McCallum, Pereira 2001).
 *
 *     score(y) = first[y_1] + last[y_n]
 *              + Σ_t Σ_k weight[feature k of t][y_t] + Σ_t
 * step[gap_t][y_t-1][y_t]
 *
 * Features are 32-bit hashes, as in ml/linear: the model has 2^bits rows and a
 * hash goes to the row of its low bits.  What stands between two tokens, the
 * gap, is one of a few kinds and has its own matrix of steps, so that a comma
 * can mean another thing than a full stop.  A step may be impossible (an
 * inside without its begin).
 *
 * A model on disk is ours, little-endian, with a checksum; a file that was cut
 * short, changed, or made by another version is refused with a sentence.
 */
#ifndef STET_ML_CRF_H
#define STET_ML_CRF_H

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"

/* A row of weights is half a cache line, and loops over it have no rest. */
#define CRF_LABELS 32u
#define CRF_GAPS   32u

#define CRF_BITS_MIN 8u
#define CRF_BITS_MAX 20u
#define CRF_NAME     32

/* Of more features than this the rest isn't looked at: sums stay in 16 bits. */
#define CRF_FEATURES 250u

/* The score of a step that can't be. */
#define CRF_NEVER (-1e30f)

typedef float crf_matrix[CRF_LABELS][CRF_LABELS]; /* [from][to] */

struct crf {
    char id[CRF_NAME]; /* "refstring-1" */
    uint32_t features; /* version of the feature set it was trained on */
    uint32_t bits;
    uint32_t labels;
    uint32_t gaps;
    float scale;      /* of the weights */
    int8_t *weight;   /* [2^bits][CRF_LABELS] */
    crf_matrix *step; /* [gaps] */
    float first[CRF_LABELS], last[CRF_LABELS];

    /* exp(step), and that transposed: made by crf_ready */
    crf_matrix *exp_step, *exp_back;
};

struct crf_token {
    const uint32_t *feature;
    uint32_t n;
    uint32_t gap; /* between the token before and this one */
};

/* Best labels of a sequence; `p` is the probability of each given the whole. */
struct crf_path {
    uint8_t *label;
    float *p;
    float sure; /* probability of the path as a whole */
};

/* An empty model of that shape; all steps are possible. */
struct crf *crf_new(struct arena *arena, uint32_t bits, uint32_t labels,
                    uint32_t gaps);

/* Once after the steps have changed, before anything is decoded. */
void crf_ready(struct crf *model);

/* The best path by Viterbi's algorithm and its marginals; n may be 0. */
struct crf_path crf_decode(const struct crf *model,
                           const struct crf_token *token, uint32_t n,
                           struct arena *arena);

/* The bytes of a model, and back; what is read lives in `arena`. */
void crf_write(const struct crf *model, struct buf *out);
struct crf *crf_read(str bytes, struct arena *arena, struct err *err);

#endif
