/*
 * Which of a work's citations are asked for: the filters, the order and the
 * page of a query's parameters, put to a sheet.  Pages and interfaces alike.
 */
#ifndef STET_SERVE_SELECT_H
#define STET_SERVE_SELECT_H

#include "serve/call.h"
#include "store/sheet.h"

/* The parameters it reads, for rows of routes.def. */
#define SELECTION                                                              \
    PARAM_STANCE, PARAM_EVIDENCE, PARAM_INTENT, PARAM_SECTION, PARAM_YEAR,     \
        PARAM_SELF, PARAM_NOTICE, PARAM_CONFIDENCE, PARAM_WORDS, PARAM_SORT,   \
        PARAM_LIMIT, PARAM_CURSOR, PARAM_VIEW, PARAM_LABEL

struct selected {
    sheet_shown shown; /* a page of them, in full */
    uint32_t total;    /* how many fit; of `text`, how many were looked at */
    str next;          /* cursor of the next page, empty at the end */
};

/* False when it has answered: the view has no such label. */
bool select_check(struct call *call);

/* Does a row fit, `text` aside? */
bool select_fits(const struct call *call, const struct sheet_row *row);

/* A page of what fits, in order; false when it has answered. */
bool select_page(struct call *call, const struct sheet *sheet,
                 struct selected *selected);

#endif
