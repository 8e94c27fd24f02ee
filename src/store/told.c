#include "store/told.h"

#include "store/inside.h"

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
