/* stet notices: what became of works. */
#include "base/json.h"
#include "cmd/ask.h"
#include "cmd/commands.h"
#include "store/meta.h"

struct args {
    str store;
    bool json, all;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    FLAG(struct args, all, "all", 'a', "of every work that has any"),
    FLAG(struct args, json, "json", 0, "a JSON object a line"), END_OF_OPTIONS};

static void json_notices(const struct work_row *work, const notice_rows *rows,
                         struct buf *out)
{
    struct json json = json_on(out);
    json_object(&json);
    json_text(&json, "work", work->key);
    json_text(&json, "title", work->title);
    json_key(&json, "notices");
    json_array(&json);
    for_vec (i, *rows) {
        const struct notice_row *row = &rows->at[i];
        json_object(&json);
        json_text(&json, "kind", str_of(notice_kind_name[row->kind]));
        json_text(&json, "date", row->date);
        json_text(&json, "by", row->by);
        json_key(&json, "sources");
        json_array(&json);
        for_vec (k, row->source)
            json_str(&json, row->source.at[k]);
        json_end(&json);
        json_key(&json, "cleared"), json_bool(&json, row->cleared);
        json_end(&json);
    }
    json_end(&json);
    json_end(&json);
    buf_char(out, '\n');
}

static void print_notices(const struct work_row *work, const notice_rows *rows,
                          struct buf *out, struct arena *arena)
{
    struct print print = print_on(out);
    print_styled(&print, PRINT_BOLD,
                 work->title.len ? work->title : S("(no title known)"));
    print_styled(&print, PRINT_DIM, work->key);
    print_line(&print);
    print.indent = 3;
    for_vec (i, *rows) {
        const struct notice_row *row = &rows->at[i];
        print_styled(&print, row->cleared ? PRINT_DIM : PRINT_ALARM,
                     notice_line(row, arena));
        print_format(&print, "· told by");
        for_vec (k, row->source)
            print_format(&print, "%.*s%s", STR(row->source.at[k]),
                         k + 1 < row->source.n ? "," : "");
        print_line(&print);
    }
    if (rows->n == 0)
        print_format(&print, "No notice is known.");
    print_line(&print);
}

static bool show(struct store *store, const struct work_row *work, bool json,
                 struct arena *arena, struct err *err)
{
    SCOPED_BUF out = {0};
    notice_rows rows = {0};
    if (!work_notices(store, work->id, arena, &rows, err))
        return false;
    if (json)
        json_notices(work, &rows, &out);
    else
        print_notices(work, &rows, &out, arena);
    return cmd_out(buf_str(&out));
}

static int show_all(struct store *store, bool json)
{
    struct err err = {0};
    int64_t after = 0;
    bool found = true;
    SCOPED_ARENA arena = {0};
    while (notice_next(store, &after, &found, &err) && found) {
        struct work_row work;
        arena_clear(&arena);
        if (!work_row_of(store, after, &arena, &work, &err) ||
            !show(store, &work, json, &arena, &err))
            break;
    }
    return err.kind ? cmd_fail(&err) : EXIT_DONE;
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct args *args = arguments;
    struct err err = {0};
    int code = EXIT_DONE;
    if (operands.n == 0 && !args->all)
        return cmd_misuse(&cmd_notices, "an ID, or --all");
    SCOPED_STORE *store = place_open(args->store, STORE_READ, arena, &err);
    if (store == NULL)
        return cmd_fail(&err);
    if (args->all)
        return show_all(store, args->json);
    for_vec (i, operands) {
        struct work_row work;
        struct err one = {0};
        if (!ask_work(store, operands.at[i], arena, &work, &one) ||
            !show(store, &work, args->json, arena, &one)) {
            int failed = one.kind ? cmd_fail(&one) : EXIT_SOME;
            code = failed > code ? failed : code;
        }
    }
    return code;
}

const struct command cmd_notices = {
    .name = "notices",
    .operands = "[ID…]",
    .summary = "retractions, corrections and other notices about works",
    .details =
        "Shows what became of a work, in the order of time: retraction, "
        "partial retraction, correction, expression of concern, withdrawal, "
        "reinstatement; with the date, the notice's own identifier, and who "
        "tells of it. What several tell of one event is one line. A "
        "reinstatement clears what came before it, but for corrections.\n\n"
        "Notices come from articles (ingest) and from records (import): "
        "Crossref, PubMed, Retraction Watch, and titles that begin with "
        "'RETRACTED:'.",
    .examples = "stet notices 10.5555/abc\n"
                "stet notices --all --json > notices.jsonl",
    .options = options,
    .args_size = sizeof(struct args),
    .run = run,
};
