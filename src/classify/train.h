/*
 * Training the stance model from labelled items.
 *
 * The items are dealt into folds by citing article.  Each fold is scored by a
 * model of the others; on these scores the calibration is fitted, the
 * decision is tuned, and the figures are told, so that nothing is measured on
 * what it was learnt from.  The weights that are kept are of all items.
 */
#ifndef STET_CLASSIFY_TRAIN_H
#define STET_CLASSIFY_TRAIN_H

#include "classify/item.h"
#include "ml/linear_train.h"

struct train_options {
    uint32_t folds;
    uint32_t bits;
    struct linear_options linear;
    str id; /* of the model */
};

struct trained {
    struct linear *model;
    float *p; /* [items][CODES] out of fold, calibrated on the other folds */
};

void train_stance(const item_list *items, const struct train_options *options,
                  struct trained *out, struct arena *arena);

#endif
