#include "text/approx.h"

#define BLOCK  64
#define BLOCKS (APPROX_MAX / BLOCK)

/*
 * A column of the table of edit distances, as differences: bit i of `plus`
 * says that row i+1 is one more than row i, of `minus` that it is one less.
 */
struct column {
    uint64_t plus[BLOCKS], minus[BLOCKS];
};

/* Which rows of the pattern are this byte. */
struct rows_of {
    uint64_t byte[256][BLOCKS];
};

/*
 * One block, one byte of text further; `in` is what the row above the block
 * changes by, what is given back what the row of `last` changes by.
 */
static int advance(uint64_t *plus, uint64_t *minus, uint64_t same, int in,
                   uint64_t last)
{
    uint64_t vertical = same | *minus;
    same |= in < 0;
    uint64_t across = (((same & *plus) + *plus) ^ *plus) | same;
    uint64_t up = *minus | ~(across | *plus), down = *plus & across;
    int out = (up & last) ? 1 : (down & last) ? -1 : 0;
    up = up << 1 | (in > 0);
    down = down << 1 | (in < 0);
    *plus = down | ~(vertical | up);
    *minus = up & vertical;
    return out;
}

static void note_rows(struct rows_of *rows, str pattern)
{
    for (size_t i = 0; i < pattern.len; i++)
        rows->byte[(unsigned char)pattern.ptr[i]][i / BLOCK] |= (uint64_t)1
                                                                << (i % BLOCK);
}

struct approx approx_find(str pattern, str text)
{
    struct rows_of rows = {0};
    struct column column;
    pattern = str_first(pattern, APPROX_MAX);
    struct approx best = {pattern.len, 0};
    if (pattern.len == 0)
        return best;
    size_t blocks = (pattern.len + BLOCK - 1) / BLOCK, edits = pattern.len;
    uint64_t last = (uint64_t)1 << ((pattern.len - 1) % BLOCK);
    memset(column.plus, 0xff, sizeof column.plus);
    memset(column.minus, 0, sizeof column.minus);
    note_rows(&rows, pattern);
    for (size_t at = 0; at < text.len; at++) {
        const uint64_t *same = rows.byte[(unsigned char)text.ptr[at]];
        int step = 0; /* a match may begin anywhere: row 0 stays 0 */
        for (size_t b = 0; b < blocks; b++)
            step = advance(&column.plus[b], &column.minus[b], same[b], step,
                           b + 1 < blocks ? (uint64_t)1 << (BLOCK - 1) : last);
        edits = edits + (size_t)(step > 0) - (size_t)(step < 0);
        if (edits < best.edits)
            best = (struct approx){edits, at + 1};
    }
    return best;
}
