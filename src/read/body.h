/*
 * The prose of an article: blocks under headings, with their links and runs.
 */
#ifndef STET_READ_BODY_H
#define STET_READ_BODY_H

#include "read/reflist.h"

/*
 * Read abstracts, body, back, floats and parts; fills doc->heading, block,
 * run, link, target, and meta.abstract.  Needs the refs.
 */
void body_read(struct doc *doc, const struct tree *tree,
               const struct reflist *list);

#endif
