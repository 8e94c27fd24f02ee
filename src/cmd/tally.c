/* stet tally: how often works are cited, and how. */
#include "cmd/ask.h"
#include "cmd/commands.h"

struct args {
    str store, view;
    bool json;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args), VIEW_OPTION(struct args),
    FLAG(struct args, json, "json", 0, "a JSON object a line"), END_OF_OPTIONS};

static int tally_one(struct store *store, str id, enum view view, bool as_json,
                     struct arena *arena)
{
    struct err err = {0};
    struct work_row work;
    struct tally tally;
    SCOPED_BUF out = {0};
    if (!ask_work(store, id, arena, &work, &err) ||
        !work_tally(store, work.id, arena, &tally, &err))
        return cmd_fail(&err);
    if (as_json) {
        struct json json = json_on(&out);
        json_object(&json);
        json_text(&json, "id", id);
        json_key(&json, "work");
        json_work(&json, &work);
        json_key(&json, "tally");
        json_tally(&json, &tally, view);
        json_end(&json);
        buf_char(&out, '\n');
    } else {
        struct print print = print_on(&out);
        print_work(&print, &work);
        print_tally(&print, &tally, view);
        buf_char(&out, '\n');
    }
    return cmd_out(buf_str(&out)) ? EXIT_DONE : EXIT_SOME;
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct args *args = arguments;
    struct err err = {0};
    enum view view = view_of(args->view);
    if (view == VIEWS)
        return cmd_misuse(&cmd_tally, "--view is " VIEW_CHOICE);
    SCOPED_STORE *store = place_open(args->store, STORE_READ, arena, &err);
    if (store == NULL)
        return cmd_fail(&err);
    int code = EXIT_DONE;
    for_vec (i, operands) {
        int one = tally_one(store, operands.at[i], view, args->json, arena);
        code = one > code ? one : code;
    }
    return code;
}

const struct command cmd_tally = {
    .name = "tally",
    .operands = "ID…",
    .summary = "count the citations of works by stance, section and year",
    .details = "Counts are of citations (a marker times a reference) in the "
               "articles read so far; identifiers are written as for 'stet "
               "report'. Translations of an article aren't counted twice.",
    .examples = "stet tally 10.5555/abc PMC99000001\n"
                "stet tally --json 10.5555/abc\n"
                "stet tally --view=wos 10.5555/abc",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 1,
    .run = run,
};
