/*
 * References of which only the printed text is known: what can be read in it
 * is put into their fields.
 *
 * Only fields that are empty are filled, and only where the parser is sure of
 * them; `ref.parsed` says that it was done.  A ref with a title, a container
 * or authors of its own is left alone.
 */
#ifndef STET_RESOLVE_REF_FILL_H
#define STET_RESOLVE_REF_FILL_H

#include "doc/doc.h"

void ref_fill(struct doc *doc, struct ref *ref, struct arena *scratch);

#endif
