/* export: one work in every format, and what each must escape. */
#include "export/export.h"

#include "check.h"

static struct work sample(struct arena *arena)
{
    struct work work = {.title = S("Tides & moons: 50% of {all} C_2 paths"),
                        .container = S("J. of Tides"),
                        .publisher = S("Quay Press"),
                        .volume = S("12"),
                        .issue = S("3"),
                        .page = S("33-40"),
                        .type = S("journal-article"),
                        .date = S("2001-03-12"),
                        .year = 2001};
    struct work_name doe = {.family = S("Doe"), .given = S("Jane B.")};
    struct work_name group = {.family = S("Tide, and Moon Group")};
    vec_push(&work.author, arena, doe);
    vec_push(&work.author, arena, group);
    work.id[ID_DOI] = S("10.5555/tides_1");
    return work;
}

/* Twice the same work. */
static str written(const char *format, struct arena *arena)
{
    SCOPED_BUF out = {0};
    struct work work = sample(arena);
    struct exporter exporter =
        export_begin(export_format_of(str_of(format)), &out, arena);
    export_work(&exporter, &work, (str){0});
    export_work(&exporter, &work, S("a \"note\""));
    export_end(&exporter);
    return arena_str(arena, buf_str(&out));
}

static void bibtex_escapes_and_keys_differ(void)
{
    SCOPED_ARENA arena = {0};
    str out = written("bibtex", &arena);
    CHECK(str_starts(out, S("@article{doe2001,\n")));
    CHECK(str_find(out, S("@article{doe2001-2,\n")) != STR_NONE);
    CHECK(str_find(out, S("title = {Tides \\& moons: 50\\% of "
                          "\\textbraceleft{}all\\textbraceright{} "
                          "C\\_2 paths}")) != STR_NONE);
    CHECK(str_find(out, S("author = {Doe, Jane B. and {Tide, and Moon "
                          "Group}}")) != STR_NONE);
    CHECK(str_find(out, S("pages = {33--40}")) != STR_NONE);
}

static void ris_has_a_line_a_value(void)
{
    SCOPED_ARENA arena = {0};
    str out = written("ris", &arena);
    CHECK(str_starts(out, S("TY  - JOUR\r\nAU  - Doe, Jane B.\r\n")));
    CHECK(str_find(out, S("\r\nDA  - 2001/03/12/\r\n")) != STR_NONE);
    CHECK(str_find(out, S("\r\nSP  - 33\r\nEP  - 40\r\n")) != STR_NONE);
    CHECK(str_ends(out, S("N1  - a \"note\"\r\nER  - \r\n")));
}

static void csl_is_an_array(void)
{
    SCOPED_ARENA arena = {0};
    struct err err = {0};
    SCOPED_JSON *json = json_parse(written("csl", &arena), &err);
    const struct json_value *item = json_first(json);
    CHECK(json_is_array(json) && json_next(item) != NULL);
    CHECK_STR(json_member_str(item, "type"), S("article-journal"));
    CHECK_STR(json_member_str(item, "id"), S("doi:10.5555/tides_1"));
    const struct json_value *author = json_first(json_member(item, "author"));
    CHECK_STR(json_member_str(json_next(author), "literal"),
              S("Tide, and Moon Group"));
}

static void no_works_are_an_empty_array(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF out = {0};
    struct exporter exporter =
        export_begin(export_format_of(S("csl")), &out, &arena);
    export_end(&exporter);
    CHECK_STR(buf_str(&out), S("[]\n"));
}

static void csv_quotes_and_starts_no_formula(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF out = {0};
    struct work work = {.title = S("=1+1, \"so\"\nit is")};
    struct exporter exporter =
        export_begin(export_format_of(S("csv")), &out, &arena);
    export_work(&exporter, &work, (str){0});
    CHECK(str_find(buf_str(&out), S(",\" =1+1, \"\"so\"\" it is\",")) !=
          STR_NONE);
}

static void a_line_end_can_not_forge_a_field(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF out = {0};
    struct work work = {.title = S("One\r\nDO  - 10.5555/evil\xFF")};
    struct exporter exporter =
        export_begin(export_format_of(S("ris")), &out, &arena);
    export_work(&exporter, &work, (str){0});
    CHECK(str_find(buf_str(&out), S("\nDO")) == STR_NONE);
    CHECK(str_find(buf_str(&out), S("evil\xEF\xBF\xBD\r\n")) != STR_NONE);
}

static void an_unknown_format_is_none(void)
{
    CHECK(export_format_of(S("docx")) == NULL);
    CHECK(export_format_of(S("")) == NULL);
}

int main(void)
{
    TEST(bibtex_escapes_and_keys_differ);
    TEST(ris_has_a_line_a_value);
    TEST(csl_is_an_array);
    TEST(no_works_are_an_empty_array);
    TEST(csv_quotes_and_starts_no_formula);
    TEST(a_line_end_can_not_forge_a_field);
    TEST(an_unknown_format_is_none);
    return check_end();
}
