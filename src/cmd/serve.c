/* stet serve: pages and interfaces over HTTP. */
#include "serve/http.h"

#include "base/log.h"
#include "cmd/commands.h"
#include "cmd/file.h"
#include "cmd/serving.h"

static const struct option_row options[] = {
    STORE_OPTION(struct serving_args), CONFIG_OPTION,
#include "conf/conf.def"
    FLAG(struct serving_args, routes, "routes", 0,
         "write what is answered, as Markdown, and end"),
    END_OF_OPTIONS};

/* Without a token nobody may correct: said at once, not to who tries. */
static bool read_token(struct conf *conf, struct arena *arena, struct err *err)
{
    if (!conf->allow_corrections)
        return true;
    if (conf->token_file.len == 0)
        return err_set(err, ERR_USAGE,
                       "--allow-corrections needs a --token-file");
    if (!file_read(conf->token_file, arena, &conf->token, err))
        return err_add(err, "reading '%.*s'", STR(conf->token_file));
    conf->token = str_trim(conf->token);
    return conf->token.len >= 16 ||
           err_set(err, ERR_USAGE, "the token has fewer than 16 characters");
}

bool serving_conf(struct serving_args *args, struct arena *arena,
                  struct err *err)
{
    str text;
    if (args->config.len && (!file_read(args->config, arena, &text, err) ||
                             !conf_read(&args->conf, text, arena, err)))
        return err_add(err, "reading '%.*s'", STR(args->config));
    conf_complete(&args->conf);
    return read_token(&args->conf, arena, err);
}

static void say_ready(str url)
{
    log_info("listening on %.*s", STR(url));
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct serving_args *args = arguments;
    struct err err = {0};
    (void)operands;
    if (args->routes) {
        SCOPED_BUF out = {0};
        serve_routes(&out);
        return cmd_out(buf_str(&out)) ? EXIT_DONE : EXIT_SOME;
    }
    if (!serving_conf(args, arena, &err) ||
        !http_serve(place_of(args->store, arena), &args->conf, say_ready, &err))
        return cmd_fail(&err);
    return EXIT_DONE;
}

const struct command cmd_serve = {
    .name = "serve",
    .operands = "",
    .summary = "answer over HTTP: pages, scite's interface and our own",
    .details =
        "The store is only read; articles may be ingested at the same time. "
        "SIGTERM and Ctrl-C end it when what is being answered has been "
        "answered. There is no TLS: put a proxy before it.\n\n"
        "Addresses and parameters are listed in docs/API.md and by "
        "/openapi.json, how to run it in docs/OPERATE.md.",
    .examples = "stet serve --store=my.db --listen=127.0.0.1:8080\n"
                "stet serve --config=/etc/stet.conf\n"
                "curl http://127.0.0.1:8080/tallies/10.5555/abc",
    .options = options,
    .args_size = sizeof(struct serving_args),
    .run = run,
};
