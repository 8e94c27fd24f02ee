/* stet import: what others know of works, into the store. */
#include <stdio.h>

#include "base/json.h"
#include "base/log.h"
#include "cmd/commands.h"
#include "cmd/place.h"
#include "cmd/progress.h"
#include "ingest/import.h"
#include "ingest/stop.h"
#include "ingest/stream.h"
#include "ingest/works_store.h"

struct args {
    str store, format;
    bool print, again, quiet;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    TEXT(struct args, format, "format", 'f', "FORMAT",
         "crossref, openalex, pubmed, doaj, crossmark, retraction-watch, csl, "
         "bibtex, ris, nbib or csv, where it isn't what it looks like"),
    FLAG(struct args, print, "print", 'p',
         "write the records as JSON Lines instead of storing them"),
    FLAG(struct args, again, "again", 0,
         "import files again that were imported before"),
    FLAG(struct args, quiet, "quiet", 'q', "no summary, only what went wrong"),
    END_OF_OPTIONS};

struct task {
    struct import import;
    struct progress progress;
    struct buf out;
    struct err err; /* why it ended early */
    bool deaf;      /* stdout has gone */
};

static void tell(str line, void *user)
{
    (void)user;
    log_warn("%.*s", STR(line));
}

static void show(const struct work *work, void *user)
{
    struct task *task = user;
    struct json json = json_on(&task->out);
    work_write(work, &json);
    buf_char(&task->out, '\n');
    if (task->out.len < 1 << 16)
        return;
    task->deaf = !cmd_out(buf_str(&task->out));
    buf_clear(&task->out);
}

static void tick(const struct import_sum *sum, void *user)
{
    struct task *task = user;
    double spent = progress_seconds(&task->progress);
    char line[160];
    if (sum->records % 1000 || !log_on_terminal())
        return;
    snprintf(line, sizeof(line), "%s records  %.0f/s  %s new%s%s",
             with_commas(sum->records),
             spent > 0 ? (double)sum->records / spent : 0.0,
             with_commas(sum->added), sum->bad ? "  not read: " : "",
             sum->bad ? with_commas(sum->bad) : "");
    log_progress(line);
}

static bool take(struct feed *feed, str name, const char *hash, void *user)
{
    struct task *task = user;
    return import_feed(&task->import, feed, name, hash, &task->err) &&
           !task->deaf;
}

static void summary(const struct task *task)
{
    const struct import_sum *sum = &task->import.sum;
    double seconds = progress_seconds(&task->progress);
    log_progress(NULL);
    log_info("%s records read: %s works new, %s changed, %s notices; "
             "%s not read, %s odd in places",
             with_commas(sum->records), with_commas(sum->added),
             with_commas(sum->changed), with_commas(sum->notices),
             with_commas(sum->bad), with_commas(sum->odd));
    if (sum->merged + sum->contested)
        log_info("%s works taken into others (stet works log), %s claim "
                 "identifiers of others",
                 with_commas(sum->merged), with_commas(sum->contested));
    log_info("%s inputs: %s imported before, %s failed; %.1f s, %.0f records/s",
             with_commas(sum->inputs), with_commas(sum->known),
             with_commas(sum->failed), seconds,
             seconds > 0 ? (double)sum->records / seconds : 0.0);
    if (task->err.kind == ERR_STOP)
        log_info("stopped: run it again to go on");
}

static bool read_format(str name, enum meta_format *format)
{
    for (int i = META_CROSSREF; i < META_FORMATS; i++)
        if (str_eq_nocase(name, str_of(meta_format_name[i])))
            *format = (enum meta_format)i;
    return name.len == 0 || *format != META_UNKNOWN;
}

static int finish(struct task *task, struct err *err)
{
    if (task->out.len)
        cmd_out(buf_str(&task->out));
    buf_close(&task->out);
    if (task->err.kind != ERR_NONE && task->err.kind != ERR_STOP) {
        log_progress(NULL);
        return cmd_fail(&task->err);
    }
    if (task->import.store && (!meta_settle(task->import.store, err) ||
                               !store_commit(task->import.store, err)))
        return cmd_fail(err);
    if (task->import.store)
        summary(task);
    const struct import_sum *sum = &task->import.sum;
    return sum->bad || sum->failed || task->err.kind ? EXIT_SOME : EXIT_DONE;
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct args *args = arguments;
    struct err err = {0};
    struct task task = {.import = {.again = args->again,
                                   .tell = tell,
                                   .keys = works_store_keys,
                                   .show = args->print ? show : NULL,
                                   .tick = tick,
                                   .user = &task}};
    if (!read_format(args->format, &task.import.format))
        return cmd_misuse(&cmd_import, "'%.*s' is no format we know",
                          STR(args->format));
    log_quiet(args->quiet);
    stop_on_signals();
    SCOPED_STORE *store =
        args->print ? NULL : place_open(args->store, STORE_WRITE, arena, &err);
    if (store == NULL && !args->print)
        return cmd_fail(&err);
    task.import.store = store;
    task.progress = progress_begin(0);
    stream_each(operands, take, &task);
    return finish(&task, &err);
}

const struct command cmd_import = {
    .name = "import",
    .operands = "PATH…",
    .summary = "read bibliographic records of works into the store",
    .details =
        "Reads what others know of works: Crossref's works (replies, lists, "
        "the public data file), OpenAlex's works, PubMed XML, DOAJ, Crossmark "
        "updates, Retraction Watch's table, CSL-JSON, BibTeX, RIS, NBIB, and "
        "CSV with a head (doi, pmid, title, …) or a list of identifiers; from "
        "files, folders, archives (.gz, .zst, .tar, .zip) and, with -, "
        "standard input. The format is told by the first bytes.\n\n"
        "Who knows better wins a field: an article about itself, then "
        "Crossref, PubMed, DOAJ, OpenAlex, Retraction Watch, your own lists, a "
        "reference; gaps are filled by all. A record that can't be read is "
        "told in a line and the rest goes on. An import that was stopped goes "
        "on where it was; a file imported before is left alone.",
    .examples = "stet import retraction_watch.csv library.bib\n"
                "stet import all.json.tar.gz\n"
                "stet import --print --format=ris export.txt | head",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 1,
    .run = run,
};
