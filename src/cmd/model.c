/* stet model: train one, measure one, say what one is. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "classify/builtin.h"
#include "classify/classify.h"
#include "classify/decide.h"
#include "classify/score.h"
#include "classify/train.h"
#include "cmd/citation.h"
#include "cmd/commands.h"
#include "cmd/file.h"
#include "store/correct.h"

#define FOLDS 5u
#define BITS  19u
#define LEAST 2u
#define COST  2.0

struct args {
    str model, out, id, cost, store;
    bool corrections;
    uint32_t folds;
};

static const struct option_row options[] = {
    TEXT(struct args, model, "model", 'm', "FILE",
         "the model to measure or show (the one in the program)"),
    TEXT(struct args, out, "out", 'o', "FILE", "where the trained model goes"),
    TEXT(struct args, id, "id", 0, "NAME", "its name (stance-1)"),
    TEXT(struct args, cost, "cost", 0, "C",
         "how much the items are trusted against the prior (2)"),
    FLAG(struct args, corrections, "with-corrections", 0,
         "train on what people said in the store, too"),
    STORE_OPTION(struct args),
    COUNT(struct args, folds, "folds", 0, "N",
          "parts for cross-validation (5)"),
    END_OF_OPTIONS};

/* Is an entry the last about its citation? */
static bool is_last(const corrections *log, uint32_t entry)
{
    const struct correction *one = &log->at[entry];
    for (uint32_t i = entry + 1; i < log->n; i++)
        if (str_eq(log->at[i].doc, one->doc) &&
            str_eq(log->at[i].citation, one->citation))
            return false;
    return true;
}

static bool read_items(strs files, item_list *out, struct arena *arena,
                       struct err *err)
{
    str text;
    for_vec (i, files)
        if (!file_read(files.at[i], arena, &text, err) ||
            !items_read(text, out, arena, err))
            return err_add(err, "'%.*s'", STR(files.at[i]));
    return out->n > 0 || err_set(err, ERR_INPUT, "there are no items");
}

/* What people say of citations in the store, the last word of each. */
static bool read_corrections(str path, item_list *out, struct arena *arena,
                             struct err *err)
{
    corrections log = {0};
    SCOPED_STORE *store = place_open(path, STORE_READ, arena, err);
    if (store == NULL ||
        !correction_list(store, S(""), S(""), arena, &log, err))
        return false;
    for_vec (i, log) {
        struct label_source source;
        struct err gone = {0};
        str name[2] = {log.at[i].doc, log.at[i].citation};
        if (!citation_ask(store, (strs){name, 2, 2}, arena, &source, &gone) ||
            !is_last(&log, i) || log.at[i].code == CODES)
            continue; /* taken back, or of an article that was removed */
        vec_push(out, arena,
                 ((struct item){.id = citation_name(&source, arena),
                                .citing = source.row.doc_key,
                                .context = citation_context(&source),
                                .code = log.at[i].code}));
    }
    return true;
}

static bool write_file(str path, str bytes, struct err *err)
{
    FILE *file = fopen(path.ptr, "wb");
    bool done = file && fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len;
    if (file && fclose(file) != 0)
        done = false;
    return done || err_set(err, ERR_IO, "writing '%.*s': %s", STR(path),
                           strerror(errno));
}

static void print_scores(const item_list *items, const float *p_code,
                         const enum stance *stance, struct arena *arena)
{
    SCOPED_BUF out = {0};
    score_write(items, p_code, stance, &out, arena);
    cmd_out(buf_str(&out));
}

/* Out-of-fold figures, then the model. */
static int train_one(const struct args *args, strs files, struct arena *arena)
{
    struct err err = {0};
    SCOPED_BUF bytes = {0};
    item_list items = {0};
    struct trained made;
    struct train_options train = {
        .folds = args->folds >= 2 ? args->folds : FOLDS,
        .bits = BITS,
        .linear = {.cost = args->cost.len ? strtod(args->cost.ptr, NULL) : COST,
                   .least = LEAST},
        .id = args->id.len ? args->id : S("stance-1")};
    if (!(train.linear.cost > 0))
        return cmd_misuse(&cmd_model, "a cost is above 0");
    if ((args->corrections &&
         !read_corrections(args->store, &items, arena, &err)) ||
        !read_items(files, &items, arena, &err))
        return cmd_fail(&err);
    train_stance(&items, &train, &made, arena);
    enum stance *stance = arena_alloc(arena, items.n * sizeof(*stance));
    for_vec (i, items) {
        float p[STANCES];
        decide_strict(made.p + (size_t)i * CODES, p);
        stance[i] = decide_stance(made.model, p);
    }
    print_scores(&items, made.p, stance, arena);
    linear_write(made.model, &bytes);
    if (args->out.len && !write_file(args->out, buf_str(&bytes), &err))
        return cmd_fail(&err);
    return EXIT_DONE;
}

static int eval_one(const struct classifier *classifier, strs files,
                    struct arena *arena)
{
    struct err err = {0};
    item_list items = {0};
    if (!read_items(files, &items, arena, &err))
        return cmd_fail(&err);
    float *p_code = arena_zero(arena, items.n * CODES * sizeof(*p_code));
    enum stance *stance = arena_alloc(arena, items.n * sizeof(*stance));
    SCOPED_ARENA scratch = {0};
    for_vec (i, items) {
        struct verdict verdict;
        classify_context(classifier, &items.at[i].context, NULL, &verdict,
                         &scratch);
        memcpy(p_code + (size_t)i * CODES, verdict.p_code,
               sizeof(verdict.p_code));
        stance[i] = verdict.stance;
        arena_clear(&scratch);
    }
    print_scores(&items, p_code, stance, arena);
    return EXIT_DONE;
}

static int show(const struct classifier *classifier, size_t bytes)
{
    const struct linear *model = classifier->model;
    SCOPED_BUF out = {0};
    buf_format(&out,
               "model      %s\n"
               "features   version %u, %u of %u rows used\n"
               "bytes      %zu\n"
               "boost      %.2f\n"
               "precision ",
               model->id, (unsigned)model->features, (unsigned)model->used,
               1u << model->bits, bytes, (double)model->extra[EXTRA_BOOST]);
    for (unsigned k = 0; k < DECIDE_STEPS; k++)
        buf_format(&out, " %5.2f",
                   (double)(DECIDE_FIRST + DECIDE_STEP * (float)k));
    buf_format(&out, "\nsupporting");
    for (unsigned k = 0; k < DECIDE_STEPS; k++)
        buf_format(&out, " %5.3f", (double)model->extra[EXTRA_SUPPORTING + k]);
    buf_format(&out, "\ncontrast  ");
    for (unsigned k = 0; k < DECIDE_STEPS; k++)
        buf_format(&out, " %5.3f", (double)model->extra[EXTRA_CONTRASTING + k]);
    buf_char(&out, '\n');
    cmd_out(buf_str(&out));
    return EXIT_DONE;
}

static int run(void *given, strs operands, struct arena *arena)
{
    const struct args *args = given;
    struct err err = {0};
    str what = operands.at[0], bytes = builtin_model();
    strs files = {operands.at + 1, operands.n - 1, operands.n - 1};
    bool train = str_eq(what, S("train")), eval = str_eq(what, S("eval"));
    if (!train && !eval && !str_eq(what, S("info")))
        return cmd_misuse(&cmd_model, "'%.*s' is not train, eval or info",
                          STR(what));
    if ((train || eval) && files.n == 0 && !(train && args->corrections))
        return cmd_misuse(&cmd_model, "no file of labelled items");
    if (train)
        return train_one(args, files, arena);
    if (args->model.len && !file_read(args->model, arena, &bytes, &err))
        return cmd_fail(&err);
    struct classifier *classifier = classifier_read(bytes, arena, &err);
    if (classifier == NULL) {
        err_add(&err, "'%.*s'", STR(args->model));
        return cmd_fail(&err);
    }
    return eval ? eval_one(classifier, files, arena)
                : show(classifier, bytes.len);
}

const struct command cmd_model = {
    .name = "model",
    .operands = "train|eval|info [FILE…]",
    .summary = "train, measure or show a model of stances",
    .details =
        "'train' reads labelled items, as 'stet classify' does, with their "
        "code (S, s, C, c, U or B) and the citing article; prints what "
        "cross-validation by citing article finds, and writes a model of all "
        "of them. 'eval' prints the same figures for a model on items it "
        "hasn't seen. 'info' says what a model is and where its thresholds "
        "are. The same items give the same model, byte for byte.",
    .examples = "stet model train --out=my.model train.jsonl\n"
                "stet model eval --model=my.model dev.jsonl",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 1,
    .run = run,
};
