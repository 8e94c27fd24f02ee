/* stet ingest: articles into the store. */
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "cmd/commands.h"
#include "cmd/indexing.h"
#include "cmd/place.h"
#include "cmd/progress.h"
#include "ingest/pipeline.h"
#include "ingest/source.h"
#include "ingest/stop.h"
#include "ingest/works_store.h"

struct args {
    str store;
    uint32_t jobs;
    bool quiet, again, no_labels, no_index;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    COUNT(struct args, jobs, "jobs", 'j', "N",
          "workers that read side by side (as many as there are cores)"),
    FLAG(struct args, again, "again", 0,
         "read files again that are in the store already"),
    FLAG(struct args, no_labels, "no-labels", 0,
         "don't say what the citations do with the works they cite"),
    FLAG(struct args, no_index, "no-index", 0,
         "don't bring the index of words up to date ('stet index' does)"),
    FLAG(struct args, quiet, "quiet", 'q', "no summary, only what went wrong"),
    END_OF_OPTIONS};

struct ingest {
    struct store *store;
    struct known *known;
    const struct classifier *classifier; /* null: no labels */
    struct progress progress;
    uint64_t put[3]; /* by enum put_result */
    uint64_t refs, citations, markers, linked;
    uint64_t note[NOTE_KINDS];
};

static bool is_known(unsigned worker, const char *sha256, void *user)
{
    (void)worker;
    return known_has(((struct ingest *)user)->known, sha256);
}

/* What goes from the worker to the storing thread. */
struct made {
    struct packed *packed;
    struct yield yield;
};

static void *make(struct doc *doc, void *user)
{
    const struct ingest *ingest = user;
    struct made *made = mem_alloc(sizeof(*made));
    pipeline_run(doc, STAGE_CLASSIFY, ingest->classifier);
    made->yield = doc_yield(doc);
    made->packed = works_store_pack(doc);
    return made;
}

static void drop(void *made)
{
    packed_free(((struct made *)made)->packed);
    free(made);
}

static bool take(void *made, void *user, struct err *err)
{
    struct ingest *ingest = user;
    const struct yield *yield = &((struct made *)made)->yield;
    enum put_result result;
    bool done =
        store_put(ingest->store, ((struct made *)made)->packed, &result, err);
    if (done) {
        ingest->put[result]++;
        ingest->refs += yield->refs;
        ingest->citations += yield->citations;
        ingest->markers += yield->markers;
        ingest->linked += yield->linked;
        for (int kind = 0; kind < NOTE_KINDS; kind++)
            ingest->note[kind] += yield->note[kind];
    }
    drop(made);
    return done;
}

static void tick(const struct work_sum *sum, void *user)
{
    progress_show(&((struct ingest *)user)->progress, sum);
}

/* The oddities met most often; 'stet yield' tells all of them. */
#define NOTES_TOLD 3

static void tell_notes(const struct ingest *ingest)
{
    bool told[NOTE_KINDS] = {false};
    SCOPED_BUF line = {0};
    for (int n = 0; n < NOTES_TOLD; n++) {
        int most = 0;
        for (int kind = 1; kind < NOTE_KINDS; kind++)
            if (!told[kind] &&
                (told[most] || ingest->note[kind] > ingest->note[most]))
                most = kind;
        if (told[most] || ingest->note[most] == 0)
            break;
        told[most] = true;
        buf_format(&line, "%s%s %s (%s)", n ? ", " : "",
                   with_commas(ingest->note[most]), note_name[most],
                   note_help[most]);
    }
    if (line.len)
        log_info("noted: %.*s; 'stet yield' tells all", STR(buf_str(&line)));
}

static void summary(const struct ingest *ingest, const struct work_sum *sum)
{
    double seconds = progress_seconds(&ingest->progress);
    log_progress(NULL);
    log_info("%s articles read: %s new, %s replaced, %s unchanged; "
             "%s files known, %s failed",
             with_commas(sum->articles), with_commas(ingest->put[PUT_NEW]),
             with_commas(ingest->put[PUT_REPLACED]),
             with_commas(ingest->put[PUT_UNCHANGED]), with_commas(sum->known),
             with_commas(sum->failed));
    if (sum->articles)
        log_info("%s references, %s citations; %.1f %% of %s markers linked; "
                 "%.1f s, %.0f articles/s",
                 with_commas(ingest->refs), with_commas(ingest->citations),
                 ingest->markers
                     ? 100.0 * (double)ingest->linked / (double)ingest->markers
                     : 0.0,
                 with_commas(ingest->markers), seconds,
                 seconds > 0 ? (double)sum->articles / seconds : 0.0);
    tell_notes(ingest);
    if (sum->others)
        log_info("%s file%s of other kinds not read", with_commas(sum->others),
                 sum->others == 1 ? "" : "s");
    if (sum->stopped)
        log_info("stopped: run it again to go on");
}

/* What came in, into the index; what is committed stays, whatever happens. */
static bool index_words(const struct args *args, struct store *store,
                        struct err *err)
{
    struct index_sum sum;
    struct progress progress = progress_begin(0);
    if (args->no_index || stop_wanted())
        return true;
    if (!indexing_run(store, false, false, &sum, err))
        return err_add(err, "indexing");
    if (sum.docs || sum.works)
        indexing_tell(&sum, progress_seconds(&progress));
    return true;
}

static unsigned workers_of(uint32_t jobs)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned n = jobs ? jobs : cores > 0 ? (unsigned)cores : 1;
    return n > WORKERS_MAX ? WORKERS_MAX : n;
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct args *args = arguments;
    struct err err = {0};
    struct ingest ingest = {0};
    struct work_sum sum = {0};
    log_quiet(args->quiet);
    SCOPED_STORE *store = place_open(args->store, STORE_WRITE, arena, &err);
    if (store == NULL)
        return cmd_fail(&err);
    ingest.store = store;
    ingest.classifier = args->no_labels ? NULL : classifier_builtin(arena);
    if (args->again)
        store_again(store);
    ingest.known = store_known(store, &err);
    if (ingest.known == NULL)
        return cmd_fail(&err);
    ingest.progress = progress_begin(source_count(operands));
    stop_on_signals();
    struct workload work = {.paths = operands,
                            .workers = workers_of(args->jobs),
                            .user = &ingest,
                            .known = args->again ? NULL : is_known,
                            .make = make,
                            .take = take,
                            .drop = drop,
                            .tick = tick};
    bool done = work_run(&work, &sum, &err) && store_commit(store, &err);
    known_free(ingest.known);
    if (!done) {
        log_progress(NULL);
        err_add(&err, "the store '%.*s'", STR(place_of(args->store, arena)));
        return cmd_fail(&err);
    }
    summary(&ingest, &sum);
    if (!index_words(args, store, &err))
        return cmd_fail(&err);
    return sum.failed || sum.stopped ? EXIT_SOME : EXIT_DONE;
}

const struct command cmd_ingest = {
    .name = "ingest",
    .operands = "PATH…",
    .summary = "read articles into the store",
    .details =
        "Reads JATS articles (.xml, .nxml), also compressed (.gz) or in "
        "archives (.tar, .tar.gz, .tgz, .tar.zst, .zip), from files, folders "
        "and, with -, standard input. What is in the store already is known by "
        "its bytes and left alone; a new version of an article takes the "
        "place of the old one.\n\n"
        "A file that can't be read is told in a line, and the rest goes on. "
        "Ctrl-C ends the work after the documents in hand; run the same "
        "command again to go on.",
    .examples = "stet ingest articles/\n"
                "stet ingest -j 4 oa_comm_xml.tar.gz\n"
                "cat paper.xml | stet ingest -",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 1,
    .run = run,
};
