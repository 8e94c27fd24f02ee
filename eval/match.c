/*
 * Match references against works, both JSON Lines, one kind of line each:
 *
 *     eval/match WORKS QUERIES            answers, tab separated, on stdout
 *     eval/match --train WORKS QUERIES…   weights, a C header, on stdout
 *
 * A work is a record's JSON with "ids" and "from", the article that tells of
 * it.  A query has "raw" or "work", the "truth" (a DOI), "from", and "hide"
 * when its own work is not to be there.  No query sees what its own article
 * tells: of each DOI the first work that another article told is seen.
 */
#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/lines.h"
#include "doc/work_read.h"
#include "resolve/match.h"
#include "resolve/match_candidates.h"
#include "resolve/match_score.h"
#include "resolve/works_memory.h"

/* ---- what a query may see ------------------------------------------------ */

struct told {
    str from;
    uint32_t first; /* the first work of that DOI, a row */
};

struct view {
    struct works_memory memory;
    struct works all;
    vec_of(struct told) told;
    str from, hide;
};

static bool is_seen(const struct view *view, int64_t id)
{
    uint32_t row = (uint32_t)(id - 1);
    const struct told *told = &view->told.at[row];
    str doi = view->memory.work.at[row].id[ID_DOI];
    if (view->hide.len && str_eq(doi, view->hide))
        return false;
    if (view->from.len && str_eq(told->from, view->from))
        return false;
    if (told->first == row)
        return true;
    for (uint32_t i = told->first; i < row; i++)
        if (view->told.at[i].first == told->first &&
            !(view->from.len && str_eq(view->told.at[i].from, view->from)))
            return false;
    return true;
}

static uint32_t under(void *keeper, uint32_t key, int64_t *id, uint32_t most)
{
    struct view *view = keeper;
    int64_t found[256];
    uint32_t n = view->all.under(view->all.keeper, key, found, 256), seen = 0;
    for (uint32_t i = 0; i < n; i++)
        if (is_seen(view, found[i])) {
            if (seen == most)
                return 0;
            id[seen++] = found[i];
        }
    return seen;
}

static int64_t named(void *keeper, enum id_scheme scheme, str id)
{
    (void)keeper, (void)scheme, (void)id; /* identifiers are hidden */
    return 0;
}

static bool fetch(void *keeper, int64_t id, struct work *work,
                  struct arena *arena)
{
    struct view *view = keeper;
    return view->all.fetch(view->all.keeper, id, work, arena);
}

/* ---- reading
 * ----------------------------------------------------------------- */

#define LINE_MAX_BYTES ((size_t)64 << 20)

static struct json_value *read_line(str line)
{
    struct err err = {0};
    struct json_value *value = json_parse(line, &err);
    if (value == NULL)
        die("%s", err.text);
    return value;
}

static void read_works(const char *path, struct view *view)
{
    FILE *file = fopen(path, "rb");
    SCOPED_LINES lines = {.file = file, .limit = LINE_MAX_BYTES};
    struct err err = {0};
    struct map first = {0};
    struct arena *arena = view->memory.arena;
    str line;
    if (file == NULL)
        die("'%s' can't be opened", path);
    while (lines_next(&lines, &line, &err)) {
        SCOPED_JSON *value = read_line(line);
        struct work work;
        work_read(value, &work, arena);
        uint32_t row = (uint32_t)works_memory_add(&view->memory, &work) - 1;
        str doi = view->memory.work.at[row].id[ID_DOI],
            from = arena_str(arena, json_member_str(value, "from"));
        row = map_add(&first, doi, row, arena);
        vec_push(&view->told, arena, ((struct told){from, row}));
    }
    fclose(file);
    works_memory_ready(&view->memory);
    view->all = works_memory_plug(&view->memory);
}

/* ---- training
 * ------------------------------------------------------------------ */

struct example {
    uint16_t feature[SCORE_FEATURES];
    uint8_t n;
    bool right;
};

struct training {
    struct arena *arena;
    vec_of(struct example) example;
};

/* Of each query so many candidates are learned from. */
#define LEARN_FROM 6

static void learn(struct training *training, const struct works *works,
                  const struct work *fields, str raw, str truth,
                  struct arena *scratch)
{
    struct sought sought;
    struct candidates *candidates = arena_new(scratch, struct candidates);
    sought_make(fields, raw, &sought, scratch);
    candidates_find(works, &sought, true, candidates, scratch);
    for (uint32_t i = 0; i < candidates->n && i < LEARN_FROM; i++) {
        struct work work;
        struct agreement agreement;
        fetch(works->keeper, candidates->at[i].work, &work, scratch);
        match_agree(&sought, &work, &agreement, scratch);
        struct example *made = vec_add(&training->example, training->arena);
        made->n = (uint8_t)score_features(&agreement, made->feature);
        made->right = str_eq(work.id[ID_DOI], truth);
    }
}

/* Weights are drawn to zero by this much, in examples. */
#define RIDGE  2.0
#define EPOCHS 60

/* A prime: examples are taken in an order that mixes the sets. */
#define STRIDE 1000003u

/* Logistic regression by gradient descent, each weight at its own pace. */
static void train(const struct training *training)
{
    static double weight[SCORE_SIZE + 1], slope[SCORE_SIZE + 1],
        seen[SCORE_SIZE + 1];
    uint32_t n = training->example.n;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        double loss = 0;
        for (uint32_t i = 0; i < n; i++) {
            const struct example *e =
                &training->example.at[(uint64_t)i * STRIDE % n];
            double sum = weight[SCORE_SIZE];
            for (uint32_t k = 0; k < e->n; k++)
                sum += weight[e->feature[k]];
            double p = 1 / (1 + exp(-sum)), error = p - e->right;
            loss -= log(e->right ? p + 1e-12 : 1 - p + 1e-12);
            for (uint32_t k = 0; k <= e->n; k++) {
                uint32_t f = k < e->n ? e->feature[k] : SCORE_SIZE;
                double g =
                    error + RIDGE * weight[f] / (double)training->example.n;
                seen[f] += g * g;
                slope[f] = g;
                weight[f] -= 0.1 * slope[f] / sqrt(seen[f] + 1e-8);
            }
        }
        fprintf(stderr, "epoch %d, loss %.5f\n", epoch,
                loss / training->example.n);
    }
    printf("/* Made by eval/match --train (models/match-1.md); not to be "
           "edited. */\n#ifndef STET_RESOLVE_MATCH_WEIGHTS_H\n"
           "#define STET_RESOLVE_MATCH_WEIGHTS_H\n\n"
           "/* from %u candidates */\nstatic const float match_bias = %.3fF;\n"
           "/* clang-format off */\n"
           "static const float match_weight[SCORE_SIZE] = {",
           (unsigned)training->example.n, weight[SCORE_SIZE]);
    for (int i = 0; i < SCORE_SIZE; i++)
        printf("%s%.2fF,", i % 12 ? " " : "\n    ", weight[i]);
    printf("\n};\n/* clang-format on */\n\n#endif\n");
}

/* ---- queries
 * --------------------------------------------------------------------- */

static void answer(const struct view *view, const struct match *match, str id)
{
    SCOPED_ARENA arena = {0};
    str doi =
        match->work ? view->memory.work.at[match->work - 1].id[ID_DOI] : S("");
    printf("%.*s\t%s\t%.*s\t%.4f\t%.4f\t%.*s\t%u\n", STR(id),
           match_answer_name[match->answer], STR(doi), (double)match->score,
           (double)match->next, STR(score_rule_name(match->rule, &arena)),
           (unsigned)match->candidates);
}

static void run_queries(const char *path, struct view *view,
                        struct training *training)
{
    FILE *file = fopen(path, "rb");
    SCOPED_LINES lines = {.file = file, .limit = LINE_MAX_BYTES};
    SCOPED_ARENA scratch = {0};
    struct works works = {view, under, named, fetch};
    struct err err = {0};
    str line;
    if (file == NULL)
        die("'%s' can't be opened", path);
    while (lines_next(&lines, &line, &err)) {
        SCOPED_JSON *value = read_line(line);
        const struct json_value *told = json_member(value, "work");
        struct work work;
        str raw = json_member_str(value, "raw"),
            truth = json_member_str(value, "truth");
        work_read(told, &work, &scratch);
        memset(work.id, 0, sizeof work.id);
        view->from = json_member_str(value, "from");
        view->hide = json_member(value, "hide") ? truth : S("");
        if (training)
            learn(training, &works, told ? &work : NULL, raw, truth, &scratch);
        else {
            struct match match =
                match_find(&works, told ? &work : NULL, raw, &scratch);
            answer(view, &match, json_member_str(value, "id"));
        }
        arena_clear(&scratch);
    }
    fclose(file);
}

/* One set of works and the queries to it. */
static void run(const char *works, const char *queries,
                struct training *training)
{
    SCOPED_ARENA arena = {0};
    struct view view = {.memory.arena = &arena};
    read_works(works, &view);
    run_queries(queries, &view, training);
}

int main(int argc, char **argv)
{
    SCOPED_ARENA arena = {0};
    struct training training = {.arena = &arena};
    bool learning = argc > 1 && strcmp(argv[1], "--train") == 0;
    int first = learning ? 2 : 1;
    if (argc - first < 2 || (argc - first) % 2)
        die("eval/match [--train] WORKS QUERIES…");
    for (int i = first; i < argc; i += 2)
        run(argv[i], argv[i + 1], learning ? &training : NULL);
    if (learning)
        train(&training);
    return 0;
}
