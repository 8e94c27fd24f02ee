#include "classify/classify.h"

#include <stdlib.h>

#include "classify/builtin.h"
#include "classify/decide.h"

/* Less than this (log-odds) is no reason to show. */
#define CUE_LEAST 0.10f

static struct classifier *make(const struct linear *model, struct arena *arena)
{
    struct classifier *classifier = arena_new(arena, struct classifier);
    classifier->model = model;
    classifier->lexicon = lexicon_new(arena);
    return classifier;
}

struct classifier *classifier_read(str bytes, struct arena *arena,
                                   struct err *err)
{
    struct linear *model = linear_read(bytes, arena, err);
    if (model == NULL)
        return NULL;
    if (model->features != FEATURES_VERSION || model->classes != CODES) {
        err_set(err, ERR_INPUT,
                "the model '%s' is for features %u, this program has %u",
                model->id, (unsigned)model->features, FEATURES_VERSION);
        return NULL;
    }
    return make(model, arena);
}

struct classifier *classifier_builtin(struct arena *arena)
{
    struct err err = {0};
    struct classifier *made = classifier_read(builtin_model(), arena, &err);
    if (made == NULL)
        die("the model in the program: %s", err.text);
    return made;
}

bool classifier_demand(struct classifier *classifier, float precision,
                       struct err *err)
{
    float at = (precision - DECIDE_FIRST) / DECIDE_STEP + 0.999f;
    if (!(precision >= 0.5f && precision <= 0.95f))
        return err_set(err, ERR_USAGE, "a precision is 0.5 to 0.95");
    uint32_t step = (uint32_t)at;
    step = step < DECIDE_STEPS ? step : DECIDE_STEPS - 1;
    const float *extra = classifier->model->extra;
    classifier->least[STANCE_SUPPORTING] = extra[EXTRA_SUPPORTING + step];
    classifier->least[STANCE_CONTRASTING] = extra[EXTRA_CONTRASTING + step];
    return true;
}

/* ---- the decision --------------------------------------------------- */

/* The likeliest code that is of this stance in the strict view. */
static enum code likeliest(const float *p_code, enum stance stance)
{
    enum code best = CODES;
    for (int c = 0; c < CODES; c++)
        if (code_row[c].strict == stance &&
            (best == CODES || p_code[c] > p_code[best]))
            best = (enum code)c;
    return best;
}

/* Mentions: others' evidence, taken together, against use and background. */
static enum code mention_code(const float *p)
{
    float reported = p[CODE_s] + p[CODE_c];
    if (reported > p[CODE_U] && reported > p[CODE_B])
        return p[CODE_s] > p[CODE_c] ? CODE_s : CODE_c;
    return p[CODE_U] > p[CODE_B] ? CODE_U : CODE_B;
}

static void decide(const struct classifier *classifier, struct verdict *out)
{
    decide_strict(out->p_code, out->p);
    out->stance = decide_stance(classifier->model, out->p);
    out->code = out->stance == STANCE_MENTIONING
                    ? mention_code(out->p_code)
                    : likeliest(out->p_code, out->stance);
    out->evidence = code_row[out->code].evidence;
    out->intent = code_row[out->code].intent;
    if (out->p[out->stance] < classifier->least[out->stance]) {
        out->stance = STANCE_UNCLASSIFIED;
        out->evidence = EVIDENCE_NONE;
    }
}

/* ---- the reasons ---------------------------------------------------- */

struct reasons {
    const struct classifier *classifier;
    const struct traits *traits;
    float direction[LINEAR_CLASSES]; /* of the scores: for the code */
    float *token;                    /* what each token spoke for it */
};

/* The code that the label had to win against. */
static enum code rival_of(const struct verdict *verdict)
{
    enum code best = CODES;
    for (int c = 0; c < CODES; c++)
        if (c != (int)verdict->code &&
            code_row[c].strict != code_row[verdict->code].strict &&
            (best == CODES || verdict->p_code[c] > verdict->p_code[best]))
            best = (enum code)c;
    return best;
}

/* weight of a feature = Σ (mix[code][d] - mix[rival][d]) · w[d] */
static void share_out(struct reasons *reasons, const struct group *group)
{
    const struct linear *model = reasons->classifier->model;
    for (uint32_t i = 0; i < group->n; i++) {
        struct span from = group->from[i];
        const int8_t *row = linear_row(model, group->hash[i]);
        float weight = 0;
        if (from.start == from.end)
            continue;
        for (uint32_t d = 0; d < model->classes; d++)
            weight += reasons->direction[d] * (float)row[d];
        weight *= group->value * model->scale / (float)span_len(from);
        for (uint32_t t = from.start; t < from.end; t++)
            reasons->token[t] += weight;
    }
}

/* Bytes of the sentence that some tokens stand in. */
static struct span bytes_of(const struct traits *traits, uint32_t first,
                            uint32_t words)
{
    const struct token *token = traits->token.at;
    return (struct span){token[first].at.start + traits->window_start,
                         token[first + words - 1].at.end +
                             traits->window_start};
}

static int by_weight(const void *a, const void *b)
{
    const struct cue *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight < y->weight ? 1 : -1;
    return (x->text.start > y->text.start) - (x->text.start < y->text.start);
}

static int by_place(const void *a, const void *b)
{
    const struct cue *x = a, *y = b;
    return (x->text.start > y->text.start) - (x->text.start < y->text.start);
}

static void show_cues(const struct reasons *reasons, struct verdict *out,
                      struct arena *arena)
{
    const struct traits *traits = reasons->traits;
    for_vec (i, traits->cue) {
        const struct cue_found *found = &traits->cue.at[i];
        float weight = 0;
        for (uint32_t w = 0; w < found->words; w++)
            weight += reasons->token[found->token + w];
        if (weight >= CUE_LEAST)
            vec_push(&out->cue, arena,
                     ((struct cue){bytes_of(traits, found->token, found->words),
                                   weight}));
    }
    if (out->cue.n == 0)
        return;
    qsort(out->cue.at, out->cue.n, sizeof(*out->cue.at), by_weight);
    if (out->cue.n > CUES_SHOWN)
        out->cue.n = CUES_SHOWN;
    qsort(out->cue.at, out->cue.n, sizeof(*out->cue.at), by_place);
}

static void find_reasons(const struct classifier *classifier,
                         const struct traits *traits, struct verdict *out,
                         struct arena *arena)
{
    struct reasons reasons = {.classifier = classifier, .traits = traits};
    enum code rival = rival_of(out);
    const struct linear *model = classifier->model;
    reasons.token = arena_zero(arena, traits->token.n * sizeof(float));
    for (uint32_t d = 0; d < model->classes; d++)
        reasons.direction[d] = model->mix[out->code][d] - model->mix[rival][d];
    for (int g = 0; g < GROUPS; g++)
        share_out(&reasons, traits->group[g]);
    show_cues(&reasons, out, arena);
}

/* A cell, a heading, a line of names: less than a sentence. */
static bool is_prose(const struct context *context)
{
    str rest = context->sentence, word;
    uint32_t words = 0;
    if (context->kind == BLOCK_TITLE)
        return false;
    while (words < PROSE_WORDS && str_word(&rest, &word))
        words += is_lower(word.ptr[0]) || (unsigned char)word.ptr[0] >= 0x80;
    return words >= (context->kind == BLOCK_TABLE ? PROSE_WORDS : 1);
}

/* ---- all of it ------------------------------------------------------ */

/* The tiers: the linear model, then whoever is asked where it is unsure. */
static void find_codes(const struct classifier *classifier,
                       const struct context *context,
                       const struct traits *traits, float *p_code)
{
    const struct opinion *second = &classifier->second;
    float score[LINEAR_CLASSES], most = 0;
    traits_scores(traits, classifier->model, score);
    linear_calibrate(classifier->model, score, p_code);
    for (int c = 0; c < CODES; c++)
        most = p_code[c] > most ? p_code[c] : most;
    if (second->ask && most < second->unsure)
        second->ask(second->user, context, p_code);
}

void classify_context(const struct classifier *classifier,
                      const struct context *context, struct scene *scene,
                      struct verdict *out, struct arena *arena)
{
    SCOPED_SCENE *own = scene ? NULL : scene_new(classifier->lexicon);
    struct traits traits;
    *out = (struct verdict){.code = CODE_B};
    if (!is_prose(context) || !traits_of(classifier->lexicon, context,
                                         scene ? scene : own, &traits, arena))
        return;
    find_codes(classifier, context, &traits, out->p_code);
    decide(classifier, out);
    if (out->code != CODE_B)
        find_reasons(classifier, &traits, out, arena);
}
