/* resolve/refstring: strings and the works they name; limits. */
#include "resolve/refstring.h"

#include "check.h"
#include "resolve/ref_parser.h"
#include "resolve/ref_train.h"
#include "resolve/ref_work.h"

static void put(struct buf *out, const char *key, str value)
{
    if (value.len == 0)
        return;
    buf_format(out, "%s%s: ", out->len ? " | " : "", key);
    buf_add(out, value);
}

static void put_names(struct buf *out, const char *key,
                      const struct work_name *name, uint32_t n)
{
    SCOPED_BUF list = {0};
    for (uint32_t i = 0; i < n; i++) {
        buf_add(&list, i ? S(", ") : S(""));
        buf_add(&list, name[i].family);
        buf_add(&list, name[i].given.len ? S(" ") : S(""));
        buf_add(&list, name[i].given);
    }
    put(out, key, buf_str(&list));
}

static void run(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    struct work work;
    refstring_parse(input, &work, &arena);
    put_names(out, "by", work.author.at, work.author.n);
    put(out, "title", work.title);
    put(out, "in", work.container);
    put_names(out, "ed", work.editor.at, work.editor.n);
    put(out, "date", work.date);
    put(out, "vol", work.volume);
    put(out, "no", work.issue);
    put(out, "p", work.page);
    put(out, "publisher", work.publisher);
    for (int s = 0; s < ID_SCHEMES; s++)
        put(out, id_scheme_name[s], work.id[s]);
    put(out, "type", work.type);
}

static void pages_are_written_out(void)
{
    SCOPED_ARENA arena = {0};
    CHECK_STR(ref_pages_normal(S("373–7"), &arena), S("373-377"));
    CHECK_STR(ref_pages_normal(S("1007 -- 1018"), &arena), S("1007-1018"));
    CHECK_STR(ref_pages_normal(S("S12–S18"), &arena), S("S12-S18"));
    CHECK_STR(ref_pages_normal(S("S12–8"), &arena), S("S12-S18"));
    CHECK_STR(ref_pages_normal(S("e1003"), &arena), S("e1003"));
    CHECK_STR(ref_pages_normal(S("12–"), &arena), S("12"));
    CHECK_STR(ref_pages_normal(S("–12"), &arena), S("–12"));
}

static void dates_are_made_normal(void)
{
    SCOPED_ARENA arena = {0};
    CHECK_STR(ref_date_normal(S("2019 Jul 3"), &arena), S("2019-07-03"));
    CHECK_STR(ref_date_normal(S("12 March 2019"), &arena), S("2019-03-12"));
    CHECK_STR(ref_date_normal(S("März 2019"), &arena), S("2019-03"));
    CHECK_STR(ref_date_normal(S("2001a"), &arena), S("2001"));
    CHECK_STR(ref_date_normal(S("in press"), &arena), S(""));
}

static void a_long_string_is_cut_at_a_character(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF text = {0};
    struct refstring parts;
    struct work work;
    buf_char(&text, 'x');
    for (int i = 0; i < 500000; i++)
        buf_add(&text, S("é"));
    refstring_read(buf_str(&text), &parts, &work, &arena);
    CHECK(parts.cut);
    for_vec (i, parts.piece)
        CHECK(parts.piece.at[i].text.end <= REFSTRING_MAX);
}

static void nothing_is_sure_of_nothing(void)
{
    SCOPED_ARENA arena = {0};
    struct work work;
    CHECK(refstring_parse(S(""), &work, &arena) <= 0);
    CHECK(refstring_parse(S(" . , "), &work, &arena) <= 0);
    CHECK(work.title.len == 0 && work.author.n == 0);
}

static void a_tagged_line_becomes_labels(void)
{
    SCOPED_ARENA arena = {0};
    ref_samples samples = {0};
    struct err err = {0};
    const struct keywords *keywords = keywords_new(&arena);
    CHECK(ref_sample_read(
        keywords,
        S("{\"raw\":\"Ü X, Moon. 12\",\"spans\":[[\"author\",0,3],"
          "[\"title\",5,9],[\"other\",11,13]]}"),
        &samples, &arena, &err));
    const uint8_t *label = samples.at[0].label;
    CHECK(label[0] == ref_label(REFSTRING_AUTHOR, true));
    CHECK(label[1] == ref_label(REFSTRING_AUTHOR, false));
    CHECK(label[2] == ref_label(REFSTRING_TITLE, true));
    CHECK(label[3] == 0);
    CHECK(!ref_sample_read(keywords, S("{\"raw\":\"x\",\"spans\":[1]}"),
                           &samples, &arena, &err));
}

int main(void)
{
    TEST(pages_are_written_out);
    TEST(dates_are_made_normal);
    TEST(a_long_string_is_cut_at_a_character);
    TEST(nothing_is_sure_of_nothing);
    TEST(a_tagged_line_becomes_labels);
    check_cases("tests/cases/refstring.txt", run);
    return check_end();
}
