#include "text/fold.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf8.h"

/* Letters that decomposition leaves alone, as one writes them in ASCII. */
static const struct {
    uint32_t letter;
    const char *ascii;
} spelled[] = {
    {0x00E6, "ae"}, {0x00F0, "d"},  {0x00F8, "o"},  {0x00FE, "th"},
    {0x0111, "d"},  {0x0127, "h"},  {0x0131, "i"},  {0x0138, "k"},
    {0x0142, "l"},  {0x014B, "ng"}, {0x0153, "oe"}, {0x0167, "t"},
    {0x0180, "b"},  {0x0192, "f"},  {0x01DD, "e"},  {0x0259, "e"},
};

/* What is being written: one word after the other. */
struct folded {
    char *out;
    size_t n;
    bool gap; /* something that isn't a word was passed over */
};

static void put(struct folded *folded, const char *bytes, size_t len)
{
    if (folded->gap && folded->n)
        folded->out[folded->n++] = ' ';
    folded->gap = false;
    memcpy(folded->out + folded->n, bytes, len);
    folded->n += len;
}

static bool is_plain(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
    return true;
}

static void fold_ascii(str text, struct folded *folded)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = to_lower(text.ptr[i]);
        if (is_lower(c) || is_digit(c))
            put(folded, &c, 1);
        else if (c != '\'') /* O'Brien is one word */
            folded->gap = true;
    }
}

static bool is_word(utf8proc_int32_t c)
{
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

static void fold_letter(utf8proc_int32_t c, struct folded *folded)
{
    char bytes[4];
    if (c == '\'' || c == 0x2019)
        return;
    if (!is_word(c)) {
        folded->gap = true;
        return;
    }
    for (size_t i = 0; i < sizeof(spelled) / sizeof(*spelled); i++)
        if (spelled[i].letter == (uint32_t)c) {
            put(folded, spelled[i].ascii, strlen(spelled[i].ascii));
            return;
        }
    put(folded, bytes, utf8_put(bytes, (uint32_t)c));
}

static str fold_unicode(str text, struct arena *arena)
{
    utf8proc_uint8_t *plain = NULL;
    utf8proc_ssize_t len = utf8proc_map(
        (const utf8proc_uint8_t *)text.ptr, (utf8proc_ssize_t)text.len, &plain,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
            UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
    if (len < 0) /* not UTF-8: nothing to compare */
        return arena_str(arena, S(""));
    /* a letter becomes at most two, with a space before */
    struct folded folded = {.out = arena_alloc(arena, (size_t)len * 3 + 1)};
    str rest = {(const char *)plain, (size_t)len};
    while (rest.len) {
        size_t n;
        uint32_t c = utf8_next(rest, &n);
        fold_letter((utf8proc_int32_t)c, &folded);
        rest = str_from(rest, n);
    }
    free(plain);
    folded.out[folded.n] = '\0';
    return (str){folded.out, folded.n};
}

str fold(str text, struct arena *arena)
{
    if (!is_plain(text))
        return fold_unicode(text, arena);
    struct folded folded = {.out = arena_alloc(arena, text.len * 2 + 1)};
    fold_ascii(text, &folded);
    folded.out[folded.n] = '\0';
    return (str){folded.out, folded.n};
}
