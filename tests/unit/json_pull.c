/* JSON value by value, in pieces of any size. */
#include "base/json_pull.h"

#include "check.h"

static struct arena arena;

/* The feed's text comes `piece` bytes at a time. */
struct drip {
    str left;
    size_t piece;
};

static bool drip(void *user, char *room, size_t size, size_t *got,
                 struct err *err)
{
    struct drip *d = user;
    (void)err;
    *got = d->piece < size ? d->piece : size;
    *got = *got < d->left.len ? *got : d->left.len;
    if (*got)
        memcpy(room, d->left.ptr, *got);
    d->left = str_from(d->left, *got);
    return true;
}

/* All of a value, written down again. */
static void walk(struct pull *pull, struct buf *out)
{
    str key;
    char c = pull_peek(pull);
    if (c == '{' && pull_enter(pull, '{')) {
        buf_char(out, '{');
        while (pull_key(pull, &key)) {
            if (str_eq(key, S("skip"))) {
                pull_skip(pull);
                continue;
            }
            buf_add(out, key);
            buf_char(out, '=');
            walk(pull, out);
        }
        buf_char(out, '}');
    } else if (c == '[' && pull_enter(pull, '[')) {
        buf_char(out, '[');
        while (pull_item(pull))
            walk(pull, out);
        buf_char(out, ']');
    } else if (c == '"') {
        buf_char(out, '\'');
        buf_add(out, pull_text(pull, &arena));
        buf_char(out, '\'');
    } else if (c == '-' || is_digit(c)) {
        buf_format(out, "%lld ", (long long)pull_int(pull));
    } else if (c == 't' || c == 'f') {
        buf_add(out, pull_bool(pull) ? S("true ") : S("false "));
    } else {
        pull_skip(pull);
        buf_add(out, S("- "));
    }
}

static str walked(str text, size_t piece)
{
    SCOPED_BUF out = {0};
    struct drip d = {text, piece};
    SCOPED_FEED feed = {.more = drip, .user = &d};
    struct pull pull = pull_on(&feed, 100);
    walk(&pull, &out);
    if (pull.bad)
        buf_format(&out, " (%s)", pull.bad);
    return arena_str(&arena, buf_str(&out));
}

static const struct {
    const char *text, *want;
} row[] = {
    {"{\"a\":1,\"b\":[true,false,null,\"x\"]}", "{a=1 b=[true false - 'x']}"},
    {" { \"a\" :\n[ ] , \"b\" : { } } ", "{a=[]b={}}"},
    {"{\"skip\":{\"x\":[\"]}\",\"\\\\\",\"\\\"}\",{}]},\"b\":2}", "{b=2 }"},
    {"{\"skip\":\"a\\\\\\\"b\",\"c\":\"\\\\\"}", "{c='\\'}"},
    {"\"\\u00e9\\ud834\\udd1e\\n\\u0000\\q\"", "'\xC3\xA9\xF0\x9D\x84\x9E  q'"},
    {"\"\\ud834x\"", "'\xEF\xBF\xBDx'"},
    {"\"a\xFF\"", "'a\xEF\xBF\xBD'"},
    {"[-12,1.5e3,99999999999999999999,7.9]", "[-12 0 0 7 ]"},
    {"{\"a\":1 \"b\":2}", "{a=1 } (a comma is missing)"},
    {"{\"a\" 1}", "{} (a colon is missing)"},
    {"{1:2}", "{} (a key is missing)"},
    {"[1,2", "[1 2 ] (it is cut off)"},
    {"{\"a\":\"x", "{a=''} (it is cut off)"},
    {"{\"skip\":[1,{\"", "{} (it is cut off)"},
    {"", "-  (it is cut off)"},
    {"[}", "[- ] (no JSON value)"},
};

static void any_piece_gives_the_same(void)
{
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        for (size_t piece = 1; piece < 40; piece += 3)
            CHECK_STR(walked(str_of(row[i].text), piece), str_of(row[i].want));
}

static void a_long_text_is_nothing_and_odd(void)
{
    SCOPED_BUF text = {0};
    buf_add(&text, S("[\""));
    for (int i = 0; i < 1000; i++)
        buf_char(&text, 'x');
    buf_add(&text, S("\",\"y\"]"));
    CHECK_STR(walked(buf_str(&text), 7), S("['''y']"));
}

static void a_bad_line_is_left_behind(void)
{
    str key;
    SCOPED_FEED feed = feed_of(S("{\"a\":}\n{\"a\":5}\n"));
    struct pull pull = pull_on(&feed, 100);
    CHECK(pull_enter(&pull, '{') && pull_key(&pull, &key));
    pull_skip(&pull);
    CHECK(pull.bad != NULL);
    CHECK(pull_next_line(&pull, UINT64_MAX));
    CHECK(pull_enter(&pull, '{') && pull_key(&pull, &key));
    CHECK(pull_int(&pull) == 5 && !pull_key(&pull, &key) && !pull.bad);
    CHECK(pull_peek(&pull) == '\0');
}

static void depth_has_an_end(void)
{
    SCOPED_BUF text = {0};
    for (int i = 0; i < 5000; i++)
        buf_char(&text, '[');
    SCOPED_FEED feed = feed_of(buf_str(&text));
    struct pull pull = pull_on(&feed, 100);
    for (int i = 0; i < PULL_DEPTH; i++)
        CHECK(pull_enter(&pull, '[') && pull_item(&pull));
    CHECK(!pull_enter(&pull, '['));
    CHECK_STR(str_of(pull.bad), S("it nests too deep"));
    SCOPED_FEED again = feed_of(buf_str(&text));
    pull = pull_on(&again, 100);
    pull_skip(&pull);
    CHECK_STR(str_of(pull.bad), S("it nests too deep"));
}

static void what_was_entered_is_left(void)
{
    str key;
    SCOPED_FEED feed = feed_of(S("{\"a\":[1,{\"b\":[2,3]},4],\"c\":5}"));
    struct pull pull = pull_on(&feed, 100);
    CHECK(pull_enter(&pull, '{') && pull_key(&pull, &key));
    CHECK(pull_enter(&pull, '[') && pull_item(&pull));
    pull_leave(&pull, 1);
    CHECK(pull_key(&pull, &key) && str_eq(key, S("c")));
    CHECK(pull_int(&pull) == 5);
}

static void lines_end_in_three_ways(void)
{
    for (size_t piece = 1; piece < 9; piece++) {
        str line;
        bool cut;
        SCOPED_BUF out = {0};
        struct drip d = {S("one\r\ntwo\rthree\n\nabcdefghij\nlast"), piece};
        SCOPED_FEED feed = {.more = drip, .user = &d};
        while (feed_line(&feed, 5, &line, &cut)) {
            buf_add(&out, line);
            buf_add(&out, cut ? S("+|") : S("|"));
        }
        CHECK_STR(buf_str(&out), S("one|two|three||abcde+|last|"));
    }
}

int main(void)
{
    TEST(any_piece_gives_the_same);
    TEST(a_long_text_is_nothing_and_odd);
    TEST(a_bad_line_is_left_behind);
    TEST(depth_has_an_end);
    TEST(what_was_entered_is_left);
    TEST(lines_end_in_three_ways);
    arena_close(&arena);
    return check_end();
}
