#include "classify/score.h"

#include <stdlib.h>

#include "classify/decide.h"

#define BINS 10

struct counts {
    double have, want, hit;
};

static double share(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

static double f1(const struct counts *counts)
{
    return share(2 * counts->hit, counts->have + counts->want);
}

static void write_classes(const item_list *items, const enum stance *stance,
                          struct buf *out)
{
    struct counts counts[STANCES] = {0};
    double sum = 0;
    for_vec (i, *items) {
        if (items->at[i].code == CODES)
            continue;
        enum stance truth = code_row[items->at[i].code].strict;
        counts[truth].want++;
        counts[stance[i]].have++;
        counts[truth].hit += stance[i] == truth;
    }
    buf_format(out, "%-14s %6s %9s %6s %6s\n", "stance", "n", "precision",
               "recall", "F1");
    for (int s = STANCE_SUPPORTING; s <= STANCE_MENTIONING; s++) {
        const struct counts *c = &counts[s];
        buf_format(out, "%-14s %6.0f %9.3f %6.3f %6.3f\n", stance_name[s],
                   c->want, share(c->hit, c->have), share(c->hit, c->want),
                   f1(c));
        sum += f1(c) / 3;
    }
    buf_format(out, "%-14s %31.3f\n", "macro-F1", sum);
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

/* The most that can be found with four of five right. */
static double recall_at(const item_list *items, const float *p_code,
                        enum stance stance, struct arena *arena)
{
    struct ranked *ranked = arena_alloc(arena, items->n * sizeof(*ranked) + 1);
    double right = 0, all = 0, best = 0;
    uint32_t n = 0;
    for_vec (i, *items) {
        float p[STANCES];
        if (items->at[i].code == CODES)
            continue;
        decide_strict(p_code + (size_t)i * CODES, p);
        bool is = code_row[items->at[i].code].strict == stance;
        ranked[n++] = (struct ranked){p[stance], is};
        all += is;
    }
    qsort(ranked, n, sizeof(*ranked), by_p);
    for (uint32_t i = 0; i < n; i++) {
        right += ranked[i].right;
        bool last = i + 1 == n || ranked[i + 1].p < ranked[i].p;
        if (last && right >= 0.8 * (i + 1))
            best = right;
    }
    return share(best, all);
}

/* Σ over ten bins of the largest p: |how sure - how right| · share */
static double calibration_error(const item_list *items, const float *p_code)
{
    double sure[BINS] = {0}, right[BINS] = {0}, n = 0, error = 0;
    for_vec (i, *items) {
        float p[STANCES];
        int best = STANCE_SUPPORTING;
        if (items->at[i].code == CODES)
            continue;
        decide_strict(p_code + (size_t)i * CODES, p);
        for (int s = best + 1; s < STANCES; s++)
            best = p[s] > p[best] ? s : best;
        int bin = (int)(p[best] * BINS);
        bin = bin < BINS ? bin : BINS - 1;
        sure[bin] += (double)p[best];
        right[bin] += (int)code_row[items->at[i].code].strict == best;
        n++;
    }
    for (int b = 0; b < BINS; b++)
        error += share(
            sure[b] > right[b] ? sure[b] - right[b] : right[b] - sure[b], n);
    return error;
}

static void write_codes(const item_list *items, const float *p_code,
                        struct buf *out)
{
    uint32_t table[CODES][CODES] = {0};
    for_vec (i, *items) {
        const float *p = p_code + (size_t)i * CODES;
        int best = 0;
        if (items->at[i].code == CODES)
            continue;
        for (int c = 1; c < CODES; c++)
            best = p[c] > p[best] ? c : best;
        table[items->at[i].code][best]++;
    }
    buf_format(out, "code, true by row");
    for (int c = 0; c < CODES; c++)
        buf_format(out, "%6c", code_letter[c]);
    for (int r = 0; r < CODES; r++) {
        buf_format(out, "\n%-17c", code_letter[r]);
        for (int c = 0; c < CODES; c++)
            buf_format(out, "%6u", (unsigned)table[r][c]);
    }
    buf_char(out, '\n');
}

void score_write(const item_list *items, const float *p_code,
                 const enum stance *stance, struct buf *out,
                 struct arena *arena)
{
    write_classes(items, stance, out);
    buf_format(out,
               "recall at precision .80: supporting %.3f, contrasting "
               "%.3f\n",
               recall_at(items, p_code, STANCE_SUPPORTING, arena),
               recall_at(items, p_code, STANCE_CONTRASTING, arena));
    buf_format(out, "expected calibration error: %.3f\n",
               calibration_error(items, p_code));
    write_codes(items, p_code, out);
}
