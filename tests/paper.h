/*
 * Papers made by hand, for tests of what comes after the reading: a doc as
 * the stages up to resolve leave it, in a few lines.
 *
 *     struct doc *doc = paper_new(&arena, "doi:10.5555/a", "A title", 2020);
 *     paper_ref(doc, "B1", "doi:10.5555/old", "Older", 1999);
 *     paper_section(doc, SECTION_RESULTS, "Results");
 *     paper_block(doc, BLOCK_TEXT, "Before. As shown {B1}. After.");
 *
 * In a block "{B1,B2}" is a marker that cites B1 and B2 (printed "[B1,B2]"),
 * "{}" one that nothing is linked to; sentences end at ". ".  Names are known
 * by their scheme: "doi:…", "pmid:…", "ref:…".
 */
#ifndef STET_TESTS_PAPER_H
#define STET_TESTS_PAPER_H

#include "doc/doc.h"

struct doc *paper_new(struct arena *arena, const char *key, const char *title,
                      uint32_t year);

/* Other bytes of the same article: another hash. */
void paper_version(struct doc *doc, unsigned version);

/* A further identifier of the article, an author, a notice it gives. */
void paper_id(struct doc *doc, const char *name);
void paper_author(struct doc *doc, const char *family, const char *given);
void paper_notice(struct doc *doc, enum notice_kind kind, const char *of,
                  const char *date);

/* A ref and what it is taken for; gives its row. */
uint32_t paper_ref(struct doc *doc, const char *key, const char *work,
                   const char *title, uint32_t year);
void paper_ref_id(struct doc *doc, uint32_t ref, const char *name);
void paper_ref_author(struct doc *doc, uint32_t ref, const char *family);

/* Blocks from here on stand under this heading, or in this part. */
void paper_section(struct doc *doc, enum section section, const char *heading);
void paper_part(struct doc *doc, const char *type);

void paper_block(struct doc *doc, enum block_kind kind, const char *text);

/* A label of every citation, all of this stance. */
void paper_label(struct doc *doc, const char *model, enum stance stance);

#endif
