/* stet parse: reference strings in, works out; no store. */
#include "cmd/parse.h"

#include <errno.h>
#include <stdlib.h>

#include "base/lines.h"
#include "base/log.h"
#include "base/utf8.h"
#include "cmd/commands.h"
#include "cmd/file.h"
#include "export/export.h"

#define PRIOR  2.0
#define ROUNDS 42u /* as models/refstring-1.md says */

/* A longer line isn't text; refstring cuts long before. */
#define LINE_MOST ((size_t)16 << 20)

struct args {
    str to, model, least, train, prior;
    uint32_t rounds;
    bool blocks, fields;
};

static const struct option_row options[] = {
    TEXT(struct args, to, "to", 't', "FORMAT",
         "json (a line a reference, the default), bibtex, ris, csl or csv"),
    FLAG(struct args, blocks, "blocks", 'b',
         "a reference goes on until an empty line"),
    FLAG(struct args, fields, "fields", 'f',
         "json: add each field as printed, with its place (code points)"),
    TEXT(struct args, least, "least", 0, "P",
         "leave out what is less sure than this: 0 to 1 (0)"),
    TEXT(struct args, model, "model", 'm', "MODEL",
         "use this model (the one in the program)"),
    TEXT(struct args, train, "train", 0, "MODEL",
         "train a model on tagged strings instead, and write it there"),
    TEXT(struct args, prior, "prior", 0, "V",
         "train: variance of the weights, higher trusts the strings more (2)"),
    COUNT(struct args, rounds, "rounds", 0, "N",
          "train: stop after so many rounds of L-BFGS (42)"),
    END_OF_OPTIONS};

struct job {
    const struct args *args;
    const struct refparser *parser;
    struct exporter exporter;
    struct buf out;
    struct arena *scratch; /* cleared after each reference */
    double least;
    bool json;
    bool failed; /* nothing was found in one, or it was cut */
};

/* ---- JSON with what only a parsed string has ------------------------------
 */

/* [["author",0,12],…] */
static void put_fields(struct json *json, str text,
                       const struct refstring *parts)
{
    size_t at = 0, points = 0; /* counted so far */
    json_key(json, "fields");
    json_array(json);
    for_vec (i, parts->piece) {
        const struct refstring_piece *piece = &parts->piece.at[i];
        str skipped = {text.ptr + at, piece->text.start - at};
        str field = {text.ptr + piece->text.start, span_len(piece->text)};
        points += utf8_count(skipped);
        json_array(json);
        json_str(json, str_of(refstring_field_name[piece->field]));
        json_uint(json, points);
        points += utf8_count(field);
        json_uint(json, points);
        json_end(json);
        at = piece->text.end;
    }
    json_end(json);
}

static void put_json(struct job *job, str text, const struct refstring *parts,
                     const struct work *work)
{
    struct json json = json_on(&job->out);
    json_object(&json);
    json_text(&json, "raw", text);
    work_write_inside(work, &json);
    json_key(&json, "confidence");
    json_number(&json, (double)parts->confidence, 3);
    if (job->args->fields)
        put_fields(&json, text, parts);
    if (parts->rest.n) {
        json_key(&json, "rest");
        json_array(&json);
        for_vec (i, parts->rest)
            json_str(&json, parts->rest.at[i]);
        json_end(&json);
    }
    if (parts->cut)
        json_key(&json, "cut"), json_bool(&json, true);
    json_end(&json);
    buf_char(&job->out, '\n');
}

/* ---- strings --------------------------------------------------------------
 */

#define OUT_FULL ((size_t)1 << 16)

static bool flush(struct job *job)
{
    bool written = cmd_out(buf_str(&job->out));
    buf_clear(&job->out);
    return written;
}

/* False when nobody reads any more. */
static bool parse_one(struct job *job, str text)
{
    struct refstring parts;
    struct work work;
    text = str_trim(text);
    if (text.len == 0)
        return true;
    refparser_run(job->parser, text, &parts, &work, job->scratch);
    if (parts.cut)
        log_warn("a string of %zu bytes: only the first %u were read", text.len,
                 REFSTRING_MAX);
    job->failed = job->failed || parts.cut || parts.piece.n == 0;
    if ((double)parts.confidence >= job->least) {
        if (job->json)
            put_json(job, str_first(text, REFSTRING_MAX), &parts, &work);
        else
            export_work(&job->exporter, &work, (str){0});
    }
    arena_clear(job->scratch);
    return job->out.len < OUT_FULL || flush(job);
}

static bool parse_lines(struct job *job, struct lines *lines, struct err *err)
{
    str line;
    while (lines_next(lines, &line, err))
        if (!parse_one(job, line))
            break;
    return err->kind == ERR_NONE;
}

static bool parse_blocks(struct job *job, struct lines *lines, struct err *err)
{
    SCOPED_BUF block = {0};
    str line;
    while (lines_next(lines, &line, err)) {
        if (str_trim(line).len && block.len < LINE_MOST) {
            buf_add(&block, line);
            buf_char(&block, ' ');
            continue;
        }
        if (!parse_one(job, buf_str(&block)))
            return true;
        buf_clear(&block);
    }
    parse_one(job, buf_str(&block));
    return err->kind == ERR_NONE;
}

static bool parse_file(struct job *job, str name, struct err *err)
{
    bool in = str_eq(name, S("-"));
    FILE *file = in ? stdin : fopen(name.ptr, "rb");
    if (file == NULL)
        return err_set(err, ERR_IO, "reading '%.*s': %s", STR(name),
                       strerror(errno));
    SCOPED_LINES lines = {.file = file, .limit = LINE_MOST};
    bool done = job->args->blocks ? parse_blocks(job, &lines, err)
                                  : parse_lines(job, &lines, err);
    if (!in)
        fclose(file);
    return done || err_add(err, "'%.*s'", STR(name));
}

/* ---- the command ----------------------------------------------------------
 */

static const struct refparser *open_parser(str model, struct arena *arena,
                                           struct err *err)
{
    str bytes;
    if (model.len == 0)
        return refparser_builtin();
    const struct refparser *made = NULL;
    if (file_read(model, arena, &bytes, err))
        made = refparser_read(bytes, arena, err);
    if (made == NULL)
        err_add(err, "'%.*s'", STR(model));
    return made;
}

static int parse_all(struct job *job, strs files, struct arena *arena)
{
    int code = EXIT_DONE;
    if (files.n == 0)
        vec_push(&files, arena, S("-"));
    for_vec (i, files) {
        struct err err = {0};
        if (!parse_file(job, files.at[i], &err))
            code = cmd_fail(&err);
    }
    if (!job->json)
        export_end(&job->exporter);
    flush(job);
    buf_close(&job->out);
    return code == EXIT_DONE && job->failed ? EXIT_SOME : code;
}

static int run(void *given, strs operands, struct arena *arena)
{
    const struct args *args = given;
    struct err err = {0};
    SCOPED_ARENA scratch = {0};
    struct job job = {.args = args, .scratch = &scratch};
    double prior = args->prior.len ? strtod(args->prior.ptr, NULL) : PRIOR;
    str to = args->to.len ? args->to : S("json");
    const struct export_format *format = export_format_of(to);
    if (!(prior > 0))
        return cmd_misuse(&cmd_parse, "a variance is above 0");
    if (args->train.len && operands.n == 0)
        return cmd_misuse(&cmd_parse, "no file of tagged strings");
    if (args->train.len)
        return parse_train(args->train, operands, prior,
                           args->rounds ? args->rounds : ROUNDS, arena);
    if (format == NULL)
        return cmd_misuse(&cmd_parse, "there is no format '%.*s'", STR(to));
    job.parser = open_parser(args->model, arena, &err);
    if (job.parser == NULL)
        return cmd_fail(&err);
    job.least = args->least.len ? strtod(args->least.ptr, NULL) : 0;
    job.json = str_eq(to, S("json"));
    if (!job.json)
        job.exporter = export_begin(format, &job.out, arena);
    return parse_all(&job, operands, arena);
}

const struct command cmd_parse = {
    .name = "parse",
    .operands = "[FILE…]",
    .summary = "take reference strings apart",
    .details =
        "Reads a reference a line, as printed in a list of references of any "
        "discipline, and writes the work it names: authors, title, what it is "
        "in, year, volume, pages, identifiers, the kind of work. JSON adds how "
        "sure the parser is of all of it, and the words it found no place for. "
        "No store is needed. What stands without a FILE, or as -, is standard "
        "input.\n\n"
        "With --train, the files hold tagged strings, a JSON object a line: "
        "{\"raw\":\"…\",\"spans\":[[\"author\",0,12],…]}, offsets in code "
        "points; the names of fields are those that --fields writes. The same "
        "strings give the same model, byte for byte.\n\n"
        "The exit code is 1 when a file couldn't be read, or nothing was found "
        "in a string.",
    .examples = "echo 'Psychiatr Ann. 2021;51(8):373–377.' | stet parse\n"
                "stet parse --to=bibtex references.txt > references.bib\n"
                "stet parse --train=my.model tagged.jsonl",
    .options = options,
    .args_size = sizeof(struct args),
    .run = run,
};
