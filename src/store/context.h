/*
 * A citation as it is read from the store, for a report or for a record: the
 * columns that say where it stands, those of its label, and what they make.
 */
#ifndef STET_STORE_CONTEXT_H
#define STET_STORE_CONTEXT_H

#include "store/inside.h"
#include "store/rows.h"
#include "store/schema.h"

/* Columns 0 … 8 of what reads a citation, the same wherever it is read. */
#define PLACE                                                                  \
    "c.before,c.start,c.stop,c.after,c.marker,c.marker_stop,c.mention,"        \
    "c.flags,c.section"
enum {
    AT_MENTION = 6,
    AT_FLAGS,
    AT_SECTION,
    AT_REST
};

/* The label's columns, NULL without one: those of the newest model. */
#define LABEL                                                                  \
    "l.stance,l.evidence,l.intent,l.supporting,l.contrasting,l.mentioning,"    \
    "(SELECT name FROM model WHERE id=l.model),l.code,l.model=1099511627776"
#define LABELLED                                                               \
    " LEFT JOIN label l ON l.citation=c.id AND l.model="                       \
    "(SELECT max(model) FROM label WHERE citation=c.id)"

/* ?1 is the doc. */
#define BODY_TEXT "SELECT text FROM body WHERE doc=?1"

/* From the columns of PLACE: the sentences and the marker in them. */
void read_context(sqlite3_stmt *s, str text, struct citation_row *row);

/* From the columns of LABEL, the first of which is `column`. */
void read_label(sqlite3_stmt *s, int column, struct citation_row *row,
                struct arena *arena);

/* A number that names one of `n`; damage reads as the first. */
unsigned read_enum(sqlite3_stmt *s, int column, unsigned n);

/* The text of a doc's citing blocks by the statement BODY_TEXT. */
bool read_text(struct store *store, sqlite3_stmt *s, int64_t doc,
               struct arena *arena, str *text, struct err *err);

#endif
