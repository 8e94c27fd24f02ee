/*
 * A linear-chain conditional random field: a label for each token of a
 * sequence, all of them chosen together (Lafferty, McCallum, Pereira 2001).
 *
 *     score(y) = first[y_1] + last[y_n]
 *              + Σ_t Σ_k weight[feature k of t][y_t] + Σ_t
 * step[gap_t][y_t-1][y_t]
 *
 * Features are 32-bit hashes.  Unlike ml/linear the model keeps the hashes it
 * knows: a sequence meets many words never seen, which would otherwise share
 * the weights of others.  What stands between two tokens, the gap, is one of a
 * few kinds and has its own matrix of steps, so that a comma can mean another
 * thing than a full stop.  A step may be impossible (an inside without its
 * begin).
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

#define CRF_ROWS 4000000u /* a model of more features is a broken file */
#define CRF_NAME 32

/* Of more features than this the rest isn't looked at: sums stay in 16 bits. */
#define CRF_FEATURES 250u

/* The score of a step that can't be. */
#define CRF_NEVER (-1e30f)

typedef float crf_matrix[CRF_LABELS][CRF_LABELS]; /* [from][to] */

struct crf {
    char id[CRF_NAME]; /* "refstring-1" */
    uint32_t features; /* version of the feature set it was trained on */
    uint32_t labels;
    uint32_t gaps;
    float scale;       /* of the weights */
    uint32_t rows;     /* features it knows */
    uint32_t *feature; /* [rows], ascending */
    int8_t *weight;    /* [rows][CRF_LABELS] */
    crf_matrix *step;  /* [gaps] */
    float first[CRF_LABELS], last[CRF_LABELS];

    /* by crf_ready: exp(step), that transposed, and where a feature's row is */
    crf_matrix *exp_step, *exp_back;
    uint32_t *slot; /* [slots], a power of two; row + 1, 0: free */
    uint32_t slots;
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

/* An empty model of that shape, without features; all steps are possible. */
struct crf *crf_new(struct arena *arena, uint32_t labels, uint32_t gaps);

/* Room for so many features, their weights 0. */
void crf_room(struct crf *model, uint32_t rows, struct arena *arena);

/* Once after features or steps have changed, before anything is decoded. */
void crf_ready(struct crf *model, struct arena *arena);

/* The best path by Viterbi's algorithm and its marginals; n may be 0. */
struct crf_path crf_decode(const struct crf *model,
                           const struct crf_token *token, uint32_t n,
                           struct arena *arena);

/* The bytes of a model, and back; what is read lives in `arena`. */
void crf_write(const struct crf *model, struct buf *out);
struct crf *crf_read(str bytes, struct arena *arena, struct err *err);

#endif
