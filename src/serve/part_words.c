/* Numbers and small words in sentences. */
#include "serve/part.h"

void part_number(struct buf *out, uint64_t n)
{
    if (n >= 1000) {
        part_number(out, n / 1000);
        buf_format(out, ",%03u", (unsigned)(n % 1000));
        return;
    }
    buf_uint(out, n);
}

void part_count(struct buf *out, uint64_t n, const char *one, const char *many)
{
    part_number(out, n);
    buf_char(out, ' ');
    buf_add(out, str_of(n == 1 ? one : many));
}

static char to_upper(char c)
{
    return is_lower(c) ? (char)(c - ('a' - 'A')) : c;
}

void part_sentence(struct buf *out, str sentence)
{
    if (sentence.len == 0)
        return;
    buf_char(out, to_upper(sentence.ptr[0]));
    buf_html(out, str_from(sentence, 1));
    if (sentence.ptr[sentence.len - 1] != '.')
        buf_char(out, '.');
}

void part_capital(struct buf *out, const char *word)
{
    buf_char(out, to_upper(word[0]));
    buf_add(out, str_of(word + 1));
}
