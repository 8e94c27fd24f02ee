/* search/query: what is typed into the search box. */
#include "search/query.h"

#include "check.h"

static void print_parsed(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    struct err err = {0};
    struct query *query;
    uint32_t at;
    if (query_parse(input, &arena, &query, &at, &err))
        query_print(query, out);
    else
        buf_add(out, str_of(err.text));
}

/* The normal form, which must be its own normal form. */
static void run(str input, struct buf *out)
{
    SCOPED_BUF again = {0};
    print_parsed(input, out);
    if (str_starts(buf_str(out), S("at character")))
        return;
    print_parsed(buf_str(out), &again);
    CHECK_STR(buf_str(&again), buf_str(out));
}

static void a_value_of_a_field_is_no_language(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF out = {0};
    struct err err = {0};
    struct query *query;
    CHECK(query_of_field(S("title"), S("a OR \"b\" year:1"), &arena, &query,
                         &err));
    query_print(query, &out);
    CHECK_STR(buf_str(&out), S("title:\"a OR  b  year:1\""));
    CHECK(!query_of_field(S("colour"), S("red"), &arena, &query, &err));
    CHECK(!query_of_field(S("year"), S("MMXX"), &arena, &query, &err));
    CHECK(!query_of_field(S("title"), S("\xff"), &arena, &query, &err));
}

static void a_journal_as_a_value_is_the_whole_name(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF out = {0};
    struct err err = {0};
    struct query *query;
    CHECK(query_of_field(S("journal"), S("Sleep"), &arena, &query, &err));
    query_print(query, &out);
    CHECK_STR(buf_str(&out), S("journal:=Sleep"));
}

static void the_place_counts_characters(void)
{
    SCOPED_ARENA arena = {0};
    struct err err = {0};
    struct query *query;
    uint32_t at;
    CHECK(!query_parse(S("é)"), &arena, &query, &at, &err));
    CHECK(at == 1 && err.kind == ERR_USAGE);
    CHECK(!query_parse(S("ok \xff"), &arena, &query, &at, &err));
    CHECK(at == 3);
}

static void a_query_has_a_limit(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF text = {0};
    struct err err = {0};
    struct query *query;
    uint32_t at;
    while (text.len < QUERY_MAX)
        buf_add(&text, S("a1 "));
    CHECK(!query_parse(buf_str(&text), &arena, &query, &at, &err));
    CHECK(!query_parse(str_first(buf_str(&text), 900), &arena, &query, &at,
                       &err));
    CHECK(
        query_parse(str_first(buf_str(&text), 300), &arena, &query, &at, &err));
}

int main(void)
{
    check_cases("tests/cases/query.txt", run);
    TEST(a_value_of_a_field_is_no_language);
    TEST(a_journal_as_a_value_is_the_whole_name);
    TEST(the_place_counts_characters);
    TEST(a_query_has_a_limit);
    return check_end();
}
