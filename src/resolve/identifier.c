#include "resolve/identifier.h"

/* ---- DOI -------------------------------------------------------------- */

static int hex_value(char c)
{
    c = to_lower(c);
    if (is_digit(c))
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "%2F" → "/"; a broken escape stays as it is. */
static str percent_decode(str s, struct arena *arena)
{
    char *out = arena_alloc(arena, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        int high =
            i + 2 < s.len && s.ptr[i] == '%' ? hex_value(s.ptr[i + 1]) : -1;
        int low = high >= 0 ? hex_value(s.ptr[i + 2]) : -1;
        bool escape = low >= 0 && high * 16 + low > ' ';
        out[n++] = escape ? (char)(high * 16 + low) : s.ptr[i];
        i += escape ? 2 : 0;
    }
    return (str){out, n};
}

static const struct {
    const char *written;
    const char *meant;
} entity[] = {{"&lt;", "<"},         {"&gt;", ">"},        {"&amp;", "&"},
              {"&quot;", "\""},      {"\xC2\xAD", ""}, /* soft hyphen */
              {"\xE2\x80\x8B", ""},                    /* zero-width space */
              {"\xE2\x80\x90", "-"}, {"\xE2\x80\x91", "-"}};

/* Lower case, entities and invisible characters resolved. */
static str tidy_doi(str s, struct arena *arena)
{
    char *out = arena_alloc(arena, s.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.len;) {
        size_t k = 0, rows = sizeof(entity) / sizeof(*entity);
        while (k < rows &&
               !str_starts(str_from(s, i), str_of(entity[k].written)))
            k++;
        if (k < rows) {
            for (const char *c = entity[k].meant; *c; c++)
                out[n++] = *c;
            i += strlen(entity[k].written);
        } else {
            out[n++] = to_lower(s.ptr[i++]);
        }
    }
    return (str){out, n};
}

/* A closing bracket stays when it has been opened in the DOI. */
static bool is_opened(str s)
{
    char close = s.ptr[s.len - 1];
    char open = close == ')'   ? '('
                : close == ']' ? '['
                : close == '}' ? '{'
                               : '<';
    int depth = 0;
    for (size_t i = 0; i < s.len; i++)
        depth += (s.ptr[i] == open) - (s.ptr[i] == close);
    return depth >= 0;
}

static str cut_end(str s)
{
    for (;;) {
        char last = s.len ? s.ptr[s.len - 1] : '\0';
        if (last && strchr(".,;:'\"*/", last))
            s.len--;
        else if (last && strchr(")]}>", last) && !is_opened(s))
            s.len--;
        else
            return s;
    }
}

static str without_prefix(str s, bool *url)
{
    static const char *const prefix[] = {
        "https://",  "http://",  "dx.doi.org/", "www.doi.org/", "doi.org/",
        "info:doi/", "urn:doi:", "doi:",        "doi",          "="};
    *url = str_starts_nocase(s, S("http")) || str_find(s, S("doi.org/")) == 0;
    for (size_t i = 0; i < sizeof(prefix) / sizeof(*prefix); i++)
        if (str_starts_nocase(s, str_of(prefix[i])))
            s = str_trim(str_from(s, strlen(prefix[i])));
    return s;
}

static str normal_doi(str s, struct arena *arena)
{
    bool url;
    s = without_prefix(s, &url);
    if (url || str_find_nocase(s, S("%2f")) != STR_NONE ||
        str_find_nocase(s, S("%3c")) != STR_NONE)
        s = percent_decode(s, arena);
    size_t begin = str_find(s, S("10."));
    if (begin == STR_NONE)
        return S("");
    s = tidy_doi(str_from(s, begin), arena);
    size_t n = 0;
    while (n < s.len && (unsigned char)s.ptr[n] > ' ')
        n++;
    s = cut_end(str_first(s, n));
    size_t slash = str_chr(s, '/');
    if (slash == STR_NONE || slash < 7 || slash + 1 >= s.len)
        return S("");
    for (size_t i = 3; i < slash; i++)
        if (!is_digit(s.ptr[i]) && s.ptr[i] != '.')
            return S("");
    return arena_str(arena, s);
}

/* ---- the others ------------------------------------------------------- */

static str digits_in(str s)
{
    size_t i = 0, n = 0;
    while (i < s.len && !is_digit(s.ptr[i]))
        i++;
    while (i + 1 < s.len && s.ptr[i] == '0')
        i++;
    while (i + n < s.len && is_digit(s.ptr[i + n]))
        n++;
    return (str){s.ptr + i, n};
}

static str normal_number(str s, const char *prefix, struct arena *arena)
{
    str digits = digits_in(s);
    if (digits.len == 0 || digits.len > 9 || str_eq(digits, S("0")))
        return S("");
    return arena_format(arena, "%s%.*s", prefix, STR(digits));
}

/* "arXiv:2101.00001v2" → "2101.00001"; "hep-th/9901001" stays. */
static str normal_arxiv(str s, struct arena *arena)
{
    size_t colon = str_last_chr(s, ':');
    if (colon != STR_NONE)
        s = str_trim(str_from(s, colon + 1));
    size_t abs = str_find(s, S("/abs/"));
    if (abs != STR_NONE)
        s = str_from(s, abs + 5);
    str word;
    if (!str_word(&s, &word) || word.len < 9)
        return S("");
    size_t v = str_last_chr(word, 'v');
    if (v != STR_NONE && v > 6 && v + 1 < word.len && is_digit(word.ptr[v + 1]))
        word.len = v;
    word = cut_end(word);
    bool digits = is_digit(word.ptr[word.len - 1]);
    bool shape = str_chr(word, '/') != STR_NONE ||
                 (is_digit(word.ptr[0]) && word.ptr[4] == '.');
    return digits && shape ? arena_str(arena, word) : S("");
}

/* ISBN-10 becomes ISBN-13; the check digit must be right. */
static str normal_isbn(str s, struct arena *arena)
{
    char digit[13];
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (is_digit(c) || ((c == 'x' || c == 'X') && n == 9)) {
            if (n == 13)
                return S("");
            digit[n++] = c;
        }
    }
    int sum = 0;
    for (size_t i = 0; n == 10 && i < 10; i++)
        sum += (10 - (int)i) * (is_digit(digit[i]) ? digit[i] - '0' : 10);
    for (size_t i = 0; n == 13 && i < 13; i++)
        sum += (i % 2 ? 3 : 1) * (digit[i] - '0');
    bool right = (n == 10 && sum % 11 == 0) || (n == 13 && sum % 10 == 0);
    if (!right)
        return S("");
    if (n == 13)
        return arena_str(arena, (str){digit, 13});
    str first = arena_format(arena, "978%.9s", digit);
    int check = 0;
    for (size_t i = 0; i < 12; i++)
        check += (i % 2 ? 3 : 1) * (first.ptr[i] - '0');
    return arena_format(arena, "%.*s%d", STR(first), (10 - check % 10) % 10);
}

str id_normal(enum id_scheme scheme, str printed, struct arena *arena)
{
    printed = str_trim(printed);
    switch (scheme) {
    case ID_DOI:
        return normal_doi(printed, arena);
    case ID_PMID:
        return normal_number(printed, "", arena);
    case ID_PMCID:
        return normal_number(printed, "PMC", arena);
    case ID_ARXIV:
        return normal_arxiv(printed, arena);
    case ID_ISBN:
        return normal_isbn(printed, arena);
    case ID_SCHEMES:
        break;
    }
    return S("");
}

static enum id_scheme scheme_of(str typed)
{
    uint32_t number;
    if (str_starts_nocase(typed, S("pmid:")) || str_uint(typed, &number))
        return ID_PMID;
    if (str_starts_nocase(typed, S("pmc")))
        return ID_PMCID;
    if (str_starts_nocase(typed, S("arxiv:")) ||
        str_find(typed, S("arxiv.org/")) != STR_NONE)
        return ID_ARXIV;
    if (str_starts_nocase(typed, S("isbn")))
        return ID_ISBN;
    return ID_DOI;
}

str id_key(str typed, struct arena *arena)
{
    typed = str_trim(typed);
    if (str_starts(typed, S("ref:")) || str_starts(typed, S("file:")))
        return arena_str(arena, typed);
    enum id_scheme scheme = scheme_of(typed);
    str id = id_normal(scheme, typed, arena);
    if (id.len == 0)
        return S("");
    return arena_format(arena, "%s:%.*s", id_scheme_name[scheme], STR(id));
}
