/* stet classify: contexts in, stances out, a line each; no store. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/log.h"
#include "base/utf8.h"
#include "classify/classify.h"
#include "classify/item.h"
#include "cmd/commands.h"
#include "cmd/file.h"

struct args {
    str model, precision, view;
    bool codes;
};

static const struct option_row options[] = {
    TEXT(struct args, model, "model", 'm', "FILE",
         "use this model (the one in the program)"),
    TEXT(struct args, precision, "precision", 'p', "P",
         "give a stance only where it is right this often: 0.5 to 0.95; "
         "the rest is unclassified"),
    TEXT(struct args, view, "view", 0, "VIEW",
         "add a label as seen by strict, broad, wos or cito"),
    FLAG(struct args, codes, "codes", 0,
         "add the six codes' probabilities (docs/EVAL.md)"),
    END_OF_OPTIONS};

struct job {
    const struct classifier *classifier;
    enum view view;
    bool viewed, codes;
    struct buf out;
};

/* ---- one line ------------------------------------------------------- */

/* "as found before «[3]»": the target in its marks, which are taken out. */
static bool read_plain(str line, struct item *item, struct arena *arena)
{
    size_t open = str_find(line, S("«")), close = str_find(line, S("»"));
    size_t mark = S("«").len;
    *item = (struct item){.code = CODES};
    if (open == STR_NONE || close == STR_NONE || close < open)
        return false;
    item->context.sentence =
        arena_format(arena, "%.*s%.*s%.*s", STR(str_first(line, open)),
                     (int)(close - open - mark), line.ptr + open + mark,
                     STR(str_from(line, close + mark)));
    item->context.marker =
        (struct span){(uint32_t)open, (uint32_t)(close - mark)};
    return true;
}

static void put_cues(const struct item *item, const struct verdict *verdict,
                     struct json *json)
{
    str sentence = item->context.sentence;
    if (verdict->cue.n == 0)
        return;
    json_key(json, "cues");
    json_array(json);
    for_vec (i, verdict->cue) {
        struct span at = verdict->cue.at[i].text;
        str text = {sentence.ptr + at.start, span_len(at)};
        size_t start = utf8_count(str_first(sentence, at.start));
        json_object(json);
        json_key(json, "start"), json_uint(json, start);
        json_key(json, "end"), json_uint(json, start + utf8_count(text));
        json_text(json, "text", text);
        json_key(json, "weight");
        json_number(json, (double)verdict->cue.at[i].weight, 2);
        json_end(json);
    }
    json_end(json);
}

static void put_codes(const struct verdict *verdict, struct json *json)
{
    json_key(json, "codes");
    json_object(json);
    for (int c = 0; c < CODES; c++) {
        char letter[2] = {code_letter[c], 0};
        json_key(json, letter);
        json_number(json, (double)verdict->p_code[c], 4);
    }
    json_end(json);
}

static void put_verdict(struct job *job, const struct item *item,
                        const struct verdict *verdict)
{
    struct json json = json_on(&job->out);
    bool judged = verdict->p[STANCE_MENTIONING] > 0;
    json_object(&json);
    json_text(&json, "id", item->id);
    json_text(&json, "stance", str_of(stance_name[verdict->stance]));
    if (judged) {
        json_key(&json, "p");
        json_object(&json);
        for (int s = STANCE_SUPPORTING; s < STANCES; s++) {
            json_key(&json, stance_name[s]);
            json_number(&json, (double)verdict->p[s], 3);
        }
        json_end(&json);
    }
    json_text(&json, "evidence", str_of(evidence_name[verdict->evidence]));
    json_text(&json, "intent", str_of(intent_name[verdict->intent]));
    if (verdict->stance != STANCE_UNCLASSIFIED)
        json_text(&json, "code", code_str(verdict->code));
    if (judged && job->viewed)
        json_text(&json, "view",
                  str_of(verdict->stance == STANCE_UNCLASSIFIED
                             ? stance_name[STANCE_UNCLASSIFIED]
                             : view_word(job->view, verdict->code)));
    if (judged && job->codes)
        put_codes(verdict, &json);
    put_cues(item, verdict, &json);
    json_text(&json, "model", str_of(job->classifier->model->id));
    json_end(&json);
    buf_char(&job->out, '\n');
}

/* False when the line can't be read. */
static bool judge_line(struct job *job, str line, struct arena *arena,
                       struct err *err)
{
    struct item item;
    struct verdict verdict;
    if (line.ptr[0] != '{' && !read_plain(line, &item, arena))
        return err_set(err, ERR_INPUT,
                       "neither JSON nor a sentence with its target in «…»");
    if (line.ptr[0] == '{' && !item_read(line, &item, arena, err))
        return false;
    classify_context(job->classifier, &item.context, NULL, &verdict, arena);
    put_verdict(job, &item, &verdict);
    return true;
}

/* ---- files ---------------------------------------------------------- */

#define OUT_FULL ((size_t)1 << 16)

static bool flush(struct job *job)
{
    bool written = cmd_out(buf_str(&job->out));
    buf_clear(&job->out);
    return written;
}

static int judge_text(struct job *job, str name, str text)
{
    SCOPED_ARENA arena = {0};
    str line;
    int code = EXIT_DONE;
    for (uint32_t n = 1; str_split(&text, '\n', &line); n++) {
        struct err err = {0};
        line = str_trim(line);
        if (line.len == 0)
            continue;
        if (!judge_line(job, line, &arena, &err)) {
            err_add(&err, "'%.*s', line %u", STR(name), (unsigned)n);
            code = cmd_fail(&err);
        }
        arena_clear(&arena);
        if (job->out.len > OUT_FULL && !flush(job))
            break;
    }
    flush(job);
    return code;
}

static struct classifier *open_classifier(const struct args *args,
                                          struct arena *arena, struct err *err)
{
    struct classifier *made = classifier_open(args->model, arena, err);
    if (made == NULL || args->precision.len == 0)
        return made;
    char *end;
    float precision = strtof(args->precision.ptr, &end);
    return classifier_demand(made, *end ? NAN : precision, err) ? made : NULL;
}

static int run(void *given, strs operands, struct arena *arena)
{
    const struct args *args = given;
    struct err err = {0};
    struct job job = {.view = view_of(args->view), .codes = args->codes};
    int code = EXIT_DONE;
    if (job.view == VIEWS)
        return cmd_misuse(&cmd_classify, "--view is " VIEW_CHOICE);
    job.viewed = args->view.len > 0;
    job.classifier = open_classifier(args, arena, &err);
    if (job.classifier == NULL)
        return err.kind == ERR_USAGE ? cmd_misuse(&cmd_classify, "%s", err.text)
                                     : cmd_fail(&err);
    if (operands.n == 0)
        vec_push(&operands, arena, S("-"));
    for_vec (i, operands) {
        SCOPED_ARENA file = {0};
        str text;
        int one = file_read(operands.at[i], &file, &text, &err)
                      ? judge_text(&job, operands.at[i], text)
                      : cmd_fail(&err);
        code = one == EXIT_DONE ? code : one;
    }
    buf_close(&job.out);
    return code;
}

const struct command cmd_classify = {
    .name = "classify",
    .operands = "[FILE…]",
    .summary = "say what a sentence does with the work it cites",
    .details =
        "Reads a citation a line and writes its label a line: the stance "
        "(supporting, contrasting, mentioning; unclassified when the text "
        "can't be judged), the probability of each, whose evidence it rests "
        "on, the intent, and the words that spoke for it. A line is a JSON "
        "object with sentence, marker, before, after, headings, cited_title, "
        "cited_year and self_citation, of which only sentence and marker "
        "must be there; or a plain sentence with the citation that is meant "
        "in «…». No store is needed. What stands without a FILE, or as -, is "
        "standard input.",
    .examples = "echo 'This is in line with Smith et al. «[3]».' | "
                "stet classify\n"
                "stet classify --precision=0.85 contexts.jsonl",
    .options = options,
    .args_size = sizeof(struct args),
    .run = run,
};
