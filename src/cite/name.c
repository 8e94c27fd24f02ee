#include "cite/draft.h"

/* The name may stand this far before its year: "Smith, Jones, and Wu (". */
#define NAME_REACH 100

bool is_name_gap(str gap)
{
    static const char *const small[] = {
        "et",  "al.",        "al",         "and",       "y",     "e",   "und",
        "&",   "al.,",       "al.'s",      "in",        "van",   "von", "de",
        "der", "colleagues", "co-workers", "coworkers", "others"};
    str rest = gap, word;
    while (str_word(&rest, &word)) {
        while (word.len && strchr("(,;[", word.ptr[0]))
            word = str_from(word, 1);
        bool known = word.len == 0 || is_upper(word.ptr[0]) ||
                     strchr("'&", word.ptr[0]) ||
                     (unsigned char)word.ptr[0] >= 0x80;
        while (word.len && strchr("(,;", word.ptr[word.len - 1]))
            word.len--;
        for (size_t i = 0; i < sizeof(small) / sizeof(*small); i++)
            known = known || str_eq(word, str_of(small[i]));
        if (!known)
            return false;
    }
    return true;
}

static size_t find_last(str text, str what)
{
    for (size_t at = text.len; what.len && at-- > 0;)
        if (str_starts(str_from(text, at), what))
            return at;
    return STR_NONE;
}

struct span with_name(const struct doc *doc, struct span year, uint32_t ref,
                      uint32_t not_before)
{
    const struct ref *r = &doc->ref.at[ref];
    uint32_t from = year.start > NAME_REACH ? year.start - NAME_REACH : 0;
    if (from < not_before)
        from = not_before;
    if (r->author.n == 0 || from >= year.start)
        return year;
    str family = doc_str(doc, doc->person.at[r->author.start].family);
    str before = doc_str(doc, (struct span){from, year.start});
    size_t at = find_last(before, family);
    if (at == STR_NONE || family.len < 2)
        return year;
    str gap = str_from(before, at + family.len);
    if (!is_name_gap(gap))
        return year;
    struct span whole = {from + (uint32_t)at, year.end};
    bool open = str_chr(gap, '(') != STR_NONE && str_chr(gap, ')') == STR_NONE;
    if (open && whole.end < doc->text.len && doc->text.ptr[whole.end] == ')')
        whole.end++;
    return whole;
}
