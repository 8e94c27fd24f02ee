/*
 * One bibliographic entry: the fields of an <element-citation>,
 * <mixed-citation>, <nlm-citation> or NLM 2 <citation>.
 */
#ifndef STET_READ_CITATION_H
#define STET_READ_CITATION_H

#include "doc/doc.h"
#include "read/tree.h"

bool citation_is(uint16_t element);

/*
 * Fill a ref from the citation at `fields`; what is printed comes from
 * `printed` (the same node, or its sibling in <citation-alternatives>).
 *
 * An entry tagged field by field has no punctuation: its `raw` is put
 * together as "Doe J, Roe R. Title. Journal. 2011;7(1):33-40.".
 */
void citation_read(struct doc *doc, const struct tree *tree, uint32_t fields,
                   uint32_t printed, struct ref *ref);

/* The people named below `at`, in order, as rows of doc->person. */
struct rows people_read(struct doc *doc, const struct tree *tree, uint32_t at,
                        str role);

/* The first four digits in a row as a year 1000–2999, else 0. */
uint32_t year_of(str text);

/* A DOI that stands in running text after "doi", as printed; empty if none. */
str doi_in(str text);

#endif
