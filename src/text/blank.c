#include "text/blank.h"

size_t blank_len(str text)
{
    static const str blank[] = {
        {"\u00A0", 2}, {"\u2002", 3}, {"\u2003", 3}, {"\u2004", 3},
        {"\u2005", 3}, {"\u2006", 3}, {"\u2007", 3}, {"\u2008", 3},
        {"\u2009", 3}, {"\u200A", 3}, {"\u200B", 3}, {"\u202F", 3},
        {"\u3000", 3}, {"\uFEFF", 3},
    };
    if (text.len == 0)
        return 0;
    if ((unsigned char)text.ptr[0] < 0x80)
        return is_space(text.ptr[0]);
    for (size_t i = 0; i < sizeof(blank) / sizeof(*blank); i++)
        if (str_starts(text, blank[i]))
            return blank[i].len;
    return 0;
}

size_t blank_skip(str text, size_t at)
{
    size_t blank;
    while ((blank = blank_len(str_from(text, at))) > 0)
        at += blank;
    return at;
}

size_t blank_trim(str text, size_t start, size_t end)
{
    for (size_t len = 1; len <= 3 && start + len <= end; len++)
        if (blank_len(str_from(text, end - len)) == len) {
            end -= len;
            len = 0;
        }
    return end;
}
