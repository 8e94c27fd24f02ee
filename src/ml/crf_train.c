#include "ml/crf_train.h"

#include <lbfgs.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#define L CRF_LABELS

typedef double row[L];

static uint32_t features_of(const struct crf_token *token)
{
    return token->n < CRF_FEATURES ? token->n : CRF_FEATURES;
}

/* ---- the problem -------------------------------------------------------- */

/* How often each feature is met; afterwards its column, from 1. */
struct counts {
    struct slot {
        uint32_t feature, n;
    } * slot;
    size_t size, used; /* size: a power of two, at most half full */
};

static struct slot *slot_of(const struct counts *counts, uint32_t feature)
{
    uint32_t mixed = feature * 0x9E3779B1u;
    size_t at = mixed & (counts->size - 1);
    while (counts->slot[at].n && counts->slot[at].feature != feature)
        at = (at + 1) & (counts->size - 1);
    return &counts->slot[at];
}

static void count(struct counts *counts, uint32_t feature, struct arena *arena)
{
    if (2 * counts->used >= counts->size) {
        struct counts more = {.size = counts->size ? 2 * counts->size : 1024,
                              .used = counts->used};
        more.slot = arena_zero(arena, more.size * sizeof(*more.slot));
        for (size_t i = 0; i < counts->size; i++)
            if (counts->slot[i].n)
                *slot_of(&more, counts->slot[i].feature) = counts->slot[i];
        *counts = more;
    }
    struct slot *slot = slot_of(counts, feature);
    counts->used += slot->n == 0;
    slot->feature = feature;
    slot->n++;
}

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The features that are common enough, as columns; the rest are none. */
static void choose_columns(struct crf_problem *problem, struct counts *counts,
                           uint32_t least)
{
    problem->feature = arena_alloc(
        problem->arena, (counts->used + 1) * sizeof(*problem->feature));
    for (size_t i = 0; i < counts->size; i++)
        if (counts->slot[i].n >= least && counts->slot[i].n)
            problem->feature[problem->columns++] = counts->slot[i].feature;
    qsort(problem->feature, problem->columns, sizeof(*problem->feature),
          ascending);
    for (size_t i = 0; i < counts->size; i++)
        counts->slot[i].n = counts->slot[i].n != 0; /* kept: met, no column */
    for (uint32_t c = 0; c < problem->columns; c++)
        slot_of(counts, problem->feature[c])->n = c + 2;
}

/* For each token the number of its columns and these, from 1. */
static void list_columns(struct crf_problem *problem,
                         const struct counts *counts, size_t size)
{
    size_t at = 0;
    problem->column = arena_alloc(problem->arena, size * sizeof(uint32_t));
    problem->begin =
        arena_alloc(problem->arena, (problem->n + 1) * sizeof(size_t));
    for (size_t i = 0; i < problem->n; i++) {
        problem->begin[i] = at;
        for (uint32_t t = 0; t < problem->sequence[i].n; t++) {
            const struct crf_token *token = &problem->sequence[i].token[t];
            uint32_t *n = &problem->column[at++];
            *n = 0;
            for (uint32_t k = 0; k < features_of(token); k++) {
                uint32_t column = slot_of(counts, token->feature[k])->n - 1;
                if (column == 0)
                    continue;
                problem->column[at++] = column;
                ++*n;
            }
        }
    }
}

void crf_problem_new(struct crf_problem *problem, const struct crf *model,
                     const struct crf_sequence *sequence, size_t n,
                     const struct crf_options *options, struct arena *arena)
{
    struct counts counts = {0};
    size_t size = 1;
    *problem = (struct crf_problem){.model = model,
                                    .sequence = sequence,
                                    .n = n,
                                    .prior = options->prior,
                                    .arena = arena};
    for (size_t i = 0; i < n; i++)
        for (uint32_t t = 0; t < sequence[i].n; t++) {
            const struct crf_token *token = &sequence[i].token[t];
            size += 1 + features_of(token);
            for (uint32_t k = 0; k < features_of(token); k++)
                count(&counts, token->feature[k], arena);
        }
    if (counts.size == 0)
        return;
    choose_columns(problem, &counts, options->least);
    list_columns(problem, &counts, size);
}

/* Where the parts stand in w. */
static size_t at_column(uint32_t column)
{
    return (size_t)(column - 1) * L;
}

static size_t at_step(const struct crf_problem *problem, uint32_t gap)
{
    return ((size_t)problem->columns + (size_t)gap * L) * L;
}

static size_t at_first(const struct crf_problem *problem)
{
    return at_step(problem, problem->model->gaps);
}

size_t crf_problem_size(const struct crf_problem *problem)
{
    return at_first(problem) + (size_t)2 * L;
}

/* ---- one sequence ------------------------------------------------------- */

/* exp of the steps, and of that the transposed; 0 where it can't be. */
struct powers {
    row (*step)[L], (*back)[L]; /* [gaps] */
    row first, last;
};

static void raise_powers(const struct crf_problem *problem, const double *w,
                         struct powers *out)
{
    const struct crf *model = problem->model;
    for (uint32_t g = 0; g < model->gaps; g++)
        for (uint32_t x = 0; x < L; x++)
            for (uint32_t y = 0; y < L; y++) {
                bool can = model->step[g][x][y] > CRF_NEVER / 2;
                double e =
                    can ? exp(w[at_step(problem, g) + (size_t)x * L + y]) : 0;
                out->step[g][x][y] = out->back[g][y][x] = e;
            }
    for (uint32_t y = 0; y < L; y++) {
        bool can = model->first[y] > CRF_NEVER / 2;
        out->first[y] = can ? exp(w[at_first(problem) + y]) : 0;
        out->last[y] = exp(w[at_first(problem) + L + y]);
    }
}

/* `column` is the list of a token: how many, then these. */
static void score_token(const uint32_t *column, const double *w, double *score)
{
    row sum = {0};
    for (uint32_t k = 1; k <= column[0]; k++) {
        const double *weight = w + at_column(column[k]);
        for (uint32_t y = 0; y < L; y++)
            sum[y] += weight[y];
    }
    memcpy(score, sum, sizeof(sum));
}

/* out[y] = Σ_x in[x] · m[x][y] */
static void through(const double *in, row *m, double *out)
{
    row sum = {0};
    for (uint32_t x = 0; x < L; x++)
        for (uint32_t y = 0; y < L; y++)
            sum[y] += in[x] * m[x][y];
    memcpy(out, sum, sizeof(sum));
}

static double sum_of(const double *a)
{
    double sum = 0;
    for (uint32_t y = 0; y < L; y++)
        sum += a[y];
    return sum;
}

/* score[t] becomes exp(score - max); alpha adds up to 1 at each t; c[t] is
 * what it was divided by.  Gives log Z. */
static double forward(const struct powers *powers,
                      const struct crf_sequence *sequence, row *score,
                      row *alpha, double *c)
{
    double log_z = 0, end = 0;
    for (uint32_t t = 0; t < sequence->n; t++) {
        double most = score[t][0];
        for (uint32_t y = 1; y < L; y++)
            most = fmax(most, score[t][y]);
        if (t)
            through(alpha[t - 1], powers->step[sequence->token[t].gap],
                    alpha[t]);
        for (uint32_t y = 0; y < L; y++) {
            score[t][y] = exp(score[t][y] - most);
            alpha[t][y] = score[t][y] * (t ? alpha[t][y] : powers->first[y]);
        }
        c[t] = sum_of(alpha[t]);
        for (uint32_t y = 0; y < L; y++)
            alpha[t][y] /= c[t];
        log_z += most + log(c[t]);
    }
    for (uint32_t y = 0; y < L; y++)
        end += alpha[sequence->n - 1][y] * powers->last[y];
    c[sequence->n] = end;
    return log_z + log(end);
}

static double score_labels(const struct crf_problem *problem, const double *w,
                           const struct crf_sequence *sequence, row *score)
{
    const uint8_t *label = sequence->label;
    double sum = w[at_first(problem) + label[0]] +
                 w[at_first(problem) + L + label[sequence->n - 1]];
    for (uint32_t t = 0; t < sequence->n; t++) {
        sum += score[t][label[t]];
        if (t)
            sum += w[at_step(problem, sequence->token[t].gap) +
                     (size_t)label[t - 1] * L + label[t]];
    }
    return sum;
}

/* The expected features less the seen ones, for a token. */
static void add_token(const uint32_t *column, const double *p, uint8_t label,
                      double *gradient)
{
    for (uint32_t k = 1; k <= column[0]; k++) {
        double *g = gradient + at_column(column[k]);
        for (uint32_t y = 0; y < L; y++)
            g[y] += p[y];
        g[label] -= 1;
    }
}

/* The same for the step into t: alpha[x] · m[x][y] · v[y] of each. */
static void add_step(row *m, const double *alpha, const double *v,
                     double *gradient)
{
    for (uint32_t x = 0; x < L; x++)
        for (uint32_t y = 0; y < L; y++)
            gradient[(size_t)x * L + y] += alpha[x] * m[x][y] * v[y];
}

static void backward(const struct crf_problem *problem,
                     const struct powers *powers,
                     const struct crf_sequence *sequence,
                     const uint32_t **column, row *e, row *alpha,
                     const double *c, double *gradient)
{
    row beta, p, v;
    uint32_t n = sequence->n;
    const uint8_t *label = sequence->label;
    double *ends = gradient + at_first(problem);
    for (uint32_t y = 0; y < L; y++)
        beta[y] = powers->last[y] / c[n];
    for (uint32_t t = n; t-- > 0;) {
        for (uint32_t y = 0; y < L; y++) {
            p[y] = alpha[t][y] * beta[y];
            v[y] = e[t][y] * beta[y] / c[t];
            ends[y] += t == 0 ? p[y] : 0;
            ends[L + y] += t == n - 1 ? p[y] : 0;
        }
        add_token(column[t], p, label[t], gradient);
        if (t == 0)
            break;
        uint32_t gap = sequence->token[t].gap;
        double *steps = gradient + at_step(problem, gap);
        add_step(powers->step[gap], alpha[t - 1], v, steps);
        steps[(size_t)label[t - 1] * L + label[t]] -= 1;
        through(v, powers->back[gap], beta);
    }
    ends[label[0]] -= 1;
    ends[L + label[n - 1]] -= 1;
}

/* ---- all of them -------------------------------------------------------- */

/*
 * The sequences are lost in so many parts, each by a thread of its own with a
 * gradient of its own, which are then added in order: how many there are makes
 * a difference in the last digits, so it doesn't depend on the machine.
 */
#define PARTS 4u

struct part {
    const struct crf_problem *problem;
    const struct powers *powers;
    const double *w;
    size_t from, to; /* sequences */
    struct arena arena;
    double *gradient;
    double loss;
};

/* Sequence `i`; its gradient is added. */
static void lose(struct part *part, size_t i)
{
    const struct crf_problem *problem = part->problem;
    const struct crf_sequence *sequence = &problem->sequence[i];
    struct arena *arena = &part->arena;
    row *score = arena_alloc(arena, sequence->n * sizeof(row));
    row *alpha = arena_alloc(arena, sequence->n * sizeof(row));
    double *c = arena_alloc(arena, (sequence->n + 1) * sizeof(*c));
    const uint32_t **column = arena_alloc(arena, sequence->n * sizeof(*column));
    const uint32_t *next = problem->column + problem->begin[i];
    for (uint32_t t = 0; t < sequence->n; t++) {
        column[t] = next;
        score_token(next, part->w, score[t]);
        next += 1 + next[0];
    }
    part->loss -= score_labels(problem, part->w, sequence, score);
    part->loss += forward(part->powers, sequence, score, alpha, c);
    backward(problem, part->powers, sequence, column, score, alpha, c,
             part->gradient);
}

static void *lose_part(void *given)
{
    struct part *part = given;
    for (size_t i = part->from; i < part->to; i++) {
        size_t mark = arena_mark(&part->arena);
        if (part->problem->sequence[i].n)
            lose(part, i);
        arena_rewind(&part->arena, mark);
    }
    return NULL;
}

/* All parts; a thread that can't be had is done without. */
static void lose_all(struct part *part)
{
    pthread_t thread[PARTS];
    bool runs[PARTS];
    for (uint32_t p = 1; p < PARTS; p++)
        runs[p] = pthread_create(&thread[p], NULL, lose_part, &part[p]) == 0;
    lose_part(&part[0]);
    for (uint32_t p = 1; p < PARTS; p++)
        if (runs[p])
            pthread_join(thread[p], NULL);
        else
            lose_part(&part[p]);
}

double crf_loss(const struct crf_problem *problem, const double *w,
                double *gradient)
{
    SCOPED_ARENA arena = {0};
    size_t size = crf_problem_size(problem);
    struct part part[PARTS] = {0};
    struct powers powers = {
        .step = arena_alloc(&arena, problem->model->gaps * sizeof(row[L])),
        .back = arena_alloc(&arena, problem->model->gaps * sizeof(row[L]))};
    double loss = 0;
    raise_powers(problem, w, &powers);
    for (uint32_t p = 0; p < PARTS; p++) {
        part[p] = (struct part){.problem = problem,
                                .powers = &powers,
                                .w = w,
                                .from = problem->n * p / PARTS,
                                .to = problem->n * (p + 1) / PARTS};
        part[p].gradient = arena_zero(&arena, size * sizeof(*gradient));
    }
    lose_all(part);
    for (size_t i = 0; i < size; i++) {
        gradient[i] = w[i] / problem->prior;
        loss += w[i] * w[i] / (2 * problem->prior);
        for (uint32_t p = 0; p < PARTS; p++)
            gradient[i] += part[p].gradient[i];
    }
    for (uint32_t p = 0; p < PARTS; p++) {
        loss += part[p].loss;
        arena_close(&part[p].arena);
    }
    return loss;
}

/* ---- liblbfgs ----------------------------------------------------------- */

struct climb {
    struct crf_problem problem;
    const struct crf_options *options;
};

static lbfgsfloatval_t evaluate(void *instance, const lbfgsfloatval_t *w,
                                lbfgsfloatval_t *gradient, const int n,
                                const lbfgsfloatval_t step)
{
    const struct climb *climb = instance;
    (void)n, (void)step;
    return crf_loss(&climb->problem, w, gradient);
}

static int progress(void *instance, const lbfgsfloatval_t *w,
                    const lbfgsfloatval_t *gradient, const lbfgsfloatval_t loss,
                    const lbfgsfloatval_t w_norm,
                    const lbfgsfloatval_t gradient_norm,
                    const lbfgsfloatval_t step, int n, int k, int ls)
{
    const struct climb *climb = instance;
    (void)w, (void)gradient, (void)w_norm, (void)gradient_norm, (void)step;
    (void)n, (void)ls;
    if (climb->options->told)
        climb->options->told(climb->options->to, (uint32_t)k, loss);
    return 0;
}

/* Weights to bytes, the largest to 127; what has none left is left out. */
static void keep_rows(const struct crf_problem *problem, const double *w,
                      struct crf *model, struct arena *arena)
{
    double most = 1e-9;
    for (size_t i = 0; i < (size_t)problem->columns * L; i++)
        most = fmax(most, fabs(w[i]));
    model->scale = (float)(most / 127);
    crf_room(model, problem->columns, arena);
    uint32_t r = 0;
    for (uint32_t c = 1; c <= problem->columns; c++) {
        bool used = false;
        for (uint32_t y = 0; y < model->labels; y++) {
            int8_t byte = (int8_t)lround(w[at_column(c) + y] / most * 127);
            model->weight[(size_t)r * L + y] = byte;
            used = used || byte;
        }
        model->feature[r] = problem->feature[c - 1];
        r += used;
    }
    model->rows = r;
}

/* Steps and ends as they are. */
static void keep_steps(const struct crf_problem *problem, const double *w,
                       struct crf *model)
{
    for (uint32_t g = 0; g < model->gaps; g++)
        for (uint32_t x = 0; x < L; x++)
            for (uint32_t y = 0; y < L; y++)
                if (model->step[g][x][y] > CRF_NEVER / 2)
                    model->step[g][x][y] =
                        (float)w[at_step(problem, g) + (size_t)x * L + y];
    for (uint32_t y = 0; y < model->labels; y++) {
        if (model->first[y] > CRF_NEVER / 2)
            model->first[y] = (float)w[at_first(problem) + y];
        model->last[y] = (float)w[at_first(problem) + L + y];
    }
}

void crf_train(struct crf *model, const struct crf_sequence *sequence, size_t n,
               const struct crf_options *options, struct arena *arena)
{
    SCOPED_ARENA scratch = {0};
    struct climb climb = {.options = options};
    crf_problem_new(&climb.problem, model, sequence, n, options, &scratch);
    size_t size = crf_problem_size(&climb.problem);
    lbfgs_parameter_t parameter;
    lbfgs_parameter_init(&parameter);
    parameter.max_iterations = (int)options->rounds;
    parameter.past = 10;    /* stop when ten rounds … */
    parameter.delta = 1e-3; /* … bring less than a thousandth */
    parameter.m = 5;
    lbfgsfloatval_t *w = lbfgs_malloc((int)size);
    if (w == NULL)
        die("no memory for %zu weights", size);
    memset(w, 0, size * sizeof(*w));
    lbfgs((int)size, w, NULL, evaluate, progress, &climb, &parameter);
    keep_rows(&climb.problem, w, model, arena);
    keep_steps(&climb.problem, w, model);
    crf_ready(model, arena);
    lbfgs_free(w);
}
