/*
 * How right a model is: precision, recall and F1 of each class, recall at a
 * precision of .80, calibration, and what was taken for what.
 */
#ifndef STET_CLASSIFY_SCORE_H
#define STET_CLASSIFY_SCORE_H

#include "classify/item.h"

/*
 * Write the figures as text.  `p_code` is [items][CODES], all 0 where nothing
 * could be judged; `stance` is what was decided.  Items without a code don't
 * count.
 */
void score_write(const item_list *items, const float *p_code,
                 const enum stance *stance, struct buf *out,
                 struct arena *arena);

#endif
