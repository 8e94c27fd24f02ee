/*
 * Running text: a subtree's text put at the end of doc->text, white space made
 * single, with the spans of what is inside.
 *
 * One flow is open at a time; what it writes is contiguous.
 */
#ifndef STET_READ_FLOW_H
#define STET_READ_FLOW_H

#include "doc/doc.h"
#include "read/tree.h"

struct flow {
    struct doc *doc;
    const struct tree *tree;
    uint32_t start;     /* of the text, in doc->text */
    bool space;         /* a space is due before the next word */
    bool superscript;   /* inside <sup> */
    uint32_t run_start; /* first run of this flow */
};

void flow_begin(struct flow *flow, struct doc *doc, const struct tree *tree);

/* Text, with its white space made single. */
void flow_text(struct flow *flow, str text);

/* A space, unless one is there or nothing is. */
static inline void flow_space(struct flow *flow)
{
    flow->space = true;
}

/*
 * Where the next word will stand; a space that is due is written first.  For
 * spans: start = flow_mark(), the text, {start, flow_at()}.
 */
uint32_t flow_mark(struct flow *flow);
static inline uint32_t flow_at(const struct flow *flow)
{
    return flow->doc->text.len;
}

/* From `start` to here, without white space at its ends. */
struct span flow_span(const struct flow *flow, uint32_t start);

/* A formula as plain text: TeX's own or MathML's letters; a run. */
void flow_formula(struct flow *flow, uint32_t at);

/* All text of a subtree, formulas included, nothing recorded. */
void flow_plain(struct flow *flow, uint32_t at);

/* A subtree's text as a span of its own: for titles, names, numbers. */
struct span flow_field(struct doc *doc, const struct tree *tree, uint32_t at);

#endif
