#include "resolve/match_candidates.h"

#include <stdlib.h>

#include "resolve/match_keys.h"

/* ---- keys of a string -------------------------------------------------------
 */

/* Of a string's numbers, years and front words so many are tried. */
#define NUMBERS_MAX  8
#define YEARS_MAX    3
#define SURNAMES_MAX 4

struct pieces {
    str number[NUMBERS_MAX];
    uint32_t place[NUMBERS_MAX]; /* which word of the string */
    uint32_t numbers;
    uint32_t year[YEARS_MAX];
    uint32_t years;
    str surname[SURNAMES_MAX];
    uint32_t surnames;
};

static void note_year(struct pieces *pieces, str text)
{
    uint32_t year = 0;
    str_uint(text, &year);
    for (uint32_t i = 0; i < pieces->years; i++)
        if (pieces->year[i] == year)
            return;
    if (pieces->years < YEARS_MAX)
        pieces->year[pieces->years++] = year;
}

static void note_number(struct pieces *pieces, const struct sought *sought,
                        uint32_t word)
{
    uint32_t n = pieces->numbers;
    if (n == NUMBERS_MAX) { /* the last ones are volume and pages */
        memmove(pieces->number, pieces->number + 1, (n - 1) * sizeof(str));
        memmove(pieces->place, pieces->place + 1, (n - 1) * sizeof(uint32_t));
        n--;
    }
    pieces->number[n] = sought->word.at[word].text;
    pieces->place[n] = word;
    pieces->numbers = n + 1;
}

static struct pieces take_apart(const struct sought *sought)
{
    struct pieces pieces = {.numbers = 0};
    for_vec (i, sought->word) {
        const struct sought_word *word = &sought->word.at[i];
        if (word->label)
            continue;
        if (word->year)
            note_year(&pieces, word->text);
        if (word->number && (!word->year || sought->years > 1) &&
            word->text.len <= 7)
            note_number(&pieces, sought, i);
        if (!word->number && word->text.len >= 2 &&
            pieces.surnames < SURNAMES_MAX)
            pieces.surname[pieces.surnames++] = word->text;
    }
    if (pieces.years == 0)
        pieces.years = 1; /* the year 0 */
    return pieces;
}

static void add(match_keys *keys, enum match_key_kind kind, uint32_t hash,
                struct arena *arena)
{
    vec_push(keys, arena, ((struct match_key){hash, kind}));
}

/* Volume and page stand near each other, the volume first. */
#define APART 6

static void add_pairs(const struct pieces *pieces, uint32_t year,
                      match_keys *keys, struct arena *arena)
{
    for (uint32_t i = 0; i < pieces->numbers; i++)
        for (uint32_t k = i + 1; k < pieces->numbers; k++) {
            uint32_t apart = pieces->place[k] - pieces->place[i];
            str one = pieces->number[i], other = pieces->number[k], first, last;
            if (apart > APART)
                break;
            add(keys, KEY_VOLUME, match_key_volume(year, one, other), arena);
            if (apart > 1)
                continue;
            match_pages(arena_format(arena, "%.*s-%.*s", STR(one), STR(other)),
                        &first, &last, arena);
            add(keys, KEY_RANGE, match_key_range(year, first, last), arena);
        }
}

static void add_titles(const struct sought *sought, match_keys *keys,
                       struct arena *arena)
{
    str before = {0};
    for_vec (i, sought->word) {
        str word = sought->word.at[i].text;
        if (!match_word_counts(word))
            continue;
        if (before.len)
            add(keys, KEY_TITLE, match_key_title(before, word), arena);
        before = word;
    }
}

/* Names that follow each other, with a given name between them or not. */
#define FRONT_WORDS 8

static void add_authors(const struct sought *sought, match_keys *keys,
                        struct arena *arena)
{
    str word[FRONT_WORDS];
    uint32_t n = 0;
    for (uint32_t i = 0; i < sought->word.n && n < FRONT_WORDS; i++)
        if (!sought->word.at[i].number && sought->word.at[i].text.len >= 2)
            word[n++] = sought->word.at[i].text;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n && k <= i + 2; k++)
            add(keys, KEY_AUTHORS, match_key_authors(word[i], word[k]), arena);
}

static void add_front(const struct sought *sought, match_keys *keys,
                      struct arena *arena)
{
    struct pieces pieces = take_apart(sought);
    add_authors(sought, keys, arena);
    for (uint32_t y = 0; y < pieces.years; y++) {
        for (uint32_t s = 0; s < pieces.surnames; s++)
            for (uint32_t n = 0; n < pieces.numbers; n++)
                add(keys, KEY_PAGE,
                    match_key_page(pieces.surname[s], pieces.year[y],
                                   pieces.number[n]),
                    arena);
        add_pairs(&pieces, pieces.year[y], keys, arena);
    }
}

static void add_near(const struct pieces *pieces, match_keys *keys,
                     struct arena *arena)
{
    for (uint32_t i = 0; i < pieces->numbers; i++) {
        for (uint32_t y = 0; y < pieces->years; y++)
            add(keys, KEY_NEAR,
                match_key_near_year(pieces->year[y], pieces->number[i]), arena);
        for (uint32_t k = i + 1; k < pieces->numbers && k < i + 4; k++)
            add(keys, KEY_NEAR,
                match_key_near_volume(pieces->number[i], pieces->number[k]),
                arena);
    }
}

static void add_weak(const struct sought *sought, match_keys *keys,
                     struct arena *arena)
{
    struct pieces pieces = take_apart(sought);
    add_near(&pieces, keys, arena);
    for (uint32_t y = 0; y < pieces.years; y++) {
        for (uint32_t s = 0; s < pieces.surnames; s++)
            add(keys, KEY_AUTHOR,
                match_key_author(pieces.surname[s], pieces.year[y]), arena);
        for_vec (i, sought->word)
            if (match_word_counts(sought->word.at[i].text))
                add(keys, KEY_SHORT,
                    match_key_short(sought->word.at[i].text, pieces.year[y]),
                    arena);
    }
}

/* ---- keys of fields
 * ----------------------------------------------------------- */

static bool is_weak(enum match_key_kind kind)
{
    return kind == KEY_AUTHOR || kind == KEY_SHORT || kind == KEY_NEAR;
}

/* A year off: the online year, a typing error. */
static void add_years(const struct work *work, match_keys *keys,
                      struct arena *arena)
{
    struct work near = *work;
    for (int step = -1; step <= 1 && work->year > 1; step += 2) {
        near.year = work->year + (uint32_t)step;
        near.title = (str){0};
        match_keys_of_work(&near, keys, arena);
    }
}

static void add_of_fields(const struct work *work, bool wide, match_keys *keys,
                          struct arena *arena)
{
    match_keys all = {0};
    match_keys_of_work(work, &all, arena);
    if (wide)
        add_years(work, &all, arena);
    for_vec (i, all)
        if (wide || !is_weak(all.at[i].kind))
            vec_push(keys, arena, all.at[i]);
}

/* ---- votes
 * ------------------------------------------------------------------- */

/* What a key is worth that only one work has. */
static const uint32_t worth[KEY_KINDS] = {
    [KEY_PAGE] = 600,    [KEY_VOLUME] = 500,  [KEY_RANGE] = 600,
    [KEY_JOURNAL] = 500, [KEY_TITLE] = 400,   [KEY_SHORT] = 200,
    [KEY_AUTHOR] = 300,  [KEY_AUTHORS] = 400, [KEY_NEAR] = 100,
};

/* A key that more works share says nothing of any of them. */
#define UNDER_MAX 64
#define NEAR_MAX  24 /* and it takes two of these to say anything */

/* A power of two; at most half of it is used. */
#define SLOTS 1024

struct ballot {
    struct candidate slot[SLOTS];
    uint32_t n;
};

static void vote(struct ballot *ballot, int64_t work, uint32_t votes)
{
    uint64_t at = (uint64_t)work * 0x9E3779B97F4A7C15u >> 54;
    while (ballot->slot[at].work && ballot->slot[at].work != work)
        at = (at + 1) % SLOTS;
    if (ballot->slot[at].work == 0) {
        if (ballot->n == SLOTS / 2)
            return;
        ballot->n++;
        ballot->slot[at].work = work;
    }
    ballot->slot[at].votes += votes;
}

static int compare(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->votes != y->votes)
        return x->votes > y->votes ? -1 : 1;
    return (x->work > y->work) - (x->work < y->work);
}

static void count(struct ballot *ballot, struct candidates *candidates)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < SLOTS; i++)
        if (ballot->slot[i].work)
            ballot->slot[n++] = ballot->slot[i];
    qsort(ballot->slot, n, sizeof *ballot->slot, compare);
    candidates->n = n < CANDIDATES_MAX ? n : CANDIDATES_MAX;
    memcpy(candidates->at, ballot->slot,
           candidates->n * sizeof *candidates->at);
}

void candidates_find(const struct works *works, const struct sought *sought,
                     bool wide, struct candidates *candidates,
                     struct arena *scratch)
{
    struct ballot *ballot = arena_new(scratch, struct ballot);
    match_keys keys = {0};
    int64_t id[UNDER_MAX];
    if (sought->work)
        add_of_fields(sought->work, wide, &keys, scratch);
    if (sought->work == NULL || wide)
        add_front(sought, &keys, scratch);
    add_titles(sought, &keys, scratch);
    if (wide)
        add_weak(sought, &keys, scratch);
    for_vec (i, keys) {
        enum match_key_kind kind = keys.at[i].kind;
        uint32_t n = works->under(works->keeper, keys.at[i].hash, id,
                                  kind == KEY_NEAR ? NEAR_MAX : UNDER_MAX);
        for (uint32_t k = 0; k < n; k++)
            vote(ballot, id[k], 3 * worth[kind] / (2 + n));
    }
    count(ballot, candidates);
}
