/* doc/view: six codes as the labels of four views. */
#include "doc/view.h"

#include "check.h"

static void every_code_has_a_word_in_every_view(void)
{
    for (int v = 0; v < VIEWS; v++) {
        uint32_t all = 0;
        CHECK(view_of(str_of(view_name[v])) == (enum view)v);
        for (uint32_t i = 0; i < view_labels((enum view)v); i++) {
            str word = str_of(view_label((enum view)v, i));
            CHECK(view_codes((enum view)v, word) != 0);
            CHECK((all & view_codes((enum view)v, word)) == 0);
            all |= view_codes((enum view)v, word);
        }
        CHECK(all == (1u << (CODES + 1)) - 1);
        CHECK_STR(str_of(view_word((enum view)v, CODES)), S("unclassified"));
    }
}

static void own_evidence_alone_counts_in_the_strict_view(void)
{
    CHECK_STR(str_of(view_word(VIEW_STRICT, CODE_s)), S("mentioning"));
    CHECK_STR(str_of(view_word(VIEW_BROAD, CODE_s)), S("supporting"));
    CHECK_STR(str_of(view_word(VIEW_WOS, CODE_c)), S("discuss"));
    CHECK_STR(str_of(view_word(VIEW_CITO, CODE_C)), S("cito:disagreesWith"));
}

static void the_strict_view_is_the_stance(void)
{
    for (int c = 0; c < CODES; c++)
        CHECK_STR(str_of(view_word(VIEW_STRICT, (enum code)c)),
                  str_of(stance_name[code_row[c].strict]));
}

static void counts_add_up_in_every_view(void)
{
    uint64_t by_code[CODES + 1] = {1, 20, 300, 4000, 50000, 600000, 7000000};
    uint64_t count[VIEW_LABELS];
    view_count(VIEW_BROAD, by_code, count);
    CHECK(count[0] == 21 && count[1] == 4300 && count[2] == 650000);
    for (int v = 0; v < VIEWS; v++) {
        uint64_t sum = 0;
        view_count((enum view)v, by_code, count);
        for (uint32_t i = 0; i < VIEW_LABELS; i++)
            sum += count[i];
        CHECK(sum == 7654321);
    }
}

static void what_is_no_name_is_none(void)
{
    CHECK(view_of(S("")) == VIEW_STRICT && view_of(S("scite")) == VIEWS);
    CHECK(code_of(S("S")) == CODE_S && code_of(S("s")) == CODE_s);
    CHECK(code_of(S("")) == CODES && code_of(S("SS")) == CODES);
    CHECK(view_codes(VIEW_WOS, S("supporting")) == 0);
}

static void a_label_without_a_code_has_the_nearest(void)
{
    struct label label = {.stance = STANCE_MENTIONING, .code = CODE_S};
    CHECK(label_code(&label) == CODE_B);
    label.intent = INTENT_METHOD;
    CHECK(label_code(&label) == CODE_U);
    label.evidence = EVIDENCE_REPORTED;
    label.p[STANCE_CONTRASTING] = 0.2f;
    CHECK(label_code(&label) == CODE_c);
    label_set(&label, CODE_C);
    CHECK(label.stance == STANCE_CONTRASTING && label_code(&label) == CODE_C);
    label.stance = STANCE_UNCLASSIFIED;
    CHECK(label_code(&label) == CODES);
}

int main(void)
{
    TEST(every_code_has_a_word_in_every_view);
    TEST(own_evidence_alone_counts_in_the_strict_view);
    TEST(the_strict_view_is_the_stance);
    TEST(counts_add_up_in_every_view);
    TEST(what_is_no_name_is_none);
    TEST(a_label_without_a_code_has_the_nearest);
    return check_end();
}
