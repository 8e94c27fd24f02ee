/*
 * Pages, made on the server.  Each page_NAME.c has handlers of routes.def;
 * what they share is here.
 */
#ifndef STET_SERVE_PAGE_H
#define STET_SERVE_PAGE_H

#include "serve/call.h"

/* What opens and closes every page; what is between is yours. */
void page_open(struct call *call, str title);
void page_close(struct call *call);

/* In place of a page that can't be shown; the status is set. */
void page_error(struct call *call, str title, str sentence);

#endif
