/* What the files of /api/v1 share. */
#ifndef STET_SERVE_V1_H
#define STET_SERVE_V1_H

#include "serve/known.h"
#include "serve/table.h"

/*
 * The body as a list of identifiers, ["…"] or {"ids": ["…"]}, at most `most`;
 * false when it has answered.
 */
bool v1_ids(struct call *call, uint32_t most, strs *ids);

/* "/api/v1/citation/77": its own address. */
str v1_citation_url(struct call *call, int64_t id);

/* The citation that value[0] numbers; false when it has answered. */
bool call_citation(struct call *call, struct sheet_shown *shown);

/* A citation as a Web Annotation with CiTO's words (annotation.c). */
void put_annotation(struct call *call, const struct sheet_shown *shown);

/* Is this the token that corrections need?  False when it has answered. */
bool call_may_correct(struct call *call, str token);

/* Append it to the log, as of now; false when it has answered. */
struct correction;
bool call_correct(struct call *call, struct correction *entry);

/* Link headers that lead from a work's page or record to its other forms. */
void put_signposts(struct call *call, str key);

#endif
