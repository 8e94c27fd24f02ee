/*
 * What citations are filtered and counted by, packed for a doc: its passages
 * in order, of each how many words it has and its citations.  The store holds
 * this so that a search needn't read a million rows before the first answer.
 */
#ifndef STET_SEARCH_PACKED_H
#define STET_SEARCH_PACKED_H

#include "base/buf.h"
#include "doc/view.h"

/* Of one citation. */
struct trait {
    uint32_t citation; /* its id in the store */
    uint32_t work;     /* that it cites; 0 when not linked */
    uint8_t kind;
};

/* `kind`: code, section and self-citation in seven bits. */
static inline uint8_t trait_kind(unsigned code, unsigned section, bool self)
{
    return (uint8_t)((code & 7) | (section & 7) << 3 | (self ? 1u : 0u) << 6);
}

/* CODES when it is unclassified. */
static inline enum code trait_code(uint8_t kind)
{
    unsigned code = kind & 7;
    return code < CODES ? (enum code)code : CODES;
}

/* In the strict view, or the broad one (doc/view.h). */
static inline enum stance code_stance(enum code code, bool broad)
{
    if (code == CODES)
        return STANCE_UNCLASSIFIED;
    return broad ? code_row[code].broad : code_row[code].strict;
}

static inline unsigned trait_section(uint8_t kind)
{
    unsigned section = kind >> 3 & 7;
    return section < SECTIONS ? section : SECTION_OTHER;
}

static inline bool trait_self(uint8_t kind)
{
    return kind >> 6 & 1;
}

typedef vec_of(struct trait) traits;

/* Append a passage; `last` is the citation before its first, 0 at the start. */
void packed_add(struct buf *out, uint8_t words, const traits *in,
                uint32_t *last);

/* The next passage off the front; false at the end, and for damage. */
bool packed_next(str *rest, uint8_t *words, traits *out, uint32_t *last,
                 struct arena *arena);

#endif
