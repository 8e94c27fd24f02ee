/*
 * A citation as a line of JSON: what `stet classify` reads (DESIGN section 5)
 * and, with its code, what models are trained on.
 *
 *     {"id":"…","citing":"…","headings":[…],"before":"…","sentence":"…",
 *      "after":"…","marker":{"start":19,"end":23},"cited_title":"…",
 *      "cited_year":2011,"self_citation":false,"code":"S","weight":1.5}
 *
 * All but the sentence may be missing.  Offsets count code points.
 */
#ifndef STET_CLASSIFY_ITEM_H
#define STET_CLASSIFY_ITEM_H

#include "doc/view.h"
#include "classify/features.h"

struct item {
    str id;
    str citing; /* items of one article are never trained and tested on both */
    struct context context;
    enum code code; /* CODES: none given */
};

/* One line; what it holds lives in `arena`. */
bool item_read(str line, struct item *item, struct arena *arena,
               struct err *err);

/* All lines of a file's text; empty ones are skipped. */
typedef vec_of(struct item) item_list;
bool items_read(str text, item_list *out, struct arena *arena, struct err *err);

#endif
