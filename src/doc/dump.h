/*
 * A doc as text, for reading by people and for comparing: debugger, golden
 * test, bug report and fuzz oracle in one.
 *
 * One line a row, tables in the order of the stages; text stands in quotes
 * with JSON's escapes; rows of other tables are named by table and index
 * ("block 3").  Empty columns are left out.
 */
#ifndef STET_DOC_DUMP_H
#define STET_DOC_DUMP_H

#include "doc/doc.h"

/* How far a doc has come. */
enum stage {
    STAGE_READ,
    STAGE_SENTENCES,
    STAGE_CITE,
    STAGE_RESOLVE,
    STAGE_CLASSIFY,
    STAGES
};
extern const char *const stage_name[STAGES];

void dump_doc(const struct doc *doc, enum stage upto, struct buf *out);

#endif
