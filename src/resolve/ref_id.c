#include "resolve/ref_id.h"

#include "resolve/identifier.h"

static bool is_word(char c)
{
    return is_alpha(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

static size_t digits_at(str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && is_digit(text.ptr[at + n]))
        n++;
    return n;
}

/* Where what stands at `at` ends: at white space, a bracket or a quote. */
static size_t end_of_run(str text, size_t at)
{
    while (at < text.len && (unsigned char)text.ptr[at] > ' ' &&
           strchr("<>\"{}|\\^`", text.ptr[at]) == NULL)
        at++;
    return at;
}

/* Without what clings to the end: full stops, brackets nothing has opened. */
static size_t trim_end(str text, size_t start, size_t end)
{
    while (end > start) {
        str run = {text.ptr + start, end - start};
        char last = text.ptr[end - 1];
        bool opened = (last == ')' && str_chr(run, '(') != STR_NONE) ||
                      (last == ']' && str_chr(run, '[') != STR_NONE);
        if (opened || strchr(".,;:)]'*", last) == NULL)
            break;
        end--;
    }
    return end;
}

/* Past ":", "=", "#", "n°", spaces: what stands between a name and a value. */
static size_t skip_link(str text, size_t at)
{
    while (at < text.len && strchr(" :=#[", text.ptr[at]) && text.ptr[at])
        at++;
    return at;
}

static bool found(struct ref_id *out, size_t start, size_t end,
                  enum id_scheme scheme, str printed, struct arena *arena)
{
    *out = (struct ref_id){.text = {(uint32_t)start, (uint32_t)end},
                           .kind = REF_ID_SCHEME,
                           .scheme = scheme,
                           .value = id_normal(scheme, printed, arena)};
    return out->value.len > 0;
}

/* ---- one scheme each ---------------------------------------------------- */

/* "10.5555/x" at `at`, which `start` announces. */
static bool read_doi(str text, size_t start, size_t at, struct ref_id *out,
                     struct arena *arena)
{
    if (!str_starts(str_from(text, at), S("10.")))
        return false;
    size_t digits = digits_at(text, at + 3);
    size_t slash = str_chr(str_first(str_from(text, at), 24), '/');
    if (digits < 4 || digits > 9 || slash == STR_NONE || slash < digits + 3)
        return false;
    size_t end = trim_end(text, at, end_of_run(text, at));
    return end > at + slash + 1 && found(out, start, end, ID_DOI,
                                         (str){text.ptr + at, end - at}, arena);
}

static bool read_digits(str text, size_t start, size_t at,
                        enum id_scheme scheme, struct ref_id *out,
                        struct arena *arena)
{
    size_t n = digits_at(text, at);
    if (n == 0 || n > 9 || (at + n < text.len && is_word(text.ptr[at + n])))
        return false;
    return found(out, start, at + n, scheme, (str){text.ptr + at, n}, arena);
}

/* "0707.2872v1", "0707 . 2872", "hep-th/9901001" */
static bool read_arxiv(str text, size_t start, size_t at, struct ref_id *out,
                       struct arena *arena)
{
    size_t n = digits_at(text, at), end = at + n;
    str printed;
    if (n == 4) {
        while (end < text.len && strchr(" .", text.ptr[end]) && text.ptr[end])
            end++;
        size_t more = digits_at(text, end);
        if (more < 4 || more > 5)
            return false;
        printed = arena_format(arena, "%.4s.%.*s", text.ptr + at, (int)more,
                               text.ptr + end);
        end += more;
        if (end + 1 < text.len && text.ptr[end] == 'v')
            end += digits_at(text, end + 1) ? 1 + digits_at(text, end + 1) : 0;
    } else {
        end = trim_end(text, at, end_of_run(text, at));
        size_t bracket = str_chr((str){text.ptr + at, end - at}, '[');
        end = bracket == STR_NONE ? end : at + bracket;
        printed = (str){text.ptr + at, end - at};
    }
    return end > at && found(out, start, end, ID_ARXIV, printed, arena);
}

/* The archives whose old ids are printed without "arXiv:". */
static const char *const archive[] = {
    "astro-ph/", "cond-mat/", "gr-qc/",   "hep-ex/",  "hep-lat/",  "hep-ph/",
    "hep-th/",   "math-ph/",  "nucl-ex/", "nucl-th/", "quant-ph/", "math/",
    "physics/",  "cs/",       "q-bio/",   "nlin/",    "solv-int/"};

static bool read_archive(str text, size_t at, struct ref_id *out,
                         struct arena *arena)
{
    for (size_t i = 0; i < sizeof(archive) / sizeof(*archive); i++)
        if (str_starts(str_from(text, at), str_of(archive[i])) &&
            digits_at(text, at + strlen(archive[i])) == 7)
            return read_arxiv(text, at, at, out, arena);
    return false;
}

static bool read_isbn(str text, size_t start, size_t at, struct ref_id *out,
                      struct arena *arena)
{
    if (str_starts(str_from(text, at), S("-13")) ||
        str_starts(str_from(text, at), S("-10")))
        at = skip_link(text, at + 3);
    size_t end = at;
    while (end < text.len &&
           (is_digit(text.ptr[end]) || strchr("- Xx", text.ptr[end])))
        end++;
    while (end > at && !is_word(text.ptr[end - 1]))
        end--;
    return end > at && found(out, start, end, ID_ISBN,
                             (str){text.ptr + at, end - at}, arena);
}

static bool read_issn(str text, size_t start, size_t at, struct ref_id *out)
{
    if (digits_at(text, at) != 4 || at + 9 > text.len ||
        text.ptr[at + 4] != '-' || digits_at(text, at + 5) < 3)
        return false;
    *out = (struct ref_id){.text = {(uint32_t)start, (uint32_t)at + 9},
                           .kind = REF_ID_ISSN,
                           .value = {text.ptr + at, 9}};
    return true;
}

static bool read_url(str text, size_t start, size_t at, struct ref_id *out,
                     struct arena *arena)
{
    size_t end = trim_end(text, start, end_of_run(text, at));
    str url = {text.ptr + start, end - start};
    size_t doi = str_find(url, S("10."));
    if (doi != STR_NONE && read_doi(text, start, start + doi, out, arena))
        return true;
    size_t abs = str_find(url, S("arxiv.org/abs/"));
    if (abs != STR_NONE &&
        read_arxiv(text, start, start + abs + strlen("arxiv.org/abs/"), out,
                   arena))
        return true;
    *out = (struct ref_id){.text = {(uint32_t)start, (uint32_t)end},
                           .kind = REF_ID_URL,
                           .value = url};
    return end > at;
}

/* ---- what announces them ------------------------------------------------ */

enum announced {
    DOI,
    PMID,
    PMCID,
    ARXIV,
    ISBN,
    ISSN,
    URL
};

static const struct {
    const char *word;
    enum announced what;
} announcer[] = {
    {"https://", URL},
    {"http://", URL},
    {"ftp://", URL},
    {"www.", URL},
    {"doi.org/", DOI},
    {"dx.doi.org/", DOI},
    {"doi", DOI},
    {"pmcid", PMCID},
    {"pmid", PMID},
    {"pubmed pmid", PMID},
    {"pubmed", PMID},
    {"pmc", PMCID},
    {"arxiv e-prints", ARXIV},
    {"arxiv", ARXIV},
    {"isbn", ISBN},
    {"e-issn", ISSN},
    {"issn", ISSN},
};

static bool read_announced(str text, size_t start, size_t at,
                           enum announced what, struct ref_id *out,
                           struct arena *arena)
{
    size_t value = skip_link(text, at);
    switch (what) {
    case URL:
        return read_url(text, start, at, out, arena);
    case DOI:
        return read_doi(text, start, value, out, arena);
    case PMID:
        return read_digits(text, start, value, ID_PMID, out, arena);
    case PMCID:
        if (str_starts_nocase(str_from(text, value), S("PMC")))
            value += 3;
        return read_digits(text, start, value, ID_PMCID, out, arena);
    case ARXIV:
        return read_arxiv(text, start, value, out, arena);
    case ISBN:
        return read_isbn(text, start, value, out, arena);
    case ISSN:
        return read_issn(text, start, value, out);
    }
    return false;
}

static bool read_at(str text, size_t at, struct ref_id *out,
                    struct arena *arena)
{
    char first = to_lower(text.ptr[at]);
    if (first == '1')
        return read_doi(text, at, at, out, arena);
    if (!is_alpha(first))
        return false;
    str here = str_from(text, at);
    for (size_t i = 0; i < sizeof(announcer) / sizeof(*announcer); i++)
        if (announcer[i].word[0] == first &&
            str_starts_nocase(here, str_of(announcer[i].word)) &&
            read_announced(text, at, at + strlen(announcer[i].word),
                           announcer[i].what, out, arena))
            return true;
    return read_archive(text, at, out, arena);
}

void ref_id_find(str text, ref_ids *out, struct arena *arena)
{
    struct ref_id id;
    for (size_t at = 0; at < text.len; at++) {
        if (at > 0 && is_word(text.ptr[at - 1]))
            continue;
        if (!read_at(text, at, &id, arena))
            continue;
        vec_push(out, arena, id);
        at = id.text.end - 1;
    }
}
