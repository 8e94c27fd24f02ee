#include "cite/numbered.h"

struct range {
    uint32_t from, to;
};

static const char *const dash[] = {"-", "–", "‐", "‑", "‒", "—", "−", "˗"};

bool skip_dash(str *s)
{
    for (size_t i = 0; i < sizeof(dash) / sizeof(*dash); i++)
        if (str_starts(*s, str_of(dash[i]))) {
            *s = str_trim(str_from(*s, strlen(dash[i])));
            return true;
        }
    return false;
}

static bool read_number(str *s, uint32_t *out)
{
    size_t n = 0;
    while (n < s->len && is_digit(s->ptr[n]))
        n++;
    if (!str_uint(str_first(*s, n), out) || *out == 0 || *out > NUMBERED_MAX)
        return false;
    *s = str_trim(str_from(*s, n));
    return true;
}

/* "4" or "4-6" */
static bool read_range(str item, struct range *out)
{
    item = str_trim(item);
    if (!read_number(&item, &out->from))
        return false;
    out->to = out->from;
    if (skip_dash(&item) && !read_number(&item, &out->to))
        return false;
    return item.len == 0 && out->to >= out->from &&
           out->to - out->from <= NUMBERED_RANGE_MAX;
}

/* Without the brackets around it, if it has both. */
static str inside_brackets(str text)
{
    bool square = str_starts(text, S("[")) && str_ends(text, S("]"));
    bool round = str_starts(text, S("(")) && str_ends(text, S(")"));
    if (text.len >= 2 && (square || round))
        return str_trim((str){text.ptr + 1, text.len - 2});
    return text;
}

static bool next_item(str *rest, str *item)
{
    for (size_t i = 0; i < rest->len; i++)
        if (rest->ptr[i] == ';')
            return str_split(rest, ';', item);
    return str_split(rest, ',', item);
}

bool numbered_parse(str text, numbers *out, struct arena *arena)
{
    str rest = inside_brackets(str_trim(text)), item;
    uint32_t before = out->n;
    struct range range;
    while (next_item(&rest, &item)) {
        if (!read_range(item, &range)) {
            out->n = before;
            return false;
        }
        for (uint32_t i = range.from; i <= range.to; i++)
            vec_push(out, arena, i);
    }
    return out->n > before;
}
