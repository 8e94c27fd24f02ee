/*
 * A work from the JSON of a record (docs/DATA.md): what `stet extract` writes
 * of a reference or of an article, what work_write writes; or of CSL, with its
 * own names for the same things ("container-title", "issued", "DOI").
 */
#ifndef STET_DOC_WORK_READ_H
#define STET_DOC_WORK_READ_H

#include "base/json.h"
#include "doc/work.h"

/* A work says at most so much; the rest is passed over. */
#define WORK_AUTHORS_MAX 500

/*
 * Forgiving: what is missing or of another type is unknown.  Strings are the
 * value's own; tables are made in `arena`.
 */
void work_read(const struct json_value *value, struct work *work,
               struct arena *arena);

#endif
