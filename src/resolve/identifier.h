/*
 * Identifiers as people and files write them, made comparable.
 *
 * DOI: lower case, without prefixes and what clings to its end; PMID: digits;
 * PMCID: "PMC" and digits; arXiv: without version; OpenAlex: "W" and digits;
 * ISBN: 13 digits.  The cases are tests/cases/identifier.txt.
 */
#ifndef STET_RESOLVE_IDENTIFIER_H
#define STET_RESOLVE_IDENTIFIER_H

#include "doc/doc.h"

/* The normal form, made in `arena`; empty when it is none of that scheme. */
str id_normal(enum id_scheme scheme, str printed, struct arena *arena);

/*
 * What somebody typed or a URL holds, as the key of a work: "10.1/x",
 * "https://doi.org/10.1/x", "PMC12", "pmid:12", "12", "2101.00001",
 * "arXiv:…", "W2741809807", "isbn:…", "ref:…", "file:…".  Empty when it can't
 * be any of them.
 */
str id_key(str typed, struct arena *arena);

/*
 * The arXiv id inside a normal DOI of arXiv's ("10.48550/arxiv.2101.00001"),
 * empty in any other.  The two name one work, though its key stays the DOI.
 */
str id_arxiv_of_doi(str doi);

#endif
