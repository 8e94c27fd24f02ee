/* A search as a request asks for it (q, what, sort, cursor). */
#ifndef STET_SERVE_FIND_H
#define STET_SERVE_FIND_H

#include "search/search.h"
#include "serve/call.h"

/* The site's search; null when it has answered. */
struct search *call_search(struct call *call);

/* False when it has answered: a query that makes no sense is a 400. */
bool find_run(struct call *call, struct search_reply *reply);

/* Works of an author, most cited first. */
bool find_author(struct call *call, str name, struct search_reply *reply);

#endif
