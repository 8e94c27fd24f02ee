/*
 * Reading records, between the two files that do it: record_read.c knows lines,
 * docs and refs, record_citation.c puts citations in their place.
 */
#ifndef STET_DOC_RECORD_INSIDE_H
#define STET_DOC_RECORD_INSIDE_H

#include "base/json.h"
#include "base/map.h"
#include "doc/record.h"

/* A doc of more blocks or sentences than this is nonsense. */
#define RECORD_ROWS_MAX 1000000

/* One doc being put together from its lines. */
struct rebuild {
    struct doc *doc;
    struct map ref;           /* key → row */
    vec_of(uint32_t) mention; /* how often each ref was cited so far */
    uint32_t unlinked;        /* mentions of no ref */
    struct map heading;       /* "parent/text" → row */
    struct map part;          /* type → row */
    str group;                /* of the last citation, its keys joined */

    /* what the doc says it has; 0: nothing said */
    uint32_t blocks, sentences, refs, citations;
};

/* Which of `name` the value is, -1 when none. */
int record_named(str value, const char *const *name, int n);

/* Is it a key of a work, or of an article's file? */
bool record_is_key(str key);

/* The member's text, in the doc; empty when it isn't there. */
static inline struct span
record_text(struct doc *doc, const struct json_value *record, const char *key)
{
    str text = json_member_str(record, key);
    return text.len ? doc_add_text(doc, text) : (struct span){0};
}

bool record_citation(struct rebuild *to, const struct json_value *record,
                     struct err *err);

/* Blocks and sentences behind the last that cites, as many as the doc says. */
void record_pad(struct rebuild *to);

#endif
