/* stet http: one request, without a socket. */
#include "cmd/commands.h"
#include "cmd/file.h"
#include "cmd/serving.h"
#include "serve/metrics.h"

static const struct option_row options[] = {STORE_OPTION(struct serving_args),
                                            CONFIG_OPTION,
#include "conf/conf.def"
                                            END_OF_OPTIONS};

static void put_reply(struct buf *out, const struct reply *reply)
{
    buf_format(out, "HTTP/1.1 %u\n", reply->status);
    for_vec (i, reply->header)
        buf_format(out, "%.*s: %.*s\n", STR(reply->header.at[i].name),
                   STR(reply->header.at[i].value));
    buf_char(out, '\n');
    if (!reply->bodyless)
        buf_add(out, reply->body);
}

static int answer(struct serving_args *args, str text, struct arena *arena,
                  struct err *err)
{
    SCOPED_BUF out = {0};
    struct request request;
    struct reply reply;
    struct metrics metrics;
    if (!serving_conf(args, arena, err) ||
        !request_read(text, &request, arena, err))
        return cmd_fail(err);
    metrics_open(&metrics);
    SCOPED_SITE *site =
        site_open(place_of(args->store, arena), &args->conf, &metrics, err);
    if (site)
        serve_request(site, &request, &reply);
    metrics_close(&metrics);
    if (site == NULL)
        return cmd_fail(err);
    put_reply(&out, &reply);
    return cmd_out(buf_str(&out)) && reply.status < 400 ? EXIT_DONE : EXIT_SOME;
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct err err = {0};
    str text;
    str path = operands.n ? operands.at[0] : S("-");
    if (!file_read(path, arena, &text, &err)) {
        err_add(&err, "reading '%.*s'", STR(path));
        return cmd_fail(&err);
    }
    return answer(arguments, text, arena, &err);
}

const struct command cmd_http = {
    .name = "http",
    .operands = "[FILE]",
    .summary = "answer one HTTP request from a file or standard input",
    .details = "What 'stet serve' would answer, on standard output, with its "
               "headers; nothing listens. For tests and for looking at a "
               "reply. Ends with 1 when the status is 400 or more.",
    .examples = "printf 'GET /tallies/10.5555/abc' | stet http --store=my.db",
    .options = options,
    .args_size = sizeof(struct serving_args),
    .most = 1,
    .run = run,
};
