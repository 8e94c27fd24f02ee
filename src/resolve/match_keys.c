#include "resolve/match_keys.h"

#include "text/fold.h"

/* ---- pieces ------------------------------------------------------------ */

str match_digits(str text)
{
    size_t start = 0, end;
    while (start < text.len && !is_digit(text.ptr[start]))
        start++;
    while (start + 1 < text.len && text.ptr[start] == '0' &&
           is_digit(text.ptr[start + 1]))
        start++;
    for (end = start; end < text.len && is_digit(text.ptr[end]);)
        end++;
    return (str){text.ptr + start, end - start};
}

str match_surname(str family, struct arena *arena)
{
    str folded = fold(family, arena);
    size_t space = str_last_chr(folded, ' ');
    return space == STR_NONE ? folded : str_from(folded, space + 1);
}

/* "37" after "1425" is 1437. */
static str complete(str first, str last, struct arena *arena)
{
    if (last.len == 0 || last.len >= first.len)
        return last;
    return arena_format(arena, "%.*s%.*s",
                        STR(str_first(first, first.len - last.len)), STR(last));
}

void match_pages(str page, str *first, str *last, struct arena *arena)
{
    *first = match_digits(page);
    *last = (str){0};
    if (first->len == 0)
        return;
    size_t after = (size_t)(first->ptr + first->len - page.ptr);
    *last = complete(*first, match_digits(str_from(page, after)), arena);
}

/* Words that stand in every other title. */
static bool is_filler(str word)
{
    static const char *const filler[] = {
        "with",   "from",    "that",  "this",    "into",  "their",
        "using",  "based",   "study", "between", "after", "under",
        "during", "which",   "some",  "what",    "when",  "than",
        "over",   "through", "und",   "sur",     "para",  "della",
        "nach",   "eine",    "einer", "dans",    NULL};
    for (const char *const *f = filler; *f; f++)
        if (str_eq(word, str_of(*f)))
            return true;
    return false;
}

#define WORD_LEAST 4

bool match_word_counts(str word)
{
    return word.len >= WORD_LEAST && !is_digit(word.ptr[0]) && !is_filler(word);
}

/* ---- keys --------------------------------------------------------------- */

/* Kind and parts, a byte between them that is in no part. */
static uint32_t hash_key(char kind, str a, str b, str c)
{
    char text[160];
    const str part[] = {a, b, c};
    size_t n = 0;
    text[n++] = kind;
    for (int i = 0; i < 3; i++) {
        str cut = str_first(part[i], 50);
        text[n++] = '|';
        if (cut.len)
            memcpy(text + n, cut.ptr, cut.len);
        n += cut.len;
    }
    uint64_t hash = str_hash((str){text, n});
    return (uint32_t)(hash ^ hash >> 32);
}

/* Four digits. */
struct year_text {
    char digit[12];
    size_t len;
};

static struct year_text year_text(uint32_t year)
{
    struct year_text text = {.len = 0};
    char reversed[12];
    size_t n = 0;
    for (; year; year /= 10)
        reversed[n++] = (char)('0' + year % 10);
    while (n)
        text.digit[text.len++] = reversed[--n];
    return text;
}

#define YEAR(text) ((str){(text).digit, (text).len})

uint32_t match_key_page(str surname, uint32_t year, str page)
{
    struct year_text text = year_text(year);
    return hash_key('p', surname, YEAR(text), page);
}

uint32_t match_key_volume(uint32_t year, str volume, str page)
{
    struct year_text text = year_text(year);
    return hash_key('v', YEAR(text), volume, page);
}

uint32_t match_key_range(uint32_t year, str first, str last)
{
    struct year_text text = year_text(year);
    return hash_key('r', YEAR(text), first, last);
}

uint32_t match_key_title(str word, str next)
{
    return hash_key('t', word, next, (str){0});
}

uint32_t match_key_short(str word, uint32_t year)
{
    struct year_text text = year_text(year);
    return hash_key('w', word, YEAR(text), (str){0});
}

uint32_t match_key_author(str surname, uint32_t year)
{
    struct year_text text = year_text(year);
    return hash_key('a', surname, YEAR(text), (str){0});
}

uint32_t match_key_authors(str surname, str other)
{
    return hash_key('b', surname, other, (str){0});
}

uint32_t match_key_near_year(uint32_t year, str page)
{
    struct year_text text = year_text(year);
    return hash_key('n', YEAR(text), page, (str){0});
}

uint32_t match_key_near_volume(str volume, str page)
{
    return hash_key('m', volume, page, (str){0});
}

/* ---- the keys of a work -------------------------------------------------- */

static void add(match_keys *keys, enum match_key_kind kind, uint32_t hash,
                struct arena *arena)
{
    for_vec (i, *keys)
        if (keys->at[i].hash == hash)
            return;
    vec_push(keys, arena, ((struct match_key){hash, kind}));
}

/* "j am chem soc" and "Journal of the American Chemical Society": "jacs". */
static str initials(str container, struct arena *arena)
{
    str rest = fold(container, arena), word;
    char letter[16];
    size_t n = 0;
    while (n < sizeof letter && str_word(&rest, &word))
        if (word.len > 3 || !(str_eq(word, S("of")) || str_eq(word, S("the")) ||
                              str_eq(word, S("and")) ||
                              str_eq(word, S("for")) || str_eq(word, S("in")) ||
                              str_eq(word, S("de")) || str_eq(word, S("on"))))
            letter[n++] = word.ptr[0];
    return arena_str(arena, (str){letter, n});
}

/* What takes a volume. */
static void add_volume(const struct work *work, str first, match_keys *keys,
                       struct arena *arena)
{
    str volume = match_digits(work->volume);
    if (volume.len == 0)
        return;
    add(keys, KEY_VOLUME, match_key_volume(work->year, volume, first), arena);
    add(keys, KEY_NEAR, match_key_near_volume(volume, first), arena);
    if (work->container.len)
        add(keys, KEY_JOURNAL,
            hash_key('j', initials(work->container, arena), volume, first),
            arena);
}

static void add_numbers(const struct work *work, str surname, match_keys *keys,
                        struct arena *arena)
{
    str first, last;
    match_pages(work->page, &first, &last, arena);
    if (first.len == 0)
        return;
    if (surname.len)
        add(keys, KEY_PAGE, match_key_page(surname, work->year, first), arena);
    if (last.len && !str_eq(first, last))
        add(keys, KEY_RANGE, match_key_range(work->year, first, last), arena);
    if (work->year)
        add(keys, KEY_NEAR, match_key_near_year(work->year, first), arena);
    add_volume(work, first, keys, arena);
}

/* A pair of neighbours, and how much it says: its letters. */
struct pair {
    str word, next;
};

static void keep_longest(struct pair *kept, uint32_t *n, struct pair pair)
{
    uint32_t at = *n;
    size_t len = pair.word.len + pair.next.len;
    while (at > 0 && kept[at - 1].word.len + kept[at - 1].next.len < len)
        at--;
    if (at == MATCH_TITLE_PAIRS)
        return;
    uint32_t last = *n < MATCH_TITLE_PAIRS ? (*n)++ : MATCH_TITLE_PAIRS - 1;
    for (; last > at; last--)
        kept[last] = kept[last - 1];
    kept[at] = pair;
}

static void add_title(const struct work *work, match_keys *keys,
                      struct arena *arena)
{
    struct pair kept[MATCH_TITLE_PAIRS];
    uint32_t n = 0;
    str rest = fold(work->title, arena), word, before = {0};
    while (str_word(&rest, &word)) {
        if (!match_word_counts(word))
            continue;
        if (before.len)
            keep_longest(kept, &n, (struct pair){before, word});
        before = word;
    }
    for (uint32_t i = 0; i < n; i++)
        add(keys, KEY_TITLE, match_key_title(kept[i].word, kept[i].next),
            arena);
    if (n == 0 && before.len)
        add(keys, KEY_SHORT, match_key_short(before, work->year), arena);
}

void match_keys_of_work(const struct work *work, match_keys *keys,
                        struct arena *arena)
{
    str surname = {0};
    if (work->author.n)
        surname = match_surname(work->author.at[0].family, arena);
    add_numbers(work, surname, keys, arena);
    add_title(work, keys, arena);
    if (surname.len && work->author.n > 1)
        add(keys, KEY_AUTHORS,
            match_key_authors(surname,
                              match_surname(work->author.at[1].family, arena)),
            arena);
    if (surname.len)
        add(keys, KEY_AUTHOR, match_key_author(surname, work->year), arena);
}
