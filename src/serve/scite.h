/*
 * scite's objects, as its clients expect them.  The contract is its OpenAPI
 * document and what its open clients read; where the two differ, the clients.
 */
#ifndef STET_SERVE_SCITE_H
#define STET_SERVE_SCITE_H

#include "serve/call.h"

/* A bare DOI when the key is one, else the key. */
str scite_name(str key);

/* Members of a tally; `name` empty leaves the name out (sums). */
void scite_tally(struct json *json, const struct short_tally *tally, str name);
void scite_sections(struct json *json, const struct short_tally *tally,
                    str name);

#endif
