/*
 * Where things are: the addresses of pages, as they stand in an attribute.
 */
#ifndef STET_SERVE_LINK_H
#define STET_SERVE_LINK_H

#include "serve/call.h"

/* "/reports/10.5555/x", "/reports/pmid:12/references" */
void link_work(struct buf *out, str key);
void link_references(struct buf *out, str key);

/* "/citations/doi:10.5555/x%23B12/2": the doc and the citation in it. */
void link_citation(struct buf *out, str doc, str citation);

/* "/journals/1234-5678", "/authors/Doe%2C%20Jane", "/find?q=…" */
void link_journal(struct buf *out, str issn);
void link_find(struct buf *out, str query);

/* Where the rest of the world has a work: "https://doi.org/…"; may be empty. */
str link_outside(str id, struct arena *arena);

#endif
