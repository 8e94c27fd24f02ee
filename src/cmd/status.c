/* stet status: what is in the store, and, when asked, is it whole? */
#include "cmd/ask.h"
#include "cmd/commands.h"

struct args {
    str store;
    bool json, check;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    FLAG(struct args, check, "check", 0,
         "read the whole file and look for damage"),
    FLAG(struct args, json, "json", 0, "JSON instead of text"), END_OF_OPTIONS};

static void show_json(const struct store_status *status, str check, str path,
                      struct buf *out)
{
    struct json json = json_on(out);
    json_object(&json);
    json_text(&json, "store", path);
    json_key(&json, "schema"), json_uint(&json, (uint64_t)status->schema);
    json_key(&json, "bytes"), json_uint(&json, status->bytes);
    json_key(&json, "articles"), json_uint(&json, status->docs);
    json_key(&json, "works"), json_uint(&json, status->works);
    json_key(&json, "references"), json_uint(&json, status->refs);
    json_key(&json, "citations"), json_uint(&json, status->citations);
    json_key(&json, "labels"), json_uint(&json, status->labels);
    json_key(&json, "notices"), json_uint(&json, status->notices);
    json_text(&json, "check", check);
    json_end(&json);
    buf_char(out, '\n');
}

static void show_text(const struct store_status *status, str check, str path,
                      struct buf *out)
{
    buf_format(out, "%.*s (schema %d)\n", STR(path), status->schema);
    buf_format(
        out,
        "%llu articles, %llu works, %llu references, %llu citations, "
        "%llu notices\n",
        (unsigned long long)status->docs, (unsigned long long)status->works,
        (unsigned long long)status->refs, (unsigned long long)status->citations,
        (unsigned long long)status->notices);
    buf_format(out, "%llu labels%s\n", (unsigned long long)status->labels,
               status->labels ? "" : ": every stance is unclassified");
    buf_format(out, "%.1f MiB", (double)status->bytes / 1048576);
    if (status->citations)
        buf_format(out, ", %llu bytes a citation",
                   (unsigned long long)(status->bytes / status->citations));
    if (check.len)
        buf_format(out, "; check: %.*s", STR(check));
    buf_char(out, '\n');
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    (void)operands;
    struct args *args = arguments;
    struct err err = {0};
    struct store_status status;
    SCOPED_STORE *store = place_open(args->store, STORE_READ, arena, &err);
    str check = {0};
    if (store == NULL || !store_status(store, &status, &err) ||
        (args->check && !store_check(store, arena, &check, &err)))
        return cmd_fail(&err);
    SCOPED_BUF out = {0};
    (args->json ? show_json : show_text)(&status, check,
                                         place_of(args->store, arena), &out);
    bool whole = !args->check || str_eq(check, S("ok"));
    return cmd_out(buf_str(&out)) && whole ? EXIT_DONE : EXIT_STORE;
}

const struct command cmd_status = {
    .name = "status",
    .operands = "",
    .summary = "tell what is in the store",
    .details =
        "Counts what the store holds.  With --check the whole file is read by "
        "SQLite's quick check; the exit code is 3 when it finds damage.",
    .examples = "stet status\n"
                "stet status --check",
    .options = options,
    .args_size = sizeof(struct args),
    .most = 0,
    .run = run,
};
