/* stet explain: why a citation has its label. */
#include "base/utf8.h"
#include "classify/classify.h"
#include "cmd/citation.h"
#include "cmd/commands.h"
#include "cmd/file.h"
#include "store/correct.h"

struct args {
    str store, model, view;
    bool json;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    TEXT(struct args, model, "model", 'm', "FILE",
         "what this model makes of it (the one in the program)"),
    VIEW_OPTION(struct args),
    FLAG(struct args, json, "json", 0, "JSON instead of text"), END_OF_OPTIONS};

static const char *const around_name[AROUNDS] = {
    [AROUND_BEFORE] = "the sentence before",
    [AROUND_AFTER] = "the sentence after",
    [AROUND_HEADING] = "the headings",
    [AROUND_SHAPE] = "the marker and its place",
    [AROUND_TOGETHER] = "cues together, in their order"};

/* What is told. */
struct told {
    const struct label_source *source;
    const struct verdict *verdict;
    corrections correction; /* of this citation, in order */
    enum view view;
    str model, name;
};

/* ---- for people --------------------------------------------------------- */

static str word_of(const struct told *told, struct span at)
{
    return (str){told->source->row.sentence.ptr + at.start, span_len(at)};
}

/* The sentence, its reasons in colour; without colours, the target in «». */
static void print_sentence(struct print *print, const struct told *told,
                           struct arena *arena)
{
    const struct citation_row *row = &told->source->row;
    const struct verdict *verdict = told->verdict;
    print_marks marks = {0};
    vec_push(&marks, arena, ((struct print_mark){row->marker, PRINT_BOLD}));
    for_vec (i, verdict->cue) {
        enum print_style style =
            verdict->cue.at[i].weight > 0 ? PRINT_FOR : PRINT_AGAINST;
        vec_push(&marks, arena,
                 ((struct print_mark){verdict->cue.at[i].text, style}));
    }
    print_styled(print, PRINT_DIM, row->before);
    if (print->colour) {
        print_marked(print, row->sentence, &marks);
    } else {
        struct span at = row->marker;
        str whole = row->sentence;
        print_words(print,
                    arena_format(arena, "%.*s«%.*s»%.*s",
                                 STR(str_first(whole, at.start)),
                                 STR(word_of(told, at)),
                                 STR(str_from(whole, at.end))),
                    (struct span){0});
    }
    print_styled(print, PRINT_DIM, row->after);
    print_line(print);
}

static void print_judgement(struct print *print, const struct told *told)
{
    const struct verdict *verdict = told->verdict;
    bool judged = verdict->stance != STANCE_UNCLASSIFIED;
    print_styled(print, PRINT_BOLD,
                 str_of(view_word(told->view, judged ? verdict->code : CODES)));
    if (!judged) {
        print_format(print, "· there is nothing to judge");
        print_line(print);
        return;
    }
    print_format(print, "· code %c", code_letter[verdict->code]);
    if (verdict->evidence != EVIDENCE_NONE)
        print_format(print, "· evidence %s", evidence_name[verdict->evidence]);
    print_format(print, "· intent %s · %.*s", intent_name[verdict->intent],
                 STR(told->model));
    print_line(print);
    for (int s = STANCE_SUPPORTING; s < STANCES; s++)
        print_format(print, "%s %.3f%s", stance_name[s], (double)verdict->p[s],
                     s + 1 < STANCES ? "," : "");
    print_line(print);
}

static void print_weight(struct print *print, float weight, str what)
{
    print_format(print, "%+6.2f", (double)weight);
    print_styled(print, weight > 0 ? PRINT_FOR : PRINT_AGAINST, what);
    print_line(print);
}

static void print_reasons(struct print *print, const struct told *told)
{
    const struct verdict *verdict = told->verdict;
    if (verdict->stance == STANCE_UNCLASSIFIED)
        return;
    print_format(print,
                 "log-odds for %c against %c:", code_letter[verdict->code],
                 code_letter[verdict->rival]);
    print_line(print);
    print->indent = 2;
    for_vec (i, verdict->cue)
        print_weight(print, verdict->cue.at[i].weight,
                     word_of(told, verdict->cue.at[i].text));
    for (int a = 0; a < AROUNDS; a++)
        if (verdict->around[a] >= 0.05f || verdict->around[a] <= -0.05f)
            print_weight(print, verdict->around[a], str_of(around_name[a]));
    print->indent = 0;
}

static void print_corrections(struct print *print, const struct told *told)
{
    for_vec (i, told->correction) {
        const struct correction *one = &told->correction.at[i];
        print_styled(print, PRINT_ALARM,
                     one->code == CODES ? S("Correction taken back")
                                        : S("Corrected:"));
        if (one->code != CODES)
            print_format(print, "%s (%c)", view_word(told->view, one->code),
                         code_letter[one->code]);
        print_format(print, "by %.*s, %.*s", STR(one->who), STR(one->at));
        if (one->why.len)
            print_words(print, S("·"), (struct span){0});
        print_words(print, one->why, (struct span){0});
        print_line(print);
    }
}

static void print_all(const struct told *told, struct buf *out,
                      struct arena *arena)
{
    struct print print = print_on(out);
    const struct citation_row *row = &told->source->row;
    print_styled(&print, PRINT_DIM, told->name);
    print_format(&print, "· %s", section_name[row->section]);
    if (row->kind != BLOCK_TEXT)
        print_format(&print, "(%s)", block_kind_name[row->kind]);
    print_line(&print);
    print_sentence(&print, told, arena);
    print_judgement(&print, told);
    print_reasons(&print, told);
    print_corrections(&print, told);
}

/* ---- for programs ------------------------------------------------------- */

static void json_cues(struct json *json, const struct told *told)
{
    str sentence = told->source->row.sentence;
    json_key(json, "cues");
    json_array(json);
    for_vec (i, told->verdict->cue) {
        const struct cue *cue = &told->verdict->cue.at[i];
        size_t start = utf8_count(str_first(sentence, cue->text.start));
        str word = word_of(told, cue->text);
        json_object(json);
        json_key(json, "start"), json_uint(json, start);
        json_key(json, "end"), json_uint(json, start + utf8_count(word));
        json_text(json, "text", word);
        json_key(json, "weight"), json_number(json, (double)cue->weight, 2);
        json_end(json);
    }
    json_end(json);
    json_key(json, "around");
    json_object(json);
    for (int a = 0; a < AROUNDS; a++) {
        json_key(json, around_name[a]);
        json_number(json, (double)told->verdict->around[a], 2);
    }
    json_end(json);
}

static void json_verdict(struct json *json, const struct told *told)
{
    const struct verdict *verdict = told->verdict;
    bool judged = verdict->stance != STANCE_UNCLASSIFIED;
    enum code code = judged ? verdict->code : CODES;
    json_text(json, "stance", str_of(view_word(told->view, code)));
    json_text(json, "code", code_str(code));
    json_text(json, "evidence", str_of(evidence_name[verdict->evidence]));
    json_text(json, "intent", str_of(intent_name[verdict->intent]));
    json_text(json, "model", told->model);
    if (!judged)
        return;
    json_key(json, "p");
    json_object(json);
    for (int s = STANCE_SUPPORTING; s < STANCES; s++) {
        json_key(json, stance_name[s]);
        json_number(json, (double)verdict->p[s], 3);
    }
    json_end(json);
    json_text(json, "against", code_str(verdict->rival));
    json_cues(json, told);
}

static void json_all(const struct told *told, struct buf *out)
{
    struct json json = json_on(out);
    const struct citation_row *row = &told->source->row;
    json_object(&json);
    json_text(&json, "id", told->name);
    json_text(&json, "section", str_of(section_name[row->section]));
    json_text(&json, "before", row->before);
    json_text(&json, "sentence", row->sentence);
    json_text(&json, "after", row->after);
    json_verdict(&json, told);
    json_key(&json, "corrections");
    json_array(&json);
    for_vec (i, told->correction)
        json_correction(&json, &told->correction.at[i]);
    json_end(&json);
    json_end(&json);
    buf_char(out, '\n');
}

/* ---- all of it ---------------------------------------------------------- */

static bool explain(const struct args *args, strs operands, struct buf *out,
                    struct arena *arena, struct err *err)
{
    struct label_source source;
    struct verdict verdict;
    struct told told = {
        .source = &source, .verdict = &verdict, .view = view_of(args->view)};
    SCOPED_STORE *store = place_open(args->store, STORE_READ, arena, err);
    if (store == NULL || !citation_ask(store, operands, arena, &source, err) ||
        !correction_list(store, source.row.doc_key, source.row.id, arena,
                         &told.correction, err))
        return false;
    struct classifier *classifier = classifier_open(args->model, arena, err);
    if (classifier == NULL)
        return false;
    struct context context = citation_context(&source);
    classifier->all_reasons = true;
    classify_context(classifier, &context, NULL, &verdict, arena);
    told.model = str_of(classifier->model->id);
    told.name = citation_name(&source, arena);
    if (args->json)
        json_all(&told, out);
    else
        print_all(&told, out, arena);
    return true;
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    const struct args *args = arguments;
    struct err err = {0};
    SCOPED_BUF out = {0};
    if (view_of(args->view) == VIEWS)
        return cmd_misuse(&cmd_explain, "--view is " VIEW_CHOICE);
    if (!explain(args, operands, &out, arena, &err))
        return err.kind == ERR_USAGE ? cmd_misuse(&cmd_explain, "%s", err.text)
                                     : cmd_fail(&err);
    return cmd_out(buf_str(&out)) ? EXIT_DONE : EXIT_SOME;
}

const struct command cmd_explain = {
    .name = "explain",
    .operands = CITATION_OPERANDS,
    .summary = "show why a citation has its label",
    .details =
        "Shows the sentence, the label with its probabilities, and the words "
        "that decided it, each with the log-odds it added for the label "
        "against its likeliest rival; then what stands around the sentence, "
        "and corrections, if any. On a terminal the words for the label are "
        "green, those against it red.\n\n" CITATION_HELP,
    .examples = "stet explain '10.5555/abc#B12/2'\n"
                "stet explain --json 10.5555/abc B12/2",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 1,
    .most = 2,
    .run = run,
};
