/*
 * What a kind of work is called in each format.  Kinds are Crossref's words
 * (doc/work.h) and some of JATS'; one that isn't known is an article if it is
 * in something, else the last row.
 */
#ifndef STET_EXPORT_KIND_H
#define STET_EXPORT_KIND_H

#include "doc/work.h"

struct export_kind {
    const char *type;      /* "journal-article" */
    const char *bibtex;    /* "article" */
    const char *container; /* the BibTeX field that holds what it is in */
    const char *ris;       /* "JOUR" */
    const char *csl;       /* "article-journal" */
};

const struct export_kind *export_kind_of(const struct work *work);

/* A plain line: ends of lines and control characters become single spaces. */
void export_plain(struct buf *out, str s);

/* "33" and "40" of "33-40"; `last` is empty when there is one page only. */
void export_pages(str page, str *first, str *last);

#endif
