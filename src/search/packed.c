#include "search/packed.h"

static void put_number(struct buf *out, uint32_t n)
{
    for (; n >= 0x80; n >>= 7)
        buf_char(out, (char)(n | 0x80));
    buf_char(out, (char)n);
}

static bool take_number(str *rest, uint32_t *n)
{
    *n = 0;
    for (unsigned shift = 0; shift < 35 && rest->len; shift += 7) {
        unsigned char byte = (unsigned char)*rest->ptr;
        *rest = str_from(*rest, 1);
        *n |= (uint32_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return true;
    }
    return false;
}

/* words, number of citations, and of each: id less the last, kind, work */
void packed_add(struct buf *out, uint8_t words, const traits *in,
                uint32_t *last)
{
    buf_char(out, (char)words);
    put_number(out, in->n);
    for_vec (i, *in) {
        const struct trait *t = &in->at[i];
        put_number(out, t->citation - *last);
        buf_char(out, (char)t->kind);
        put_number(out, t->work);
        *last = t->citation;
    }
}

static bool take_trait(str *rest, struct trait *t, uint32_t *last)
{
    uint32_t step;
    if (!take_number(rest, &step) || rest->len == 0)
        return false;
    t->citation = *last + step;
    t->kind = (uint8_t)*rest->ptr;
    *last = t->citation;
    *rest = str_from(*rest, 1);
    return take_number(rest, &t->work);
}

bool packed_next(str *rest, uint8_t *words, traits *out, uint32_t *last,
                 struct arena *arena)
{
    uint32_t n;
    if (rest->len == 0)
        return false;
    *words = (uint8_t)*rest->ptr;
    *rest = str_from(*rest, 1);
    out->n = 0;
    if (!take_number(rest, &n) || n > rest->len)
        return false;
    for (; n; n--)
        if (!take_trait(rest, vec_add(out, arena), last))
            return false;
    return true;
}
