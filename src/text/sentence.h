/*
 * Sentences of scientific prose.
 *
 * The text is one paragraph-like block.  Where its citations, formulas and
 * superscripts stand is known from the markup and told by marks: no sentence
 * ends inside one, and a citation printed after the full stop belongs to the
 * sentence before it.  What is decided how, tests/cases/sentence.txt lists.
 */
#ifndef STET_TEXT_SENTENCE_H
#define STET_TEXT_SENTENCE_H

#include "base/span.h"

enum mark_kind {
    MARK_CITATION,
    MARK_SUPERSCRIPT,
    MARK_SUBSCRIPT,
    MARK_FORMULA
};

/* A stretch of the text that means more than its letters; in order. */
struct mark {
    struct span at;
    enum mark_kind kind;
};

/*
 * Append the sentences of `text` to `out`: in order, not overlapping, without
 * white space at their ends, and everything that isn't white space is in one.
 * `text` is UTF-8.  The spans count from the start of `text`.
 */
void sentence_find(str text, const struct mark *mark, size_t marks, spans *out,
                   struct arena *arena);

#endif
