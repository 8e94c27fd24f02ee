/*
 * What an article says about itself: <front>, into doc->meta, person, issn,
 * keyword and notice.
 */
#ifndef STET_READ_FRONT_H
#define STET_READ_FRONT_H

#include "doc/doc.h"
#include "read/tree.h"

void front_read(struct doc *doc, const struct tree *tree);

#endif
