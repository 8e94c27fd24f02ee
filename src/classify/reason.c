#include "classify/reason.h"

#include <math.h>
#include <stdlib.h>

/* Less than this (log-odds) is no reason to show. */
#define CUE_LEAST 0.10f

struct reasons {
    const struct classifier *classifier;
    const struct traits *traits;
    float direction[LINEAR_CLASSES]; /* of the scores: for the code */
    float *token;                    /* what each token spoke for it */
    float around[GROUPS];            /* what no token of the sentence did */
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
        for (uint32_t d = 0; d < model->classes; d++)
            weight += reasons->direction[d] * (float)row[d];
        weight *= group->value * model->scale;
        if (from.start == from.end)
            reasons->around[group->kind] += weight;
        else
            weight /= (float)span_len(from);
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
    if (fabsf(x->weight) != fabsf(y->weight))
        return fabsf(x->weight) < fabsf(y->weight) ? 1 : -1;
    return (x->text.start > y->text.start) - (x->text.start < y->text.start);
}

static int by_place(const void *a, const void *b)
{
    const struct cue *x = a, *y = b;
    return (x->text.start > y->text.start) - (x->text.start < y->text.start);
}

static void add_cue(const struct reasons *reasons, uint32_t first,
                    uint32_t words, struct verdict *out, struct arena *arena)
{
    bool all = reasons->classifier->all_reasons;
    float weight = 0;
    for (uint32_t w = 0; w < words; w++)
        weight += reasons->token[first + w];
    if (weight >= CUE_LEAST || (all && weight <= -CUE_LEAST))
        vec_push(
            &out->cue, arena,
            ((struct cue){bytes_of(reasons->traits, first, words), weight}));
}

/* Cues, and when all is to be told the words between them too. */
static void add_cues(const struct reasons *reasons, struct verdict *out,
                     struct arena *arena)
{
    const struct traits *traits = reasons->traits;
    uint32_t c = 0, step;
    for (uint32_t t = 0; t < traits->token.n; t += step) {
        bool cue = c < traits->cue.n && traits->cue.at[c].token == t;
        bool word = traits->token.at[t].kind == TOKEN_WORD;
        step = cue ? traits->cue.at[c].words : 1;
        if (cue || (word && reasons->classifier->all_reasons))
            add_cue(reasons, t, step, out, arena);
        c += cue;
    }
}

static void choose_cues(struct verdict *out, uint32_t most)
{
    if (out->cue.n == 0)
        return;
    qsort(out->cue.at, out->cue.n, sizeof(*out->cue.at), by_weight);
    if (out->cue.n > most)
        out->cue.n = most;
    qsort(out->cue.at, out->cue.n, sizeof(*out->cue.at), by_place);
}

/* What the rest of the context spoke for the label. */
static void tell_around(const struct reasons *reasons, struct verdict *out)
{
    const float *around = reasons->around;
    out->around[AROUND_BEFORE] = around[GROUP_BEFORE];
    out->around[AROUND_AFTER] = around[GROUP_AFTER];
    out->around[AROUND_HEADING] = around[GROUP_HEADING];
    out->around[AROUND_SHAPE] = around[GROUP_SHAPE];
    out->around[AROUND_TOGETHER] =
        around[GROUP_CUE] + around[GROUP_CUE_PAIR] + around[GROUP_ORDER];
}

void reasons_find(const struct classifier *classifier,
                  const struct traits *traits, struct verdict *out,
                  struct arena *arena)
{
    struct reasons reasons = {.classifier = classifier, .traits = traits};
    const struct linear *model = classifier->model;
    out->rival = rival_of(out);
    reasons.token = arena_zero(arena, traits->token.n * sizeof(float));
    for (uint32_t d = 0; d < model->classes; d++)
        reasons.direction[d] =
            model->mix[out->code][d] - model->mix[out->rival][d];
    for (int g = 0; g < GROUPS; g++)
        share_out(&reasons, traits->group[g]);
    add_cues(&reasons, out, arena);
    choose_cues(out, classifier->all_reasons ? REASONS_SHOWN : CUES_SHOWN);
    tell_around(&reasons, out);
}
