/*
 * The columns of tables: what their heads mean, however they are written
 * ("OriginalPaperDOI", "Original Paper DOI", "original_paper_doi").
 */
#ifndef STET_META_COLUMNS_H
#define STET_META_COLUMNS_H

#include "meta/meta.h"

enum column {
    COLUMN_NONE,
    COLUMN_ID, /* of whatever scheme */
    COLUMN_DOI,
    COLUMN_PMID,
    COLUMN_PMCID,
    COLUMN_ARXIV,
    COLUMN_OPENALEX,
    COLUMN_ISBN,
    COLUMN_TITLE,
    COLUMN_AUTHORS,
    COLUMN_YEAR,
    COLUMN_DATE,
    COLUMN_CONTAINER,
    COLUMN_SHORT,
    COLUMN_ISSN,
    COLUMN_PUBLISHER,
    COLUMN_VOLUME,
    COLUMN_ISSUE,
    COLUMN_PAGE,
    COLUMN_TYPE,
    COLUMN_URL,
    COLUMN_NATURE, /* of a notice: "Retraction" */
    COLUMN_NOTICE_DOI,
    COLUMN_NOTICE_PMID,
    COLUMN_NOTICE_DATE,
    COLUMN_RETRACTED /* yes or no */
};

/* What a head means. */
enum column column_of(str head);

/* Is a line the head of a table we know, and of which kind? */
enum meta_format columns_format(str line);

/* What stands between its fields: the most frequent of ',', ';' and tab. */
char columns_separator(str line);

#endif
