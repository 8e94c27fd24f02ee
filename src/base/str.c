#include "base/str.h"

bool str_eq_nocase(str a, str b)
{
    return a.len == b.len && str_starts_nocase(a, b);
}

bool str_starts(str s, str prefix)
{
    return s.len >= prefix.len && str_eq(str_first(s, prefix.len), prefix);
}

bool str_starts_nocase(str s, str prefix)
{
    if (s.len < prefix.len)
        return false;
    for (size_t i = 0; i < prefix.len; i++)
        if (to_lower(s.ptr[i]) != to_lower(prefix.ptr[i]))
            return false;
    return true;
}

bool str_ends(str s, str suffix)
{
    return s.len >= suffix.len &&
           str_eq(str_from(s, s.len - suffix.len), suffix);
}

int str_compare(str a, str b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

size_t str_find(str s, str what)
{
    if (what.len == 0)
        return 0;
    const char *at = s.len ? memmem(s.ptr, s.len, what.ptr, what.len) : NULL;
    return at ? (size_t)(at - s.ptr) : STR_NONE;
}

size_t str_find_nocase(str s, str what)
{
    for (size_t i = 0; i + what.len <= s.len; i++)
        if (str_starts_nocase(str_from(s, i), what))
            return i;
    return STR_NONE;
}

size_t str_chr(str s, char c)
{
    const char *at = s.len ? memchr(s.ptr, c, s.len) : NULL;
    return at ? (size_t)(at - s.ptr) : STR_NONE;
}

size_t str_last_chr(str s, char c)
{
    const char *at = s.len ? memrchr(s.ptr, c, s.len) : NULL;
    return at ? (size_t)(at - s.ptr) : STR_NONE;
}

str str_trim(str s)
{
    while (s.len && is_space(s.ptr[0]))
        s = str_from(s, 1);
    while (s.len && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

bool str_split(str *rest, char separator, str *item)
{
    if (rest->ptr == NULL)
        return false;
    size_t at = str_chr(*rest, separator);
    if (at == STR_NONE) {
        *item = *rest;
        *rest = (str){NULL, 0};
        return true;
    }
    *item = str_first(*rest, at);
    *rest = str_from(*rest, at + 1);
    return true;
}

bool str_word(str *rest, str *word)
{
    str s = *rest;
    while (s.len && is_space(s.ptr[0]))
        s = str_from(s, 1);
    size_t n = 0;
    while (n < s.len && !is_space(s.ptr[n]))
        n++;
    *word = str_first(s, n);
    *rest = str_from(s, n);
    return n > 0;
}

bool str_uint(str s, uint32_t *out)
{
    if (s.len == 0 || s.len > 9)
        return false;
    uint32_t value = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (!is_digit(s.ptr[i]))
            return false;
        value = value * 10 + (uint32_t)(s.ptr[i] - '0');
    }
    *out = value;
    return true;
}

uint64_t str_hash(str s)
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.ptr[i]) * 1099511628211u;
    return hash;
}
