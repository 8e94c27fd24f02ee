#include "classify/features.h"

#include <math.h>

/* The same feature twice counts once; past this many nobody would see it. */
#define SEEN_SLOTS 8192u
#define SEEN_MAX   (SEEN_SLOTS * 3 / 4)

/* Words by their distance: this far. */
#define NEAR 4

/* Where a token stands, as the features see it. */
enum zone {
    ZONE_BEFORE,
    ZONE_FAR_LEFT, /* an earlier clause of the sentence */
    ZONE_LEFT,
    ZONE_RIGHT,
    ZONE_FAR_RIGHT,
    ZONE_AFTER,
    ZONES
};

struct maker {
    const struct lexicon *lexicon;
    const struct context *context;
    struct traits *out;
    struct arena *arena;
    tokens before, after;
    struct target target;
    enum feature_group group;
    uint32_t group_start;
    struct seen *seen;
};

static const float group_weight[GROUPS] = {
#define GROUP_WEIGHT(name, weight) weight,
    FEATURE_GROUPS(GROUP_WEIGHT)
#undef GROUP_WEIGHT
};

/* ---- making one ----------------------------------------------------- */

/* murmur3's finaliser: every bit counts in every other. */
static uint32_t mix(uint32_t a, uint32_t b)
{
    uint32_t h = a * 0x9E3779B1u + b;
    h ^= h >> 16;
    h *= 0x85EBCA6Bu;
    h ^= h >> 13;
    h *= 0xC2B2AE35u;
    return h ^ h >> 16;
}

/*
 * The features a citation has so far: a hash set of the thread's own, emptied
 * slot by slot after use, since clearing it whole would cost more than the
 * features do.
 */
struct seen {
    uint32_t hash[SEEN_SLOTS]; /* 0: empty */
    uint16_t used[SEEN_MAX];
    uint32_t n;
};

static _Thread_local struct seen thread_seen;

static void forget_seen(struct seen *seen)
{
    for (uint32_t i = 0; i < seen->n; i++)
        seen->hash[seen->used[i]] = 0;
    seen->n = 0;
}

/* Was it there before?  It is afterwards. */
static bool seen_before(struct seen *seen, uint32_t hash)
{
    uint32_t at = hash & (SEEN_SLOTS - 1);
    hash |= hash == 0;
    while (seen->hash[at] && seen->hash[at] != hash)
        at = (at + 1) & (SEEN_SLOTS - 1);
    if (seen->hash[at])
        return true;
    seen->hash[at] = hash;
    seen->used[seen->n++] = (uint16_t)at;
    return false;
}

/* A feature of the current group; `from` … `to`-1 are its tokens. */
static void add_from(struct maker *maker, uint32_t what, uint32_t hash,
                     uint32_t from, uint32_t to)
{
    hash = mix(hash, (uint32_t)maker->group * 64 + what);
    if (maker->seen->n >= SEEN_MAX || seen_before(maker->seen, hash))
        return;
    vec_push(&maker->out->feature, maker->arena, ((struct feature){hash, 1}));
    vec_push(&maker->out->from, maker->arena, ((struct span){from, to}));
}

static void add(struct maker *maker, uint32_t what, uint32_t hash)
{
    add_from(maker, what, hash, 0, 0);
}

/* A group's features share its weight: long texts don't shout. */
static void end_group(struct maker *maker)
{
    features *all = &maker->out->feature;
    uint32_t n = all->n - maker->group_start;
    float value = n ? group_weight[maker->group] / sqrtf((float)n) : 0;
    for (uint32_t i = maker->group_start; i < all->n; i++)
        all->at[i].value = value;
    maker->group_start = all->n;
}

/* ---- words ---------------------------------------------------------- */

static enum zone zone_of(const struct maker *maker, uint32_t at)
{
    const struct token *token = maker->out->token.at;
    uint32_t target = maker->target.token;
    if (target == TOKEN_NONE)
        return ZONE_LEFT;
    if (at <= target)
        return token[at].clause == token[target].clause ? ZONE_LEFT
                                                        : ZONE_FAR_LEFT;
    return token[at].clause == token[target].clause ? ZONE_RIGHT
                                                    : ZONE_FAR_RIGHT;
}

static bool is_said(const struct token *token)
{
    return token->kind != TOKEN_SIGN;
}

static void add_words(struct maker *maker)
{
    const tokens *all = &maker->out->token;
    for_vec (i, *all)
        if (is_said(&all->at[i]))
            add_from(maker, 0, all->at[i].word, i, i + 1);
}

static void add_zones(struct maker *maker)
{
    const tokens *all = &maker->out->token;
    for_vec (i, *all)
        if (is_said(&all->at[i]))
            add_from(maker, 1 + (uint32_t)zone_of(maker, i), all->at[i].stem, i,
                     i + 1);
}

static void add_pairs(struct maker *maker)
{
    const tokens *all = &maker->out->token;
    for (uint32_t i = 0; i + 1 < all->n; i++)
        add_from(maker, 0, mix(all->at[i].stem, all->at[i + 1].stem), i, i + 2);
}

static void add_triples(struct maker *maker)
{
    const tokens *all = &maker->out->token;
    for (uint32_t i = 0; i + 2 < all->n; i++)
        add_from(
            maker, 0,
            mix(mix(all->at[i].stem, all->at[i + 1].stem), all->at[i + 2].stem),
            i, i + 3);
}

static void add_near(struct maker *maker)
{
    const tokens *all = &maker->out->token;
    uint32_t target = maker->target.token;
    for (int d = -NEAR; d <= NEAR && target != TOKEN_NONE; d++) {
        int64_t at = (int64_t)target + d;
        if (d == 0 || at < 0 || at >= all->n)
            continue;
        uint32_t i = (uint32_t)at, place = (uint32_t)(d + NEAR);
        add_from(maker, place, all->at[i].stem, i, i + 1);
        if (i + 1 < all->n)
            add_from(maker, 16 + place,
                     mix(all->at[i].stem, all->at[i + 1].stem), i, i + 2);
    }
}

static void add_neighbour(struct maker *maker, const tokens *all)
{
    for_vec (i, *all) {
        if (is_said(&all->at[i]))
            add(maker, 0, all->at[i].stem);
        if (i + 1 < all->n)
            add(maker, 1, mix(all->at[i].stem, all->at[i + 1].stem));
    }
}

/* ---- headings ------------------------------------------------------- */

enum {
    IN_INTRODUCTION = 1,
    IN_METHODS = 2,
    IN_RESULTS = 4,
    IN_DISCUSSION = 8
};

static unsigned section_bits(uint32_t stem)
{
    static const struct {
        const char *word;
        unsigned bit;
    } row[] = {{"introduction", IN_INTRODUCTION},
               {"background", IN_INTRODUCTION},
               {"methods", IN_METHODS},
               {"materials", IN_METHODS},
               {"method", IN_METHODS},
               {"experimental", IN_METHODS},
               {"procedures", IN_METHODS},
               {"results", IN_RESULTS},
               {"findings", IN_RESULTS},
               {"discussion", IN_DISCUSSION},
               {"discussions", IN_DISCUSSION},
               {"conclusion", IN_DISCUSSION},
               {"conclusions", IN_DISCUSSION},
               {"limitations", IN_DISCUSSION}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (stem == token_stem(str_of(row[i].word)))
            return row[i].bit;
    return 0;
}

static unsigned add_headings(struct maker *maker)
{
    unsigned section = 0;
    const strs *heading = &maker->context->heading;
    for_vec (h, *heading) {
        tokens words = {0};
        struct target none;
        tokens_of(str_first(heading->at[h], NEIGHBOUR_MAX), (struct span){1, 0},
                  &words, &none, maker->arena);
        for_vec (i, words) {
            if (words.at[i].kind != TOKEN_WORD)
                continue;
            add(maker, h == 0 ? 0 : 1, words.at[i].stem);
            if (h == 0 || section == 0)
                section |= section_bits(words.at[i].stem);
        }
    }
    add(maker, 2, section);
    return section;
}

/* ---- cues ----------------------------------------------------------- */

/* A class of cues in a zone, negated or not, as one small number. */
static uint32_t sign_of(const struct cue_found *cue, enum zone zone)
{
    return ((uint32_t)cue->class * ZONES + (uint32_t)zone) * 2 + cue->negated;
}

#define SIGNS (CUE_CLASSES * ZONES * 2u)

struct signs {
    uint32_t at[64];
    uint32_t n;
    uint8_t there[SIGNS];
};

static void add_cue(struct maker *maker, const struct cue_found *cue,
                    enum zone zone, struct signs *signs)
{
    bool inside = zone != ZONE_BEFORE && zone != ZONE_AFTER;
    uint32_t from = inside ? cue->token : 0;
    uint32_t to = inside ? cue->token + cue->words : 0;
    uint32_t sign = sign_of(cue, zone);
    uint32_t row = maker->lexicon->row[cue->row].stem[0];
    for (uint32_t w = 1; w < cue->words; w++)
        row = mix(row, maker->lexicon->row[cue->row].stem[w]);
    add_from(maker, 0, mix(row, (uint32_t)zone * 2 + cue->negated), from, to);
    add_from(maker, 1, sign, from, to);
    if (!signs->there[sign] && signs->n < 64) {
        signs->there[sign] = 1;
        signs->at[signs->n++] = sign;
    }
}

static void add_cues(struct maker *maker, const cues_found *before,
                     const cues_found *after, struct signs *signs)
{
    const cues_found *inside = &maker->out->cue;
    for_vec (i, *inside)
        add_cue(maker, &inside->at[i], zone_of(maker, inside->at[i].token),
                signs);
    for_vec (i, *before)
        add_cue(maker, &before->at[i], ZONE_BEFORE, signs);
    for_vec (i, *after)
        add_cue(maker, &after->at[i], ZONE_AFTER, signs);
}

static void add_cue_pairs(struct maker *maker, const struct signs *signs)
{
    for (uint32_t i = 0; i < signs->n; i++)
        for (uint32_t k = i + 1; k < signs->n; k++) {
            uint32_t a = signs->at[i], b = signs->at[k];
            add(maker, 0, a < b ? mix(a, b) : mix(b, a));
        }
}

/* ---- the order of things -------------------------------------------- */

/* Cues, citations and ends of clauses in a row, each as a small number. */
enum {
    STEP_CITE = 100,
    STEP_TARGET,
    STEP_CLAUSE,
    STEP_SENTENCE
};

struct steps {
    uint32_t at[128];
    uint32_t n;
};

static void add_step(struct steps *steps, uint32_t step)
{
    if (steps->n < 128)
        steps->at[steps->n++] = step;
}

static void find_steps(const tokens *all, const cues_found *cues,
                       struct steps *steps)
{
    uint32_t c = 0;
    for_vec (i, *all) {
        if (i && all->at[i].clause != all->at[i - 1].clause)
            add_step(steps, STEP_CLAUSE);
        if (all->at[i].kind >= TOKEN_CITE)
            add_step(steps,
                     all->at[i].kind == TOKEN_CITE ? STEP_CITE : STEP_TARGET);
        if (c < cues->n && cues->at[c].token == i) {
            add_step(steps,
                     (uint32_t)cues->at[c].class * 2 + cues->at[c].negated);
            c++;
        }
    }
}

static void add_orders(struct maker *maker, const cues_found *before)
{
    struct steps steps = {0};
    find_steps(&maker->before, before, &steps);
    if (steps.n > 4) {
        memmove(steps.at, steps.at + steps.n - 4, 4 * sizeof(*steps.at));
        steps.n = 4;
    }
    add_step(&steps, STEP_SENTENCE);
    find_steps(&maker->out->token, &maker->out->cue, &steps);
    for (uint32_t i = 0; i < steps.n; i++) {
        uint32_t hash = steps.at[i];
        for (uint32_t k = i + 1; k < steps.n && k < i + 4; k++) {
            hash = mix(hash, steps.at[k]);
            add(maker, k - i, hash);
            if (k > i + 1) /* with a gap */
                add(maker, 8 + k - i, mix(steps.at[i], steps.at[k]));
        }
    }
}

/* ---- the shape of it ------------------------------------------------ */

static uint32_t at_most(uint32_t value, uint32_t most)
{
    return value < most ? value : most;
}

/* How many of the title's longer words stand in the sentence. */
static uint32_t title_share(struct maker *maker)
{
    tokens title = {0};
    struct target none;
    uint32_t words = 0, shared = 0;
    tokens_of(str_first(maker->context->cited_title, NEIGHBOUR_MAX),
              (struct span){1, 0}, &title, &none, maker->arena);
    for_vec (i, title) {
        if (span_len(title.at[i].at) < 5)
            continue;
        words++;
        for_vec (k, maker->out->token)
            if (maker->out->token.at[k].stem == title.at[i].stem) {
                shared++;
                break;
            }
    }
    return words ? 1 + shared * 4 / words : 0;
}

static void add_shape(struct maker *maker, unsigned section)
{
    const tokens *all = &maker->out->token;
    const struct target *target = &maker->target;
    uint32_t cites = 0, before = 0;
    for_vec (i, *all)
        if (all->at[i].kind == TOKEN_CITE) {
            cites++;
            before += i < target->token;
        }
    uint32_t style = target->narrative * 2u + target->bracketed;
    uint32_t place = target->token == TOKEN_NONE
                         ? 9
                         : target->token * 5 / (all->n ? all->n : 1);
    bool last = target->token != TOKEN_NONE && target->token + 3 > all->n;
    add(maker, 0, style);
    add(maker, 1, style * 16 + section);
    add(maker, 2, place + 16u * last);
    add(maker, 3, at_most(cites, 4));
    add(maker, 4, at_most(before, 3) * 4 + at_most(cites - before, 3));
    add(maker, 5, at_most(target->before, 3) * 4 + at_most(target->after, 3));
    add(maker, 6, maker->context->self_citation);
    add(maker, 7, maker->context->self_citation * 16u + section);
    add(maker, 8, at_most(all->n / 8, 8));
    add(maker, 9, (maker->before.n == 0) * 2u + (maker->after.n == 0));
    add(maker, 10, title_share(maker));
    if (maker->context->cited_year)
        add(maker, 11, maker->context->cited_year / 5);
}

/* ---- all of it ------------------------------------------------------ */

/* The part of the sentence that is looked at; moves the marker along. */
static str window_of(const struct context *context, struct span *marker)
{
    str sentence = context->sentence;
    uint32_t start =
        marker->start > SENTENCE_WINDOW ? marker->start - SENTENCE_WINDOW : 0;
    size_t end = (size_t)marker->end + SENTENCE_WINDOW;
    if (end > sentence.len)
        end = sentence.len;
    marker->start -= start;
    marker->end -= start;
    return (str){sentence.ptr + start, end - start};
}

/* The last part of a text that is too long. */
static str tail_of(str text)
{
    return text.len > NEIGHBOUR_MAX ? str_from(text, text.len - NEIGHBOUR_MAX)
                                    : text;
}

static bool any_word(const tokens *all)
{
    for_vec (i, *all)
        if (all->at[i].kind == TOKEN_WORD)
            return true;
    return false;
}

/* "[3]" as a marker is 3 in brackets. */
static struct span inside_brackets(str sentence, struct span marker)
{
    if (span_len(marker) < 3)
        return marker;
    char open = sentence.ptr[marker.start];
    char close = sentence.ptr[marker.end - 1];
    if ((open == '[' && close == ']') || (open == '(' && close == ')'))
        return (struct span){marker.start + 1, marker.end - 1};
    return marker;
}

static bool find_tokens(struct maker *maker)
{
    const struct context *context = maker->context;
    struct span marker = context->marker, none = {1, 0};
    struct target nobody;
    if (marker.start > marker.end || marker.end > context->sentence.len)
        return false;
    marker = inside_brackets(context->sentence, marker);
    uint32_t start = marker.start;
    str window = window_of(context, &marker);
    maker->out->window_start = start - marker.start;
    tokens_of(window, marker, &maker->out->token, &maker->target, maker->arena);
    tokens_of(tail_of(context->before), none, &maker->before, &nobody,
              maker->arena);
    tokens_of(str_first(context->after, NEIGHBOUR_MAX), none, &maker->after,
              &nobody, maker->arena);
    return any_word(&maker->out->token);
}

#define IN_GROUP(maker, name, call)                                            \
    ((maker)->group = GROUP_##name, (call), end_group(maker))

bool traits_of(const struct lexicon *lexicon, const struct context *context,
               struct traits *out, struct arena *arena)
{
    struct maker *maker = arena_new(arena, struct maker);
    cues_found before = {0}, after = {0};
    struct signs signs = {0};
    unsigned section = 0;
    *out = (struct traits){0};
    maker->lexicon = lexicon;
    maker->context = context;
    maker->out = out;
    maker->arena = arena;
    maker->seen = &thread_seen;
    forget_seen(maker->seen);
    if (!find_tokens(maker))
        return false;
    cues_find(lexicon, &out->token, 0, out->token.n, &out->cue, arena);
    cues_find(lexicon, &maker->before, 0, maker->before.n, &before, arena);
    cues_find(lexicon, &maker->after, 0, maker->after.n, &after, arena);
    IN_GROUP(maker, WORD, add_words(maker));
    IN_GROUP(maker, ZONE, add_zones(maker));
    IN_GROUP(maker, PAIR, add_pairs(maker));
    IN_GROUP(maker, TRIPLE, add_triples(maker));
    IN_GROUP(maker, NEAR, add_near(maker));
    IN_GROUP(maker, BEFORE, add_neighbour(maker, &maker->before));
    IN_GROUP(maker, AFTER, add_neighbour(maker, &maker->after));
    IN_GROUP(maker, HEADING, section = add_headings(maker));
    IN_GROUP(maker, CUE, add_cues(maker, &before, &after, &signs));
    IN_GROUP(maker, CUE_PAIR, add_cue_pairs(maker, &signs));
    IN_GROUP(maker, ORDER, add_orders(maker, &before));
    IN_GROUP(maker, SHAPE, add_shape(maker, section));
    return true;
}
