#include "classify/classify.h"

#include "classify/builtin.h"
#include "classify/decide.h"
#include "classify/reason.h"

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

/* ---- all of it ------------------------------------------------------ */

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
    if (out->code != CODE_B || classifier->all_reasons)
        reasons_find(classifier, &traits, out, arena);
}
