/*
 * All that is known of a work: what records, references and its own text tell,
 * put together for whoever shows it.
 */
#ifndef STET_SERVE_KNOWN_H
#define STET_SERVE_KNOWN_H

#include "serve/call.h"
#include "store/meta.h"

struct known {
    int64_t id;  /* 0: nobody knows it */
    int64_t doc; /* its full text, 0 without */
    str key;
    strs ids; /* all names, the key first */
    struct work work;
    str abstract, language, license; /* from its own text */
    strs keyword;
    notice_rows notice;
};

/* By key, or by id; false when it has answered 500. */
bool known_by_key(struct call *call, str key, struct known *known);
bool known_by_id(struct call *call, int64_t id, struct known *known);

/* A retraction or withdrawal that nothing has cleared. */
bool known_retracted(const struct known *known);

/* "Jane B. Doe" */
str name_line(const struct work_name *name, struct arena *arena);

/* Lower case, words joined by '-': part of an address. */
str slug_of(str title, int64_t id, struct arena *arena);
/* The id at the end of a slug, 0 when it has none. */
int64_t slug_id(str slug);

#endif
