/* classify: cues, features, and the labels made of them. */
#include "classify/classify.h"

#include <math.h>

#include "check.h"
#include "classify/item.h"

static struct arena forever;
static const struct classifier *classifier;

/* "as found before «[3]»": the target in its marks, which are taken out. */
static struct context read_context(str input, struct arena *arena)
{
    size_t open = str_find(input, S("«")), mark = S("«").len;
    size_t close = str_find(input, S("»"));
    struct context context = {.marker = {1, 0}};
    SCOPED_BUF text = {0};
    if (open == STR_NONE || close == STR_NONE) {
        context.sentence = arena_str(arena, input);
        return context;
    }
    buf_add(&text, str_first(input, open));
    buf_add(&text,
            str_first(str_from(input, open + mark), close - open - mark));
    buf_add(&text, str_from(input, close + mark));
    context.sentence = arena_str(arena, buf_str(&text));
    context.marker = (struct span){(uint32_t)open, (uint32_t)(close - mark)};
    return context;
}

/* ---- cues ----------------------------------------------------------- */

static void put_space(struct buf *out)
{
    if (out->len)
        buf_char(out, ' ');
}

static void put_cue(const struct context *context, const struct traits *traits,
                    const struct cue_found *cue, struct buf *out)
{
    const struct token *token = traits->token.at;
    struct span at = {token[cue->token].at.start,
                      token[cue->token + cue->words - 1].at.end};
    put_space(out);
    for (uint32_t i = at.start; i < at.end; i++)
        buf_char(out, to_lower(context->sentence.ptr[i]));
    buf_format(out, ":%s%s", cue_class_name[cue->class],
               cue->negated ? "!" : "");
}

static void show_cues(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    struct context context = read_context(input, &arena);
    struct traits traits;
    SCOPED_SCENE *scene = scene_new(classifier->lexicon);
    uint32_t cue = 0;
    if (!traits_of(classifier->lexicon, &context, scene, &traits, &arena))
        return;
    for_vec (i, traits.token) {
        enum token_kind kind = traits.token.at[i].kind;
        if (kind == TOKEN_TARGET || kind == TOKEN_CITE) {
            put_space(out);
            buf_add(out, kind == TOKEN_CITE ? S("[C]") : S("[T]"));
        }
        if (cue < traits.cue.n && traits.cue.at[cue].token == i)
            put_cue(&context, &traits, &traits.cue.at[cue++], out);
    }
}

static void every_row_of_the_lexicon_is_found(void)
{
    static const struct {
        enum cue_class class;
        const char *words;
    } row[] = {
#define CUE(class, words) {CUE_##class, words},
#include "classify/cue.def"
#undef CUE
    };
    SCOPED_ARENA arena = {0};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        tokens token = {0};
        struct target target;
        cues_found found = {0};
        tokens_of(str_of(row[i].words), (struct span){1, 0}, &token, &target,
                  &arena);
        cues_find(classifier->lexicon, &token, 0, token.n, &found, &arena);
        CHECK(found.n == 1);
        CHECK(found.n && found.at[0].words == token.n);
    }
}

/* ---- features ------------------------------------------------------- */

static void the_same_context_has_the_same_features(void)
{
    SCOPED_ARENA arena = {0};
    struct context context =
        read_context(S("As in «[3]», we found more of it."), &arena);
    struct traits one, two;
    SCOPED_SCENE *scene = scene_new(classifier->lexicon);
    SCOPED_SCENE *other = scene_new(classifier->lexicon);
    context.before = S("The yield rose.");
    context.after = S("It fell later.");
    CHECK(traits_of(classifier->lexicon, &context, scene, &one, &arena));
    CHECK(traits_of(classifier->lexicon, &context, other, &two, &arena));
    for (int g = 0; g < GROUPS; g++) {
        CHECK(one.group[g]->n > 0 && one.group[g]->n == two.group[g]->n);
        CHECK(one.group[g]->value == two.group[g]->value);
        CHECK(memcmp(one.group[g]->hash, two.group[g]->hash,
                     one.group[g]->n * sizeof(uint32_t)) == 0);
    }
}

/* Three sentences, each judged with the others around it, twice. */
static void a_scene_makes_no_difference(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_SCENE *scene = scene_new(classifier->lexicon);
    str text[] = {S("We found no effect of dose [1]."),
                  S("This is in contrast to [2]."), S("See also [3].")};
    for (uint32_t i = 0; i < 6; i++) {
        struct context context = {.before = text[i % 3],
                                  .sentence = text[(i + 1) % 3],
                                  .after = text[(i + 2) % 3],
                                  .marker = {9, 12}};
        struct verdict alone, among;
        vec_push(&context.heading, &arena, text[i / 3]);
        classify_context(classifier, &context, NULL, &alone, &arena);
        classify_context(classifier, &context, scene, &among, &arena);
        CHECK(memcmp(alone.p_code, among.p_code, sizeof(alone.p_code)) == 0);
        CHECK(alone.cue.n == among.cue.n);
    }
}

/* Sees to it that what is unsure becomes C. */
static bool say_contrast(void *user, const struct context *context,
                         float *p_code)
{
    *(uint32_t *)user += context->sentence.len > 0;
    memset(p_code, 0, CODES * sizeof(*p_code));
    p_code[CODE_C] = 1;
    return true;
}

static void a_second_opinion_is_asked_where_the_first_is_unsure(void)
{
    SCOPED_ARENA arena = {0};
    uint32_t asked = 0;
    struct classifier two = *classifier;
    struct context context =
        read_context(S("Asthma is a common disease «[4]»."), &arena);
    struct verdict verdict;
    two.second = (struct opinion){say_contrast, &asked, 0.5f};
    classify_context(&two, &context, NULL, &verdict, &arena);
    CHECK(asked == 0 && verdict.stance == STANCE_MENTIONING);
    two.second.unsure = 1.1f;
    classify_context(&two, &context, NULL, &verdict, &arena);
    CHECK(asked == 1 && verdict.stance == STANCE_CONTRASTING);
}

static void brackets_of_the_marker_make_no_difference(void)
{
    SCOPED_ARENA arena = {0};
    struct context with =
        read_context(S("This agrees with «[3]» and [4]."), &arena);
    struct context without =
        read_context(S("This agrees with [«3»] and [4]."), &arena);
    struct verdict a, b;
    classify_context(classifier, &with, NULL, &a, &arena);
    classify_context(classifier, &without, NULL, &b, &arena);
    CHECK(memcmp(a.p, b.p, sizeof(a.p)) == 0);
}

static void names_and_years_make_no_difference(void)
{
    SCOPED_ARENA arena = {0};
    struct context one =
        read_context(S("This agrees with Wu et al. («2010») and others "
                       "(Smith & Jones, 1999)."),
                     &arena);
    struct context two =
        read_context(S("This agrees with Ivanova et al. («1987») and others "
                       "(Li et al., 2003)."),
                     &arena);
    struct verdict a, b;
    classify_context(classifier, &one, NULL, &a, &arena);
    classify_context(classifier, &two, NULL, &b, &arena);
    CHECK(memcmp(a.p, b.p, sizeof(a.p)) == 0);
}

/* ---- labels --------------------------------------------------------- */

static enum stance stance_of(const char *before, const char *sentence,
                             const char *heading)
{
    SCOPED_ARENA arena = {0};
    struct context context = read_context(str_of(sentence), &arena);
    struct verdict verdict;
    context.before = str_of(before);
    vec_push(&context.heading, &arena, str_of(heading));
    classify_context(classifier, &context, NULL, &verdict, &arena);
    return verdict.stance;
}

static void plain_cases_are_plain(void)
{
    CHECK(stance_of("",
                    "Our results are consistent with previous studies "
                    "«[4]».",
                    "Discussion") == STANCE_SUPPORTING);
    CHECK(stance_of("We found no effect of dose on growth.",
                    "This is in contrast to the findings of Smith et al. "
                    "«[4]», who reported a large effect.",
                    "Discussion") == STANCE_CONTRASTING);
    CHECK(stance_of("", "Cells were counted as described previously «[4]».",
                    "Methods") == STANCE_MENTIONING);
    CHECK(stance_of("", "Asthma is a common disease of childhood «[4]».",
                    "Introduction") == STANCE_MENTIONING);
}

static void other_languages_are_judged(void)
{
    CHECK(stance_of("", "Nossos resultados são semelhantes aos de Doe «[1]».",
                    "Discussão") == STANCE_SUPPORTING);
    CHECK(stance_of("",
                    "Nos résultats sont en désaccord avec ceux de Doe «[3]».",
                    "Discussion") == STANCE_CONTRASTING);
    CHECK(stance_of("", "El sueño es importante para la memoria «(Doe, 1998)».",
                    "Introducción") == STANCE_MENTIONING);
}

static void each_side_of_a_sentence_has_its_own_label(void)
{
    CHECK(stance_of("",
                    "Our findings are in line with those of Smith et al. "
                    "«[1]» but in contrast to those of Wu et al. [2].",
                    "Discussion") == STANCE_SUPPORTING);
    CHECK(stance_of("",
                    "Our findings are in line with those of Smith et al. "
                    "[1] but in contrast to those of Wu et al. «[2]».",
                    "Discussion") == STANCE_CONTRASTING);
}

static void a_label_shows_its_reasons(void)
{
    SCOPED_ARENA arena = {0};
    struct context context = read_context(
        S("Our results are consistent with previous studies «[4]»."), &arena);
    struct verdict verdict;
    bool consistent = false;
    classify_context(classifier, &context, NULL, &verdict, &arena);
    CHECK(verdict.cue.n > 0 && verdict.cue.n <= CUES_SHOWN);
    for_vec (i, verdict.cue) {
        struct span at = verdict.cue.at[i].text;
        str word = {context.sentence.ptr + at.start, span_len(at)};
        CHECK(at.end <= context.sentence.len);
        consistent |= str_eq(word, S("consistent"));
    }
    CHECK(consistent);
}

static void a_demanded_precision_leaves_the_unsure_out(void)
{
    SCOPED_ARENA arena = {0};
    struct classifier strict = *classifier;
    struct err err = {0};
    struct context context =
        read_context(S("Similar values have been reported «[4]»."), &arena);
    struct verdict free, bound;
    CHECK(!classifier_demand(&strict, 0.3f, &err) && err.kind == ERR_USAGE);
    CHECK(!classifier_demand(&strict, NAN, &err));
    CHECK(classifier_demand(&strict, 0.95f, &err));
    CHECK(strict.least[STANCE_SUPPORTING] > 0.5f);
    classify_context(classifier, &context, NULL, &free, &arena);
    classify_context(&strict, &context, NULL, &bound, &arena);
    CHECK(free.stance == bound.stance || bound.stance == STANCE_UNCLASSIFIED);
}

/* ---- hostile input -------------------------------------------------- */

static bool judged(struct context context)
{
    SCOPED_ARENA arena = {0};
    struct verdict verdict;
    float sum = 0;
    classify_context(classifier, &context, NULL, &verdict, &arena);
    for (int s = 0; s < STANCES; s++)
        sum += verdict.p[s];
    CHECK(verdict.stance == STANCE_UNCLASSIFIED || fabsf(sum - 1) < 1e-4f);
    return verdict.stance != STANCE_UNCLASSIFIED;
}

static void nothing_to_judge_is_unclassified(void)
{
    CHECK(!judged((struct context){0}));
    CHECK(!judged((struct context){.sentence = S("[12]"), .marker = {0, 4}}));
    CHECK(!judged(
        (struct context){.sentence = S("A word."), .marker = {90, 93}}));
    CHECK(
        !judged((struct context){.sentence = S("A word."), .marker = {5, 2}}));
    CHECK(!judged(
        (struct context){.sentence = S("1.5 (0.3)"), .marker = {0, 1}}));
}

static void long_and_broken_texts_are_judged(void)
{
    SCOPED_BUF text = {0};
    while (text.len < 100000)
        buf_add(&text, S("(in contrast to [ ( \xFF\xC0 et al. 2010; but "));
    CHECK(judged((struct context){.before = buf_str(&text),
                                  .sentence = buf_str(&text),
                                  .after = buf_str(&text),
                                  .marker = {60000, 60004}}));
    CHECK(judged((struct context){.sentence = S("\xE2\x80 a word \xF0"),
                                  .marker = {3, 3}}));
}

static void a_line_may_be_anything(void)
{
    SCOPED_ARENA arena = {0};
    struct err err = {0};
    struct item item;
    CHECK(!item_read(S("{\"sentence\":"), &item, &arena, &err));
    CHECK(!item_read(S("[1]"), &item, &arena, &err));
    CHECK(item_read(S("{\"sentence\":5,\"marker\":[],\"headings\":{\"a\":1}}"),
                    &item, &arena, &err));
    CHECK(!judged(item.context));
    CHECK(item_read(S("{\"sentence\":\"äö [1] c\",\"marker\":{\"start\":3,"
                      "\"end\":6},\"cited_year\":\"2010\"}"),
                    &item, &arena, &err));
    CHECK(item.context.marker.start == 5 && item.context.marker.end == 8);
    CHECK(item.context.cited_year == 2010);
    CHECK(item_read(S("{\"sentence\":\"a\",\"marker\":{\"start\":0,"
                      "\"end\":9}}"),
                    &item, &arena, &err));
    CHECK(item.context.marker.start > item.context.marker.end);
}

int main(void)
{
    classifier = classifier_builtin(&forever);
    check_cases("tests/cases/cue.txt", show_cues);
    TEST(every_row_of_the_lexicon_is_found);
    TEST(the_same_context_has_the_same_features);
    TEST(a_scene_makes_no_difference);
    TEST(a_second_opinion_is_asked_where_the_first_is_unsure);
    TEST(brackets_of_the_marker_make_no_difference);
    TEST(names_and_years_make_no_difference);
    TEST(plain_cases_are_plain);
    TEST(other_languages_are_judged);
    TEST(each_side_of_a_sentence_has_its_own_label);
    TEST(a_label_shows_its_reasons);
    TEST(a_demanded_precision_leaves_the_unsure_out);
    TEST(nothing_to_judge_is_unclassified);
    TEST(long_and_broken_texts_are_judged);
    TEST(a_line_may_be_anything);
    arena_close(&forever);
    return check_end();
}
