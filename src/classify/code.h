/*
 * The six codes, the truth inside: whose evidence stands how to the cited
 * finding.  Every public label is a view of them (docs/DATA.md).
 *
 *     S  own evidence agrees            s  others' evidence agrees
 *     C  own evidence differs           c  others' evidence differs
 *     U  something of it is used        B  background, everything else
 */
#ifndef STET_CLASSIFY_CODE_H
#define STET_CLASSIFY_CODE_H

#include "doc/doc.h"

enum code {
    CODE_S,
    CODE_s,
    CODE_C,
    CODE_c,
    CODE_U,
    CODE_B,
    CODES
};

extern const char code_letter[CODES + 1]; /* "SsCcUB" */

/* The code of a letter; CODES when there is none. */
enum code code_of(str letter);

/*
 * The views.  Strict counts own evidence only and is what scite means; broad
 * counts what others' evidence says as well; wos and cito are the words of
 * Clarivate's index and of the Citation Typing Ontology.
 */
enum view {
    VIEW_STRICT,
    VIEW_BROAD,
    VIEW_WOS,
    VIEW_CITO,
    VIEWS
};
extern const char *const view_name[VIEWS];

enum view view_of(str name); /* VIEWS when there is none */

struct code_row {
    enum stance strict, broad;
    enum evidence evidence;
    enum intent intent;
    const char *wos;
    const char *cito;
};
extern const struct code_row code_row[CODES];

/* The label of a code in a view. */
const char *code_label(enum code code, enum view view);

#endif
