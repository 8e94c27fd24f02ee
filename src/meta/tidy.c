/* What a record says, made comparable. */
#include "base/utf8.h"
#include "meta/inside.h"
#include "resolve/identifier.h"
#include "text/fold.h"

/* ---- text ------------------------------------------------------------- */

static const struct {
    const char *name, *text;
} entity_row[] = {
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},    {"quot", "\""},
    {"apos", "'"},   {"nbsp", " "},   {"ndash", "–"}, {"mdash", "—"},
    {"hellip", "…"}, {"rsquo", "’"},  {"lsquo", "‘"}, {"ldquo", "“"},
    {"rdquo", "”"},  {"middot", "·"}, {"deg", "°"},   {"alpha", "α"},
    {"beta", "β"},   {"gamma", "γ"},  {"delta", "δ"}, {"kappa", "κ"},
    {"mu", "μ"},     {"micro", "µ"},  {"times", "×"}, {"plusmn", "±"},
    {"uuml", "ü"},   {"ouml", "ö"},   {"auml", "ä"},  {"eacute", "é"}};

/* "&amp;", "&#8211;", "&#x2013;" at the front; 0 when it is none. */
static size_t put_entity(str text, struct buf *out)
{
    size_t end = str_chr(str_first(text, 12), ';');
    uint32_t code = 0;
    if (end == STR_NONE || end < 2)
        return 0;
    str name = {text.ptr + 1, end - 1};
    for (size_t i = 0; i < sizeof(entity_row) / sizeof(*entity_row); i++)
        if (str_eq(name, str_of(entity_row[i].name))) {
            buf_add(out, str_of(entity_row[i].text));
            return end + 1;
        }
    if (name.ptr[0] != '#')
        return 0;
    bool hex = name.len > 1 && to_lower(name.ptr[1]) == 'x';
    for (size_t i = hex ? 2 : 1; i < name.len; i++) {
        char c = to_lower(name.ptr[i]);
        bool digit = is_digit(c) || (hex && c >= 'a' && c <= 'f');
        if (!digit)
            return 0;
        code = code * (hex ? 16 : 10) +
               (uint32_t)(is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    buf_utf8(out, code < ' ' || (code >= 0x7f && code < 0xa0) ? ' ' : code);
    return end + 1;
}

/* How long the tag at the front is: "<i>", "</sub>", "<mml:math …>"; or 0. */
static size_t tag_len(str text)
{
    size_t i = text.len > 1 && text.ptr[1] == '/' ? 2 : 1;
    if (i >= text.len || !is_alpha(text.ptr[i]))
        return 0;
    while (i < text.len && (is_alpha(text.ptr[i]) || is_digit(text.ptr[i]) ||
                            strchr(":-_", text.ptr[i])))
        i++;
    if (i < text.len && text.ptr[i] == ' ') {
        size_t end = str_chr(str_from(text, i), '>');
        size_t other = str_chr(str_from(text, i), '<');
        if (end == STR_NONE || other < end)
            return 0;
        return i + end + 1;
    }
    i += i < text.len && text.ptr[i] == '/';
    return i < text.len && text.ptr[i] == '>' ? i + 1 : 0;
}

static bool is_plain(str text)
{
    bool blank = true;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '<' || c == '&' || (blank && c == ' ') ||
            (unsigned char)c < ' ' || c == '\x7f')
            return false;
        blank = c == ' ';
    }
    return !blank;
}

/* A blank of Unicode's (no-break, thin, …), as long as it is; else 0. */
static size_t blank_len(str text)
{
    static const char *const blank[] = {"\xC2\xA0",     "\xE2\x80\x89",
                                        "\xE2\x80\xAF", "\xE2\x80\xA8",
                                        "\xE3\x80\x80", NULL};
    for (const char *const *b = blank; *b; b++)
        if (str_starts(text, str_of(*b)))
            return strlen(*b);
    return 0;
}

static void put_plain(str text, struct buf *out)
{
    while (text.len) {
        size_t n = 0;
        char c = text.ptr[0];
        if (c == '<')
            n = tag_len(text);
        else if (c == '&')
            n = put_entity(text, out);
        else if ((unsigned char)c >= 0x80 && (n = blank_len(text)))
            buf_char(out, ' ');
        if (n == 0) {
            buf_char(out, (unsigned char)c < ' ' || c == 0x7f ? ' ' : c);
            n = 1;
        }
        text = str_from(text, n);
    }
}

static str single_blanks(str text, struct arena *arena)
{
    char *out = arena_alloc(arena, text.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != ' ' || (n && out[n - 1] != ' '))
            out[n++] = text.ptr[i];
    while (n && out[n - 1] == ' ')
        n--;
    return (str){out, n};
}

str as_utf8(str text, struct arena *arena)
{
    SCOPED_BUF out = {0};
    if (utf8_check(text) == text.len)
        return text;
    while (text.len) {
        size_t len = utf8_len(text);
        if (len)
            buf_add(&out, str_first(text, len));
        else
            buf_utf8(&out, (unsigned char)text.ptr[0] < 0xA0
                               ? UTF8_REPLACEMENT
                               : (unsigned char)text.ptr[0]);
        text = str_from(text, len ? len : 1);
    }
    return arena_str(arena, buf_str(&out));
}

str plain_text(str text, struct arena *arena)
{
    text = as_utf8(text, arena);
    if (text.len == 0 || is_plain(text))
        return text;
    SCOPED_BUF once = {0}, twice = {0};
    put_plain(text, &once);
    put_plain(buf_str(&once), &twice); /* "&amp;lt;i&amp;gt;" happens */
    return single_blanks(buf_str(&twice), arena);
}

/* ---- dates ------------------------------------------------------------ */

/* Of printing, and not yet come. */
static bool is_year(int64_t year)
{
    return year >= 1000 && year <= 2100;
}

str date_of(int64_t year, int64_t month, int64_t day, struct arena *arena)
{
    if (!is_year(year))
        return S("");
    if (month < 1 || month > 12)
        return arena_format(arena, "%04d", (int)year);
    if (day < 1 || day > 31)
        return arena_format(arena, "%04d-%02d", (int)year, (int)month);
    return arena_format(arena, "%04d-%02d-%02d", (int)year, (int)month,
                        (int)day);
}

/* "Feb", "february", "février": the month by its first letters; 0: none. */
static int64_t month_of(str word)
{
    static const char *const month[] = {"jan", "feb", "mar", "apr",
                                        "may", "jun", "jul", "aug",
                                        "sep", "oct", "nov", "dec"};
    for (int i = 0; i < 12; i++)
        if (str_starts_nocase(word, str_of(month[i])))
            return i + 1;
    return 0;
}

/* The next run of digits or of letters. */
static str next_run(str *rest)
{
    while (rest->len && !is_digit(rest->ptr[0]) && !is_alpha(rest->ptr[0]))
        *rest = str_from(*rest, 1);
    bool digits = rest->len && is_digit(rest->ptr[0]);
    size_t n = 0;
    while (n < rest->len &&
           (digits ? is_digit(rest->ptr[n]) : is_alpha(rest->ptr[n])))
        n++;
    str run = str_first(*rest, n);
    *rest = str_from(*rest, n);
    return run;
}

/*
 * A year first: month and day follow ("2010 Feb 6", "2010-02-06").  A year
 * last: month first, as in America ("2/28/1998"), unless it can't be one.
 */
str date_read(str printed, struct arena *arena)
{
    uint32_t n[3] = {0}, count = 0;
    int64_t named = 0;
    str rest = str_first(str_trim(printed), 40), run;
    while (count < 3 && (run = next_run(&rest)).len) {
        if (is_alpha(run.ptr[0]))
            named = named ? named : month_of(run);
        else if (str_uint(run, &n[count]))
            count++;
        if (count && n[0] >= 1000 && rest.len && rest.ptr[0] == 'T')
            break; /* the time of day follows */
    }
    if (count == 0)
        return S("");
    if (is_year(n[0]))
        return named ? date_of(n[0], named, n[1], arena)
                     : date_of(n[0], n[1], n[2], arena);
    if (named)
        return count < 2 ? S("") : date_of(n[1], named, n[0], arena);
    if (count == 2)
        return date_of(n[1], n[0], 0, arena);
    return n[0] > 12 ? date_of(n[2], n[1], n[0], arena)
                     : date_of(n[2], n[0], n[1], arena);
}

str date_in_source(str source, struct arena *arena)
{
    for (size_t i = 0; i + 4 <= source.len; i++) {
        uint32_t year;
        bool begins = i == 0 || source.ptr[i - 1] == ' ';
        size_t end = str_chr(str_from(source, i), ';');
        if (begins && str_uint((str){source.ptr + i, 4}, &year) &&
            year >= 1800 && year <= 2100)
            return date_read(str_first(str_from(source, i), end), arena);
    }
    return S("");
}

/* ---- names ------------------------------------------------------------ */

static bool is_particle(str word)
{
    return word.len && is_lower(word.ptr[0]);
}

static bool is_suffix(str word)
{
    static const char *const suffix[] = {"Jr", "Jr.", "Sr", "Sr.",
                                         "II", "III", "IV", NULL};
    for (const char *const *s = suffix; *s; s++)
        if (str_eq(word, str_of(*s)))
            return true;
    return false;
}

/* Where the last word begins; the particles before it belong to it. */
static size_t family_begin(str name)
{
    size_t at = str_last_chr(name, ' ');
    while (at != STR_NONE) {
        str before = str_first(name, at);
        size_t space = str_last_chr(before, ' ');
        str word = str_from(before, space == STR_NONE ? 0 : space + 1);
        if (!is_particle(word) || space == STR_NONE)
            break;
        at = space;
    }
    return at == STR_NONE ? 0 : at + 1;
}

/* "The Vole Group", "Burrow Consortium" */
static bool is_group(str name)
{
    static const char *const last[] = {
        "Group",        "Consortium",   "Collaboration",
        "Network",      "Committee",    "Society",
        "Organization", "Organisation", "Investigators",
        "Team",         "Association",  "Initiative",
        "Institute",    "Project",      NULL};
    if (str_starts(name, S("The ")))
        return true;
    for (const char *const *word = last; *word; word++)
        if (str_ends(name, str_of(*word)) && str_chr(name, ' ') != STR_NONE)
            return true;
    return false;
}

struct work_name name_read(str printed)
{
    str name = str_trim(printed);
    if (is_group(name))
        return (struct work_name){.family = name};
    size_t comma = str_chr(name, ',');
    if (comma != STR_NONE) {
        str given = str_trim(str_from(name, comma + 1));
        return (struct work_name){.family = str_trim(str_first(name, comma)),
                                  .given = given};
    }
    size_t last = str_last_chr(name, ' ');
    str body = name;
    if (last != STR_NONE && is_suffix(str_from(name, last + 1)))
        body = str_trim(str_first(name, last));
    size_t at = family_begin(body);
    return (struct work_name){.family = str_from(body, at),
                              .given = str_trim(str_first(body, at))};
}

/* "https://orcid.org/0000-0002-1825-0097": the last is a check digit. */
static str tidy_orcid(str printed, struct arena *arena)
{
    char out[20];
    size_t n = 0;
    unsigned sum = 0;
    printed = str_trim(printed);
    printed = str_from(printed, str_last_chr(printed, '/') + 1);
    for (size_t i = 0; i < printed.len; i++) {
        char c = printed.ptr[i];
        if (c == '-' || c == ' ')
            continue;
        bool digit = is_digit(c) || (n == 18 && (c == 'x' || c == 'X'));
        if (!digit || n == 19)
            return S("");
        if (n < 18)
            sum = (sum + (unsigned)(c - '0')) * 2;
        out[n++] = c == 'x' ? 'X' : c;
        if (n == 4 || n == 9 || n == 14)
            out[n++] = '-';
    }
    unsigned check = (12 - sum % 11) % 11;
    if (n != 19 || out[18] != (check == 10 ? 'X' : (char)('0' + check)))
        return S("");
    return arena_str(arena, (str){out, 19});
}

static str short_text(struct meta_reader *reader, str text, const char *what)
{
    text = plain_text(text, reader->arena);
    if (text.len <= META_TEXT_MAX)
        return text;
    odd(reader, "a %s of %zu bytes", what, text.len);
    return S("");
}

/* One table of names; nobody is left out but those without any. */
static uint32_t tidy_names(struct meta_reader *reader, struct work_name *name,
                           uint32_t n, const char *what)
{
    uint32_t kept = 0;
    if (n > META_AUTHORS_MAX) {
        odd(reader, "%u %ss, the first %u kept", n, what, META_AUTHORS_MAX);
        n = META_AUTHORS_MAX;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct work_name tidy = {short_text(reader, name[i].family, "name"),
                                 short_text(reader, name[i].given, "name"),
                                 tidy_orcid(name[i].orcid, reader->arena)};
        if (tidy.family.len + tidy.given.len)
            name[kept++] = tidy;
    }
    return kept;
}

/* ---- numbers ---------------------------------------------------------- */

/* "12345679", "1234-5679": eight with a check digit. */
static str tidy_issn(str printed, struct arena *arena)
{
    char digit[8];
    unsigned n = 0, sum = 0;
    for (size_t i = 0; i < printed.len; i++) {
        char c = printed.ptr[i];
        bool x = n == 7 && (c == 'x' || c == 'X');
        if (!is_digit(c) && !x)
            continue;
        if (n == 8)
            return S("");
        sum += (8 - n) * (x ? 10u : (unsigned)(c - '0'));
        digit[n++] = x ? 'X' : c;
    }
    return n == 8 && sum % 11 == 0
               ? arena_format(arena, "%.4s-%.4s", digit, digit + 4)
               : S("");
}

static void tidy_issns(struct work *work, struct arena *arena)
{
    uint32_t kept = 0;
    for_vec (i, work->issn) {
        str issn = tidy_issn(work->issn.at[i], arena);
        bool known = issn.len == 0 || kept == 8;
        for (uint32_t k = 0; k < kept && !known; k++)
            known = str_eq(work->issn.at[k], issn);
        if (!known)
            work->issn.at[kept++] = issn;
    }
    work->issn.n = kept;
}

/* Dashes of all kinds between pages are hyphens. */
static str tidy_page(str page, struct arena *arena)
{
    SCOPED_BUF out = {0};
    if (str_find(page, S("\xE2")) == STR_NONE &&
        str_find(page, S(" ")) == STR_NONE)
        return page;
    for (size_t i = 0; i < page.len; i++) {
        str rest = str_from(page, i);
        bool dash = str_starts(rest, S("\xE2\x80")) && rest.len > 2 &&
                    (unsigned char)rest.ptr[2] >= 0x90 &&
                    (unsigned char)rest.ptr[2] <= 0x95;
        if (dash)
            i += 2;
        if (dash || page.ptr[i] != ' ')
            buf_char(&out, dash ? '-' : page.ptr[i]);
    }
    return arena_str(arena, buf_str(&out));
}

/* ---- identifiers ------------------------------------------------------ */

str key_of(enum id_scheme scheme, str printed, struct arena *arena)
{
    str id = id_normal(scheme, printed, arena);
    return id.len && utf8_check(id) == id.len
               ? arena_format(arena, "%s:%.*s", id_scheme_name[scheme], STR(id))
               : S("");
}

void take_url(struct work *work, str url)
{
    if (str_find_nocase(url, S("doi.org/")) != STR_NONE &&
        work->id[ID_DOI].len == 0)
        work->id[ID_DOI] = url;
    if (str_find_nocase(url, S("arxiv.org/")) != STR_NONE &&
        work->id[ID_ARXIV].len == 0)
        work->id[ID_ARXIV] = url;
}

/*
 * arXiv's own DOI and its id are one work; a journal's DOI beside an arXiv id
 * is the published version, and the id its preprint's.
 */
static void tidy_arxiv(struct work *work, struct arena *arena)
{
    str *doi = &work->id[ID_DOI], *arxiv = &work->id[ID_ARXIV];
    str inside = id_arxiv_of_doi(*doi);
    if (inside.len && arxiv->len == 0)
        *arxiv = arena_str(arena, inside);
    if (doi->len == 0 && arxiv->len)
        *doi = arena_format(arena, "10.48550/arxiv.%.*s", STR(*arxiv));
    if (arxiv->len == 0 || id_arxiv_of_doi(*doi).len)
        return;
    vec_push(&work->relation, arena,
             ((struct work_relation){
                 RELATION_HAS_PREPRINT,
                 arena_format(arena, "doi:10.48550/arxiv.%.*s", STR(*arxiv))}));
    *arxiv = S("");
}

static void tidy_ids(struct meta_reader *reader, struct work *work)
{
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++) {
        str printed = str_trim(work->id[scheme]);
        if (printed.len == 0)
            continue;
        work->id[scheme] =
            id_normal((enum id_scheme)scheme, printed, reader->arena);
        bool valid = utf8_check(work->id[scheme]) == work->id[scheme].len;
        if (work->id[scheme].len && valid)
            continue;
        work->id[scheme] = S("");
        odd(reader, "'%.*s' is no %s",
            STR(as_utf8(str_first(printed, 60), reader->arena)),
            id_scheme_name[scheme]);
    }
    tidy_arxiv(work, reader->arena);
}

/* ---- notices ---------------------------------------------------------- */

enum notice_kind notice_of(str type)
{
    static const struct {
        const char *name;
        enum notice_kind kind;
    } row[] = {
        {"retraction", NOTICE_RETRACTION},
        {"retracted", NOTICE_RETRACTION},
        {"removal", NOTICE_WITHDRAWAL},
        {"partial-retraction", NOTICE_PARTIAL_RETRACTION},
        {"withdrawal", NOTICE_WITHDRAWAL},
        {"expression-of-concern", NOTICE_CONCERN},
        {"reinstatement", NOTICE_REINSTATEMENT},
        {"correction", NOTICE_CORRECTION},
        {"corrigendum", NOTICE_CORRECTION},
        {"erratum", NOTICE_CORRECTION},
        {"err", NOTICE_CORRECTION},
        {"addendum", NOTICE_CORRECTION},
        {"corrected-article", NOTICE_CORRECTION},
    };
    char word[40];
    size_t n = 0;
    for (; n < type.len && n < sizeof(word); n++)
        word[n] = type.ptr[n] == '_' || type.ptr[n] == ' '
                      ? '-'
                      : to_lower(type.ptr[n]);
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (str_eq((str){word, n}, str_of(row[i].name)))
            return row[i].kind;
    return NOTICE_KINDS;
}

/*
 * "RETRACTED: Sleep", "Retracted article: Sleep", "WITHDRAWN: Sleep": what
 * publishers put before the title of the work itself.  "Retraction: Sleep" is
 * the notice's own title.
 */
static void tidy_title(struct meta_reader *reader, struct work *work)
{
    static const struct {
        const char *before;
        enum notice_kind kind;
    } row[] = {{"retracted:", NOTICE_RETRACTION},
               {"retracted article:", NOTICE_RETRACTION},
               {"retracted chapter:", NOTICE_RETRACTION},
               {"retracted paper:", NOTICE_RETRACTION},
               {"[retracted]", NOTICE_RETRACTION},
               {"withdrawn:", NOTICE_WITHDRAWAL},
               {"withdrawn article:", NOTICE_WITHDRAWAL},
               {"[withdrawn]", NOTICE_WITHDRAWAL},
               {"removed:", NOTICE_WITHDRAWAL},
               {"temporary removal:", NOTICE_WITHDRAWAL}};
    work->title = short_text(reader, work->title, "title");
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        str rest = str_from(work->title, strlen(row[i].before));
        if (!str_starts_nocase(work->title, str_of(row[i].before)) ||
            str_trim(rest).len == 0)
            continue;
        work->title = str_trim(rest);
        vec_push(
            &work->notice, reader->arena,
            ((struct work_notice){.kind = row[i].kind, .source = S("title")}));
        return;
    }
}

/* ---- all of it -------------------------------------------------------- */

static void tidy_date(struct meta_reader *reader, struct work *work)
{
    uint32_t year;
    if (work->date.len >= 4 && str_uint(str_first(work->date, 4), &year))
        work->year = year;
    if (work->year && !is_year(work->year)) {
        odd(reader, "a year of %u", work->year);
        work->year = 0;
    }
    if (work->year == 0)
        work->date = S("");
    else if (work->date.len == 0)
        work->date = date_of(work->year, 0, 0, reader->arena);
}

void tidy(struct meta_reader *reader, struct work *work)
{
    struct arena *arena = reader->arena;
    tidy_ids(reader, work);
    tidy_title(reader, work);
    tidy_date(reader, work);
    work->author.n =
        tidy_names(reader, work->author.at, work->author.n, "author");
    work->editor.n =
        tidy_names(reader, work->editor.at, work->editor.n, "editor");
    work->container = short_text(reader, work->container, "journal");
    work->container_short =
        short_text(reader, work->container_short, "journal");
    if (str_eq(work->container_short, work->container))
        work->container_short = S("");
    work->publisher = short_text(reader, work->publisher, "publisher");
    work->volume = short_text(reader, work->volume, "volume");
    work->issue = short_text(reader, work->issue, "issue");
    work->page = tidy_page(short_text(reader, work->page, "page"), arena);
    work->type = short_text(reader, work->type, "type");
    tidy_issns(work, arena);
}
