/* base/: the things everything else stands on. */
#include "base/arena.h"
#include "base/json.h"
#include "base/lines.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "check.h"

static void split_gives_empty_items_too(void)
{
    str rest = S("a,,b"), item;
    CHECK(str_split(&rest, ',', &item) && str_eq(item, S("a")));
    CHECK(str_split(&rest, ',', &item) && item.len == 0);
    CHECK(str_split(&rest, ',', &item) && str_eq(item, S("b")));
    CHECK(!str_split(&rest, ',', &item));
}

static void a_number_is_digits_only(void)
{
    uint32_t n = 7;
    CHECK(str_uint(S("042"), &n) && n == 42);
    CHECK(!str_uint(S(""), &n) && !str_uint(S("-1"), &n));
    CHECK(!str_uint(S("1234567890"), &n) && n == 42);
}

static void rewinding_forgets_across_chunks(void)
{
    SCOPED_ARENA arena = {0};
    arena_alloc(&arena, 100);
    size_t mark = arena_mark(&arena);
    for (int i = 0; i < 20; i++)
        arena_alloc(&arena, 100000);
    arena_rewind(&arena, mark);
    CHECK(arena_mark(&arena) == mark);
    memset(arena_alloc(&arena, 300000), 1, 300000);
    arena_clear(&arena);
    CHECK(arena_mark(&arena) == 0);
    memset(arena_alloc(&arena, 300000), 1, 300000);
}

static void what_grows_bit_by_bit_seldom_moves(void)
{
    SCOPED_ARENA arena = {0};
    char *text = NULL;
    unsigned moves = 0;
    for (size_t n = 0; n < (4u << 20); n += 512) {
        char *grown = arena_grow(&arena, text, n, n + 512);
        moves += grown != text;
        text = grown;
    }
    CHECK(moves < 10);
}

static void a_table_keeps_its_rows_when_it_moves(void)
{
    SCOPED_ARENA arena = {0};
    vec_of(uint32_t) numbers = {0};
    for (uint32_t i = 0; i < 1000; i++) {
        vec_push(&numbers, &arena, i);
        arena_alloc(&arena, 8); /* so that it can't grow in place */
    }
    bool all = numbers.n == 1000;
    for_vec (i, numbers)
        all = all && numbers.at[i] == i;
    CHECK(all);
}

static void the_first_value_of_a_key_stays(void)
{
    SCOPED_ARENA arena = {0};
    struct map map = {0};
    CHECK(map_find(&map, S("B1")) == MAP_NONE);
    CHECK(map_add(&map, S("B1"), 1, &arena) == 1);
    CHECK(map_add(&map, S("B1"), 2, &arena) == 1);
    for (uint32_t i = 0; i < 500; i++)
        map_add(&map, arena_format(&arena, "k%u", i), i, &arena);
    CHECK(map_find(&map, S("k499")) == 499);
    CHECK(map_find(&map, S("B1")) == 1 && map.n == 501);
}

static void utf8_knows_what_is_none(void)
{
    CHECK(utf8_len(S("a")) == 1 && utf8_len(S("é")) == 2);
    CHECK(utf8_len(S("\xC0\x80")) == 0 && utf8_len(S("\xED\xA0\x80")) == 0);
    CHECK(utf8_len(S("\xF4\x90\x80\x80")) == 0 && utf8_len(S("\xE2\x82")) == 0);
    CHECK(utf8_check(S("ab\xFFz")) == 2);
    CHECK(utf8_count(S("naïve 😀")) == 7);
    CHECK(utf8_offset(S("ïb"), 1) == 2);
    size_t n;
    CHECK(utf8_before(S("a–b"), 4, &n) == 0x2013 && n == 3);
}

static void json_escapes_what_it_must(void)
{
    SCOPED_BUF out = {0};
    struct json json = json_on(&out);
    json_object(&json);
    json_text(&json, "a",
              S("\"\\\n\x01"
                "é\xFF"));
    json_text(&json, "left out", S(""));
    json_key(&json, "n");
    json_array(&json);
    json_uint(&json, 0);
    json_number(&json, 0.12345, 2);
    json_end(&json);
    json_end(&json);
    CHECK_STR(buf_str(&out),
              S("{\"a\":\"\\\"\\\\\\n\\u0001é\xEF\xBF\xBD\",\"n\":[0,0.12]}"));
}

static void json_reads_forgivingly(void)
{
    struct err err = {0};
    SCOPED_JSON *value =
        json_parse(S("{\"a\":\"x\",\"n\":3,\"f\":1.5,\"l\":[1]} "), &err);
    CHECK(value != NULL);
    CHECK_STR(json_member_str(value, "a"), S("x"));
    CHECK(json_member_uint(value, "n") == 3);
    CHECK(json_member_uint(value, "f") == 0 &&
          json_member_uint(value, "a") == 0);
    CHECK(json_member_str(value, "none").len == 0);
    CHECK(json_as_uint(json_first(json_member(value, "l"))) == 1);
    struct json_value *none = json_parse(S("{\"a\":"), &err);
    CHECK(none == NULL && err.kind == ERR_INPUT);
}

static void errors_say_the_circumstance_first(void)
{
    struct err err = {0};
    CHECK(!err_set(&err, ERR_INPUT, "not %s\n", "XML"));
    CHECK(!err_add(&err, "reading '%s'", "x.xml"));
    CHECK_STR(str_of(err.text), S("reading 'x.xml': not XML "));
    CHECK(err.kind == ERR_INPUT);
}

static void csv_quotes_only_when_it_must(void)
{
    SCOPED_BUF out = {0};
    buf_csv(&out, S("plain"));
    buf_char(&out, ',');
    buf_csv(&out, S("a \"b\", c"));
    CHECK_STR(buf_str(&out), S("plain,\"a \"\"b\"\", c\""));
}

static void lines_come_one_at_a_time(void)
{
    char text[] = "one\n\nlast";
    struct err err = {0};
    str line;
    FILE *file = fmemopen(text, sizeof(text) - 1, "rb");
    SCOPED_LINES lines = {.file = file, .limit = 100};
    CHECK(lines_next(&lines, &line, &err) && str_eq(line, S("one")));
    CHECK(lines_next(&lines, &line, &err) && line.len == 0);
    CHECK(lines_next(&lines, &line, &err) && str_eq(line, S("last")));
    lines_again(&lines, line);
    CHECK(lines_next(&lines, &line, &err) && str_eq(line, S("last")));
    CHECK(lines.n == 3);
    CHECK(!lines_next(&lines, &line, &err) && err.kind == ERR_NONE);
    fclose(file);
}

static void a_line_without_end_is_refused(void)
{
    struct err err = {0};
    str line;
    FILE *file = fopen("/dev/zero", "rb");
    SCOPED_LINES lines = {.file = file, .limit = 1 << 20};
    CHECK(!lines_next(&lines, &line, &err) && err.kind == ERR_LIMIT);
    fclose(file);
}

static void json_escapes_wherever_it_stands(void)
{
    static const char *const odd[][2] = {{"\"", "\\\""},
                                         {"\\", "\\\\"},
                                         {"\n", "\\n"},
                                         {"é", "é"},
                                         {"\xff", "�"}};
    for (size_t o = 0; o < sizeof(odd) / sizeof(*odd); o++)
        for (int at = 0; at < 20; at++) {
            SCOPED_BUF in = {0}, want = {0}, have = {0};
            for (int i = 0; i < 20; i++) {
                buf_add(&in, i == at ? str_of(odd[o][0]) : S("~"));
                buf_add(&want, i == at ? str_of(odd[o][1]) : S("~"));
            }
            buf_json(&have, buf_str(&in));
            CHECK(str_eq(buf_str(&have), buf_str(&want)));
        }
}

int main(void)
{
    TEST(json_escapes_wherever_it_stands);
    TEST(split_gives_empty_items_too);
    TEST(a_number_is_digits_only);
    TEST(rewinding_forgets_across_chunks);
    TEST(what_grows_bit_by_bit_seldom_moves);
    TEST(a_table_keeps_its_rows_when_it_moves);
    TEST(the_first_value_of_a_key_stays);
    TEST(utf8_knows_what_is_none);
    TEST(json_escapes_what_it_must);
    TEST(json_reads_forgivingly);
    TEST(errors_say_the_circumstance_first);
    TEST(csv_quotes_only_when_it_must);
    TEST(lines_come_one_at_a_time);
    TEST(a_line_without_end_is_refused);
    return check_end();
}
