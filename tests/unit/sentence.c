/* text/sentence: where sentences end. */
#include "text/sentence.h"

#include "check.h"

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

static void a_hundred_thousand_brackets_take_no_time(void)
{
    SCOPED_ARENA arena = {0};
    spans found = {0};
    char *text = arena_alloc(&arena, 200000);
    memset(text, '(', 100000);
    memset(text + 100000, '.', 100000);
    sentence_find((str){text, 200000}, NULL, 0, &found, &arena);
    CHECK(found.n >= 1);
}

int main(void)
{
    check_cases("tests/cases/sentence.txt", run);
    TEST(nothing_has_no_sentence);
    TEST(a_hundred_thousand_brackets_take_no_time);
    return check_end();
}
