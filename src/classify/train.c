#include "classify/train.h"

#include <assert.h>

#include "classify/decide.h"

struct set {
    const item_list *item;
    struct sample *sample; /* of each item; empty: nothing to judge */
    uint32_t *fold;
    uint32_t folds;
    float *score; /* [n][LINEAR_CLASSES], out of fold */
};

/* Which fold an item belongs to; those of one article to the same. */
static uint32_t fold_of(const struct item *item, uint32_t folds)
{
    str by = item->citing.len ? item->citing : item->id;
    return (uint32_t)((str_hash(by) >> 20) % folds);
}

/* The items that can be learnt from: `fold` left out, NONE for all of them. */
static size_t pick(const struct set *set, uint32_t fold, struct sample *out)
{
    size_t n = 0;
    for_vec (i, *set->item) {
        enum code code = set->item->at[i].code;
        if (set->fold[i] != fold && code != CODES && set->sample[i].n)
            out[n++] = set->sample[i];
    }
    return n;
}

static struct linear *train_without(const struct set *set, uint32_t fold,
                                    const struct train_options *options,
                                    struct arena *arena)
{
    struct linear *model = linear_new(arena, options->bits, CODES);
    SCOPED_ARENA scratch = {0};
    struct sample *sample =
        arena_alloc(&scratch, (set->item->n + 1u) * sizeof(*sample));
    size_t n = pick(set, fold, sample);
    linear_train(model, sample, n, &options->linear, &scratch);
    return model;
}

static void score_fold(struct set *set, uint32_t fold,
                       const struct linear *model)
{
    for_vec (i, *set->item)
        if (set->fold[i] == fold)
            linear_scores(model, &set->sample[i],
                          set->score + (size_t)i * LINEAR_CLASSES);
}

/* Fit the calibration on the out-of-fold scores of all folds but one. */
static void fit_without(const struct set *set, uint32_t fold,
                        struct linear *model, struct arena *arena)
{
    size_t mark = arena_mark(arena), n = 0;
    size_t row = LINEAR_CLASSES * sizeof(float);
    float *score = arena_alloc(arena, set->item->n * row);
    uint32_t *class = arena_alloc(arena, set->item->n * sizeof(*class));
    for_vec (i, *set->item) {
        enum code code = set->item->at[i].code;
        if (set->fold[i] == fold || code == CODES)
            continue;
        memcpy(score + (size_t)n * LINEAR_CLASSES,
               set->score + (size_t)i * LINEAR_CLASSES, row);
        class[n++] = (uint32_t)code;
    }
    linear_fit(model, score, class, n);
    arena_rewind(arena, mark);
}

static void find_probabilities(const struct set *set, float *p,
                               struct arena *arena)
{
    for (uint32_t f = 0; f < set->folds; f++) {
        struct linear *model = linear_new(arena, LINEAR_BITS_MIN, CODES);
        fit_without(set, f, model, arena);
        for_vec (i, *set->item)
            if (set->fold[i] == f)
                linear_calibrate(model, set->score + (size_t)i * LINEAR_CLASSES,
                                 p + (size_t)i * CODES);
    }
}

/* All features of a context in a row. */
static struct sample sample_of(const struct traits *traits, enum code code,
                               struct arena *arena)
{
    struct sample out = {.class = (uint32_t)code};
    for (int g = 0; g < GROUPS; g++)
        out.n += traits->group[g]->n;
    struct feature *feature = arena_alloc(arena, out.n * sizeof(*feature));
    out.feature = feature;
    for (int g = 0; g < GROUPS; g++)
        for (uint32_t i = 0; i < traits->group[g]->n; i++)
            *feature++ = (struct feature){traits->group[g]->hash[i],
                                          traits->group[g]->value};
    return out;
}

static void prepare(struct set *set, const item_list *items, uint32_t folds,
                    struct arena *arena)
{
    struct lexicon *lexicon = lexicon_new(arena);
    SCOPED_ARENA scratch = {0};
    SCOPED_SCENE *scene = scene_new(lexicon);
    *set = (struct set){.item = items, .folds = folds};
    set->sample = arena_zero(arena, items->n * sizeof(*set->sample));
    set->fold = arena_zero(arena, items->n * sizeof(*set->fold));
    set->score = arena_zero(arena, (size_t)items->n * LINEAR_CLASSES *
                                       sizeof(*set->score));
    for_vec (i, *items) {
        const struct item *item = &items->at[i];
        struct traits traits;
        set->fold[i] = fold_of(item, folds);
        if (traits_of(lexicon, &item->context, scene, &traits, &scratch))
            set->sample[i] = sample_of(&traits, item->code, arena);
        arena_clear(&scratch);
    }
}

/* The decision is tuned on the items whose code is known. */
static void tune(const item_list *items, const float *p, struct linear *model,
                 struct arena *arena)
{
    size_t mark = arena_mark(arena), n = 0;
    float *p_known =
        arena_alloc(arena, (size_t)items->n * CODES * sizeof(*p_known));
    uint32_t *code = arena_alloc(arena, items->n * sizeof(*code));
    for_vec (i, *items) {
        if (items->at[i].code == CODES)
            continue;
        memcpy(p_known + (size_t)n * CODES, p + (size_t)i * CODES,
               CODES * sizeof(*p));
        code[n++] = (uint32_t)items->at[i].code;
    }
    decide_tune(model, p_known, code, n, arena);
    arena_rewind(arena, mark);
}

void train_stance(const item_list *items, const struct train_options *options,
                  struct trained *out, struct arena *arena)
{
    struct set set;
    assert(options->folds >= 2);
    prepare(&set, items, options->folds, arena);
    for (uint32_t f = 0; f < set.folds; f++) {
        size_t mark = arena_mark(arena);
        score_fold(&set, f, train_without(&set, f, options, arena));
        arena_rewind(arena, mark);
    }
    out->p = arena_zero(arena, (size_t)items->n * CODES * sizeof(*out->p));
    find_probabilities(&set, out->p, arena);
    out->model = train_without(&set, NONE, options, arena);
    fit_without(&set, NONE, out->model, arena);
    tune(items, out->p, out->model, arena);
    out->model->features = FEATURES_VERSION;
    str id = str_first(options->id, LINEAR_NAME - 1);
    memcpy(out->model->id, id.ptr, id.len);
}
