/*
 * scite's objects, as its clients expect them.
 *
 * The contract is its OpenAPI document and what its open clients read; where
 * the two differ, the clients.  Keys that must be there are there in every
 * answer ("editorialNotices", "doi", "citingPublications"), what screens call
 * contrasting is `contradicting` and, as an addition, `contrasting`.
 */
#ifndef STET_SERVE_SCITE_H
#define STET_SERVE_SCITE_H

#include "serve/known.h"
#include "store/sheet.h"

/* A bare DOI when the key is one, else the key. */
str scite_name(str key);

/* "supporting", "contradicting", "mentioning", "unclassified" */
const char *scite_stance(enum stance stance);

/*
 * The body as a list of DOIs, at most `most`; false when it has answered:
 * 422.  They are as asked for, lower-cased and trimmed: the keys of answers.
 */
bool scite_dois(struct call *call, uint32_t most, strs *dois);

/* A tally; `name` empty leaves the name out (sums). */
void scite_tally(struct json *json, const struct short_tally *tally, str name);
void scite_sections(struct json *json, const struct short_tally *tally,
                    str name);

/* A paper; `alone` adds what is dear: its own citations. */
bool scite_paper(struct call *call, struct json *json,
                 const struct known *known, bool alone);
void scite_notices(struct json *json, const struct known *known);

/* A member "papers" or "tallies" for works, by name; false when answered. */
bool scite_papers(struct call *call, struct json *json, const work_list *works);
bool scite_tallies(struct call *call, struct json *json,
                   const work_list *works);

/* The citing sentence in its context, as HTML with <cite data-doi="…">. */
void scite_snippet(struct json *json, const struct sheet_shown *shown,
                   struct arena *arena);
/* A class of section, or the heading in lower case. */
str scite_section(const struct citation_row *row, struct arena *arena);

#endif
