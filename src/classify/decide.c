#include "classify/decide.h"

#include <stdlib.h>

void decide_strict(const float *p_code, float *p)
{
    memset(p, 0, STANCES * sizeof(*p));
    for (int c = 0; c < CODES; c++)
        p[code_row[c].strict] += p_code[c];
}

enum stance decide_stance(const struct linear *model, const float *p)
{
    float boost = model->extra[EXTRA_BOOST] > 0 ? model->extra[EXTRA_BOOST] : 1;
    enum stance best = STANCE_MENTIONING;
    float most = p[STANCE_MENTIONING];
    for (int s = STANCE_SUPPORTING; s <= STANCE_CONTRASTING; s++)
        if (boost * p[s] > most) {
            most = boost * p[s];
            best = (enum stance)s;
        }
    return best;
}

/* F1 of the three, averaged. */
static double macro_f1(const struct linear *model, const float *p_code,
                       const uint32_t *code, size_t n)
{
    double have[STANCES] = {0}, want[STANCES] = {0}, hit[STANCES] = {0};
    for (size_t i = 0; i < n; i++) {
        float p[STANCES];
        decide_strict(p_code + i * CODES, p);
        enum stance is = decide_stance(model, p);
        enum stance truth = code_row[code[i]].strict;
        have[is]++;
        want[truth]++;
        hit[truth] += is == truth;
    }
    double sum = 0;
    for (int s = STANCE_SUPPORTING; s <= STANCE_MENTIONING; s++)
        sum += have[s] + want[s] > 0 ? 2 * hit[s] / (have[s] + want[s]) : 0;
    return sum / 3;
}

/* The middle of the boosts that do about as well as the best. */
static float find_boost(struct linear *model, const float *p_code,
                        const uint32_t *code, size_t n)
{
    double f1[21], best = 0, sum = 0;
    int near = 0;
    for (int i = 0; i <= 20; i++) {
        model->extra[EXTRA_BOOST] = 1 + 0.05f * (float)i;
        f1[i] = macro_f1(model, p_code, code, n);
        best = f1[i] > best ? f1[i] : best;
    }
    for (int i = 0; i <= 20; i++)
        if (f1[i] > best - 0.003) {
            sum += 1 + 0.05 * i;
            near++;
        }
    return near ? (float)(sum / near) : 1;
}

struct ranked {
    float p;
    bool right;
};

static int by_p(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    return (x->p < y->p) - (x->p > y->p);
}

/* The lowest p above which `precision` of the items are right; 1 if none. */
static float find_threshold(const struct ranked *ranked, size_t n,
                            float precision)
{
    float threshold = 1;
    size_t right = 0;
    for (size_t i = 0; i < n; i++) {
        right += ranked[i].right;
        bool last = i + 1 == n || ranked[i + 1].p < ranked[i].p;
        if (last && (float)right >= precision * (float)(i + 1))
            threshold = ranked[i].p;
    }
    return threshold;
}

static void find_thresholds(const float *p_code, const uint32_t *code, size_t n,
                            enum stance stance, float *threshold,
                            struct arena *arena)
{
    size_t mark = arena_mark(arena);
    struct ranked *ranked = arena_alloc(arena, (n + 1) * sizeof(*ranked));
    for (size_t i = 0; i < n; i++) {
        float p[STANCES];
        decide_strict(p_code + i * CODES, p);
        ranked[i] =
            (struct ranked){p[stance], code_row[code[i]].strict == stance};
    }
    qsort(ranked, n, sizeof(*ranked), by_p);
    for (uint32_t k = 0; k < DECIDE_STEPS; k++)
        threshold[k] =
            find_threshold(ranked, n, DECIDE_FIRST + DECIDE_STEP * (float)k);
    arena_rewind(arena, mark);
}

void decide_tune(struct linear *model, const float *p_code,
                 const uint32_t *code, size_t n, struct arena *arena)
{
    model->extra[EXTRA_BOOST] = find_boost(model, p_code, code, n);
    find_thresholds(p_code, code, n, STANCE_SUPPORTING,
                    model->extra + EXTRA_SUPPORTING, arena);
    find_thresholds(p_code, code, n, STANCE_CONTRASTING,
                    model->extra + EXTRA_CONTRASTING, arena);
}
