/*
 * The way of a paper from `read` to the last stage: the order of the stages is
 * written here and nowhere else.
 */
#ifndef STET_INGEST_PIPELINE_H
#define STET_INGEST_PIPELINE_H

#include "classify/classify.h"
#include "doc/dump.h"

/*
 * Take a doc fresh from `read` through the stages up to `upto`.  Without a
 * classifier (null) no citation gets a label.
 */
void pipeline_run(struct doc *doc, enum stage upto,
                  const struct classifier *classifier);

#endif
