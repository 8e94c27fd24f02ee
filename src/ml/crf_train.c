#include "ml/crf_train.h"

#include <assert.h>
#include <lbfgs.h>
#include <math.h>

#define L CRF_LABELS

typedef double row[L];

static uint32_t mask_of(const struct crf *model)
{
    return (1u << model->bits) - 1u;
}

static uint32_t features_of(const struct crf_token *token)
{
    return token->n < CRF_FEATURES ? token->n : CRF_FEATURES;
}

/* ---- the problem -------------------------------------------------------- */

static void count_rows(const struct crf_problem *problem, uint32_t *seen)
{
    for (size_t i = 0; i < problem->n; i++)
        for (uint32_t t = 0; t < problem->sequence[i].n; t++) {
            const struct crf_token *token = &problem->sequence[i].token[t];
            for (uint32_t k = 0; k < features_of(token); k++)
                seen[token->feature[k] & mask_of(problem->model)]++;
        }
}

void crf_problem_new(struct crf_problem *problem, const struct crf *model,
                     const struct crf_sequence *sequence, size_t n,
                     const struct crf_options *options, struct arena *arena)
{
    size_t rows = (size_t)1 << model->bits;
    *problem = (struct crf_problem){.model = model,
                                    .sequence = sequence,
                                    .n = n,
                                    .prior = options->prior,
                                    .arena = arena};
    problem->column = arena_zero(arena, rows * sizeof(*problem->column));
    count_rows(problem, problem->column);
    for (size_t r = 0; r < rows; r++)
        problem->column[r] =
            problem->column[r] >= options->least ? ++problem->columns : 0;
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
    return at_first(problem) + 2 * L;
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
                double e = can ? exp(w[at_step(problem, g) + x * L + y]) : 0;
                out->step[g][x][y] = out->back[g][y][x] = e;
            }
    for (uint32_t y = 0; y < L; y++) {
        bool can = model->first[y] > CRF_NEVER / 2;
        out->first[y] = can ? exp(w[at_first(problem) + y]) : 0;
        out->last[y] = exp(w[at_first(problem) + L + y]);
    }
}

static void score_token(const struct crf_problem *problem, const double *w,
                        const struct crf_token *token, double *score)
{
    row sum = {0};
    for (uint32_t k = 0; k < features_of(token); k++) {
        uint32_t c =
            problem->column[token->feature[k] & mask_of(problem->model)];
        if (c == 0)
            continue;
        const double *weight = w + at_column(c);
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

/* The expected features less the seen ones, for the token at t. */
static void add_token(const struct crf_problem *problem,
                      const struct crf_token *token, const double *p,
                      uint8_t label, double *gradient)
{
    for (uint32_t k = 0; k < features_of(token); k++) {
        uint32_t c =
            problem->column[token->feature[k] & mask_of(problem->model)];
        if (c == 0)
            continue;
        double *g = gradient + at_column(c);
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
            gradient[x * L + y] += alpha[x] * m[x][y] * v[y];
}

static void backward(const struct crf_problem *problem,
                     const struct powers *powers,
                     const struct crf_sequence *sequence, row *e, row *alpha,
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
        add_token(problem, &sequence->token[t], p, label[t], gradient);
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

double crf_loss(const struct crf_problem *problem, const double *w,
                double *gradient)
{
    struct arena *arena = problem->arena;
    size_t size = crf_problem_size(problem), start = arena_mark(arena);
    struct powers powers = {
        .step = arena_alloc(arena, problem->model->gaps * sizeof(row[L])),
        .back = arena_alloc(arena, problem->model->gaps * sizeof(row[L]))};
    double loss = 0;
    raise_powers(problem, w, &powers);
    for (size_t i = 0; i < size; i++) {
        gradient[i] = w[i] / problem->prior;
        loss += w[i] * w[i] / (2 * problem->prior);
    }
    for (size_t i = 0; i < problem->n; i++) {
        const struct crf_sequence *sequence = &problem->sequence[i];
        if (sequence->n == 0)
            continue;
        size_t mark = arena_mark(arena);
        row *score = arena_alloc(arena, sequence->n * sizeof(row));
        row *alpha = arena_alloc(arena, sequence->n * sizeof(row));
        double *c = arena_alloc(arena, (sequence->n + 1) * sizeof(*c));
        for (uint32_t t = 0; t < sequence->n; t++)
            score_token(problem, w, &sequence->token[t], score[t]);
        loss -= score_labels(problem, w, sequence, score);
        loss += forward(&powers, sequence, score, alpha, c);
        backward(problem, &powers, sequence, score, alpha, c, gradient);
        arena_rewind(arena, mark);
    }
    arena_rewind(arena, start);
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

/* Weights to bytes, the largest to 127; steps and ends as they are. */
static void keep(const struct crf_problem *problem, const double *w,
                 struct crf *model)
{
    double most = 1e-9;
    for (size_t i = 0; i < (size_t)problem->columns * L; i++)
        most = fmax(most, fabs(w[i]));
    model->scale = (float)(most / 127);
    for (size_t r = 0; r < (size_t)1 << model->bits; r++)
        for (uint32_t y = 0; problem->column[r] && y < model->labels; y++)
            model->weight[r * L + y] = (int8_t)lround(
                w[at_column(problem->column[r]) + y] / most * 127);
    for (uint32_t g = 0; g < model->gaps; g++)
        for (uint32_t x = 0; x < L; x++)
            for (uint32_t y = 0; y < L; y++)
                if (model->step[g][x][y] > CRF_NEVER / 2)
                    model->step[g][x][y] =
                        (float)w[at_step(problem, g) + x * L + y];
    for (uint32_t y = 0; y < model->labels; y++) {
        if (model->first[y] > CRF_NEVER / 2)
            model->first[y] = (float)w[at_first(problem) + y];
        model->last[y] = (float)w[at_first(problem) + L + y];
    }
    crf_ready(model);
}

void crf_train(struct crf *model, const struct crf_sequence *sequence, size_t n,
               const struct crf_options *options, struct arena *arena)
{
    struct climb climb = {.options = options};
    size_t mark = arena_mark(arena);
    crf_problem_new(&climb.problem, model, sequence, n, options, arena);
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
    keep(&climb.problem, w, model);
    lbfgs_free(w);
    arena_rewind(arena, mark);
}
