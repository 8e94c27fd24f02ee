/*
 * The reference lists of an article, read before its body so that links know
 * what they point to.
 */
#ifndef STET_READ_REFLIST_H
#define STET_READ_REFLIST_H

#include "base/map.h"
#include "doc/doc.h"
#include "read/tree.h"

/* More entries than this is no reference list. */
#define REFS_MAX 20000u

/* What an id in the file stands for: some refs in a row. */
struct reflist {
    struct map article; /* id → row of `entry`, of the article itself */
    vec_of(struct map) part;
    vec_of(struct rows) entry; /* in doc->ref */
    struct map keys;           /* every key given so far */
};

/*
 * Read every <ref> of the article and its parts, and every citation that
 * stands in a footnote or elsewhere instead; fills doc->ref and doc->part.
 */
void reflist_read(struct reflist *list, struct doc *doc,
                  const struct tree *tree);

/*
 * The refs an id stands for, n = 0 when it stands for none.  `part` is where
 * the link is: a part's own list comes before the article's.
 */
struct rows reflist_find(const struct reflist *list, uint32_t part, str id);

#endif
