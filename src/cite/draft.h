/*
 * Markers in the making: found link by link and bracket by bracket, then put
 * in order and numbered by find.c.
 */
#ifndef STET_CITE_DRAFT_H
#define STET_CITE_DRAFT_H

#include "doc/doc.h"

struct draft {
    struct span text;
    struct rows target; /* in drafts->target */
    uint32_t block;
    uint32_t order; /* of making: breaks ties of place */
    enum marker_style style;
    bool tagged;
};

struct drafts {
    struct doc *doc;
    struct arena *scratch;
    vec_of(struct draft) draft;
    vec_of(uint32_t) target;    /* refs, or NONE */
    vec_of(uint32_t) by_number; /* number in the list → first ref, or NONE */
    uint32_t *shown;            /* [links]: the next one of its block that shows
                                   something, NONE if none */
};

/* Begin a marker; its targets follow by draft_target. */
struct draft *draft_add(struct drafts *drafts, struct span text,
                        uint32_t block);
void draft_target(struct drafts *drafts, uint32_t ref);

/* The number a ref has in the list: its label's, else its place. */
uint32_t ref_number(const struct doc *doc, uint32_t ref);

/* The refs of a number, n = 0 when the list has none. */
struct rows refs_of_number(const struct drafts *drafts, uint32_t number);

/* Brackets that hold nothing but the marker belong to it. */
struct span with_brackets(const struct doc *doc, struct span text,
                          struct span block);

/* What the file has tagged. */
void tagged_find(struct drafts *drafts);

/* Numbers in brackets or set high that it hasn't. */
void untagged_find(struct drafts *drafts);

/*
 * "Smith et al. (2010)", when only the year is the link: the span from the
 * name on, or `year` itself when no name of `ref` stands before.
 */
struct span with_name(const struct doc *doc, struct span year, uint32_t ref,
                      uint32_t not_before);

#endif
