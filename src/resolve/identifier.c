#include "resolve/identifier.h"

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

/* Longer ones than this are something else; no scheme has a limit. */
#define ID_MAX 2048

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
} entity[] = {{"&lt;", "<"},         {"&gt;", ">"},         {"&amp;", "&"},
              {"&quot;", "\""},      {"\xC2\xAD", ""}, /* soft hyphen */
              {"\xE2\x80\x8B", ""},                    /* zero-width space */
              {"\xE2\x80\x8C", ""},                    /* … non-joiner */
              {"\xE2\x80\x8D", ""},                    /* … joiner */
              {"\xE2\x81\xA0", ""},                    /* word joiner */
              {"\xEF\xBB\xBF", ""},                    /* byte order mark */
              {"\xC2\xA0", " "},                       /* no-break space */
              {"\xE2\x80\x90", "-"}, {"\xE2\x80\x91", "-"},  /* hyphens, */
              {"\xE2\x80\x92", "-"}, {"\xE2\x80\x93", "-"},  /* dashes, */
              {"\xE2\x80\x94", "-"}, {"\xE2\x88\x92", "-"}}; /* minus */

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
        bool clings = is_one_of(last, ".,;:'\"*/") ||
                      (is_one_of(last, ")]}>") && !is_opened(s));
        if (!clings)
            return s;
        s.len--;
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

/*
 * Up to the first white space; but a line was broken in the middle of it when
 * punctuation stands before and a single word with a digit after.
 */
static str without_breaks(str s, struct arena *arena)
{
    size_t n = 0;
    while (n < s.len && ((unsigned char)s.ptr[n] >= ' ' || is_space(s.ptr[n])))
        n++;
    str rest = str_first(s, n), first = {0}, second, third;
    if (!str_word(&rest, &first) || !str_word(&rest, &second))
        return first;
    bool broken = is_one_of(first.ptr[first.len - 1], "./-_:");
    bool digit = false;
    for (size_t i = 0; i < second.len; i++)
        digit = digit || is_digit(second.ptr[i]);
    if (!broken || !digit || str_word(&rest, &third))
        return first;
    return arena_format(arena, "%.*s%.*s", STR(first), STR(second));
}

/* "10.", four digits or more, subdivisions, "/" and something after it. */
static bool has_doi_prefix(str s)
{
    size_t slash = str_chr(s, '/');
    size_t digits = 3;
    if (slash == STR_NONE || slash + 1 >= s.len)
        return false;
    while (digits < slash && is_digit(s.ptr[digits]))
        digits++;
    for (size_t i = digits; i < slash; i++)
        if (!is_digit(s.ptr[i]) && s.ptr[i] != '.')
            return false;
    return digits >= 7;
}

static str without_version(str s)
{
    size_t n = s.len;
    while (n && is_digit(s.ptr[n - 1]))
        n--;
    bool version = n > 1 && n < s.len && to_lower(s.ptr[n - 1]) == 'v';
    return version ? str_first(s, n - 1) : s;
}

/*
 * The servers whose preprints are cited with the version read and a DOI that
 * names them all: bioRxiv, medRxiv ("10.1101/2020.01.02.345678v3", also as its
 * page is called) and arXiv.  The first letter after the slash tells bioRxiv's
 * from the journals of the same publisher ("10.1101/gr.1234").
 */
static str without_preprint_version(str s)
{
    static const char *const page[] = {".full.pdf", ".full-text",    ".full",
                                       ".abstract", ".article-info", NULL};
    if (str_starts(s, S("10.48550/arxiv.")))
        return without_version(s);
    if (!str_starts(s, S("10.1101/")) || s.len < 9 || !is_digit(s.ptr[8]))
        return s;
    for (const char *const *p = page; *p; p++)
        if (str_ends(s, str_of(*p)))
            return without_version(str_first(s, s.len - strlen(*p)));
    return without_version(s);
}

static str tidied_once(str s, struct arena *arena)
{
    bool url;
    s = without_prefix(s, &url);
    if (url || str_find_nocase(s, S("%2f")) != STR_NONE ||
        str_find_nocase(s, S("%3c")) != STR_NONE)
        s = percent_decode(s, arena);
    size_t begin = str_find(s, S("10."));
    if (begin == STR_NONE)
        return S("");
    s = without_breaks(tidy_doi(str_from(s, begin), arena), arena);
    s = without_preprint_version(cut_end(s));
    return has_doi_prefix(s) ? arena_str(arena, s) : S("");
}

/* What is escaped twice is tidied twice, until nothing changes. */
static str normal_doi(str s, struct arena *arena)
{
    for (;;) {
        str tidied = tidied_once(s, arena);
        if (tidied.len == 0 || str_eq(tidied, s))
            return tidied;
        s = tidied;
    }
}

/* ---- the others ------------------------------------------------------- */

/* Without any of these at the front, in this order, and what stands between. */
static str without(str s, const char *const *prefix)
{
    for (; *prefix; prefix++)
        if (str_starts_nocase(s, str_of(*prefix)))
            s = str_from(s, strlen(*prefix));
    while (s.len && is_one_of(s.ptr[0], ":# \t\r\n"))
        s = str_from(s, 1);
    return s;
}

/*
 * A number and nothing else but a version or what clings to its end: a DOI in
 * the place of a PMID is none.
 */
static str normal_number(str s, size_t most, const char *prefix,
                         struct arena *arena)
{
    size_t n = 0;
    while (s.len > 1 && s.ptr[0] == '0')
        s = str_from(s, 1);
    while (n < s.len && is_digit(s.ptr[n]))
        n++;
    str digits = str_first(s, n), rest = str_from(s, n);
    if (rest.len > 1 && rest.ptr[0] == '.' && is_digit(rest.ptr[1]))
        rest = str_from(rest, 2);
    while (rest.len && is_one_of(rest.ptr[0], ".,;)] \t\r\n"))
        rest = str_from(rest, 1);
    if (n == 0 || n > most || rest.len || str_eq(digits, S("0")))
        return S("");
    return arena_format(arena, "%s%.*s", prefix, STR(digits));
}

static str normal_pmid(str s, struct arena *arena)
{
    static const char *const prefix[] = {"pubmed", "pmid", NULL};
    return normal_number(without(s, prefix), 8, "", arena);
}

static str normal_pmcid(str s, struct arena *arena)
{
    static const char *const prefix[] = {"pmcid:", "pmcid", " ", "pmc", NULL};
    return normal_number(without(s, prefix), 9, "PMC", arena);
}

/* "2101.00001", four or five digits after the point (arXiv since 2007). */
static bool is_new_arxiv(str s)
{
    bool shape = s.len >= 9 && s.len <= 10 && s.ptr[4] == '.';
    for (size_t i = 0; shape && i < s.len; i++)
        shape = i == 4 || is_digit(s.ptr[i]);
    return shape;
}

/* "hep-th/9901001", "math.GT/0309136": an archive and seven digits. */
static bool is_old_arxiv(str s)
{
    size_t slash = str_chr(s, '/');
    if (slash == STR_NONE || slash < 2 || s.len != slash + 8)
        return false;
    for (size_t i = 0; i < slash; i++)
        if (!is_alpha(s.ptr[i]) && s.ptr[i] != '-' && s.ptr[i] != '.')
            return false;
    for (size_t i = slash + 1; i < s.len; i++)
        if (!is_digit(s.ptr[i]))
            return false;
    return true;
}

/* "arXiv:2101.00001v2 [cs.CL]" → "2101.00001" */
static str normal_arxiv(str s, struct arena *arena)
{
    static const char *const path[] = {"/abs/", "/pdf/"};
    static const char *const prefix[] = {"arxiv", NULL};
    str word;
    for (size_t i = 0; i < 2; i++)
        if (str_find(s, str_of(path[i])) != STR_NONE)
            s = str_from(s, str_find(s, str_of(path[i])) + 5);
    s = without(s, prefix);
    if (!str_word(&s, &word))
        return S("");
    word = cut_end(word);
    if (str_ends(word, S(".pdf")))
        word.len -= 4;
    word = without_version(word);
    if (is_new_arxiv(str_from(word, str_last_chr(word, '/') + 1)))
        word = str_from(word, str_last_chr(word, '/') + 1);
    else if (!is_old_arxiv(word))
        return S("");
    return arena_str(arena, word);
}

/* "https://openalex.org/W2741809807" → "W2741809807" */
static str normal_openalex(str s, struct arena *arena)
{
    static const char *const prefix[] = {
        "https://", "http://", "api.", "openalex", ".org/", "works/", NULL};
    s = without(s, prefix);
    if (s.len < 2 || to_lower(s.ptr[0]) != 'w')
        return S("");
    return normal_number(str_from(s, 1), 11, "W", arena);
}

/* ISBN-10 becomes ISBN-13; the check digit must be right. */
static str normal_isbn(str s, struct arena *arena)
{
    static const char *const prefix[] = {"isbn", "-13", "-10", NULL};
    char digit[13];
    size_t n = 0;
    s = without(s, prefix);
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
    if (printed.len > ID_MAX)
        return S("");
    switch (scheme) {
    case ID_DOI:
        return normal_doi(printed, arena);
    case ID_PMID:
        return normal_pmid(printed, arena);
    case ID_PMCID:
        return normal_pmcid(printed, arena);
    case ID_ARXIV:
        return normal_arxiv(printed, arena);
    case ID_OPENALEX:
        return normal_openalex(printed, arena);
    case ID_ISBN:
        return normal_isbn(printed, arena);
    case ID_SCHEMES:
        break;
    }
    return S("");
}

/* "https://pubmed.ncbi.nlm.nih.gov/12/" and its kin: what stands in the path.
 */
static str in_ncbi_path(str typed)
{
    static const char *const path[] = {
        "pubmed.ncbi.nlm.nih.gov/", "ncbi.nlm.nih.gov/pubmed/", "/articles/"};
    for (size_t i = 0; i < sizeof(path) / sizeof(*path); i++) {
        size_t at = str_find_nocase(typed, str_of(path[i]));
        if (at == STR_NONE || !str_starts_nocase(typed, S("http")))
            continue;
        str rest = str_from(typed, at + strlen(path[i])), segment = {0};
        str_split(&rest, '/', &segment);
        return segment;
    }
    return typed;
}

/* "W2741809807": a "W" and at least four digits */
static bool is_openalex(str typed)
{
    size_t n = 1;
    while (n < typed.len && is_digit(typed.ptr[n]))
        n++;
    return n > 4 && n == typed.len && to_lower(typed.ptr[0]) == 'w';
}

static enum id_scheme scheme_of(str typed)
{
    uint32_t number;
    if (str_starts_nocase(typed, S("openalex:")) ||
        str_find_nocase(typed, S("openalex.org/")) != STR_NONE ||
        is_openalex(typed))
        return ID_OPENALEX;
    if (str_starts_nocase(typed, S("pmid")) ||
        str_starts_nocase(typed, S("pubmed")) || str_uint(typed, &number))
        return ID_PMID;
    if (str_starts_nocase(typed, S("pmc")))
        return ID_PMCID;
    if (str_starts_nocase(typed, S("arxiv")) ||
        str_find_nocase(typed, S("arxiv.org/")) != STR_NONE ||
        is_new_arxiv(without_version(typed)))
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
    typed = in_ncbi_path(typed);
    enum id_scheme scheme = scheme_of(typed);
    str id = id_normal(scheme, typed, arena);
    if (id.len == 0)
        return S("");
    return arena_format(arena, "%s:%.*s", id_scheme_name[scheme], STR(id));
}

str id_arxiv_of_doi(str doi)
{
    str prefix = S("10.48550/arxiv.");
    return str_starts(doi, prefix) ? str_from(doi, prefix.len) : S("");
}
