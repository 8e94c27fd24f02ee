/* stet resolve: works for the references that print no identifier. */
#include "base/json.h"
#include "base/log.h"
#include "cmd/ask.h"
#include "cmd/commands.h"
#include "cmd/progress.h"
#include "ingest/resolving.h"
#include "ingest/stop.h"
#include "store/resolved.h"

struct args {
    str store, undo;
    bool all, json, quiet;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    TEXT(struct args, undo, "undo", 0, "ID",
         "take back what was linked in this article, or 'all'"),
    FLAG(struct args, all, "again", 0, "also what has been looked at already"),
    FLAG(struct args, json, "json", 0, "the counts as JSON"),
    FLAG(struct args, quiet, "quiet", 'q', "no progress, no summary"),
    END_OF_OPTIONS};

/* ---- passes ------------------------------------------------------------- */

typedef bool each_doc(struct resolving *resolving, int64_t doc,
                      struct err *err);

/* A pass over docs; what was done stays done when it is stopped. */
static bool over_docs(struct resolving *resolving, each_doc *each,
                      const doc_ids *docs, struct err *err)
{
    struct work_sum sum = {0};
    struct progress progress = progress_begin(docs->n);
    for (; sum.inputs < docs->n && !stop_wanted(); sum.inputs++) {
        if (!each(resolving, docs->at[sum.inputs], err))
            return false;
        if (sum.inputs % 100 == 99 && !store_commit(resolving->store, err))
            return false;
        progress_show(&progress, &sum);
    }
    log_progress(NULL);
    return store_commit(resolving->store, err);
}

static bool tell_all(struct resolving *resolving, struct arena *arena,
                     struct err *err)
{
    doc_ids docs = {0};
    return resolved_missing(resolving->store, -1, arena, &docs, err) &&
           over_docs(resolving, resolving_tell, &docs, err) &&
           works_horizon(resolving->store, &resolving->horizon, err);
}

/* No horizon is this one: all docs are missing. */
#define NO_HORIZON INT64_MAX

static bool match_all(struct resolving *resolving, bool again,
                      struct arena *arena, struct err *err)
{
    doc_ids docs = {0}, every = {0};
    if (!resolved_missing(resolving->store,
                          again ? NO_HORIZON : resolving->horizon, arena, &docs,
                          err) ||
        !over_docs(resolving, resolving_match, &docs, err))
        return false;
    if (docs.n == 0 || stop_wanted())
        return true;
    return resolved_missing(resolving->store, NO_HORIZON, arena, &every, err) &&
           resolving_cluster(resolving, &every, err) &&
           store_commit(resolving->store, err);
}

/* ---- what came of it ------------------------------------------------------
 */

static void print_json(const struct resolving *resolving, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    struct json json = json_on(out);
    json_object(&json);
    json_key(&json, "references"), json_uint(&json, resolving->looked);
    for (int a = MATCH_ANSWERS - 1; a >= 0; a--) {
        json_key(&json, match_answer_name[a]);
        json_uint(&json, resolving->answer[a]);
    }
    json_key(&json, "same"), json_uint(&json, resolving->clustered);
    json_key(&json, "rules");
    json_object(&json);
    for (unsigned rule = 1; rule < 1u << RULES; rule++)
        if (resolving->by_rule[rule])
            json_count(&json, score_rule_name(rule, &arena).ptr,
                       resolving->by_rule[rule]);
    json_end(&json);
    json_end(&json);
    buf_char(out, '\n');
}

static void print_rules(const struct resolving *resolving, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    for (unsigned rule = 1; rule < 1u << RULES; rule++)
        if (resolving->by_rule[rule])
            buf_format(out, "%9s  %.*s\n",
                       with_commas(resolving->by_rule[rule]),
                       STR(score_rule_name(rule, &arena)));
}

static void show(const struct resolving *resolving, const struct args *args)
{
    SCOPED_BUF out = {0};
    log_info("%s references without an identifier: %s linked, %s to be looked "
             "at, %s unknown; %s of these mean what others mean",
             with_commas(resolving->looked),
             with_commas(resolving->answer[MATCH_LINK]),
             with_commas(resolving->answer[MATCH_REVIEW]),
             with_commas(resolving->answer[MATCH_NONE]),
             with_commas(resolving->clustered));
    if (args->json)
        print_json(resolving, &out);
    else if (!args->quiet)
        print_rules(resolving, &out);
    cmd_out(buf_str(&out));
}

static bool undo(struct store *store, str what, struct arena *arena,
                 struct err *err)
{
    int64_t doc = 0;
    uint64_t undone = 0;
    if (!str_eq(what, S("all")) && !ask_doc(store, what, arena, &doc, err))
        return false;
    if (!resolved_undo(store, doc, &undone, err) || !store_commit(store, err))
        return false;
    log_info("%s links taken back", with_commas(undone));
    return true;
}

static int run(void *given, strs operands, struct arena *arena)
{
    const struct args *args = given;
    struct err err = {0};
    (void)operands;
    log_quiet(args->quiet);
    stop_on_signals();
    SCOPED_STORE *store = place_open(args->store, STORE_WRITE, arena, &err);
    if (store == NULL)
        return cmd_fail(&err);
    if (args->undo.len)
        return undo(store, args->undo, arena, &err) ? EXIT_DONE
                                                    : cmd_fail(&err);
    struct resolving *resolving = arena_new(arena, struct resolving);
    resolving->store = resolving->keeper.store = store;
    bool done = tell_all(resolving, arena, &err) &&
                (stop_wanted() || match_all(resolving, args->all, arena, &err));
    works_store_close(&resolving->keeper);
    if (!done)
        return cmd_fail(&err);
    show(resolving, args);
    if (!stop_wanted())
        return EXIT_DONE;
    log_warn("stopped; the same command goes on from here");
    return EXIT_SOME;
}

const struct command cmd_resolve = {
    .name = "resolve",
    .operands = "",
    .summary = "find the works of references without an identifier",
    .details =
        "References that print no identifier are matched against the works "
        "that the store knows: from imports, from the articles it holds, from "
        "references that print one. What is sure is linked; the rest of those "
        "that mean the same become one work. Only what is new, or could be "
        "known by now, is looked at. Prints how many links rest on which "
        "fields.\n\n"
        "Every link is kept with what it was before and can be taken back "
        "with --undo; what was taken back isn't linked again.",
    .examples = "stet import works.jsonl.gz && stet resolve\n"
                "stet resolve --undo=10.5555/abc",
    .options = options,
    .args_size = sizeof(struct args),
    .run = run,
};
