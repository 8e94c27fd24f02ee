/* stet works: which records are one work, and which are versions of one. */
#include "base/json.h"
#include "base/log.h"
#include "cmd/ask.h"
#include "cmd/commands.h"
#include "cmd/progress.h"
#include "ingest/gather.h"
#include "ingest/stop.h"
#include "store/merge.h"
#include "store/meta.h"

struct args {
    str store, why;
    uint32_t limit;
    bool json;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    TEXT(struct args, why, "why", 0, "WORDS", "the reason, for the log"),
    COUNT(struct args, limit, "limit", 'n', "N", "lines of the log (50)"),
    FLAG(struct args, json, "json", 0, "a JSON object a line"), END_OF_OPTIONS};

struct call {
    const struct args *args;
    struct store *store;
    strs operands;
    struct arena *arena;
    struct buf out;
};

/* ---- showing ---------------------------------------------------------- */

static bool show(struct call *call, struct err *err)
{
    struct work_row row;
    struct work work;
    bool found;
    for_vec (i, call->operands) {
        if (!ask_work(call->store, call->operands.at[i], call->arena, &row,
                      err) ||
            !meta_fetch(call->store, row.id, call->arena, &work, &found, err))
            return false;
        struct json json = json_on(&call->out);
        work_write(&work, &json);
        buf_char(&call->out, '\n');
    }
    return true;
}

static bool versions(struct call *call, struct err *err)
{
    struct work_row work;
    version_rows rows = {0};
    if (!ask_work(call->store, call->operands.at[0], call->arena, &work, err) ||
        !work_versions(call->store, work.id, call->arena, &rows, err))
        return false;
    for_vec (i, rows) {
        struct work_row row;
        if (!work_row_of(call->store, rows.at[i].work, call->arena, &row, err))
            return false;
        if (call->args->json) {
            struct json json = json_on(&call->out);
            json_object(&json);
            json_text(&json, "work", row.key);
            json_text(&json, "title", row.title);
            json_count(&json, "year", row.year);
            json_text(&json, "relation",
                      i ? str_of(relation_name[rows.at[i].kind]) : S(""));
            json_text(&json, "teller", rows.at[i].teller);
            json_end(&json);
        } else {
            buf_format(&call->out, "%.*s\t%s\t%.*s", STR(row.key),
                       i ? relation_name[rows.at[i].kind] : "this",
                       STR(row.title));
        }
        buf_char(&call->out, '\n');
    }
    return true;
}

static bool show_log(struct call *call, struct err *err)
{
    merge_rows rows = {0};
    struct work_row work = {0};
    uint32_t limit = call->args->limit ? call->args->limit : 50;
    if (call->operands.n &&
        !ask_work(call->store, call->operands.at[0], call->arena, &work, err))
        return false;
    if (!merge_log(call->store, work.id, limit, call->arena, &rows, err))
        return false;
    for_vec (i, rows) {
        const struct merge_row *row = &rows.at[i];
        struct json json = json_on(&call->out);
        if (call->args->json) {
            json_object(&json);
            json_key(&json, "merge"), json_uint(&json, (uint64_t)row->id);
            json_text(&json, "at", row->at);
            json_text(&json, "kept", row->kept_key);
            json_text(&json, "gone", row->gone_key);
            json_text(&json, "why", row->why);
            json_key(&json, "undone"), json_bool(&json, row->undone);
            json_end(&json);
        } else {
            buf_format(&call->out, "%lld\t%.*s\t%.*s\t%.*s\t%.*s%s",
                       (long long)row->id, STR(row->at), STR(row->kept_key),
                       STR(row->gone_key), STR(row->why),
                       row->undone ? "\t(undone)" : "");
        }
        buf_char(&call->out, '\n');
    }
    return true;
}

/* ---- changing --------------------------------------------------------- */

static bool merge(struct call *call, struct err *err)
{
    struct work_row kept, gone;
    if (!ask_work(call->store, call->operands.at[0], call->arena, &kept, err) ||
        !ask_work(call->store, call->operands.at[1], call->arena, &gone, err))
        return false;
    if (kept.id == gone.id)
        return err_set(err, ERR_INPUT, "they are one work already");
    return work_merge(call->store, kept.id, gone.id, call->args->why, err);
}

static bool split(struct call *call, struct err *err)
{
    uint32_t number;
    bool found;
    str typed = call->operands.at[0];
    if (!str_uint(typed, &number))
        return err_set(err, ERR_USAGE,
                       "'%.*s' is no number of a merge (stet works log)",
                       STR(typed));
    if (!work_split(call->store, number, &found, err))
        return false;
    return found || err_set(err, ERR_INPUT,
                            "there is no merge %u, or it was undone", number);
}

static bool relate(struct call *call, struct err *err)
{
    struct work_row one, other;
    if (!ask_work(call->store, call->operands.at[0], call->arena, &one, err) ||
        !ask_work(call->store, call->operands.at[1], call->arena, &other, err))
        return false;
    return version_add(call->store, one.id, RELATION_VERSION_OF, other.id,
                       TELLER_LIST, err);
}

static bool part(struct call *call, struct err *err)
{
    struct work_row one, other;
    bool found = false;
    if (!ask_work(call->store, call->operands.at[0], call->arena, &one, err) ||
        !ask_work(call->store, call->operands.at[1], call->arena, &other,
                  err) ||
        !version_remove(call->store, one.id, other.id, &found, err))
        return false;
    return found ||
           err_set(err, ERR_INPUT, "nobody says that they are versions of one");
}

static bool gather(struct call *call, struct err *err)
{
    struct gather_sum sum = {0};
    stop_on_signals();
    bool done = gather_refs(call->store, &sum, err);
    if (done || err->kind == ERR_STOP)
        log_info("%s references of %s articles read: %s works know more",
                 with_commas(sum.refs), with_commas(sum.docs),
                 with_commas(sum.changed));
    return done;
}

/* ---- the command ------------------------------------------------------ */

static const struct {
    const char *name;
    uint32_t least, most; /* operands after it */
    bool writes;
    bool (*run)(struct call *call, struct err *err);
} verb[] = {{"show", 1, 1000, false, show}, {"versions", 1, 1, false, versions},
            {"log", 0, 1, false, show_log}, {"merge", 2, 2, true, merge},
            {"gather", 0, 0, true, gather}, {"split", 1, 1, true, split},
            {"relate", 2, 2, true, relate}, {"part", 2, 2, true, part}};

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct err err = {0};
    struct call call = {.args = arguments, .arena = arena};
    size_t v = 0, verbs = sizeof(verb) / sizeof(*verb);
    while (v < verbs && !str_eq(operands.at[0], str_of(verb[v].name)))
        v++;
    uint32_t n = operands.n - 1;
    if (v == verbs)
        return cmd_misuse(&cmd_works, "'%.*s' is nothing to do with works",
                          STR(operands.at[0]));
    if (n < verb[v].least || n > verb[v].most)
        return cmd_misuse(&cmd_works, "'%s' takes another number of IDs",
                          verb[v].name);
    call.operands = (strs){operands.at + 1, n, n};
    SCOPED_STORE *store =
        place_open(call.args->store, verb[v].writes ? STORE_WRITE : STORE_READ,
                   arena, &err);
    call.store = store;
    if (store == NULL)
        return cmd_fail(&err);
    bool done = verb[v].run(&call, &err) &&
                (!verb[v].writes || store_commit(store, &err));
    bool heard = call.out.len == 0 || cmd_out(buf_str(&call.out));
    buf_close(&call.out);
    return !done ? cmd_fail(&err) : heard ? EXIT_DONE : EXIT_SOME;
}

const struct command cmd_works = {
    .name = "works",
    .operands = "DO [ID…]",
    .summary = "merge works that are one, undo it, show versions",
    .details =
        "show ID…: what is known of works, as JSON Lines. versions ID: the "
        "works of its version group, its preprint for one. merge KEPT GONE: "
        "two works are one; GONE's names, references and notices become "
        "KEPT's. log [ID]: what was merged, by hand and by import, with a "
        "number each. split N: undo merge N. relate ID ID: two works are "
        "versions of one. part ID ID: they are not. "
        "gather: what the references of the articles read print becomes what "
        "is known of works, for matching.",
    .examples = "stet works versions 10.5555/abc\n"
                "stet works merge 10.5555/abc pmid:99000001 --why='one paper'\n"
                "stet works log && stet works split 12",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 1,
    .run = run,
};
