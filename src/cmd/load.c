/* stet load: records made elsewhere into the store. */
#include "base/log.h"
#include "cmd/commands.h"
#include "cmd/file.h"
#include "cmd/place.h"
#include "cmd/progress.h"
#include "doc/record.h"

struct args {
    str store;
    bool quiet;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    FLAG(struct args, quiet, "quiet", 'q', "no summary, only what went wrong"),
    END_OF_OPTIONS};

static bool load_file(struct store *store, str path, uint64_t *put,
                      struct err *err)
{
    SCOPED_ARENA bytes = {0};
    SCOPED_ARENA scratch = {0};
    struct record_file file = {0};
    struct doc *doc;
    if (!file_read_any(path, &bytes, &file.rest, err))
        return false;
    while ((doc = record_read(&file, &scratch, err)) != NULL) {
        enum put_result result;
        struct packed *packed = store_pack(doc);
        bool done = store_put(store, packed, &result, err);
        packed_free(packed);
        if (!done)
            return false;
        put[result]++;
        arena_clear(&scratch);
    }
    return err->kind == ERR_NONE;
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct args *args = arguments;
    struct err err = {0};
    uint64_t put[3] = {0};
    int code = EXIT_DONE;
    log_quiet(args->quiet);
    SCOPED_STORE *store = place_open(args->store, STORE_WRITE, arena, &err);
    if (store == NULL)
        return cmd_fail(&err);
    for_vec (i, operands) {
        struct err one = {0};
        if (load_file(store, operands.at[i], put, &one))
            continue;
        err_add(&one, "'%.*s'", STR(operands.at[i]));
        code = cmd_fail(&one);
        if (one.kind == ERR_STORE)
            return code;
    }
    if (!store_commit(store, &err))
        return cmd_fail(&err);
    log_info("%s articles loaded: %s new, %s replaced, %s unchanged",
             with_commas(put[PUT_NEW] + put[PUT_REPLACED] + put[PUT_UNCHANGED]),
             with_commas(put[PUT_NEW]), with_commas(put[PUT_REPLACED]),
             with_commas(put[PUT_UNCHANGED]));
    return code;
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
