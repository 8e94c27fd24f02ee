/* stet match: references in, the works they mean out, a line each. */
#include <errno.h>
#include <stdio.h>

#include "base/lines.h"
#include "base/utf8.h"
#include "cmd/commands.h"
#include "cmd/place.h"
#include "doc/work_read.h"
#include "ingest/stop.h"
#include "ingest/works_store.h"
#include "resolve/identifier.h"
#include "resolve/match.h"
#include "resolve/match_score.h"
#include "resolve/works_memory.h"

struct args {
    str store, against;
    bool all;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    TEXT(struct args, against, "against", 'a', "FILE",
         "match against the records in this file, no store"),
    FLAG(struct args, all, "all", 0,
         "name the best work even where the answer is none"),
    END_OF_OPTIONS};

/* A longer line is no reference and no record. */
#define MATCH_LINE_MAX ((size_t)16 << 20)

struct job {
    struct works works;
    bool all;
    struct buf out;
    bool gone; /* whoever read what we write */
};

/* ---- one reference ------------------------------------------------------ */

static void normalise(struct work *work, struct arena *arena)
{
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++)
        work->id[scheme] =
            id_normal((enum id_scheme)scheme, work->id[scheme], arena);
}

static void put_work(struct job *job, const struct match *match,
                     struct json *json, struct arena *arena)
{
    struct work work = {0};
    if (!job->works.fetch(job->works.keeper, match->work, &work, arena))
        return;
    strs names = work_names(&work, arena);
    if (names.n)
        json_text(json, "work", names.at[0]);
    json_text(json, "title", work.title);
}

static void put_match(struct job *job, str id, const struct match *match,
                      struct arena *arena)
{
    struct json json = json_on(&job->out);
    bool named = match->work && (match->answer != MATCH_NONE || job->all);
    json_object(&json);
    json_text(&json, "id", id);
    json_text(&json, "answer", str_of(match_answer_name[match->answer]));
    if (named) {
        put_work(job, match, &json, arena);
        json_key(&json, "score");
        json_number(&json, (double)match->score, 3);
        if (match->next > 0) {
            json_key(&json, "next");
            json_number(&json, (double)match->next, 3);
        }
        json_text(&json, "rule", score_rule_name(match->rule, arena));
    }
    json_end(&json);
    buf_char(&job->out, '\n');
}

/* A record with fields, or a string, or both: "raw" is looked at without. */
static bool match_line(struct job *job, str line, struct arena *arena,
                       struct err *err)
{
    struct work work = {0};
    str id = {0}, raw = line;
    bool is_record = line.ptr[0] == '{';
    SCOPED_JSON *value = is_record ? json_parse(line, err) : NULL;
    if (is_record && value == NULL)
        return false;
    if (utf8_check(line) < line.len)
        return err_set(err, ERR_INPUT, "not UTF-8");
    if (is_record) {
        work_read(value, &work, arena);
        normalise(&work, arena);
        id = json_member_str(value, "id");
        raw = json_member_str(value, "raw");
    }
    bool fields = work.title.len || work.container.len || work.author.n;
    struct match match = match_find(
        &job->works, is_record && (fields || raw.len == 0) ? &work : NULL, raw,
        arena);
    put_match(job, id, &match, arena);
    return true;
}

/* ---- files ----------------------------------------------------------------
 */

#define OUT_FULL ((size_t)1 << 16)

static void flush(struct job *job)
{
    job->gone = !cmd_out(buf_str(&job->out));
    buf_clear(&job->out);
}

static void close_file(FILE **file)
{
    if (*file && *file != stdin)
        fclose(*file);
}

typedef bool take_line(void *user, str line, struct arena *arena,
                       struct err *err);

/* Each line of a file; one that is wrong is said and passed over. */
static int each_line(str path, take_line *take, void *user, const bool *gone)
{
    SCOPED_ARENA arena = {0};
    bool standard = str_eq(path, S("-"));
    __attribute__((cleanup(close_file))) FILE *file =
        standard ? stdin : fopen(arena_str(&arena, path).ptr, "rb");
    SCOPED_LINES lines = {.file = file, .limit = MATCH_LINE_MAX};
    struct err err = {0};
    int code = EXIT_DONE;
    str line;
    if (file == NULL) {
        err_set(&err, ERR_IO, "'%.*s': %s", STR(path), strerror(errno));
        return cmd_fail(&err);
    }
    while (!stop_wanted() && !*gone && lines_next(&lines, &line, &err)) {
        struct err one = {0};
        line = str_trim(line);
        if (line.len && !take(user, line, &arena, &one)) {
            err_add(&one, "'%.*s', line %u", STR(path), (unsigned)lines.n);
            code = cmd_fail(&one);
        }
        arena_clear(&arena);
    }
    if (err.kind == ERR_NONE)
        return code;
    err_add(&err, "'%.*s'", STR(path));
    return cmd_fail(&err);
}

static bool take_query(void *user, str line, struct arena *arena,
                       struct err *err)
{
    struct job *job = user;
    if (!match_line(job, line, arena, err))
        return false;
    if (job->out.len > OUT_FULL)
        flush(job);
    return true;
}

static bool take_record(void *user, str line, struct arena *arena,
                        struct err *err)
{
    struct works_memory *memory = user;
    struct work work = {0};
    SCOPED_JSON *value = json_parse(line, err);
    if (value == NULL)
        return false;
    if (!json_is_object(value) || utf8_check(line) < line.len)
        return err_set(err, ERR_INPUT, "not a record");
    work_read(value, &work, arena);
    normalise(&work, arena);
    works_memory_add(memory, &work);
    return true;
}

static int match_files(struct job *job, strs operands, struct arena *arena)
{
    int code = EXIT_DONE;
    if (operands.n == 0)
        vec_push(&operands, arena, S("-"));
    for_vec (i, operands) {
        int one = each_line(operands.at[i], take_query, job, &job->gone);
        code = one == EXIT_DONE ? code : one;
    }
    flush(job);
    buf_close(&job->out);
    return code;
}

static int match_against(const struct args *args, strs operands,
                         struct arena *arena)
{
    struct works_memory memory = {.arena = arena};
    struct job job = {.all = args->all};
    int code = each_line(args->against, take_record, &memory, &job.gone);
    if (memory.work.n == 0)
        return code == EXIT_DONE ? EXIT_SOME : code;
    works_memory_ready(&memory);
    job.works = works_memory_plug(&memory);
    int done = match_files(&job, operands, arena);
    return done == EXIT_DONE ? code : done;
}

static int match_store(const struct args *args, strs operands,
                       struct arena *arena)
{
    struct err err = {0};
    struct job job = {.all = args->all};
    SCOPED_STORE *store = place_open(args->store, STORE_READ, arena, &err);
    SCOPED_WORKS_STORE keeper = {.store = store};
    if (store == NULL)
        return cmd_fail(&err);
    job.works = works_store_plug(&keeper);
    int code = match_files(&job, operands, arena);
    return keeper.err.kind == ERR_NONE ? code : cmd_fail(&keeper.err);
}

static int run(void *given, strs operands, struct arena *arena)
{
    const struct args *args = given;
    stop_on_signals();
    return args->against.len ? match_against(args, operands, arena)
                             : match_store(args, operands, arena);
}

const struct command cmd_match = {
    .name = "match",
    .operands = "[FILE…]",
    .summary = "say which works references mean",
    .details =
        "Reads a reference a line: a string as printed, or a record as JSON "
        "(as 'stet extract' writes refs, or CSL). Writes a line each: the "
        "answer (link, review or none), the work, how likely it is (score), "
        "how likely the next one is, and the fields it rests on (rule).\n\n"
        "A link is safe to make without looking; of 'review' the work is the "
        "best one there is, but something is missing, or another is as good. "
        "The works are those of the store, or with --against the records of a "
        "file.",
    .examples = "echo 'Doe J. Sleep and moss. J Bot 2012;14:233' | stet match\n"
                "stet match --against=works.jsonl references.txt",
    .options = options,
    .args_size = sizeof(struct args),
    .run = run,
};
