/* Percent signs, both ways (RFC 3986, 2.1). */
#include "base/utf8.h"
#include "serve/call.h"

static int hex_value(char c)
{
    if (is_digit(c))
        return c - '0';
    c = to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_plain(str sent)
{
    for (size_t i = 0; i < sent.len; i++)
        if (sent.ptr[i] == '%' || sent.ptr[i] == '+' || sent.ptr[i] & 0x80 ||
            sent.ptr[i] == 0)
            return false;
    return true;
}

/* A '%' that two hexadecimal digits don't follow stands for itself. */
bool url_decode(str sent, bool query, struct arena *arena, str *out)
{
    *out = sent;
    if (is_plain(sent))
        return true;
    char *to = arena_alloc(arena, sent.len);
    size_t n = 0;
    for (size_t i = 0; i < sent.len; i++) {
        char c = sent.ptr[i];
        if (c == '%' && i + 2 < sent.len && hex_value(sent.ptr[i + 1]) >= 0 &&
            hex_value(sent.ptr[i + 2]) >= 0) {
            c = (char)(hex_value(sent.ptr[i + 1]) * 16 +
                       hex_value(sent.ptr[i + 2]));
            i += 2;
        } else if (c == '+' && query) {
            c = ' ';
        }
        to[n++] = c;
    }
    *out = (str){to, n};
    return utf8_check(*out) == n && str_chr(*out, '\0') == STR_NONE;
}

void buf_url(struct buf *out, str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (is_alpha(c) || is_digit(c) || (c && strchr("-._~/", c)))
            buf_char(out, c);
        else
            buf_format(out, "%%%02X", (unsigned char)c);
    }
}
