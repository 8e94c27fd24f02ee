#include "store/told.h"

#include <math.h>

#include "doc/view.h"
#include "store/inside.h"
#include "store/schema.h"

bool refs_tell(struct store *store, int64_t doc, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_TELL, err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    return sql_do(store->db, s, err);
}

/* Bytes: of the year, of a mention. */
#define YEAR    2
#define MENTION 3

/* ---- writing ------------------------------------------------------------ */

/* An unlabelled one tells where it stands. */
static void put_mention(char *to, const struct packed_citation *c,
                        bool labelled)
{
    const struct label *label = &c->label;
    enum code code = labelled ? label_code(label) : CODES;
    unsigned place = (unsigned)c->section + (c->flags & CITATION_SELF) * 64;
    to[0] = (char)(1 + place + (code == CODES ? 0 : 8 * (code + 1)));
    to[1] = to[2] = 1;
    if (!labelled)
        return;
    to[1] =
        (char)(1 + label->stance + 4 * label->evidence + 16 * label->intent);
    if (label->stance != STANCE_UNCLASSIFIED)
        to[2] = (char)(1 + lrint((double)label->p[label->stance] * 1000) / 10);
}

str told_make(const struct packed *packed, uint32_t ref, struct arena *arena)
{
    uint32_t n = 0, year = packed->work.year % 10000;
    for_vec (i, packed->citation)
        n += packed->citation.at[i].ref == ref;
    char *to = arena_alloc(arena, YEAR + n * MENTION);
    size_t len = YEAR;
    to[0] = (char)(1 + year / 100);
    to[1] = (char)(1 + year % 100);
    for (uint32_t i = 0; n && i < packed->citation.n; i++) {
        const struct packed_citation *c = &packed->citation.at[i];
        if (c->ref != ref ||
            c->flags & (CITATION_TRANSLATION | CITATION_NOTICE))
            continue;
        put_mention(to + len, c, packed->model.len > 0);
        len += MENTION;
    }
    return (str){to, len > YEAR ? len : 0};
}

/* A notice unmarks citations, and a year may be known from elsewhere. */
bool told_is_whole(const struct packed *packed)
{
    return packed->notice.n == 0 && packed->work.year > 0 &&
           packed->work.year < 10000;
}

/* ---- reading ------------------------------------------------------------ */

uint32_t told_count(str told)
{
    return told.len < YEAR ? 0 : (uint32_t)(told.len - YEAR) / MENTION;
}

static unsigned byte(str told, size_t at)
{
    unsigned char c = at < told.len ? (unsigned char)told.ptr[at] : 0;
    return c ? c - 1u : 0;
}

uint32_t told_year(str told)
{
    return byte(told, 0) * 100 + byte(told, 1);
}

static uint8_t below(unsigned value, unsigned n)
{
    return (uint8_t)(value < n ? value : 0);
}

struct told told_read(str told, uint32_t mention)
{
    size_t at = YEAR + (size_t)mention * MENTION;
    unsigned place = byte(told, at), label = byte(told, at + 1);
    unsigned sure = byte(told, at + 2), code = place >> 3 & 7;
    return (struct told){
        .section = below(place & 7, SECTIONS),
        .code = code == 0 || code > CODES ? CODES : (uint8_t)(code - 1),
        .self = place >> 6 & 1,
        .stance = (uint8_t)(label & 3),
        .evidence = below(label >> 2 & 3, EVIDENCES),
        .intent = (uint8_t)(label >> 4 & 3),
        .corrected = sure == 126,
        .percent = sure > 100 ? 100 : (uint8_t)sure};
}
