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

/* How a link is printed; its number, if its ref has the one it shows, or 0. */
enum marker_style link_style(const struct drafts *drafts, uint32_t link);
uint32_t link_number(const struct drafts *drafts, uint32_t link);

/*
 * What it hasn't: numbers or names and years, in the way the paper tags
 * others, or, in a paper without links, in a way beyond doubt.
 */
void untagged_find(struct drafts *drafts);

/*
 * Names and years that fit one ref of the list and no other; what fits
 * several is noted and not linked.
 */
void names_find(struct drafts *drafts);

/* A year, perhaps with a letter: "2010", "2010a". */
bool is_year(str text);

/* May this stand between a name and its year: "et al.", "and Wu", " ("? */
bool is_name_gap(str gap);

/*
 * "Smith et al. (2010)", when only the year is the link: the span from the
 * name on, or `year` itself when no name of `ref` stands before.
 */
struct span with_name(const struct doc *doc, struct span year, uint32_t ref,
                      uint32_t not_before);

/*
 * Name and year printed right before or after a link that shows nothing;
 * empty when there are none.  They don't begin before `floor`.
 */
struct span named_beside(const struct doc *doc, const struct link *link,
                         uint32_t floor);

#endif
