/* stet index: the words of what is in the store, for stet search. */
#include "base/log.h"
#include "cmd/commands.h"
#include "cmd/indexing.h"
#include "cmd/place.h"
#include "cmd/progress.h"
#include "ingest/stop.h"

struct args {
    str store;
    bool anew, tidy, quiet;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    FLAG(struct args, anew, "anew", 0, "forget the index and make it again"),
    FLAG(struct args, tidy, "tidy", 0, "merge its pieces into one"),
    FLAG(struct args, quiet, "quiet", 'q', "no summary, only what went wrong"),
    END_OF_OPTIONS};

static int run(void *arguments, strs operands, struct arena *arena)
{
    (void)operands;
    struct args *args = arguments;
    struct err err = {0};
    struct index_sum sum;
    log_quiet(args->quiet);
    stop_on_signals();
    struct progress progress = progress_begin(0);
    SCOPED_STORE *store = place_open(args->store, STORE_WRITE, arena, &err);
    if (store == NULL ||
        !indexing_run(store, args->anew, args->tidy, &sum, &err))
        return cmd_fail(&err);
    indexing_tell(&sum, progress_seconds(&progress));
    return sum.stopped ? EXIT_SOME : EXIT_DONE;
}

const struct command cmd_index = {
    .name = "index",
    .operands = "",
    .summary = "bring the index of words up to date",
    .details =
        "Reads what isn't indexed yet, so that 'stet search' finds it. 'stet "
        "ingest' and 'stet load' end with this by themselves, unless they are "
        "told --no-index; several of them are then followed by one 'stet "
        "index'.\n\n"
        "It may be stopped and run again, and nobody who searches is kept "
        "waiting. Of articles that were replaced or removed the index keeps "
        "the words, though nothing shows them; --anew takes them out.",
    .examples = "stet index\n"
                "stet index --anew",
    .options = options,
    .args_size = sizeof(struct args),
    .most = 0,
    .run = run,
};
