#include "text/begin.h"

#include "base/utf8.h"
#include "text/abbrev.h"
#include "text/blank.h"

/* Longer ones tell no more by their ends, and looking stays cheap. */
#define WORD_MAX 40

#define STARTS(rest, table) starts_any(rest, table, sizeof(table) / sizeof(str))

/* Bytes of the row that `rest` begins with; 0 when none does. */
static size_t starts_any(str rest, const str *row, size_t rows)
{
    for (size_t i = 0; i < rows; i++)
        if (str_starts(rest, row[i]))
            return row[i].len;
    return 0;
}

bool is_mixed(str word)
{
    for (size_t i = 1; i < word.len; i++)
        if (is_upper(word.ptr[i]) || is_digit(word.ptr[i]))
            return true;
    return false;
}

static char byte_at(str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* The word at `at` without the stops and quotes behind it. */
static str word_at(str text, size_t at)
{
    size_t end = at;
    while (end < text.len && end - at < WORD_MAX && !is_space(text.ptr[end]) &&
           !is_one_of(text.ptr[end], ",;:()[]"))
        end++;
    while (end > at && is_one_of(text.ptr[end - 1], ".!?\"'"))
        end--;
    return (str){text.ptr + at, end - at};
}

static enum begin of_upper(str text, size_t at)
{
    str word = word_at(text, at);
    bool initial = word.len == 1 && byte_at(text, at + 1) == '.';
    if (is_starter(word) && !initial)
        return BEGIN_STARTER;
    return word.len == 1 || is_mixed(word) ? BEGIN_CODE : BEGIN_UPPER;
}

/*
 * A panel, a sign or an abbreviation that is being explained: "b. Blots",
 * "b Blots", "n = 3", "a–f: bars", "pe, pigment".  Longer words are prose.
 */
static bool is_item(str text, str word, size_t at)
{
    char after = byte_at(text, at + word.len);
    char next = byte_at(text, at + word.len + 1);
    if (word.len == 1 && after == ' ')
        return is_upper(next) || is_one_of(next, "=<>");
    if (word.len == 1)
        return is_one_of(after, ".),:");
    if (word.len > 5)
        return false;
    if (after == ',')
        return word.len <= 4;
    return after == ':' || (after == ')' && word.len <= 3);
}

static enum begin of_lower(str text, size_t at)
{
    str word = word_at(text, at);
    bool call = byte_at(text, at + word.len) == '('; /* "fst(RNAi) animals" */
    if (is_item(text, word, at))
        return BEGIN_ITEM;
    bool sign = word.len > 1 && word.ptr[1] == '-'; /* "p-values", "c-fos" */
    if (str_eq(word, S("p")) && str_starts(str_from(text, at), S("p value")))
        sign = true;
    return sign || is_mixed(word) || (call && word.len > 1) ? BEGIN_MIXED
                                                            : BEGIN_LOWER;
}

/* Capitals beyond ASCII: Latin, Greek, Cyrillic. */
static bool is_wide_upper(uint32_t c)
{
    if (c >= 0xC0 && c <= 0xDE)
        return c != 0xD7;
    if (c >= 0x100 && c <= 0x17F)
        return (c >= 0x139 && c <= 0x148) || c >= 0x179 ? c % 2 : c % 2 == 0;
    return (c >= 0x391 && c <= 0x3A9) || (c >= 0x400 && c <= 0x42F);
}

static bool is_wide_lower(uint32_t c)
{
    return (c >= 0xDF && c <= 0x17F) || (c >= 0x430 && c <= 0x45F);
}

/* Beyond ASCII.  Scripts without case begin as capitals do. */
static enum begin of_wide(str rest)
{
    static const str never[] = {{"–", 3}, {"—", 3}, {"−", 3}, {"…", 3},
                                {"≤", 3}, {"≥", 3}, {"×", 2}, {"±", 2},
                                {"·", 2}, {"≈", 3}, {"”", 3}, {"»", 2}};
    size_t len;
    uint32_t c = utf8_next(rest, &len);
    if (is_wide_upper(c) || (c >= 0x0590 && c < 0x2000) || c >= 0x2E80)
        return BEGIN_UPPER;
    if (c >= 0x3B1 && c <= 0x3C9)
        return BEGIN_MIXED;
    if (is_wide_lower(c))
        return BEGIN_LOWER;
    return STARTS(rest, never) ? BEGIN_NEVER : BEGIN_SIGN;
}

enum begin begin_at(str text, size_t at)
{
    static const str quote[] = {{"\"", 1}, {"'", 1}, {"“", 3}, {"‘", 3},
                                {"«", 2},  {"„", 3}, {"¿", 2}, {"¡", 2}};
    size_t len;
    while ((len = STARTS(str_from(text, at), quote)) > 0 ||
           (len = blank_len(str_from(text, at))) > 0)
        at += len;
    if (at >= text.len)
        return BEGIN_NOTHING;
    char c = text.ptr[at];
    if (is_upper(c))
        return of_upper(text, at);
    if (is_lower(c))
        return of_lower(text, at);
    if (is_digit(c))
        return BEGIN_DIGIT;
    if (c == '(' || c == '[')
        return BEGIN_BRACKET;
    if ((unsigned char)c >= 0x80)
        return of_wide(str_from(text, at));
    return is_one_of(c, "*#+@$%?~{") ? BEGIN_SIGN : BEGIN_NEVER;
}
