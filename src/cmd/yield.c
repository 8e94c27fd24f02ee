/* stet yield: what was read of the articles, and what was not. */
#include "cmd/ask.h"
#include "cmd/commands.h"

struct args {
    str store;
    bool json;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    FLAG(struct args, json, "json", 0, "JSON instead of text"), END_OF_OPTIONS};

struct count {
    const char *name;
    uint64_t n;
};

static void show(const struct count *row, size_t n,
                 const struct yield_row *yield, bool as_json, struct buf *out)
{
    struct json json = json_on(out);
    if (as_json)
        json_object(&json);
    for (size_t i = 0; i < n; i++) {
        if (as_json)
            json_key(&json, row[i].name), json_uint(&json, row[i].n);
        else
            buf_format(out, "%-24s %12llu\n", row[i].name,
                       (unsigned long long)row[i].n);
    }
    if (as_json) {
        json_key(&json, "notes");
        json_object(&json);
    } else if (yield->notes) {
        buf_add(out, S("\noddities met:\n"));
    }
    for (uint32_t i = 0; i < yield->notes; i++) {
        str kind = yield->note[i].kind; /* terminated: a copy */
        if (as_json)
            json_key(&json, kind.ptr), json_uint(&json, yield->note[i].n);
        else
            buf_format(out, "%-24.*s %12llu\n", STR(kind),
                       (unsigned long long)yield->note[i].n);
    }
    if (as_json) {
        json_end(&json);
        json_end(&json);
        buf_char(out, '\n');
    }
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct args *args = arguments;
    struct err err = {0};
    int64_t doc = 0;
    struct yield_row yield;
    SCOPED_STORE *store = place_open(args->store, STORE_READ, arena, &err);
    if (store == NULL ||
        (operands.n && !ask_doc(store, operands.at[0], arena, &doc, &err)) ||
        !store_yield(store, doc, arena, &yield, &err))
        return cmd_fail(&err);
    const struct count row[] = {{"articles", yield.docs},
                                {"blocks", yield.blocks},
                                {"sentences", yield.sentences},
                                {"references", yield.refs},
                                {"references with an id", yield.refs_with_id},
                                {"markers", yield.markers},
                                {"markers linked", yield.linked},
                                {"citations", yield.citations}};
    SCOPED_BUF out = {0};
    show(row, sizeof(row) / sizeof(*row), &yield, args->json, &out);
    return cmd_out(buf_str(&out)) ? EXIT_DONE : EXIT_SOME;
}

const struct command cmd_yield = {
    .name = "yield",
    .operands = "[ID]",
    .summary = "tell what was read of the articles, and what was not",
    .details = "Counts what was found in one article or in all of them, and "
               "the oddities met on the way: links to entries that aren't "
               "there, entries without text, ranges that make no sense.",
    .examples = "stet yield\nstet yield --json 10.5555/abc",
    .options = options,
    .args_size = sizeof(struct args),
    .most = 1,
    .run = run,
};
