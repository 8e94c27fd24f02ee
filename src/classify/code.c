#include "classify/code.h"

const char code_letter[CODES + 1] = "SsCcUB";

const char *const view_name[VIEWS] = {"strict", "broad", "wos", "cito"};

#define MENTION STANCE_MENTIONING

const struct code_row code_row[CODES] = {
    [CODE_S] = {STANCE_SUPPORTING, STANCE_SUPPORTING, EVIDENCE_OWN,
                INTENT_RESULT, "support", "cito:confirms"},
    [CODE_s] = {MENTION, STANCE_SUPPORTING, EVIDENCE_REPORTED, INTENT_RESULT,
                "discuss", "cito:discusses"},
    [CODE_C] = {STANCE_CONTRASTING, STANCE_CONTRASTING, EVIDENCE_OWN,
                INTENT_RESULT, "differ", "cito:disagreesWith"},
    [CODE_c] = {MENTION, STANCE_CONTRASTING, EVIDENCE_REPORTED, INTENT_RESULT,
                "discuss", "cito:discusses"},
    [CODE_U] = {MENTION, MENTION, EVIDENCE_NONE, INTENT_METHOD, "basis",
                "cito:usesMethodIn"},
    [CODE_B] = {MENTION, MENTION, EVIDENCE_NONE, INTENT_BACKGROUND,
                "background", "cito:obtainsBackgroundFrom"},
};

enum code code_of(str letter)
{
    for (int c = 0; c < CODES; c++)
        if (letter.len == 1 && letter.ptr[0] == code_letter[c])
            return (enum code)c;
    return CODES;
}

enum view view_of(str name)
{
    for (int v = 0; v < VIEWS; v++)
        if (str_eq(name, str_of(view_name[v])))
            return (enum view)v;
    return VIEWS;
}

const char *code_label(enum code code, enum view view)
{
    const struct code_row *row = &code_row[code];
    switch (view) {
    case VIEW_BROAD:
        return stance_name[row->broad];
    case VIEW_WOS:
        return row->wos;
    case VIEW_CITO:
        return row->cito;
    default:
        return stance_name[row->strict];
    }
}
