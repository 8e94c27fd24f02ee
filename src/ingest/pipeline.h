/*
 * The way of a paper from `read` to the last stage: the order of the stages is
 * written here and nowhere else.
 */
#ifndef STET_INGEST_PIPELINE_H
#define STET_INGEST_PIPELINE_H

#include "doc/dump.h"

/* Take a doc fresh from `read` through the stages up to `upto`. */
void pipeline_run(struct doc *doc, enum stage upto);

#endif
