/* stet dump: the tables of an article as text, up to a stage. */
#include <stdio.h>

#include "cmd/commands.h"
#include "cmd/file.h"
#include "ingest/pipeline.h"
#include "read/read.h"

struct args {
    str upto;
};

static const struct option_row options[] = {
    TEXT(struct args, upto, "upto", 0, "STAGE",
         "read, sentences, cite, resolve or classify (default)"),
    END_OF_OPTIONS};

static bool find_stage(str name, enum stage *stage)
{
    for (int i = 0; i < STAGES; i++)
        if (str_eq(name, str_of(stage_name[i]))) {
            *stage = (enum stage)i;
            return true;
        }
    return false;
}

struct job {
    enum stage upto;
    const struct classifier *classifier;
};

static bool dump(struct doc *doc, void *user, struct err *err)
{
    const struct job *job = user;
    SCOPED_BUF out = {0};
    pipeline_run(doc, job->upto, job->classifier);
    dump_doc(doc, job->upto, &out);
    return cmd_out(buf_str(&out)) ||
           err_set(err, ERR_STOP, "nobody reads the output");
}

static int run(void *args, strs operands, struct arena *arena)
{
    str name = ((struct args *)args)->upto;
    struct job job = {.upto = STAGE_CLASSIFY};
    if (name.len && !find_stage(name, &job.upto))
        return cmd_misuse(&cmd_dump, "there is no stage '%.*s'", STR(name));
    job.classifier = classifier_builtin(arena);
    int code = EXIT_DONE;
    for_vec (i, operands) {
        struct err err = {0};
        SCOPED_ARENA scratch = {0};
        str bytes;
        if (!file_read(operands.at[i], arena, &bytes, &err) ||
            !read_docs(bytes, operands.at[i], &scratch, dump, &job, &err)) {
            err_add(&err, "'%.*s'", STR(operands.at[i]));
            code = cmd_fail(&err);
        }
    }
    return code;
}

const struct command cmd_dump = {
    .name = "dump",
    .operands = "FILE…",
    .summary = "show what each stage makes of an article",
    .details =
        "Reads each FILE (- for standard input) and prints the tables of the "
        "document as text, a row a line. No store is needed and none is "
        "touched. It is the way to see why a citation was, or wasn't, found; "
        "a bug report with a dump is half solved.",
    .examples = "stet dump --upto=cite paper.xml",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 1,
    .run = run,
};
