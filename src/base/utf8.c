#include "base/utf8.h"

static bool is_tail(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

size_t utf8_len(str s)
{
    if (s.len == 0)
        return 0;
    unsigned char a = (unsigned char)s.ptr[0];
    if (a < 0x80)
        return 1;
    size_t n = a >= 0xF0 ? 4 : a >= 0xE0 ? 3 : 2;
    if (a < 0xC2 || a > 0xF4 || s.len < n)
        return 0;
    for (size_t i = 1; i < n; i++)
        if (!is_tail(s.ptr[i]))
            return 0;
    unsigned char b = (unsigned char)s.ptr[1];
    bool wrong = (a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F) ||
                 (a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F);
    return wrong ? 0 : n;
}

uint32_t utf8_next(str s, size_t *len)
{
    static const unsigned char lead[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    size_t n = utf8_len(s);
    if (n == 0) {
        *len = s.len ? 1 : 0;
        return UTF8_REPLACEMENT;
    }
    uint32_t c = (unsigned char)s.ptr[0] & lead[n];
    for (size_t i = 1; i < n; i++)
        c = c << 6 | ((unsigned char)s.ptr[i] & 0x3F);
    *len = n;
    return c;
}

uint32_t utf8_before(str s, size_t at, size_t *len)
{
    *len = 0;
    if (at == 0)
        return 0;
    size_t start = at - 1;
    while (start > 0 && at - start < 4 && is_tail(s.ptr[start]))
        start--;
    uint32_t c = utf8_next((str){s.ptr + start, at - start}, len);
    if (*len == at - start)
        return c;
    *len = 1;
    return UTF8_REPLACEMENT;
}

size_t utf8_put(char *out, uint32_t c)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = UTF8_REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(lead[n] | c);
    return n;
}

size_t utf8_check(str s)
{
    size_t i = 0;
    while (i < s.len) {
        size_t n = utf8_len(str_from(s, i));
        if (n == 0)
            break;
        i += n;
    }
    return i;
}

size_t utf8_count(str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += !is_tail(s.ptr[i]);
    return n;
}

size_t utf8_offset(str s, size_t n)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_tail(s.ptr[i]) && n-- == 0)
            return i;
    return s.len;
}
