/*
 * Training the parser of reference strings: tagged strings in, a model out.
 *
 * A line is {"raw":"…","spans":[["author",0,12],…]}, offsets in code points,
 * fields by their names in refstring.h; spans of other names are "other".
 */
#ifndef STET_RESOLVE_REF_TRAIN_H
#define STET_RESOLVE_REF_TRAIN_H

#include "ml/crf_train.h"
#include "resolve/ref_parser.h"

struct ref_sample {
    struct ref_words words;
    uint8_t *label;
};

typedef vec_of(struct ref_sample) ref_samples;

/* Append one line; false when it can't be read. */
bool ref_sample_read(const struct keywords *keywords, str line,
                     ref_samples *out, struct arena *arena, struct err *err);

/* A model of the samples, named `id`; the same samples give the same. */
struct crf *ref_train(const ref_samples *samples, str id,
                      const struct crf_options *options, struct arena *arena);

#endif
