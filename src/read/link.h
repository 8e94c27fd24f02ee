/*
 * Links: the <xref>s of running text that point to references.
 *
 * Publishers don't agree on `ref-type`: what makes a link of an <xref> is that
 * its `rid` names refs.  With ref-type "bibr" it is a link in any case, to
 * nothing if need be.
 */
#ifndef STET_READ_LINK_H
#define STET_READ_LINK_H

#include "read/flow.h"
#include "read/reflist.h"

struct linker {
    struct doc *doc;
    const struct tree *tree;
    const struct reflist *list;
    uint32_t part;        /* where we are: NONE in the article itself */
    enum section section; /* of the block being read */
    struct map mention;   /* id of a figure or table → section of its first
                             mention */
};

void linker_make(struct linker *linker, struct doc *doc,
                 const struct tree *tree, const struct reflist *list);

/* Is the <xref> at `at` a link to refs? */
bool linker_knows(const struct linker *linker, uint32_t at);

/*
 * Begin the link of an <xref>, whose text is about to flow: its row in
 * doc->link, NONE when it is no link.  End it when the text has flown.
 */
uint32_t linker_begin(struct linker *linker, struct flow *flow, uint32_t at);
void linker_end(struct linker *linker, const struct flow *flow, uint32_t row);

#endif
