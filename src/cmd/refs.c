/* stet refs: what an article cites. */
#include "cmd/ask.h"
#include "cmd/commands.h"

struct args {
    str store;
    bool json;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    FLAG(struct args, json, "json", 0, "the ref records, a line each"),
    END_OF_OPTIONS};

static bool print_ref(struct print *print, str line, uint32_t mentions,
                      struct err *err)
{
    SCOPED_JSON *ref = json_parse(line, err);
    if (ref == NULL)
        return false;
    str label = json_member_str(ref, "label");
    print->indent = 0;
    if (label.len)
        print_words(print, label, (struct span){0});
    else
        print_format(print, "%u.", json_member_uint(ref, "n"));
    print->indent = 4;
    print_words(print, json_member_str(ref, "raw"), (struct span){0});
    print_line(print);
    print_styled(print, PRINT_DIM, json_member_str(ref, "work"));
    print_format(print, "· cited %u time%s", mentions,
                 mentions == 1 ? "" : "s");
    print_line(print);
    return true;
}

static bool print_refs(str records, const counts *mentions, bool as_json,
                       struct buf *out, struct err *err)
{
    struct print print = print_on(out);
    str rest = records, line;
    str_split(&rest, '\n', &line); /* the doc's own */
    for (uint32_t i = 0; str_split(&rest, '\n', &line) && line.len; i++) {
        uint32_t n = i < mentions->n ? mentions->at[i] : 0;
        if (as_json) {
            buf_add(out, line);
            buf_char(out, '\n');
        } else if (!print_ref(&print, line, n, err)) {
            return false;
        }
    }
    return true;
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct args *args = arguments;
    struct err err = {0};
    SCOPED_STORE *store = place_open(args->store, STORE_READ, arena, &err);
    int64_t doc;
    str records;
    counts mentions = {0};
    SCOPED_BUF out = {0};
    if (store == NULL || !ask_doc(store, operands.at[0], arena, &doc, &err) ||
        !doc_records(store, doc, arena, &records, &err) ||
        !ref_mentions(store, doc, arena, &mentions, &err) ||
        !print_refs(records, &mentions, args->json, &out, &err))
        return cmd_fail(&err);
    return cmd_out(buf_str(&out)) ? EXIT_DONE : EXIT_SOME;
}

const struct command cmd_refs = {
    .name = "refs",
    .operands = "ID",
    .summary = "list what an article cites",
    .details = "Lists the references of an article that has been read, as "
               "printed, with the work each is taken for and how often it is "
               "cited in the text.",
    .examples = "stet refs 10.5555/abc",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 1,
    .most = 1,
    .run = run,
};
