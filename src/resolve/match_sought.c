#include "resolve/match_sought.h"

#include "resolve/identifier.h"
#include "text/fold.h"

/* ---- words ----------------------------------------------------------------*/

static bool is_year(str word)
{
    uint32_t year;
    return word.len == 4 && str_uint(word, &year) && year >= 1500 &&
           year <= 2100;
}

static void add_word(struct sought *sought, char *text, str word,
                     struct arena *arena)
{
    char *at = text + sought->text.len;
    struct sought_word made = {.number = is_digit(word.ptr[0])};
    while (made.number && word.len > 1 && word.ptr[0] == '0')
        word = str_from(word, 1);
    memcpy(at, word.ptr, word.len);
    sought->text.len += word.len;
    made.text = (str){at, word.len};
    made.year = made.number && is_year(word);
    sought->years += made.year;
    vec_push(&sought->word, arena, made);
}

/* "tetrahedron64" are two. */
static void add_words(struct sought *sought, str printed, struct arena *arena)
{
    str rest = fold(printed, arena), word;
    char *text = arena_alloc(arena, rest.len + 1);
    sought->text = (str){text, 0};
    while (str_word(&rest, &word))
        while (word.len && sought->word.n < SOUGHT_WORDS) {
            size_t n = 1;
            bool number = is_digit(word.ptr[0]);
            while (n < word.len && is_digit(word.ptr[n]) == number)
                n++;
            add_word(sought, text, str_first(word, n), arena);
            word = str_from(word, n);
        }
}

/* ---- identifiers in a string ------------------------------------------------
 */

static size_t find_end(str raw, size_t start)
{
    while (start < raw.len && !is_space(raw.ptr[start]))
        start++;
    return start;
}

/* Blank out bytes that say nothing about the work any more. */
static void blank(char *raw, size_t start, size_t end)
{
    memset(raw + start, ' ', end - start);
}

static void take_doi(struct sought *sought, char *raw, size_t len,
                     struct arena *arena)
{
    str text = {raw, len};
    size_t at = str_find(text, S("10."));
    while (at != STR_NONE && at + 7 < len) {
        size_t end = find_end(text, at);
        str printed = {raw + at, end - at};
        bool begins = at == 0 || !is_digit(raw[at - 1]);
        if (begins && str_chr(printed, '/') != STR_NONE) {
            str normal = id_normal(ID_DOI, printed, arena);
            if (normal.len && sought->id[ID_DOI].len == 0)
                sought->id[ID_DOI] = normal;
            if (normal.len)
                blank(raw, at, end);
        }
        size_t next = str_find(str_from(text, end), S("10."));
        at = next == STR_NONE ? STR_NONE : end + next;
    }
}

/* The word after "PMID:" or "arXiv:". */
static void take_named(struct sought *sought, enum id_scheme scheme, str name,
                       char *raw, size_t len, struct arena *arena)
{
    str text = {raw, len};
    size_t at = str_find_nocase(text, name);
    if (at == STR_NONE)
        return;
    size_t start = at + name.len;
    while (start < len && (raw[start] == ':' || is_space(raw[start])))
        start++;
    size_t end = find_end(text, start);
    str printed = {raw + start, end - start};
    while (printed.len && strchr(".,;)]", printed.ptr[printed.len - 1]))
        printed.len--;
    str normal = id_normal(scheme, printed, arena);
    if (normal.len == 0)
        return;
    if (sought->id[scheme].len == 0)
        sought->id[scheme] = normal;
    blank(raw, at, end);
}

static void take_urls(char *raw, size_t len)
{
    str text = {raw, len};
    size_t at;
    while ((at = str_find_nocase(text, S("http"))) != STR_NONE &&
           (raw[at + 4] == ':' || raw[at + 4] == 's'))
        blank(raw, at, find_end(text, at));
}

/* "(1) Shea", "[12] Shea", "1 Shea": its number in the list. */
static void mark_label(struct sought *sought, str raw)
{
    raw = str_trim(raw);
    if (sought->word.n < 2 || raw.len == 0)
        return;
    struct sought_word *first = &sought->word.at[0];
    bool bracket = raw.ptr[0] == '[' || raw.ptr[0] == '(';
    first->label = first->number && first->text.len <= 3 &&
                   (bracket || is_digit(raw.ptr[0]));
}

/* So much of it as we look at, whole characters. */
static str cut(str text)
{
    size_t n = text.len < SOUGHT_BYTES ? text.len : SOUGHT_BYTES;
    while (n < text.len && n && ((unsigned char)text.ptr[n] & 0xC0) == 0x80)
        n--;
    return str_first(text, n);
}

static void read_string(struct sought *sought, str raw, struct arena *arena)
{
    str copy = cut(raw);
    char *bytes = arena_alloc(arena, copy.len + 8);
    if (copy.len)
        memcpy(bytes, copy.ptr, copy.len);
    memset(bytes + copy.len, 0, 8);
    take_doi(sought, bytes, copy.len, arena);
    take_named(sought, ID_PMID, S("PMID"), bytes, copy.len, arena);
    take_named(sought, ID_ARXIV, S("arXiv"), bytes, copy.len, arena);
    take_urls(bytes, copy.len);
    str left = {bytes, copy.len};
    add_words(sought, left, arena);
    mark_label(sought, left);
}

/* ---- fields
 * ------------------------------------------------------------------
 */

static void put_fields(const struct work *work, struct buf *out)
{
    for (uint32_t i = 0; i < work->author.n && i < 20; i++)
        buf_format(out, "%.*s %.*s, ", STR(work->author.at[i].family),
                   STR(work->author.at[i].given));
    if (work->year)
        buf_format(out, "%u. ", (unsigned)work->year);
    buf_format(out, "%.*s. %.*s. ", STR(work->title), STR(work->container));
    if (work->container.len == 0)
        buf_format(out, "%.*s. ", STR(work->container_short));
    buf_format(out, "%.*s (%.*s) %.*s. %.*s", STR(work->volume),
               STR(work->issue), STR(work->page), STR(work->publisher));
}

void sought_make(const struct work *work, str raw, struct sought *sought,
                 struct arena *arena)
{
    SCOPED_BUF fields = {0};
    *sought = (struct sought){.work = work};
    if (work == NULL) {
        read_string(sought, raw, arena);
        return;
    }
    memcpy(sought->id, work->id, sizeof sought->id);
    put_fields(work, &fields);
    add_words(sought, cut(buf_str(&fields)), arena);
}
