/* text/sentence: where sentences end. */
#include "text/sentence.h"

#include "check.h"
#include "text/abbrev.h"
#include "text/blank.h"
#include "text/bracket.h"

/* Take the braces of a case out and keep them as marks. */
struct plain {
    struct buf text;
    struct mark mark[20];
    size_t marks;
};

static void read_case(str input, struct plain *plain)
{
    for (size_t i = 0; i < input.len; i++) {
        char c = input.ptr[i];
        bool opens = i + 1 < input.len && input.ptr[i + 1] == '{';
        enum mark_kind kind = MARK_CITATION;
        if (opens && (c == '^' || c == '_'))
            kind = c == '^' ? MARK_SUPERSCRIPT : MARK_FORMULA,
            c = input.ptr[++i];
        if (c == '{') {
            plain->mark[plain->marks].kind = kind;
            plain->mark[plain->marks].at.start = (uint32_t)plain->text.len;
        } else if (c == '}') {
            plain->mark[plain->marks++].at.end = (uint32_t)plain->text.len;
        } else {
            buf_char(&plain->text, c);
        }
    }
}

static void run(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    struct plain plain = {0};
    spans found = {0};
    read_case(input, &plain);
    sentence_find(buf_str(&plain.text), plain.mark, plain.marks, &found,
                  &arena);
    for_vec (i, found) {
        if (i)
            buf_add(out, S(" | "));
        buf_add(out, (str){plain.text.ptr + found.at[i].start,
                           span_len(found.at[i])});
    }
    buf_close(&plain.text);
}

static void nothing_has_no_sentence(void)
{
    SCOPED_ARENA arena = {0};
    spans found = {0};
    sentence_find(S(""), NULL, 0, &found, &arena);
    sentence_find(S(" \n "), NULL, 0, &found, &arena);
    CHECK(found.n == 0);
}

static void every_abbreviation_is_found(void)
{
#define ABBREV(word, class) CHECK(abbrev_find(S(word)) == ABBREV_##class);
#include "text/abbrev.def"
#undef ABBREV
    CHECK(abbrev_find(S("FiG")) == ABBREV_NEVER);
    CHECK(abbrev_find(S("CA")) == ABBREV_NONE);
    CHECK(abbrev_find(S("")) == ABBREV_NONE);
}

static void every_usual_beginning_is_found(void)
{
#define STARTER(word) CHECK(is_starter(S(word)));
#include "text/starter.def"
#undef STARTER
    CHECK(is_starter(S("The")) && !is_starter(S("Then again")));
}

static void blanks_are_unicodes_too(void)
{
    str text = S("a \u2009\u00A0b\u3000");
    CHECK(blank_skip(text, 1) == 7);
    CHECK(blank_trim(text, 0, text.len) == 8);
    CHECK(blank_trim(text, 8, text.len) == 8);
}

static void bracket_pairs_are_outermost(void)
{
    SCOPED_ARENA arena = {0};
    spans found = {0};
    bracket_find(S("a) (b [c] (d)) [e) (f] (g"), &found, &arena);
    CHECK(found.n == 2);
    CHECK(found.at[0].start == 3 && found.at[0].end == 14);
    CHECK(found.at[1].start == 15 && found.at[1].end == 22);
}

static void marks_may_be_odd(void)
{
    SCOPED_ARENA arena = {0};
    spans found = {0};
    struct mark mark[] = {{{0, 0}, MARK_CITATION},
                          {{0, 5}, MARK_FORMULA}, /* overlaps the next */
                          {{3, 9}, MARK_FORMULA},
                          {{17, 90}, MARK_CITATION}}; /* beyond the end */
    sentence_find(S("One. Two. Three. Four"), mark, 4, &found, &arena);
    CHECK(found.n == 3 && found.at[0].end == 9);
}

/* Hostile text: what costs the square of its length never comes back. */
static void half_a_megabyte_of(str piece, bool marked)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF text = {0};
    spans found = {0};
    vec_of(struct mark) marks = {0};
    while (text.len < 500000)
        buf_add(&text, piece);
    for (uint32_t i = 0; marked && i < 100000; i++) {
        struct span at = {(uint32_t)text.len, (uint32_t)text.len};
        vec_push(&marks, &arena, ((struct mark){at, MARK_CITATION}));
    }
    sentence_find(buf_str(&text), marks.at, marks.n, &found, &arena);
    CHECK(found.n >= 1);
}

static void time_is_linear(void)
{
    static const str piece[] = {
        {"(", 1},   {"[(", 2},   {")", 1},    {"[)", 2},      {".", 1},
        {"a.", 2},  {". ", 2},   {".'", 2},   {".'a", 3},     {". \u00BB", 4},
        {"A. ", 3}, {"…", 3},    {"。", 3},   {".\u00A0", 3}, {"a.The ", 6},
        {"\n.", 2}, {".12,", 4}, {"(a.) ", 5}};
    for (size_t i = 0; i < sizeof(piece) / sizeof(*piece); i++) {
        half_a_megabyte_of(piece[i], false);
        half_a_megabyte_of(piece[i], true);
    }
}

int main(void)
{
    check_cases("tests/cases/sentence.txt", run);
    TEST(nothing_has_no_sentence);
    TEST(every_abbreviation_is_found);
    TEST(every_usual_beginning_is_found);
    TEST(blanks_are_unicodes_too);
    TEST(bracket_pairs_are_outermost);
    TEST(marks_may_be_odd);
    TEST(time_is_linear);
    return check_end();
}
