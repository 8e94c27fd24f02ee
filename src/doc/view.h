/*
 * The views of a label.  The truth inside is one of six codes (`enum code`);
 * the words other services use are views of it, so that a view is a switch of
 * whoever shows labels and never a new run.
 *
 *     strict  own evidence only, as scite counts: the default
 *     broad   what others' evidence says counts too
 *     wos     the five of Clarivate's Enriched Cited References
 *     cito    the Citation Typing Ontology's, from citing to cited
 *
 * A label that couldn't be given is `unclassified` in every view.
 */
#ifndef STET_DOC_VIEW_H
#define STET_DOC_VIEW_H

#include "doc/doc.h"

enum view {
    VIEW_STRICT,
    VIEW_BROAD,
    VIEW_WOS,
    VIEW_CITO,
    VIEWS
};

/* "strict", "broad", "wos", "cito". */
extern const char *const view_name[VIEWS];

/* The view of a name, strict when it is empty; VIEWS when there is none. */
enum view view_of(str name);

/* What the views are, for messages and help: "strict, broad, wos or cito". */
#define VIEW_CHOICE "strict, broad, wos or cito"

/* ---- labels ----------------------------------------------------------- */

/* No view has more labels than this, unclassified among them. */
#define VIEW_LABELS 6u

/* How many this one has; they are numbered in the order they are shown. */
uint32_t view_labels(enum view view);
const char *view_label(enum view view, uint32_t label);

/* The label of a code, or of CODES (nothing could be said): its number. */
uint32_t view_of_code(enum view view, enum code code);

/* The words for it. */
const char *view_word(enum view view, enum code code);

/*
 * The codes that a view shows under this word, as bits 1 << code; those of
 * unclassified are 1 << CODES.  0 when the view has no such word.
 */
uint32_t view_codes(enum view view, str word);

/* Counts by code ([CODES + 1]) as counts by label ([VIEW_LABELS]). */
void view_count(enum view view, const uint64_t *by_code, uint64_t *by_label);

/* ---- codes ------------------------------------------------------------ */

extern const char code_letter[CODES + 1]; /* "SsCcUB" */

/* The code of a letter, CODES when there is none; and back, empty for CODES. */
enum code code_of(str letter);
str code_str(enum code code);

struct code_row {
    enum stance strict, broad;
    enum evidence evidence;
    enum intent intent;
};
extern const struct code_row code_row[CODES];

/*
 * The code of a label, CODES when it is unclassified.  One that came without a
 * code, or with one of another stance, has that which its stance, evidence and
 * intent fit best.
 */
enum code label_code(const struct label *label);

/* Make a label one of this code; its probabilities are left alone. */
void label_set(struct label *label, enum code code);

#endif
