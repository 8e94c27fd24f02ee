/* stet relabel: labels by another model for all that is in the store. */
#include "base/log.h"
#include "classify/classify.h"
#include "cmd/citation.h"
#include "cmd/commands.h"
#include "cmd/file.h"
#include "cmd/progress.h"
#include "ingest/stop.h"

struct args {
    str store, model;
    bool again, json, quiet;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    TEXT(struct args, model, "model", 'm', "FILE",
         "label by this model (the one in the program)"),
    FLAG(struct args, again, "again", 0,
         "also what has labels of this model already"),
    FLAG(struct args, json, "json", 0, "the table as JSON"),
    FLAG(struct args, quiet, "quiet", 'q', "no progress, no summary"),
    END_OF_OPTIONS};

struct job {
    struct store *store;
    const struct classifier *classifier;
    str model;
    uint64_t citations;
};

/* ---- one doc ------------------------------------------------------------ */

static bool relabel_doc(struct job *job, int64_t doc, struct arena *arena,
                        struct err *err)
{
    label_sources sources = {0};
    SCOPED_ARENA scratch = {0};
    SCOPED_SCENE *scene = scene_new(job->classifier->lexicon);
    if (!doc_label_sources(job->store, doc, arena, &sources, err))
        return false;
    struct label *label = arena_zero(arena, (sources.n + 1) * sizeof(*label));
    for_vec (i, sources) {
        struct context context = citation_context(&sources.at[i]);
        struct verdict verdict;
        classify_context(job->classifier, &context, scene, &verdict, &scratch);
        label[i] = verdict_label(&verdict);
        arena_clear(&scratch);
    }
    job->citations += sources.n;
    return labels_put(job->store, job->model, &sources, label, err);
}

static bool relabel_all(struct job *job, const doc_ids *docs, struct err *err)
{
    SCOPED_ARENA arena = {0};
    struct work_sum sum = {0};
    struct progress progress = progress_begin(docs->n);
    for (; sum.inputs < docs->n && !stop_wanted(); sum.inputs++) {
        if (!relabel_doc(job, docs->at[sum.inputs], &arena, err))
            return false;
        arena_clear(&arena);
        progress_show(&progress, &sum);
    }
    log_progress(NULL);
    if (!store_commit(job->store, err))
        return false;
    log_info("%s citations of %s articles labelled by %.*s in %.1f s",
             with_commas(job->citations), with_commas(sum.inputs),
             STR(job->model), progress_seconds(&progress));
    return true;
}

/* ---- the table ---------------------------------------------------------- */

static void print_table(uint64_t table[STANCES][STANCES], struct buf *out)
{
    buf_format(out, "%-16s", "before \\ now");
    for (int s = 0; s < STANCES; s++)
        buf_format(out, "%14s", stance_name[s]);
    for (int r = 0; r < STANCES; r++) {
        buf_format(out, "\n%-16s", stance_name[r]);
        for (int s = 0; s < STANCES; s++)
            buf_format(out, "%14llu", (unsigned long long)table[r][s]);
    }
    buf_char(out, '\n');
}

static void json_table(uint64_t table[STANCES][STANCES], str model,
                       struct buf *out)
{
    struct json json = json_on(out);
    json_object(&json);
    json_text(&json, "model", model);
    for (int r = 0; r < STANCES; r++) {
        json_key(&json, stance_name[r]);
        json_object(&json);
        for (int s = 0; s < STANCES; s++)
            json_key(&json, stance_name[s]), json_uint(&json, table[r][s]);
        json_end(&json);
    }
    json_end(&json);
    buf_char(out, '\n');
}

static bool show_table(struct job *job, const struct args *args,
                       struct err *err)
{
    uint64_t table[STANCES][STANCES], any = 0;
    SCOPED_BUF out = {0};
    if (!labels_compare(job->store, job->model, table, err))
        return false;
    for (int r = 0; r < STANCES; r++)
        for (int s = 0; s < STANCES; s++)
            any += table[r][s];
    if (args->json)
        json_table(table, job->model, &out);
    else if (any)
        print_table(table, &out);
    cmd_out(buf_str(&out));
    return true;
}

/* ---- all of it ---------------------------------------------------------- */

static bool open_job(const struct args *args, struct job *job,
                     struct arena *arena, struct err *err)
{
    str newest;
    job->classifier = classifier_open(args->model, arena, err);
    if (job->classifier == NULL)
        return false;
    job->model = str_of(job->classifier->model->id);
    job->store = place_open(args->store, STORE_WRITE, arena, err);
    if (job->store == NULL ||
        !labels_newer(job->store, job->model, arena, &newest, err))
        return false;
    return newest.len == 0 ||
           err_set(err, ERR_INPUT,
                   "the store has labels of '%.*s', a newer model; those of "
                   "'%.*s' would not be shown",
                   STR(newest), STR(job->model));
}

static bool list_docs(struct job *job, bool again, struct arena *arena,
                      doc_ids *docs, struct err *err)
{
    return again ? doc_list(job->store, arena, docs, err)
                 : labels_missing(job->store, job->model, arena, docs, err);
}

static bool relabel(struct job *job, const struct args *args,
                    struct arena *arena, struct err *err)
{
    doc_ids docs = {0};
    return open_job(args, job, arena, err) &&
           list_docs(job, args->again, arena, &docs, err) &&
           relabel_all(job, &docs, err) && show_table(job, args, err);
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    (void)operands;
    const struct args *args = arguments;
    struct job job = {0};
    struct err err = {0};
    log_quiet(args->quiet);
    stop_on_signals();
    int code = relabel(&job, args, arena, &err) ? EXIT_DONE : cmd_fail(&err);
    store_close(&job.store);
    if (code != EXIT_DONE || !stop_wanted())
        return code;
    log_warn("stopped; the same command goes on from here");
    return EXIT_SOME;
}

const struct command cmd_relabel = {
    .name = "relabel",
    .operands = "",
    .summary = "label everything in the store by a new model",
    .details =
        "Labels all citations in the store from the texts it keeps, without "
        "reading an article again. Labels of older models are kept; those of "
        "the newest are shown, and corrections by people before any. When it "
        "is stopped the same command goes on where it was. Ends in a table: "
        "how many citations had which stance by the model before, and have "
        "which now.",
    .examples = "stet relabel\nstet relabel --model=mine.model",
    .options = options,
    .args_size = sizeof(struct args),
    .run = run,
};
