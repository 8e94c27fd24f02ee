/*
 * Which work each ref is, and which the doc itself.
 *
 * In this stage a work is named by its printed identifier, else by the
 * reference itself: "doi:10.1000/x", "pmid:1", "pmcid:PMC1",
 * "arxiv:2101.00001", "isbn:9780…", else "ref:" and a hash of what is printed.
 */
#ifndef STET_RESOLVE_RESOLVE_H
#define STET_RESOLVE_RESOLVE_H

#include "doc/doc.h"

/*
 * Normalise the identifiers of the doc, its refs and its notices (an invalid
 * one is emptied and noted), name their works, set doc->key, and mark the
 * refs that share an author with the doc.
 */
void resolve_doc(struct doc *doc);

#endif
