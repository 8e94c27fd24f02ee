/*
 * What an article tells of each work it lists, kept with the ref: a few
 * characters a mention, in an index by the work cited.  So whoever counts or
 * filters the citations of a work reads one stretch of that index and touches
 * neither the citations nor their labels, which lie with their articles, all
 * over the store (docs/decisions/0034).
 *
 * It follows from citation, label and work.year, and is made again whenever a
 * doc is put, labelled anew or corrected (refs_tell), and by triggers when the
 * year of an article changes.  NULL: the work is listed but not cited.
 */
#ifndef STET_STORE_TOLD_H
#define STET_STORE_TOLD_H

#include "store/sql.h"
#include "store/store.h"

/* One mention, in the order in which the article makes them. */
struct told {
    uint8_t section, stance, evidence, intent;
    uint8_t code;    /* enum code, CODES when unclassified */
    uint8_t percent; /* how sure the model is of the stance */
    bool self;
    bool corrected; /* people gave the label: they are sure */
};

/* Make again what a doc tells of its refs. */
bool refs_tell(struct store *store, int64_t doc, struct err *err);

/*
 * What a doc that is being put will tell of a ref; empty when it only lists
 * it.  Right as long as nothing but the packed doc says it (told_is_whole).
 */
struct packed;
str told_make(const struct packed *packed, uint32_t ref, struct arena *arena);
bool told_is_whole(const struct packed *packed);

/* How many mentions there are; damage reads as none. */
uint32_t told_count(str told);
/* The year of the article that tells, 0: unknown. */
uint32_t told_year(str told);
struct told told_read(str told, uint32_t mention);

/*
 * In SQL, of a row of `ref`.  All characters are from 1 to 127, so that they
 * are one byte each and end no string: two for the year, then for a mention
 *     1 + section + 8 (code + 1, or 0) + 64 self
 *     1 + stance + 4 evidence + 16 intent
 *     1 + percent, 127 for people
 */
#define TOLD                                                                   \
    "(SELECT char(1+ifnull(y.year,0)/100%100,1+ifnull(y.year,0)%100)||"        \
    "(SELECT group_concat(char("                                               \
    "1+c.section+8*ifnull(l.code+1,0)+64*(c.flags&1),"                         \
    "1+ifnull(l.stance,0)+4*ifnull(l.evidence,0)+16*ifnull(l.intent,0),"       \
    "CASE WHEN l.model=1099511627776 THEN 127 ELSE 1+ifnull(CASE l.stance"     \
    " WHEN 1 THEN l.supporting WHEN 2 THEN l.contrasting"                      \
    " WHEN 3 THEN l.mentioning END,0)/10 END),'')"                             \
    " FROM (SELECT id,section,flags FROM citation WHERE citation.doc=ref.doc"  \
    " AND citation.ref=ref.n AND NOT flags&12 ORDER BY id) c"                  \
    " LEFT JOIN label l ON l.citation=c.id AND l.model="                       \
    "(SELECT max(model) FROM label WHERE citation=c.id))"                      \
    " FROM doc d JOIN work y ON y.id=d.work WHERE d.id=ref.doc)"

/* The same with another year, told by a trigger. */
#define TOLD_YEAR(year)                                                        \
    "char(1+ifnull(" year ",0)/100%100,1+ifnull(" year                         \
    ",0)%100)||substr(told,3)"

#endif
