#include "ml/linear_train.h"

#include <assert.h>
#include <linear.h>
#include <math.h>
#include <stdlib.h>

/* Rows of the model as liblinear's columns, which begin at 1. */
struct columns {
    uint32_t *of_row; /* 0: none */
    uint32_t *row;    /* of column - 1 */
    uint32_t n;
};

static void silent(const char *text)
{
    (void)text;
}

static int by_index(const void *a, const void *b)
{
    const struct feature_node *x = a, *y = b;
    return (x->index > y->index) - (x->index < y->index);
}

static uint32_t row_of(const struct linear *model, uint32_t hash)
{
    return hash & ((1u << model->bits) - 1u);
}

/* A column for each row that at least `least` samples have. */
static struct columns find_columns(const struct linear *model,
                                   const struct sample *sample, size_t n,
                                   uint32_t least, struct arena *arena)
{
    size_t rows = (size_t)1 << model->bits;
    uint32_t *last = arena_zero(arena, rows * sizeof(*last));
    uint32_t *seen = arena_zero(arena, rows * sizeof(*seen));
    struct columns columns = {arena_zero(arena, rows * sizeof(uint32_t)),
                              arena_zero(arena, rows * sizeof(uint32_t)), 0};
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < sample[i].n; k++) {
            uint32_t row = row_of(model, sample[i].feature[k].hash);
            if (last[row] == i + 1)
                continue;
            last[row] = (uint32_t)i + 1;
            if (++seen[row] == least) {
                columns.row[columns.n] = row;
                columns.of_row[row] = ++columns.n;
            }
        }
    return columns;
}

/* One sample as liblinear wants it: ascending, no column twice, -1 ends it. */
static struct feature_node *make_nodes(const struct linear *model,
                                       const struct columns *columns,
                                       const struct sample *sample,
                                       struct arena *arena)
{
    struct feature_node *node =
        arena_alloc(arena, ((size_t)sample->n + 2) * sizeof(*node));
    uint32_t n = 0, kept = 0;
    for (uint32_t k = 0; k < sample->n; k++) {
        uint32_t row = row_of(model, sample->feature[k].hash);
        if (columns->of_row[row])
            node[n++] = (struct feature_node){(int)columns->of_row[row],
                                              (double)sample->feature[k].value};
    }
    qsort(node, n, sizeof(*node), by_index);
    for (uint32_t k = 0; k < n; k++)
        if (kept && node[kept - 1].index == node[k].index)
            node[kept - 1].value += node[k].value;
        else
            node[kept++] = node[k];
    node[kept++] = (struct feature_node){(int)columns->n + 1, 1}; /* bias */
    node[kept] = (struct feature_node){-1, 0};
    return node;
}

/* Weights to bytes, the largest to 127. */
static void quantise(struct linear *model, const struct columns *columns,
                     const double *const *weight)
{
    double most = 1e-9;
    for (uint32_t c = 0; c < model->classes; c++)
        for (uint32_t k = 0; k < columns->n; k++)
            most = fmax(most, fabs(weight[c][k]));
    model->scale = (float)(most / 127);
    for (uint32_t c = 0; c < model->classes; c++)
        for (uint32_t k = 0; k < columns->n; k++)
            model->weight[columns->row[k] * LINEAR_CLASSES + c] =
                (int8_t)lround(weight[c][k] / most * 127);
}

/* One class against the rest; the weights, the last of which is the bias. */
static double *train_class(struct problem *problem, const struct sample *sample,
                           uint32_t class, double cost, struct arena *arena)
{
    struct parameter parameter = {
        .solver_type = L2R_LR, .eps = 0.005, .C = cost};
    double *weight = arena_zero(arena, (size_t)problem->n * sizeof(*weight));
    for (int i = 0; i < problem->l; i++)
        problem->y[i] = sample[i].class == class ? 1 : -1;
    struct model *made = train(problem, &parameter);
    /* liblinear's signs are for the class it met first */
    double sign = made->nr_class < 2 ? 0 : made->label[0] == 1 ? 1 : -1;
    for (int k = 0; k < problem->n; k++)
        weight[k] = sign * made->w[k];
    free_and_destroy_model(&made);
    return weight;
}

void linear_train(struct linear *model, const struct sample *sample, size_t n,
                  const struct linear_options *options, struct arena *arena)
{
    size_t mark = arena_mark(arena);
    struct columns columns =
        find_columns(model, sample, n, options->least, arena);
    struct problem problem = {.l = (int)n, .n = (int)columns.n + 1, .bias = 1};
    problem.y = arena_alloc(arena, n * sizeof(*problem.y));
    problem.x = arena_alloc(arena, n * sizeof(*problem.x));
    for (size_t i = 0; i < n; i++)
        problem.x[i] = make_nodes(model, &columns, &sample[i], arena);
    const double *weight[LINEAR_CLASSES];
    set_print_string_function(silent);
    for (uint32_t c = 0; c < model->classes; c++) {
        weight[c] = train_class(&problem, sample, c, options->cost, arena);
        model->bias[c] = (float)weight[c][columns.n];
    }
    quantise(model, &columns, weight);
    arena_rewind(arena, mark);
}

void linear_scores(const struct linear *model, const struct sample *sample,
                   float *score)
{
    float sum[LINEAR_CLASSES] = {0};
    for (uint32_t i = 0; i < sample->n; i++) {
        const int8_t *row = linear_row(model, sample->feature[i].hash);
        for (unsigned c = 0; c < LINEAR_CLASSES; c++)
            sum[c] += sample->feature[i].value * (float)row[c];
    }
    for (unsigned c = 0; c < model->classes; c++)
        score[c] = model->bias[c] + model->scale * sum[c];
}
