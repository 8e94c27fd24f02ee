/* stet extract: articles to JSON Lines, without any store. */
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "cmd/commands.h"
#include "doc/record.h"
#include "ingest/pipeline.h"
#include "ingest/stop.h"
#include "ingest/workers.h"

struct args {
    uint32_t jobs;
    bool no_labels;
};

static const struct option_row options[] = {
    COUNT(struct args, jobs, "jobs", 'j', "N",
          "workers that read side by side (one)"),
    FLAG(struct args, no_labels, "no-labels", 0,
         "don't say what the citations do with the works they cite"),
    END_OF_OPTIONS};

static void *make(struct doc *doc, void *user)
{
    const struct classifier *classifier = user; /* null: no labels */
    struct buf *out = mem_alloc(sizeof(*out));
    *out = (struct buf){0};
    pipeline_run(doc, STAGE_CLASSIFY, classifier);
    record_write(doc, out);
    return out;
}

static void drop(void *made)
{
    buf_close(made);
    free(made);
}

static bool take(void *made, void *user, struct err *err)
{
    (void)user;
    bool written = cmd_out(buf_str(made));
    drop(made);
    return written || err_set(err, ERR_STOP, "nobody reads the output");
}

static int run(void *args, strs operands, struct arena *arena)
{
    struct err err = {0};
    struct work_sum sum = {0};
    uint32_t jobs = ((struct args *)args)->jobs;
    bool labels = !((struct args *)args)->no_labels;
    struct workload work = {.paths = operands,
                            .workers = jobs == 0            ? 1
                                       : jobs > WORKERS_MAX ? WORKERS_MAX
                                                            : jobs,
                            .user = labels ? classifier_builtin(arena) : NULL,
                            .make = make,
                            .take = take,
                            .drop = drop};
    stop_on_signals();
    if (!work_run(&work, &sum, &err))
        return cmd_fail(&err);
    if (sum.stopped)
        log_warn("stopped");
    return sum.failed || sum.stopped ? EXIT_SOME : EXIT_DONE;
}

const struct command cmd_extract = {
    .name = "extract",
    .operands = "PATH…",
    .summary = "write an article's references and citations as JSON Lines",
    .details =
        "Reads what 'stet ingest' reads and writes, for each article, a doc "
        "record, its ref records and its citation records to standard output "
        "(docs/DATA.md). No store is needed and none is touched: the output "
        "depends on the input alone, in whatever order the workers finish.",
    .examples = "stet extract paper.xml | jq 'select(.record==\"citation\")'\n"
                "find . -name '*.xml' | xargs -P 4 stet extract > out.jsonl",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 1,
    .run = run,
};
