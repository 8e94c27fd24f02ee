/*
 * Calibration: the multinomial logistic regression of the classes on the
 * scores.  Few numbers and many items, so gradient descent with momentum does
 * (Adam: Kingma, Ba 2015), without any chance in it.
 */
#include <math.h>

#include "ml/linear_train.h"

#define STEPS 1500
#define RATE  0.02
/* The pull of `mix` towards the identity: some thousand items outweigh it. */
#define PULL 1e-3

#define NUMBERS (LINEAR_CLASSES * (LINEAR_CLASSES + 1))

struct adam {
    double mean[NUMBERS], square[NUMBERS];
};

/* The numbers of a model as one array: mix row by row, then shift. */
static float *number(struct linear *model, uint32_t i)
{
    return i < LINEAR_CLASSES * LINEAR_CLASSES
               ? &model->mix[i / LINEAR_CLASSES][i % LINEAR_CLASSES]
               : &model->shift[i - LINEAR_CLASSES * LINEAR_CLASSES];
}

/* The slope of -log p(class), averaged over the items. */
static void find_slope(const struct linear *model, const float *score,
                       const uint32_t *class, size_t n, double *slope)
{
    memset(slope, 0, NUMBERS * sizeof(*slope));
    for (size_t i = 0; i < n; i++) {
        const float *z = score + i * LINEAR_CLASSES;
        float p[LINEAR_CLASSES];
        linear_calibrate(model, z, p);
        for (uint32_t c = 0; c < model->classes; c++) {
            double off = ((double)p[c] - (c == class[i])) / (double)n;
            for (uint32_t d = 0; d < model->classes; d++)
                slope[c * LINEAR_CLASSES + d] += off * (double)z[d];
            slope[LINEAR_CLASSES * LINEAR_CLASSES + c] += off;
        }
    }
    for (uint32_t c = 0; c < model->classes; c++)
        for (uint32_t d = 0; d < model->classes; d++)
            slope[c * LINEAR_CLASSES + d] +=
                PULL * ((double)model->mix[c][d] - (c == d));
}

static void step(struct linear *model, struct adam *adam, const double *slope,
                 int at)
{
    double rate = RATE * (1 - (double)at / STEPS);
    for (uint32_t i = 0; i < NUMBERS; i++) {
        adam->mean[i] = 0.9 * adam->mean[i] + 0.1 * slope[i];
        adam->square[i] = 0.99 * adam->square[i] + 0.01 * slope[i] * slope[i];
        double mean = adam->mean[i] / (1 - pow(0.9, at + 1));
        double square = adam->square[i] / (1 - pow(0.99, at + 1));
        *number(model, i) -= (float)(rate * mean / (sqrt(square) + 1e-8));
    }
}

void linear_fit(struct linear *model, const float *score, const uint32_t *class,
                size_t n)
{
    double slope[NUMBERS];
    struct adam adam = {0};
    for (int at = 0; n && at < STEPS; at++) {
        find_slope(model, score, class, n, slope);
        step(model, &adam, slope, at);
    }
}
