#include "text/bracket.h"

/* Those open where we are, innermost last. */
struct open {
    spans at;
    uint32_t round;
    uint32_t square;
};

static uint32_t *count_of(struct open *open, char c)
{
    return c == '(' || c == ')' ? &open->round : &open->square;
}

/* Forget the innermost one; says where it opened. */
static uint32_t drop(struct open *open, str text)
{
    uint32_t start = open->at.at[--open->at.n].start;
    --*count_of(open, text.ptr[start]);
    return start;
}

static void add_pair(struct span pair, spans *out, struct arena *arena)
{
    if (span_len(pair) > BRACKET_MAX)
        return;
    while (out->n && out->at[out->n - 1].start > pair.start)
        out->n--; /* it stands inside this one */
    vec_push(out, arena, pair);
}

void bracket_find(str text, spans *out, struct arena *arena)
{
    struct open open = {0};
    static const bool is_bracket[256] = {
        ['('] = true, [')'] = true, ['['] = true, [']'] = true};
    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (!is_bracket[(unsigned char)c])
            continue;
        if (c == '(' || c == '[') {
            vec_push(&open.at, arena, ((struct span){i, 0}));
            ++*count_of(&open, c);
        } else if ((c == ')' || c == ']') && *count_of(&open, c)) {
            uint32_t start = drop(&open, text);
            while (!bracket_closes(text.ptr[start], c))
                start = drop(&open, text);
            add_pair((struct span){start, i + 1}, out, arena);
        }
    }
}
