/* stet load: records made elsewhere into the store. */
#include <errno.h>
#include <stdio.h>

#include "base/log.h"
#include "cmd/commands.h"
#include "cmd/indexing.h"
#include "cmd/place.h"
#include "cmd/progress.h"
#include "doc/record.h"
#include "ingest/stop.h"
#include "ingest/works_store.h"

struct args {
    str store;
    bool quiet, no_index;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    FLAG(struct args, no_index, "no-index", 0,
         "don't bring the index of words up to date ('stet index' does)"),
    FLAG(struct args, quiet, "quiet", 'q', "no summary, only what went wrong"),
    END_OF_OPTIONS};

static void close_file(FILE **file)
{
    if (*file && *file != stdin)
        fclose(*file);
}

static bool put(struct store *store, const struct doc *doc, uint64_t *puts,
                struct err *err)
{
    enum put_result result = PUT_NEW;
    struct packed *packed = works_store_pack(doc);
    bool done = store_put(store, packed, &result, err);
    packed_free(packed);
    puts[result] += done;
    return done;
}

/* One doc in memory at a time, however long the file. */
static bool load_file(struct store *store, const char *path, uint64_t *puts,
                      struct err *err)
{
    bool standard = strcmp(path, "-") == 0;
    __attribute__((cleanup(close_file))) FILE *file =
        standard ? stdin : fopen(path, "rb");
    SCOPED_LINES lines = {.file = file};
    SCOPED_ARENA arena = {0};
    struct doc *doc;
    if (file == NULL)
        return err_set(err, ERR_IO, "%s", strerror(errno));
    while (!stop_wanted() && (doc = record_read(&lines, &arena, err)) != NULL) {
        if (!put(store, doc, puts, err))
            return false;
        arena_clear(&arena);
    }
    return err->kind == ERR_NONE;
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct args *args = arguments;
    struct err err = {0};
    uint64_t puts[3] = {0};
    int code = EXIT_DONE;
    log_quiet(args->quiet);
    stop_on_signals();
    SCOPED_STORE *store = place_open(args->store, STORE_WRITE, arena, &err);
    if (store == NULL)
        return cmd_fail(&err);
    for (uint32_t i = 0; i < operands.n && !stop_wanted(); i++) {
        struct err one = {0};
        if (load_file(store, arena_str(arena, operands.at[i]).ptr, puts, &one))
            continue;
        err_add(&one, "'%.*s'", STR(operands.at[i]));
        code = cmd_fail(&one);
        if (one.kind == ERR_STORE)
            return code;
    }
    if (!store_commit(store, &err))
        return cmd_fail(&err);
    log_info(
        "%s articles loaded: %s new, %s replaced, %s unchanged",
        with_commas(puts[PUT_NEW] + puts[PUT_REPLACED] + puts[PUT_UNCHANGED]),
        with_commas(puts[PUT_NEW]), with_commas(puts[PUT_REPLACED]),
        with_commas(puts[PUT_UNCHANGED]));
    struct index_sum sum = {0};
    if (!stop_wanted() && !args->no_index &&
        !indexing_run(store, false, false, &sum, &err))
        return cmd_fail(&err);
    if (!stop_wanted())
        return code;
    log_warn("stopped");
    return EXIT_SOME;
}

const struct command cmd_load = {
    .name = "load",
    .operands = "FILE…",
    .summary = "store records that 'stet extract' made elsewhere",
    .details = "Reads JSON Lines (docs/DATA.md; - for standard input) and "
               "stores them as 'stet ingest' would. A line that is no record, "
               "or an article whose records are cut off, ends the reading of "
               "its file; the articles before it are stored.",
    .examples = "stet extract articles/*.xml > a.jsonl && stet load a.jsonl",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 1,
    .run = run,
};
