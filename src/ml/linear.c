#include "ml/linear.h"

#include <assert.h>
#include <math.h>

void linear_sum(const struct linear *model, const uint32_t *hash, size_t n,
                int32_t *sum)
{
    int32_t total[LINEAR_CLASSES] = {0};
    for (size_t i = 0; i < n; i++) {
        const int8_t *row = linear_row(model, hash[i]);
        for (unsigned c = 0; c < LINEAR_CLASSES; c++)
            total[c] += row[c];
    }
    memcpy(sum, total, sizeof(total));
}

/* softmax in place, safe for large scores */
static void softmax(float *z, uint32_t n)
{
    float most = z[0], sum = 0;
    for (uint32_t c = 1; c < n; c++)
        most = z[c] > most ? z[c] : most;
    for (uint32_t c = 0; c < n; c++)
        sum += z[c] = expf(z[c] - most);
    for (uint32_t c = 0; c < n; c++)
        z[c] /= sum;
}

void linear_calibrate(const struct linear *model, const float *score, float *p)
{
    for (uint32_t c = 0; c < model->classes; c++) {
        p[c] = model->shift[c];
        for (uint32_t d = 0; d < model->classes; d++)
            p[c] += model->mix[c][d] * score[d];
    }
    softmax(p, model->classes);
}

struct linear *linear_new(struct arena *arena, uint32_t bits, uint32_t classes)
{
    assert(bits >= LINEAR_BITS_MIN && bits <= LINEAR_BITS_MAX);
    assert(classes >= 2 && classes <= LINEAR_CLASSES);
    struct linear *model = arena_new(arena, struct linear);
    model->bits = bits;
    model->classes = classes;
    model->scale = 1;
    for (uint32_t c = 0; c < classes; c++)
        model->mix[c][c] = 1;
    model->weight = arena_zero(arena, ((size_t)1 << bits) * LINEAR_CLASSES);
    return model;
}
