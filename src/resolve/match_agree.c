#include "resolve/match_agree.h"

#include "resolve/match_container.h"
#include "resolve/match_keys.h"
#include "text/approx.h"
#include "text/fold.h"

/* ---- what is ticked off ---------------------------------------------------
 */

struct ticks {
    const struct sought *sought;
    bool word[SOUGHT_WORDS];
};

static size_t word_start(const struct sought *sought, uint32_t word)
{
    return (size_t)(sought->word.at[word].text.ptr - sought->text.ptr);
}

/* The words that lie, more than half, between two places of the text. */
static void tick_span(struct ticks *ticks, size_t from, size_t to)
{
    const struct sought *sought = ticks->sought;
    for_vec (i, sought->word) {
        size_t middle = word_start(sought, i) + sought->word.at[i].text.len / 2;
        if (middle >= from && middle < to)
            ticks->word[i] = true;
    }
}

/* A folded text without its blanks. */
static str squash(str folded, struct arena *scratch)
{
    char *out = arena_alloc(scratch, folded.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < folded.len; i++)
        if (folded.ptr[i] != ' ')
            out[n++] = folded.ptr[i];
    return (str){out, n};
}

/* ---- title ------------------------------------------------------------------
 */

/* A shorter main title ("Sleep: …") isn't told from any word. */
#define MAIN_LEAST 16

/* So much of a title as nobody leaves out. */
#define FRONT 40

/* From this on it stands there, a typing error a dozen letters. */
#define STANDS 0.8F

static float stands(struct ticks *ticks, str pattern)
{
    struct approx found = approx_find(pattern, ticks->sought->text);
    size_t len = pattern.len < APPROX_MAX ? pattern.len : APPROX_MAX;
    float share = 1 - (float)found.edits / (float)len;
    if (share >= STANDS)
        tick_span(ticks, found.end > len ? found.end - len : 0, found.end);
    return share;
}

/* Up to the colon, the question mark or the full stop, or its front. */
static str title_front(str title, str whole, struct arena *scratch)
{
    for (size_t i = 0; i + 1 < title.len; i++) {
        bool ends = title.ptr[i] && strchr(":?.", title.ptr[i]) != NULL &&
                    is_space(title.ptr[i + 1]);
        str front = {0};
        if (ends)
            front = squash(fold(str_first(title, i), scratch), scratch);
        if (front.len >= MAIN_LEAST)
            return front;
    }
    return str_first(whole, FRONT);
}

static bool has_word(const struct sought *sought, str word)
{
    for_vec (i, sought->word)
        if (str_eq(sought->word.at[i].text, word))
            return true;
    return false;
}

static void tick_word(struct ticks *ticks, str word)
{
    for_vec (i, ticks->sought->word)
        if (str_eq(ticks->sought->word.at[i].text, word)) {
            ticks->word[i] = true;
            return;
        }
}

/* The share of its longer words that stand anywhere, by letters. */
static float words_share(struct ticks *ticks, str folded)
{
    str rest = folded, word;
    size_t all = 0, found = 0;
    while (str_word(&rest, &word))
        if (match_word_counts(word)) {
            all += word.len;
            if (has_word(ticks->sought, word))
                found += word.len;
        }
    if (all == 0)
        return 0;
    if (found * 5 >= all * 4)
        for (rest = folded; str_word(&rest, &word);)
            tick_word(ticks, word);
    return (float)found / (float)all;
}

static void agree_title(struct ticks *ticks, str title,
                        struct agreement *agreement, struct arena *scratch)
{
    str folded = fold(title, scratch), whole = squash(folded, scratch);
    agreement->title = agreement->title_front = agreement->title_words = -1;
    agreement->title_letters = (uint32_t)whole.len;
    if (whole.len == 0)
        return;
    agreement->title = stands(ticks, whole);
    agreement->title_front = agreement->title_words = 1;
    if (agreement->title >= STANDS)
        return;
    str front = title_front(title, whole, scratch);
    agreement->title_front = stands(ticks, front);
    agreement->title_words = words_share(ticks, folded);
}

/* ---- container
 * ----------------------------------------------------------------
 */

static void agree_container(struct ticks *ticks, const struct work *work,
                            struct agreement *agreement, struct arena *scratch)
{
    const str name[] = {work->container, work->container_short};
    struct container_match best = {.share = -1};
    for (int i = 0; i < 2; i++) {
        struct container_match one =
            match_container(name[i], ticks->sought, scratch);
        if (name[i].len && one.share > best.share)
            best = one;
    }
    str whole = squash(fold(work->container, scratch), scratch);
    agreement->container = best.share;
    agreement->container_letters = (uint32_t)whole.len;
    for (uint32_t i = best.from; i < best.to && best.share >= 0.6F; i++)
        ticks->word[i] = true;
    if (best.share >= 0.9F || whole.len < 6)
        return;
    float share = stands(ticks, whole);
    if (share > best.share && share >= STANDS)
        agreement->container = share;
}

/* ---- authors
 * --------------------------------------------------------------------
 */

/* Authors are counted up to here; a list often ends in "et al." before. */
#define AUTHORS_MOST 8

/* A first author's name ends within so many letters of the front. */
#define LEADS 45

#define NOWHERE SIZE_MAX

/* A name of one piece stands as a word of its own. */
static size_t find_word(const struct sought *sought, str name, uint32_t *word)
{
    for_vec (i, sought->word)
        if (str_eq(sought->word.at[i].text, name)) {
            *word = i;
            return word_start(sought, i) + name.len;
        }
    return NOWHERE;
}

/* Where a surname ends in the text, NOWHERE if it isn't there. */
static size_t find_surname(const struct sought *sought, str name,
                           uint32_t *word)
{
    *word = NONE;
    size_t end = find_word(sought, name, word);
    if (end != NOWHERE || name.len < 5)
        return end;
    struct approx found = approx_find(name, sought->text);
    return found.edits <= name.len / 6 ? found.end : NOWHERE;
}

/* The letter before or after a surname: "Shea M" or "M. J. Shea". */
static bool initial_stands(const struct sought *sought, uint32_t word,
                           char initial)
{
    if (word + 1 < sought->word.n &&
        sought->word.at[word + 1].text.ptr[0] == initial)
        return true;
    for (uint32_t back = 1; back <= 3 && back <= word; back++) {
        str before = sought->word.at[word - back].text;
        if (before.ptr[0] == initial)
            return true;
        if (before.len > 3)
            break;
    }
    return false;
}

static void agree_initial(const struct sought *sought, uint32_t word, str given,
                          struct agreement *agreement, struct arena *scratch)
{
    str folded = fold(given, scratch);
    if (word == NONE || folded.len == 0)
        return;
    bool same = initial_stands(sought, word, folded.ptr[0]);
    agreement->initial_same = same;
    agreement->initial_other = !same;
}

static void tick_given(struct ticks *ticks, str given, struct arena *scratch)
{
    str rest = fold(given, scratch), word;
    while (str_word(&rest, &word))
        if (word.len > 2)
            tick_word(ticks, word);
}

static void agree_authors(struct ticks *ticks, const struct work *work,
                          struct agreement *agreement, struct arena *scratch)
{
    uint32_t n = 0, found = 0;
    for (uint32_t i = 0; i < work->author.n && n < AUTHORS_MOST; i++) {
        const struct work_name *author = &work->author.at[i];
        str name = squash(fold(author->family, scratch), scratch);
        uint32_t word;
        if (name.len < 2)
            continue;
        n++;
        size_t end = find_surname(ticks->sought, name, &word);
        if (end == NOWHERE)
            continue;
        found++;
        tick_span(ticks, end > name.len ? end - name.len : 0, end);
        tick_given(ticks, author->given, scratch);
        if (n == 1) {
            agreement->author =
                end <= LEADS + name.len ? AUTHOR_LEADS : AUTHOR_WITHIN;
            agree_initial(ticks->sought, word, author->given, agreement,
                          scratch);
        }
    }
    if (n == 0)
        return;
    agreement->authors = (float)found / (float)n;
    if (agreement->author == AUTHOR_UNKNOWN)
        agreement->author = found ? AUTHOR_OTHER : AUTHOR_MISSING;
}

/* ---- numbers
 * ---------------------------------------------------------------------
 */

/* Each number printed explains one of the work's; the first free one. */
static bool take_number(struct ticks *ticks, bool *used, str number)
{
    for_vec (i, ticks->sought->word) {
        const struct sought_word *word = &ticks->sought->word.at[i];
        if (word->number && !word->label && !used[i] &&
            str_eq(word->text, number)) {
            used[i] = ticks->word[i] = true;
            return true;
        }
    }
    return false;
}

/* Shorter ones stand in any string of digits. */
#define BROKEN_LEAST 3

static enum agree_number agree_number(struct ticks *ticks, bool *used,
                                      str number)
{
    if (number.len == 0)
        return NUMBER_UNKNOWN;
    if (take_number(ticks, used, number))
        return NUMBER_SAME;
    bool broken = number.len >= BROKEN_LEAST &&
                  str_find(ticks->sought->text, number) != STR_NONE;
    return broken ? NUMBER_BROKEN : NUMBER_MISSING;
}

static bool is_broken(const struct sought *sought, uint32_t year)
{
    const char digit[] = {
        (char)('0' + year / 1000 % 10), (char)('0' + year / 100 % 10),
        (char)('0' + year / 10 % 10), (char)('0' + year % 10)};
    return str_find(sought->text, (str){digit, sizeof digit}) != STR_NONE;
}

static enum agree_year agree_year(struct ticks *ticks, bool *used,
                                  uint32_t year)
{
    enum agree_year agree = YEAR_MISSING;
    if (year == 0)
        return YEAR_UNKNOWN;
    for_vec (i, ticks->sought->word) {
        const struct sought_word *word = &ticks->sought->word.at[i];
        uint32_t printed = 0;
        if (!word->year || !str_uint(word->text, &printed))
            continue;
        if (printed == year) {
            used[i] = ticks->word[i] = true;
            return YEAR_SAME;
        }
        bool near = printed + 1 == year || printed == year + 1;
        if (near)
            ticks->word[i] = true;
        agree = near || agree == YEAR_NEAR ? YEAR_NEAR : YEAR_OTHER;
    }
    if (agree != YEAR_NEAR && is_broken(ticks->sought, year))
        return YEAR_NEAR;
    return agree;
}

/* "1425-37" prints 37 for 1437. */
static enum agree_number agree_last(struct ticks *ticks, bool *used, str first,
                                    str last)
{
    if (last.len == 0)
        return NUMBER_UNKNOWN;
    if (take_number(ticks, used, last))
        return NUMBER_SAME;
    for (size_t drop = 1; drop < last.len && last.len == first.len; drop++)
        if (memcmp(first.ptr, last.ptr, drop) == 0 &&
            take_number(ticks, used, str_from(last, drop)))
            return NUMBER_SAME;
    return NUMBER_MISSING;
}

static void agree_numbers(struct ticks *ticks, const struct work *work,
                          struct agreement *agreement, struct arena *scratch)
{
    bool used[SOUGHT_WORDS] = {false};
    str first, last;
    match_pages(work->page, &first, &last, scratch);
    agreement->year = agree_year(ticks, used, work->year);
    agreement->first = agree_number(ticks, used, first);
    agreement->volume = agree_number(ticks, used, match_digits(work->volume));
    agreement->last = agree_last(ticks, used, first, last);
    agreement->issue = agree_number(ticks, used, match_digits(work->issue));
}

/* ---- what is left
 * ------------------------------------------------------------------
 */

/* Words that belong to no field. */
static bool is_glue(str word)
{
    static const char *const glue[] = {
        "and",       "the",     "vol",      "pag",      "pages", "page",
        "eds",       "doi",     "http",     "https",    "org",   "www",
        "et",        "ed",      "pmid",     "epub",     "jan",   "feb",
        "mar",       "apr",     "may",      "jun",      "jul",   "aug",
        "sep",       "sept",    "oct",      "nov",      "dec",   "january",
        "february",  "march",   "april",    "june",     "july",  "august",
        "september", "october", "november", "december", "in",    "available",
        "from",      "anon",    "portico",  "volume",   "issue", "press",
        "article",   NULL};
    for (const char *const *g = glue; *g; g++)
        if (str_eq(word, str_of(*g)))
            return true;
    return false;
}

static void count_strays(const struct ticks *ticks, struct agreement *agreement)
{
    uint32_t all = 0, stray = 0;
    for_vec (i, ticks->sought->word) {
        const struct sought_word *word = &ticks->sought->word.at[i];
        if (word->number) {
            agreement->stray_numbers += !ticks->word[i] && !word->label;
            continue;
        }
        if (word->text.len < 3)
            continue;
        all += (uint32_t)word->text.len;
        if (!ticks->word[i] && !is_glue(word->text))
            stray += (uint32_t)word->text.len;
    }
    agreement->stray_letters = stray;
    agreement->stray_words = all ? (float)stray / (float)all : 0;
}

/* ---- what is about another work --------------------------------------------
 */

/* How the title of a work about a work begins, without blanks. */
static const char *const about[] = {"erratum",
                                    "corrigendum",
                                    "correctionto",
                                    "datafrom",
                                    "commenton",
                                    "commentson",
                                    "replyto",
                                    "responseto",
                                    "retractionof",
                                    "authorresponse",
                                    "decisionletter",
                                    "supplementto",
                                    NULL};

/* An erratum is told from the article by its own page, too. */
static bool is_other_kind(const struct sought *sought, const struct work *work,
                          bool page_same, struct arena *scratch)
{
    str title = squash(fold(work->title, scratch), scratch);
    for (const char *const *a = about; *a; a++) {
        str word = str_of(*a);
        bool printed = str_find(sought->text, word) != STR_NONE;
        if (str_starts(title, word)
                ? !printed && !page_same
                : printed && str_find(title, word) == STR_NONE)
            return true;
    }
    return false;
}

/* The same paper in another journal: a statement, a guideline. */
static bool is_elsewhere(const struct agreement *agreement)
{
    return agreement->volume == NUMBER_MISSING &&
           agreement->first == NUMBER_MISSING &&
           agreement->stray_numbers >= 2 && agreement->container >= 0 &&
           agreement->container < 0.5F;
}

void match_agree(const struct sought *sought, const struct work *work,
                 struct agreement *agreement, struct arena *scratch)
{
    struct ticks ticks = {.sought = sought};
    size_t mark = arena_mark(scratch);
    *agreement = (struct agreement){0};
    agree_title(&ticks, work->title, agreement, scratch);
    agree_container(&ticks, work, agreement, scratch);
    agree_authors(&ticks, work, agreement, scratch);
    agree_numbers(&ticks, work, agreement, scratch);
    count_strays(&ticks, agreement);
    agreement->other_kind =
        is_other_kind(sought, work, agreement->first == NUMBER_SAME, scratch);
    agreement->elsewhere = is_elsewhere(agreement);
    arena_rewind(scratch, mark);
}
