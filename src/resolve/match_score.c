#include "resolve/match_score.h"

#include <assert.h>
#include <math.h>

#include "resolve/match_weights.h"

/* ---- steps
 * -------------------------------------------------------------------- */

/* In which step of ascending bounds a value lies. */
static uint32_t step(float value, const float *bound, uint32_t n)
{
    uint32_t at = 0;
    while (at < n && value >= bound[at])
        at++;
    return at;
}

#define STEP(value, ...)                                                       \
    step((float)(value), (const float[]){__VA_ARGS__},                         \
         sizeof((const float[]){__VA_ARGS__}) / sizeof(float))

enum title_step {
    TITLE_NONE, /* the work has no title */
    TITLE_EXACT,
    TITLE_GOOD,
    TITLE_FAIR,
    TITLE_FRONT,
    TITLE_WORDS,
    TITLE_SOME,
    TITLE_ABSENT,
    TITLE_STEPS
};

static enum title_step title_step(const struct agreement *a)
{
    if (a->title < 0)
        return TITLE_NONE;
    if (a->title >= 0.97F)
        return TITLE_EXACT;
    if (a->title >= 0.88F)
        return TITLE_GOOD;
    if (a->title >= 0.8F)
        return TITLE_FAIR;
    if (a->title_front >= 0.9F)
        return TITLE_FRONT;
    if (a->title_words >= 0.8F)
        return TITLE_WORDS;
    return a->title_words >= 0.5F ? TITLE_SOME : TITLE_ABSENT;
}

/* Its title: none, absent, half there, there but short, there. */
#define TITLES 5
static uint32_t title_kind(const struct agreement *a)
{
    switch (title_step(a)) {
    case TITLE_NONE:
        return 0;
    case TITLE_SOME:
    case TITLE_ABSENT:
        return 1;
    case TITLE_FRONT:
    case TITLE_WORDS:
        return a->title_letters < 25 ? 1 : 2;
    default:
        return a->title_letters < 25 ? 3 : 4;
    }
}

static bool is_printed(enum agree_number number)
{
    return number == NUMBER_SAME || number == NUMBER_BROKEN;
}

/* Volume and first page together. */
#define PLACES 5
static uint32_t place_kind(const struct agreement *a)
{
    bool volume = is_printed(a->volume), first = is_printed(a->first);
    if (volume && first)
        return 4;
    if (first)
        return a->volume == NUMBER_UNKNOWN ? 3 : 2;
    return volume ? 1 : 0;
}

#define YEARS 3
static uint32_t year_kind(const struct agreement *a)
{
    if (a->year == YEAR_SAME)
        return 2;
    return a->year == YEAR_OTHER ? 0 : 1;
}

#define AUTHORS 4
static uint32_t author_kind(const struct agreement *a)
{
    switch (a->author) {
    case AUTHOR_UNKNOWN:
        return 0;
    case AUTHOR_LEADS:
    case AUTHOR_WITHIN:
        return a->initial_other ? 2 : 3;
    case AUTHOR_OTHER:
        return 2;
    default:
        return 1;
    }
}

#define CONTAINERS 3
static uint32_t container_kind(const struct agreement *a)
{
    return a->container < 0 ? 1 : a->container >= 0.7F ? 2 : 0;
}

#define STRAYS 4
static uint32_t stray_kind(const struct agreement *a)
{
    return STEP(a->stray_words, 0.12F, 0.3F, 0.5F);
}

/* ---- features
 * -------------------------------------------------------------------- */

/* Features are numbered kind after kind; `size` is how many a kind has. */
struct numbering {
    uint16_t *out;
    uint32_t n;
    uint32_t base;
};

static void put(struct numbering *numbering, uint32_t which, uint32_t size)
{
    numbering->out[numbering->n++] = (uint16_t)(numbering->base + which);
    numbering->base += size;
}

static void put_fields(const struct agreement *a, struct numbering *out)
{
    uint32_t initial = a->initial_same ? 1 : a->initial_other ? 2 : 0;
    uint32_t letters = STEP(a->title_letters, 8, 16, 30, 50);
    put(out, title_step(a) * 5 + letters, TITLE_STEPS * 5);
    put(out, a->author * 3 + initial, 5 * 3);
    put(out, STEP(a->authors, 0.01F, 0.4F, 0.7F, 0.99F), 5);
    put(out, a->year, 5);
    put(out, a->volume * NUMBER_STEPS + a->first, NUMBER_STEPS * NUMBER_STEPS);
    put(out, a->issue, NUMBER_STEPS);
    put(out, a->last * NUMBER_STEPS + a->first, NUMBER_STEPS * NUMBER_STEPS);
    uint32_t name = STEP(a->container_letters, 8, 20);
    put(out, STEP(a->container, 0, 0.3F, 0.5F, 0.7F, 0.95F) * 3 + name, 18);
    put(out, STEP(a->stray_numbers, 1, 2, 3, 4), 5);
    put(out, STEP(a->stray_words, 0.02F, 0.12F, 0.2F, 0.35F, 0.5F, 0.7F), 7);
    put(out, STEP(a->stray_letters, 4, 10, 20, 40, 80), 6);
}

static uint32_t at_most(uint32_t value, uint32_t most)
{
    return value < most ? value : most;
}

static void put_together(const struct agreement *a, struct numbering *out)
{
    uint32_t title = title_kind(a), author = author_kind(a),
             year = year_kind(a), place = place_kind(a),
             container = container_kind(a), stray = stray_kind(a);
    uint32_t numbers = at_most(a->stray_numbers, 2);
    put(out, (title * AUTHORS + author) * YEARS + year,
        TITLES * AUTHORS * YEARS);
    put(out, (title * PLACES + place) * 3 + numbers, TITLES * PLACES * 3);
    put(out,
        ((author * PLACES + place) * CONTAINERS + container) * YEARS + year,
        AUTHORS * PLACES * CONTAINERS * YEARS);
    put(out, (title * STRAYS + stray) * 3 + numbers, TITLES * STRAYS * 3);
    put(out, (author * STRAYS + stray) * PLACES + place,
        AUTHORS * STRAYS * PLACES);
    put(out, (title * CONTAINERS + container) * YEARS + year,
        TITLES * CONTAINERS * YEARS);
    put(out, ((title * PLACES + place) * AUTHORS + author) * STRAYS + stray,
        TITLES * PLACES * AUTHORS * STRAYS);
}

uint32_t score_features(const struct agreement *agreement, uint16_t *feature)
{
    struct numbering out = {.out = feature};
    put_fields(agreement, &out);
    put_together(agreement, &out);
    assert(out.n <= SCORE_FEATURES && out.base == SCORE_SIZE);
    return out.n;
}

float score_of(const struct agreement *agreement)
{
    uint16_t feature[SCORE_FEATURES];
    uint32_t n = score_features(agreement, feature);
    float sum = match_bias;
    for (uint32_t i = 0; i < n; i++)
        sum += match_weight[feature[i]];
    return 1 / (1 + expf(-sum));
}

/* ---- rules
 * ---------------------------------------------------------------------------
 */

unsigned score_rule(const struct agreement *a)
{
    unsigned rule = 0;
    enum title_step title = title_step(a);
    if (title >= TITLE_EXACT && title <= TITLE_WORDS)
        rule |= RULE_TITLE;
    if (a->author == AUTHOR_LEADS || a->author == AUTHOR_WITHIN ||
        a->author == AUTHOR_OTHER)
        rule |= RULE_AUTHOR;
    if (a->year == YEAR_SAME || a->year == YEAR_NEAR)
        rule |= RULE_YEAR;
    if (a->container >= 0.7F)
        rule |= RULE_CONTAINER;
    if (is_printed(a->volume))
        rule |= RULE_VOLUME;
    if (is_printed(a->first))
        rule |= RULE_PAGE;
    if (a->other_kind || a->elsewhere)
        rule |= RULE_NO_LINK;
    return rule;
}

str score_rule_name(unsigned rule, struct arena *arena)
{
    static const char *const name[RULES] = {
        "identifier", "title", "author", "year", "container", "volume", "page"};
    SCOPED_BUF text = {0};
    for (int i = 0; i < RULES; i++) {
        if ((rule & 1u << i) == 0)
            continue;
        if (text.len)
            buf_char(&text, '+');
        buf_add(&text, str_of(name[i]));
    }
    return arena_str(arena, buf_str(&text));
}
