/*
 * A sparse linear model: a row of small weights a feature, a score a class.
 *
 * Features are named by 32-bit hashes; the model keeps 2^bits rows and a hash
 * goes to the row of its low bits, so nothing has to be looked up and no
 * feature is unknown.  The scores become probabilities by a matrix fitted on
 * held-out items (ml/calibrate), so that they mean what they say.
 *
 * A model on disk is ours: little-endian, with a checksum; only the rows that
 * aren't zero are written.  A file that was cut short, changed, or made by
 * another version is refused with a sentence.
 */
#ifndef STET_ML_LINEAR_H
#define STET_ML_LINEAR_H

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"

/* As many as a row of weights holds; a row is a word of the machine. */
#define LINEAR_CLASSES 8u

#define LINEAR_BITS_MIN 8u
#define LINEAR_BITS_MAX 22u

/* A longer id is a typing error: "stance-1". */
#define LINEAR_NAME 32

/* Numbers that the model's user keeps with it, e.g. thresholds. */
#define LINEAR_EXTRA 24u

struct linear {
    char id[LINEAR_NAME]; /* "stance-1" */
    uint32_t features;    /* version of the feature set it was trained on */
    uint32_t bits;
    uint32_t classes;
    uint32_t used; /* rows that aren't zero */

    float scale;                /* of the weights */
    float bias[LINEAR_CLASSES]; /* the score of a text without features */

    /* p = softmax(mix · score + shift), class by class */
    float mix[LINEAR_CLASSES][LINEAR_CLASSES];
    float shift[LINEAR_CLASSES];

    float extra[LINEAR_EXTRA];

    int8_t *weight; /* [2^bits][LINEAR_CLASSES], unused classes 0 */
};

/* The row of a feature. */
static inline const int8_t *linear_row(const struct linear *model,
                                       uint32_t hash)
{
    size_t row = hash & ((1u << model->bits) - 1u);
    return model->weight + row * LINEAR_CLASSES;
}

/* Σ of the rows of features that count alike: whole numbers, any order. */
void linear_sum(const struct linear *model, const uint32_t *hash, size_t n,
                int32_t *sum /* [LINEAR_CLASSES] */);

/* Scores to probabilities; they add up to 1. */
void linear_calibrate(const struct linear *model, const float *score,
                      float *p /* [classes] */);

/* An empty model of that shape, all weights 0, calibration the plain softmax.
 */
struct linear *linear_new(struct arena *arena, uint32_t bits, uint32_t classes);

/* The bytes of a model, and back; what is read lives in `arena`. */
void linear_write(const struct linear *model, struct buf *out);
struct linear *linear_read(str bytes, struct arena *arena, struct err *err);

#endif
