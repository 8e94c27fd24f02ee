#include "doc/view.h"

#include <assert.h>

const char code_letter[CODES + 1] = "SsCcUB";

const char *const view_name[VIEWS] = {"strict", "broad", "wos", "cito"};

#define MENTION STANCE_MENTIONING

const struct code_row code_row[CODES] = {
    [CODE_S] = {STANCE_SUPPORTING, STANCE_SUPPORTING, EVIDENCE_OWN,
                INTENT_RESULT},
    [CODE_s] = {MENTION, STANCE_SUPPORTING, EVIDENCE_REPORTED, INTENT_RESULT},
    [CODE_C] = {STANCE_CONTRASTING, STANCE_CONTRASTING, EVIDENCE_OWN,
                INTENT_RESULT},
    [CODE_c] = {MENTION, STANCE_CONTRASTING, EVIDENCE_REPORTED, INTENT_RESULT},
    [CODE_U] = {MENTION, MENTION, EVIDENCE_NONE, INTENT_METHOD},
    [CODE_B] = {MENTION, MENTION, EVIDENCE_NONE, INTENT_BACKGROUND},
};

/* The labels of a view as shown, and which of them each code is. */
static const struct {
    const char *word[VIEW_LABELS];
    uint8_t of[CODES + 1];
} row[VIEWS] = {
    /*                        S  s  C  c  U  B  none */
    [VIEW_STRICT] = {{"supporting", "contrasting", "mentioning",
                      "unclassified"},
                     {0, 2, 1, 2, 2, 2, 3}},
    [VIEW_BROAD] = {{"supporting", "contrasting", "mentioning", "unclassified"},
                    {0, 0, 1, 1, 2, 2, 3}},
    [VIEW_WOS] = {{"support", "differ", "discuss", "basis", "background",
                   "unclassified"},
                  {0, 2, 1, 2, 3, 4, 5}},
    [VIEW_CITO] = {{"cito:confirms", "cito:disagreesWith", "cito:discusses",
                    "cito:usesMethodIn", "cito:obtainsBackgroundFrom",
                    "unclassified"},
                   {0, 2, 1, 2, 3, 4, 5}},
};

enum view view_of(str name)
{
    if (name.len == 0)
        return VIEW_STRICT;
    for (int v = 0; v < VIEWS; v++)
        if (str_eq_nocase(name, str_of(view_name[v])))
            return (enum view)v;
    return VIEWS;
}

uint32_t view_labels(enum view view)
{
    return row[view].of[CODES] + 1u;
}

const char *view_label(enum view view, uint32_t label)
{
    assert(label < view_labels(view));
    return row[view].word[label];
}

uint32_t view_of_code(enum view view, enum code code)
{
    return row[view].of[code];
}

const char *view_word(enum view view, enum code code)
{
    return row[view].word[row[view].of[code]];
}

uint32_t view_codes(enum view view, str word)
{
    uint32_t codes = 0;
    for (int c = 0; c <= CODES; c++)
        if (str_eq_nocase(word, str_of(view_word(view, (enum code)c))))
            codes |= 1u << c;
    return codes;
}

void view_count(enum view view, const uint64_t *by_code, uint64_t *by_label)
{
    memset(by_label, 0, VIEW_LABELS * sizeof(*by_label));
    for (int c = 0; c <= CODES; c++)
        by_label[row[view].of[c]] += by_code[c];
}

enum code code_of(str letter)
{
    for (int c = 0; c < CODES; c++)
        if (letter.len == 1 && letter.ptr[0] == code_letter[c])
            return (enum code)c;
    return CODES;
}

str code_str(enum code code)
{
    return code < CODES ? (str){&code_letter[code], 1} : S("");
}

enum code label_code(const struct label *label)
{
    if (label->stance == STANCE_UNCLASSIFIED)
        return CODES;
    if (label->code < CODES && code_row[label->code].strict == label->stance)
        return label->code;
    if (label->stance == STANCE_SUPPORTING)
        return CODE_S;
    if (label->stance == STANCE_CONTRASTING)
        return CODE_C;
    if (label->evidence == EVIDENCE_REPORTED)
        return label->p[STANCE_CONTRASTING] > label->p[STANCE_SUPPORTING]
                   ? CODE_c
                   : CODE_s;
    return label->intent == INTENT_METHOD ? CODE_U : CODE_B;
}

void label_set(struct label *label, enum code code)
{
    assert(code < CODES);
    label->code = code;
    label->stance = code_row[code].strict;
    label->evidence = code_row[code].evidence;
    label->intent = code_row[code].intent;
}
