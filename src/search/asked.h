/*
 * All that a search asks SQLite, each prepared once and kept: preparing the
 * longest takes as long as answering it twenty times.
 */
#ifndef STET_SEARCH_ASKED_H
#define STET_SEARCH_ASKED_H

#include <sqlite3.h>

#include "base/err.h"
#include "store/store.h"

enum question {
    ASK_MATCH_TEXTS, /* ?1 expression: stet_take is called for each match */
    ASK_MATCH_HEADS,
    ASK_FIND_TEXTS, /* the rows that match */
    ASK_FIND_HEADS,
    ASK_TEXTS_WITH, /* in how many passages word ?1 is */
    ASK_HEADS_WITH,
    ASK_TEXTS_FROM, /* … or words from ?1 to before ?2 */
    ASK_HEADS_FROM,
    ASK_TERM,       /* how frequent word ?1 is in both */
    ASK_TERMS_FROM, /* … those from ?1 to before ?2, of length ?4 … ?5, if
                       they are in ?3 or more */
    ASK_PASSAGE,    /* citation ?1 of doc ?2, with all about it */
    ASK_BODY,       /* the text of doc ?1 */
    ASK_WORK,       /* what stands on work ?1 */
    ASK_JOURNAL,    /* the name of journal ?1 */
    ASK_JOURNAL_ID, /* the journal of folded name ?1 */
    ASK_JOURNALS,   /* the last journal */
    ASK_CHANGED,    /* the state of the index */
    ASK_DOCS,       /* docs in the store */
    ASK_VERSION,    /* changes when somebody else writes */
    QUESTIONS
};

struct asked {
    struct store *store;
    sqlite3 *db;
    sqlite3_stmt *statement[QUESTIONS];
};

/* Ready for its values; null with `err` set when it can't be prepared. */
sqlite3_stmt *asked_statement(struct asked *asked, enum question question,
                              struct err *err);

/* The number that a question without values is answered by. */
int64_t asked_number(struct asked *asked, enum question question,
                     int64_t otherwise);

/* Let go of all rows: an open one would keep the log from being cut. */
void asked_rest(struct asked *asked);
void asked_close(struct asked *asked);

/* Columns of ASK_PASSAGE after those of PLACE (store/context.h). */
#define ASK_PASSAGE_COLUMNS                                                    \
    "d.id,d.key,w.title,w.author,w.container,w.year,r.key,b.kind,b.headings,"  \
    "b.part,(SELECT kind FROM notice WHERE work=d.work ORDER BY kind LIMIT 1)" \
    ",o.key,o.title,o.author,o.year,"

#endif
