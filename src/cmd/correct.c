/* stet correct: what people say a citation does. */
#include <stdlib.h>
#include <time.h>

#include "base/utf8.h"
#include "cmd/citation.h"
#include "cmd/commands.h"
#include "store/correct.h"

struct args {
    str store, stance, why, who;
    bool list, undo, json;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    TEXT(struct args, stance, "stance", 0, "STANCE",
         "supporting, contrasting, mentioning, or one of the codes S s C c U B "
         "(docs/DATA.md)"),
    TEXT(struct args, why, "why", 0, "TEXT", "the reason"),
    TEXT(struct args, who, "who", 0, "NAME", "who says so ($USER)"),
    FLAG(struct args, undo, "undo", 0, "go back to the machine's label"),
    FLAG(struct args, list, "list", 0,
         "show the log: of one citation, or without one of all"),
    FLAG(struct args, json, "json", 0, "with --list: a JSON object a line"),
    END_OF_OPTIONS};

/* ---- the log ------------------------------------------------------------ */

static void print_entry(struct print *print, const struct correction *one)
{
    print_format(print, "%.*s", STR(one->at));
    print_words(print, one->who, (struct span){0});
    print_format(print, "%.*s#%.*s", STR(one->doc), STR(one->citation));
    if (one->code == CODES)
        print_format(print, "taken back");
    else
        print_format(print, "%s (%c)", view_word(VIEW_STRICT, one->code),
                     code_letter[one->code]);
    print_words(print, one->why, (struct span){0});
    print_line(print);
}

static bool show_log(const struct args *args, strs operands,
                     struct arena *arena, struct err *err)
{
    struct label_source source = {0};
    corrections log = {0};
    SCOPED_BUF out = {0};
    SCOPED_STORE *store = place_open(args->store, STORE_READ, arena, err);
    if (store == NULL ||
        (operands.n && !citation_ask(store, operands, arena, &source, err)) ||
        !correction_list(store, source.row.doc_key, source.row.id, arena, &log,
                         err))
        return false;
    struct print print = print_on(&out);
    for_vec (i, log) {
        if (args->json) {
            struct json json = json_on(&out);
            json_correction(&json, &log.at[i]);
            buf_char(&out, '\n');
        } else {
            print_entry(&print, &log.at[i]);
        }
    }
    cmd_out(buf_str(&out));
    return true;
}

/* ---- an entry ----------------------------------------------------------- */

/*
 * The code meant by a stance: a letter is one; a word that fits the label as it
 * is leaves its code, and is the plain code of that stance otherwise.
 */
static enum code read_code(str stance, enum code now)
{
    enum code code = code_of(stance);
    uint32_t codes = view_codes(VIEW_STRICT, stance) & ~(1u << CODES);
    if (code != CODES || codes == 0)
        return code;
    if (codes >> now & 1)
        return now;
    return codes >> CODE_S & 1 ? CODE_S : codes >> CODE_C & 1 ? CODE_C : CODE_B;
}

static str time_now(struct arena *arena)
{
    time_t now = time(NULL);
    struct tm tm;
    char text[40];
    gmtime_r(&now, &tm);
    strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
    return arena_str(arena, str_of(text));
}

static bool check_text(str text, const char *option, struct err *err)
{
    if (text.len > CORRECTION_TEXT_MAX)
        return err_set(err, ERR_USAGE, "--%s is longer than %u bytes", option,
                       CORRECTION_TEXT_MAX);
    return utf8_check(text) == text.len ||
           err_set(err, ERR_USAGE, "--%s is not UTF-8", option);
}

/* Who it is, as far as the machine can tell. */
static str name_of(str given)
{
    const char *user = getenv("USER");
    return given.len ? given : user && *user ? str_of(user) : S("somebody");
}

static bool add_entry(const struct args *args, strs operands,
                      struct arena *arena, struct err *err)
{
    struct label_source source;
    bool found;
    SCOPED_BUF out = {0};
    SCOPED_STORE *store = place_open(args->store, STORE_WRITE, arena, err);
    if (store == NULL || !citation_ask(store, operands, arena, &source, err))
        return false;
    struct correction entry = {.doc = source.row.doc_key,
                               .citation = source.row.id,
                               .code = CODES,
                               .who = name_of(args->who),
                               .why = args->why,
                               .at = time_now(arena)};
    if (!args->undo)
        entry.code = read_code(args->stance, source.row.code);
    if (args->undo && !source.row.corrected)
        return err_set(err, ERR_INPUT, "'%.*s' has no correction",
                       STR(operands.at[0]));
    if (!correction_add(store, &entry, &found, err))
        return false;
    buf_format(&out, "%.*s#%.*s: %s", STR(entry.doc), STR(entry.citation),
               view_word(VIEW_STRICT, source.row.code));
    if (args->undo)
        buf_add(&out, S(" taken back\n"));
    else
        buf_format(&out, " → %s (%c)\n", view_word(VIEW_STRICT, entry.code),
                   code_letter[entry.code]);
    cmd_out(buf_str(&out));
    return true;
}

/* ---- all of it ---------------------------------------------------------- */

static const char *misuse(const struct args *args, strs operands)
{
    if (args->list)
        return args->stance.len || args->undo
                   ? "--list shows and changes nothing"
                   : NULL;
    if (operands.n == 0)
        return "which citation?";
    if (args->undo == (args->stance.len > 0))
        return "either --stance or --undo";
    if (!args->undo && read_code(args->stance, CODES) == CODES)
        return "--stance is supporting, contrasting, mentioning, or S, s, C, "
               "c, U or B";
    return NULL;
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    const struct args *args = arguments;
    struct err err = {0};
    const char *wrong = misuse(args, operands);
    if (wrong)
        return cmd_misuse(&cmd_correct, "%s", wrong);
    bool done = check_text(args->why, "why", &err) &&
                check_text(args->who, "who", &err) &&
                (args->list ? show_log(args, operands, arena, &err)
                            : add_entry(args, operands, arena, &err));
    if (done)
        return EXIT_DONE;
    return err.kind == ERR_USAGE ? cmd_misuse(&cmd_correct, "%s", err.text)
                                 : cmd_fail(&err);
}

const struct command cmd_correct = {
    .name = "correct",
    .operands = "[" CITATION_OPERANDS "]",
    .summary = "say what a citation does, instead of the machine",
    .details =
        "A correction is shown instead of the machine's label wherever labels "
        "are shown, counted or exported, with a mark, and stays when articles "
        "are read or labelled again. Corrections are a log: who, when, why; "
        "taking one back is another entry. 'stet model train "
        "--with-corrections' learns from them.\n\n" CITATION_HELP,
    .examples = "stet correct '10.5555/abc#B12/2' --stance=contrasting "
                "--why='they found none'\n"
                "stet correct 10.5555/abc B12/2 --undo\n"
                "stet correct --list",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 0,
    .most = 2,
    .run = run,
};
