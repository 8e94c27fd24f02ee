/*
 * A citation as it is typed: "10.5555/abc#B12/2", the article and the
 * citation's id, as reports show it; or the two as operands of their own,
 * which is the way to write an id that has a # in it.
 */
#ifndef STET_CMD_CITATION_H
#define STET_CMD_CITATION_H

#include "classify/features.h"
#include "cmd/ask.h"
#include "store/labels.h"

/* What the operands may look like, for the row of a command. */
#define CITATION_OPERANDS "DOC#REF/N"
#define CITATION_HELP                                                          \
    "A citation is written as reports show it: the article, #, and the "       \
    "citation's id, as in 10.5555/abc#B12/2 (its second mention of B12). "     \
    "Article and id may also be two operands."

/* Find it; not there is an error too. */
bool citation_ask(struct store *store, strs operands, struct arena *arena,
                  struct label_source *source, struct err *err);

/* What is judged of it: the same as when the article was read. */
struct context citation_context(const struct label_source *source);

/* "10.5555/abc#B12/2" */
str citation_name(const struct label_source *source, struct arena *arena);

/* An entry of the log of corrections. */
void json_correction(struct json *json, const struct correction *one);

#endif
