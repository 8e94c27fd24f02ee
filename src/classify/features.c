#include "classify/features.h"

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
    const struct reading *before, *after;
    const struct place *place;
    struct target target;
    struct group *group; /* the one being made */
};

/* A feature of the current group; `from` … `to`-1 are its tokens. */
static void add_from(struct maker *maker, uint32_t what, uint32_t hash,
                     uint32_t from, uint32_t to)
{
    group_add(maker->group, what, hash, (struct span){from, to});
}

static void add(struct maker *maker, uint32_t what, uint32_t hash)
{
    add_from(maker, what, hash, 0, 0);
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
        add_from(maker, 0, group_mix(all->at[i].stem, all->at[i + 1].stem), i,
                 i + 2);
}

static void add_triples(struct maker *maker)
{
    const tokens *all = &maker->out->token;
    for (uint32_t i = 0; i + 2 < all->n; i++)
        add_from(maker, 0,
                 group_mix(group_mix(all->at[i].stem, all->at[i + 1].stem),
                           all->at[i + 2].stem),
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
                     group_mix(all->at[i].stem, all->at[i + 1].stem), i, i + 2);
    }
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
        row = group_mix(row, maker->lexicon->row[cue->row].stem[w]);
    add_from(maker, 0, group_mix(row, (uint32_t)zone * 2 + cue->negated), from,
             to);
    add_from(maker, 1, sign, from, to);
    if (!signs->there[sign] && signs->n < 64) {
        signs->there[sign] = 1;
        signs->at[signs->n++] = sign;
    }
}

static void add_cues(struct maker *maker, struct signs *signs)
{
    const cues_found *inside = &maker->out->cue;
    for_vec (i, *inside)
        add_cue(maker, &inside->at[i], zone_of(maker, inside->at[i].token),
                signs);
    for_vec (i, maker->before->cue)
        add_cue(maker, &maker->before->cue.at[i], ZONE_BEFORE, signs);
    for_vec (i, maker->after->cue)
        add_cue(maker, &maker->after->cue.at[i], ZONE_AFTER, signs);
}

static void add_cue_pairs(struct maker *maker, const struct signs *signs)
{
    for (uint32_t i = 0; i < signs->n; i++)
        for (uint32_t k = i + 1; k < signs->n; k++) {
            uint32_t a = signs->at[i], b = signs->at[k];
            add(maker, 0, a < b ? group_mix(a, b) : group_mix(b, a));
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

#define STEPS_MAX 128u

struct steps {
    uint32_t at[STEPS_MAX];
    uint32_t n;
};

static void add_step(struct steps *steps, uint32_t step)
{
    if (steps->n < STEPS_MAX)
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

static void add_orders(struct maker *maker)
{
    struct steps steps = {0};
    find_steps(&maker->before->token, &maker->before->cue, &steps);
    if (steps.n > 4) {
        memmove(steps.at, steps.at + steps.n - 4, 4 * sizeof(*steps.at));
        steps.n = 4;
    }
    add_step(&steps, STEP_SENTENCE);
    find_steps(&maker->out->token, &maker->out->cue, &steps);
    for (uint32_t i = 0; i < steps.n; i++) {
        uint32_t hash = steps.at[i];
        for (uint32_t k = i + 1; k < steps.n && k < i + 4; k++) {
            hash = group_mix(hash, steps.at[k]);
            add(maker, k - i, hash);
            if (k > i + 1) /* with a gap */
                add(maker, 8 + k - i, group_mix(steps.at[i], steps.at[k]));
        }
    }
}

/* ---- the shape of it ------------------------------------------------ */

/* Features of the shape, at most. */
#define SHAPES 16u

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

static void add_shape(struct maker *maker)
{
    unsigned section = maker->place->section;
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
    add(maker, 9,
        (maker->before->token.n == 0) * 2u + (maker->after->token.n == 0));
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
    struct traits *out = maker->out;
    struct span marker = context->marker;
    if (marker.start > marker.end || marker.end > context->sentence.len)
        return false;
    marker = inside_brackets(context->sentence, marker);
    uint32_t start = marker.start;
    str window = window_of(context, &marker);
    out->window_start = start - marker.start;
    tokens_of(window, marker, &out->token, &maker->target, maker->arena);
    cues_find(maker->lexicon, &out->token, 0, out->token.n, &out->cue,
              maker->arena);
    return any_word(&out->token);
}

static void find_around(struct maker *maker, struct scene *scene)
{
    scene_next(scene);
    struct reading *before = scene_before(scene, maker->context->before);
    struct reading *after = scene_after(scene, maker->context->after);
    struct place *place = scene_place(scene, &maker->context->heading);
    maker->out->group[GROUP_BEFORE] = before->before;
    maker->out->group[GROUP_AFTER] = after->after;
    maker->out->group[GROUP_HEADING] = &place->group;
    maker->before = before;
    maker->after = after;
    maker->place = place;
}

/* Make a group of at most `most` features by `call`. */
#define IN_GROUP(maker, name, most, call)                                      \
    ((maker)->group = (maker)->out->group[GROUP_##name] =                      \
         arena_new((maker)->arena, struct group),                              \
     group_begin((maker)->group, GROUP_##name, (most), (maker)->arena),        \
     (call), group_end((maker)->group))

bool traits_of(const struct lexicon *lexicon, const struct context *context,
               struct scene *scene, struct traits *out, struct arena *arena)
{
    struct maker maker = {
        .lexicon = lexicon, .context = context, .out = out, .arena = arena};
    struct signs signs = {0};
    *out = (struct traits){0};
    if (!find_tokens(&maker))
        return false;
    find_around(&maker, scene);
    size_t n = out->token.n;
    size_t cues = out->cue.n + (size_t)maker.before->cue.n + maker.after->cue.n;
    IN_GROUP(&maker, WORD, n, add_words(&maker));
    IN_GROUP(&maker, ZONE, n, add_zones(&maker));
    IN_GROUP(&maker, PAIR, n, add_pairs(&maker));
    IN_GROUP(&maker, TRIPLE, n, add_triples(&maker));
    IN_GROUP(&maker, NEAR, (size_t)NEAR * 4, add_near(&maker));
    IN_GROUP(&maker, CUE, cues * 2, add_cues(&maker, &signs));
    IN_GROUP(&maker, CUE_PAIR, (size_t)signs.n * signs.n / 2,
             add_cue_pairs(&maker, &signs));
    IN_GROUP(&maker, ORDER, (size_t)STEPS_MAX * 5, add_orders(&maker));
    IN_GROUP(&maker, SHAPE, SHAPES, add_shape(&maker));
    return true;
}

void traits_scores(const struct traits *traits, const struct linear *model,
                   float *score)
{
    float sum[LINEAR_CLASSES] = {0};
    for (int g = 0; g < GROUPS; g++) {
        const int32_t *rows = group_sum(traits->group[g], model);
        for (unsigned c = 0; c < LINEAR_CLASSES; c++)
            sum[c] += traits->group[g]->value * (float)rows[c];
    }
    for (unsigned c = 0; c < model->classes; c++)
        score[c] = model->bias[c] + model->scale * sum[c];
}
