#include "ml/crf.h"

#include <assert.h>
#include <math.h>

typedef float row[CRF_LABELS];

struct crf *crf_new(struct arena *arena, uint32_t labels, uint32_t gaps)
{
    assert(labels >= 2 && labels <= CRF_LABELS);
    assert(gaps >= 1 && gaps <= CRF_GAPS);
    struct crf *model = arena_new(arena, struct crf);
    model->labels = labels;
    model->gaps = gaps;
    model->scale = 1;
    model->step = arena_zero(arena, gaps * sizeof(*model->step));
    model->exp_step = arena_zero(arena, gaps * sizeof(*model->exp_step));
    model->exp_back = arena_zero(arena, gaps * sizeof(*model->exp_back));
    for (uint32_t y = labels; y < CRF_LABELS; y++) {
        model->first[y] = CRF_NEVER;
        for (uint32_t g = 0; g < gaps; g++)
            for (uint32_t x = 0; x < CRF_LABELS; x++)
                model->step[g][x][y] = model->step[g][y][x] = CRF_NEVER;
    }
    crf_ready(model, arena);
    return model;
}

void crf_room(struct crf *model, uint32_t rows, struct arena *arena)
{
    model->rows = rows;
    model->feature = arena_zero(arena, (rows + 1) * sizeof(*model->feature));
    model->weight = arena_zero(arena, (size_t)rows * CRF_LABELS + 1);
}

/* ---- where a feature is ---------------------------------------------------
 */

static void fill_slots(struct crf *model, struct arena *arena)
{
    model->slots = 16;
    while (model->slots < 2 * model->rows)
        model->slots *= 2;
    model->slot = arena_zero(arena, model->slots * sizeof(*model->slot));
    for (uint32_t r = 0; r < model->rows; r++) {
        uint32_t at = model->feature[r] & (model->slots - 1);
        while (model->slot[at])
            at = (at + 1) & (model->slots - 1);
        model->slot[at] = r + 1;
    }
}

/* Its weights; null when the model doesn't know it. */
static const int8_t *find_row(const struct crf *model, uint32_t feature)
{
    uint32_t at = feature & (model->slots - 1);
    while (model->slot[at]) {
        uint32_t r = model->slot[at] - 1;
        if (model->feature[r] == feature)
            return model->weight + (size_t)r * CRF_LABELS;
        at = (at + 1) & (model->slots - 1);
    }
    return NULL;
}

void crf_ready(struct crf *model, struct arena *arena)
{
    for (uint32_t g = 0; g < model->gaps; g++)
        for (uint32_t x = 0; x < CRF_LABELS; x++)
            for (uint32_t y = 0; y < CRF_LABELS; y++) {
                float e = expf(model->step[g][x][y]);
                model->exp_step[g][x][y] = e;
                model->exp_back[g][y][x] = e;
            }
    fill_slots(model, arena);
}

/* ---- what the features say ------------------------------------------------
 */

static void score_token(const struct crf *model, const struct crf_token *token,
                        float *score)
{
    int16_t sum[CRF_LABELS] = {0};
    uint32_t n = token->n < CRF_FEATURES ? token->n : CRF_FEATURES;
    for (uint32_t k = 0; k < n; k++) {
        const int8_t *weight = find_row(model, token->feature[k]);
        if (weight == NULL)
            continue;
        for (uint32_t y = 0; y < CRF_LABELS; y++)
            sum[y] = (int16_t)(sum[y] + weight[y]);
    }
    for (uint32_t y = 0; y < CRF_LABELS; y++)
        score[y] = (float)sum[y] * model->scale;
}

/* ---- Viterbi ------------------------------------------------------------ */

/* best[t][y] = score[t][y] + max_x best[t-1][x] + step[x][y] */
static void climb(const struct crf *model, const struct crf_token *token,
                  uint32_t n, row *score, row *best)
{
    for (uint32_t y = 0; y < CRF_LABELS; y++)
        best[0][y] = score[0][y] + model->first[y];
    for (uint32_t t = 1; t < n; t++) {
        row *step = model->step[token[t].gap];
        row most;
        for (uint32_t y = 0; y < CRF_LABELS; y++)
            most[y] = 4 * CRF_NEVER;
        for (uint32_t x = 0; x < CRF_LABELS; x++)
            for (uint32_t y = 0; y < CRF_LABELS; y++) {
                float s = best[t - 1][x] + step[x][y];
                most[y] = s > most[y] ? s : most[y];
            }
        for (uint32_t y = 0; y < CRF_LABELS; y++)
            best[t][y] = score[t][y] + most[y];
    }
}

/* Which label the one at `t` was best reached from. */
static uint8_t come_from(row *step, const float *best, uint8_t y)
{
    uint8_t from = 0;
    for (uint8_t x = 1; x < CRF_LABELS; x++)
        if (best[x] + step[x][y] > best[from] + step[from][y])
            from = x;
    return from;
}

/* The best path, read backwards; gives its score. */
static float descend(const struct crf *model, const struct crf_token *token,
                     uint32_t n, row *best, uint8_t *label)
{
    uint8_t y = 0;
    for (uint8_t x = 1; x < model->labels; x++)
        if (best[n - 1][x] + model->last[x] > best[n - 1][y] + model->last[y])
            y = x;
    float score = best[n - 1][y] + model->last[y];
    for (uint32_t t = n; t-- > 0;) {
        label[t] = y;
        if (t)
            y = come_from(model->step[token[t].gap], best[t - 1], y);
    }
    return score;
}

/* ---- forward and backward ----------------------------------------------- */

/* Make it add up to 1; gives the logarithm of what it was. */
static float norm(float *a)
{
    float sum = 0;
    for (uint32_t y = 0; y < CRF_LABELS; y++)
        sum += a[y];
    for (uint32_t y = 0; y < CRF_LABELS; y++)
        a[y] /= sum;
    return logf(sum);
}

/* e[y] = exp(score[y] - max), in place; gives the maximum. */
static float exponents(float *score)
{
    float most = score[0];
    for (uint32_t y = 1; y < CRF_LABELS; y++)
        most = score[y] > most ? score[y] : most;
    for (uint32_t y = 0; y < CRF_LABELS; y++)
        score[y] = expf(score[y] - most);
    return most;
}

/* out[y] = Σ_x in[x] · m[x][y] */
static void through(const float *in, row *m, float *out)
{
    row sum = {0};
    for (uint32_t x = 0; x < CRF_LABELS; x++)
        for (uint32_t y = 0; y < CRF_LABELS; y++)
            sum[y] += in[x] * m[x][y];
    memcpy(out, sum, sizeof(sum));
}

/* alpha[t], each adding up to 1, from e[t] = exp(score); gives log Z. */
static float forward(const struct crf *model, const struct crf_token *token,
                     uint32_t n, row *e, row *alpha)
{
    float log_z = 0, end = 0;
    for (uint32_t t = 0; t < n; t++) {
        log_z += exponents(e[t]);
        if (t)
            through(alpha[t - 1], model->exp_step[token[t].gap], alpha[t]);
        for (uint32_t y = 0; y < CRF_LABELS; y++)
            alpha[t][y] = e[t][y] * (t ? alpha[t][y] : expf(model->first[y]));
        log_z += norm(alpha[t]);
    }
    for (uint32_t y = 0; y < CRF_LABELS; y++)
        end += alpha[n - 1][y] * expf(model->last[y]);
    return log_z + logf(end);
}

/* p[t] = alpha[t][label[t]] · beta[t][label[t]], beta going backwards. */
static void backward(const struct crf *model, const struct crf_token *token,
                     uint32_t n, row *e, row *alpha, struct crf_path *path)
{
    row beta;
    for (uint32_t y = 0; y < CRF_LABELS; y++)
        beta[y] = expf(model->last[y]);
    for (uint32_t t = n; t-- > 0;) {
        float sum = 0;
        for (uint32_t y = 0; y < CRF_LABELS; y++)
            sum += alpha[t][y] * beta[y];
        path->p[t] = alpha[t][path->label[t]] * beta[path->label[t]] / sum;
        if (t == 0)
            break;
        for (uint32_t y = 0; y < CRF_LABELS; y++)
            beta[y] *= e[t][y];
        through(beta, model->exp_back[token[t].gap], beta);
        norm(beta);
    }
}

struct crf_path crf_decode(const struct crf *model,
                           const struct crf_token *token, uint32_t n,
                           struct arena *arena)
{
    struct crf_path path = {arena_alloc(arena, n + 1),
                            arena_alloc(arena, (n + 1) * sizeof(float)), 1};
    if (n == 0)
        return path;
    size_t mark = arena_mark(arena);
    row *score = arena_alloc(arena, n * sizeof(*score));
    row *best = arena_alloc(arena, n * sizeof(*best));
    for (uint32_t t = 0; t < n; t++)
        score_token(model, &token[t], score[t]);
    climb(model, token, n, score, best);
    float found = descend(model, token, n, best, path.label);
    float log_z = forward(model, token, n, score, best);
    path.sure = fminf(1, expf(found - log_z));
    backward(model, token, n, score, best, &path);
    arena_rewind(arena, mark);
    return path;
}
