/*
 * What programs are answered when they search: a run of the site's search, and
 * the passages it finds as marked-up text.
 */
#ifndef STET_SERVE_PASSAGE_H
#define STET_SERVE_PASSAGE_H

#include "search/search.h"
#include "serve/call.h"

/* False when it has answered: 400 or 422 where the query makes no sense. */
bool passage_search(struct call *call, const struct search_request *request,
                    struct search_reply *reply);

/* A further condition; nothing when the value is empty. */
void passage_filter(struct call *call, struct search_request *request,
                    const char *field, str value);

/* HTML, with what was searched for in <strong class="highlight">. */
void put_lit(struct buf *out, str text, const spans *lit);

/* The passage: its sentences, markers as <cite data-doi="…">, words lit. */
void put_passage(struct buf *out, const struct passage *passage);

#endif
