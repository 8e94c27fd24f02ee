/*
 * A str is a slice: bytes that live somewhere else, passed by value.
 *
 * It owns nothing and is not terminated; an empty one may have a null `ptr`.
 * Text inside the program is UTF-8, checked once where it enters (`read`), so
 * these functions work on bytes and never split a character when they cut at
 * ASCII.  "Letter case" here is that of ASCII; folding of Unicode is text/fold.
 */
#ifndef STET_BASE_STR_H
#define STET_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    const char *ptr;
    size_t len;
} str;

/* A literal as a slice: S("et al."). */
#define S(literal) ((str){"" literal, sizeof(literal) - 1})

/* The same as a row of a static table. */
#define STR_ROW(literal)                                                       \
    {                                                                          \
        "" literal, sizeof(literal) - 1                                        \
    }

/* For printf: printf("%.*s", STR(name)). */
#define STR(s) (int)(s).len, (s).ptr

/* What is not there is -1. */
#define STR_NONE ((size_t)-1)

static inline str str_of(const char *terminated)
{
    return (str){terminated, terminated ? strlen(terminated) : 0};
}

static inline str str_from(str s, size_t start)
{
    if (s.len == 0) /* null + 0 is undefined */
        return s;
    return start >= s.len ? (str){s.ptr + s.len, 0}
                          : (str){s.ptr + start, s.len - start};
}

static inline str str_first(str s, size_t n)
{
    return (str){s.ptr, n < s.len ? n : s.len};
}

static inline bool str_eq(str a, str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* ASCII, whatever the locale. */
static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static inline bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static inline bool is_alpha(char c)
{
    return is_upper(c) || is_lower(c);
}

/* XML's white space (XML 1.0, 2.3). */
static inline bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline char to_lower(char c)
{
    return is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

bool str_eq_nocase(str a, str b);
bool str_starts(str s, str prefix);
bool str_starts_nocase(str s, str prefix);
bool str_ends(str s, str suffix);

/* Bytewise order, a prefix before what it begins. */
int str_compare(str a, str b);

/* Where it first stands, STR_NONE when it doesn't. */
size_t str_find(str s, str what);
size_t str_find_nocase(str s, str what);
size_t str_chr(str s, char c);
size_t str_last_chr(str s, char c);

/* Without white space at the ends. */
str str_trim(str s);

/*
 * Take what stands before the next `separator` off the front of `rest`.
 * False when nothing is left; "a,,b" gives "a", "", "b".
 */
bool str_split(str *rest, char separator, str *item);

/* The next run of bytes that aren't white space; false when there is none. */
bool str_word(str *rest, str *word);

/*
 * All of `s` as a decimal number of at most nine digits, without sign;
 * false, `out` untouched, when it is anything else.
 */
bool str_uint(str s, uint32_t *out);

/* FNV-1a, 64 bits; the same on every machine, so it may be stored. */
uint64_t str_hash(str s);

#endif
