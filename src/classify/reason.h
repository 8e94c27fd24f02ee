/*
 * Why a verdict is what it is: the words of the sentence, and what stands
 * around it, with the log-odds they added for the code against the likeliest
 * code of another stance.
 */
#ifndef STET_CLASSIFY_REASON_H
#define STET_CLASSIFY_REASON_H

#include "classify/classify.h"

/* Fill out->cue, ->rival and ->around of a verdict that is decided. */
void reasons_find(const struct classifier *classifier,
                  const struct traits *traits, struct verdict *out,
                  struct arena *arena);

#endif
