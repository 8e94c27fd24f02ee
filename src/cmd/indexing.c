#include "cmd/indexing.h"

#include <stdio.h>

#include "base/log.h"
#include "cmd/progress.h"
#include "ingest/stop.h"

static void tick(const struct index_sum *sum, void *user)
{
    (void)user;
    char line[200];
    if (!log_on_terminal())
        return;
    snprintf(line, sizeof(line), "indexing: %s of %s works, %s of %s articles",
             with_commas(sum->works), with_commas(sum->works_of),
             with_commas(sum->docs), with_commas(sum->docs_of));
    log_progress(line);
}

bool indexing_run(struct store *store, bool anew, bool tidy,
                  struct index_sum *sum, struct err *err)
{
    struct index_pass pass = {
        .stop = stop_wanted, .tick = tick, .anew = anew, .tidy = tidy};
    bool done = index_run(store, &pass, sum, err);
    log_progress(NULL);
    return done;
}

void indexing_tell(const struct index_sum *sum, double seconds)
{
    log_info("%s passages of %s articles and %s works indexed in %.1f s",
             with_commas(sum->passages), with_commas(sum->docs),
             with_commas(sum->works), seconds);
    if (sum->stopped)
        log_info("stopped: 'stet index' goes on");
}
