/*
 * From the pieces of a string to the work: what is title, container and kind
 * when some of them are missing; names, dates and page ranges made normal.
 */
#ifndef STET_RESOLVE_REF_WORK_H
#define STET_RESOLVE_REF_WORK_H

#include "resolve/ref_parser.h"

void ref_work_of(const struct ref_words *words, const struct refstring *parts,
                 struct work *out, struct arena *arena);

/*
 * "373–7" → "373-377", "S12–S8" as it is: a range with the digits left out of
 * its end put back; any dash becomes a hyphen.  Made in `arena`.
 */
str ref_pages_normal(str printed, struct arena *arena);

/* "12 March 2019", "2019 Jul 3", "März 2019" → 2019-03-12 …; empty without a
 * year. */
str ref_date_normal(str printed, struct arena *arena);

#endif
