#include "serve/param.h"

#include "serve/call.h"

const struct param_row param_row[PARAMS] = {
#define PARAM(id, name, kind, low, high, choices, otherwise, help)             \
    {name, kind, low, high, choices, otherwise, help},
#include "serve/params.def"
#undef PARAM
};

/* Which word of "a b c"; -1 when it is none. */
static int find_choice(const char *choices, str word)
{
    str rest = str_of(choices), choice;
    for (int i = 0; str_word(&rest, &choice); i++)
        if (str_eq_nocase(choice, word))
            return i;
    return -1;
}

static bool take_flag(struct param_value *value, str text)
{
    bool yes = str_eq_nocase(text, S("true")) || str_eq(text, S("1"));
    value->number = yes;
    return yes || str_eq_nocase(text, S("false")) || str_eq(text, S("0"));
}

static bool take_list(const struct param_row *row, struct param_value *value,
                      str text)
{
    str word;
    while (str_split(&text, ',', &word)) {
        int choice = find_choice(row->choices, str_trim(word));
        if (choice < 0)
            return false;
        value->set |= 1u << choice;
    }
    return true;
}

/* The ends of a range may be missing, not both, and stand in order. */
static bool take_range(const struct param_row *row, struct param_value *value,
                       str text)
{
    size_t dash = str_chr(text, '-');
    str from = dash == STR_NONE ? text : str_first(text, dash);
    str to = dash == STR_NONE ? text : str_from(text, dash + 1);
    value->number = 0;
    value->to = 0;
    if (from.len + to.len == 0 ||
        (from.len && !str_uint(from, &value->number)) ||
        (to.len && !str_uint(to, &value->to)))
        return false;
    return (to.len == 0 || value->number <= value->to) &&
           value->number <= row->high && value->to <= row->high;
}

/* "2020", "2020-02", "2020-02-01", padded or not. */
static bool take_date(struct param_value *value, str text)
{
    static const uint32_t most[3] = {9999, 12, 31};
    str piece, rest = text;
    int n = 0;
    for (; n < 3 && str_split(&rest, '-', &piece); n++) {
        uint32_t part;
        if (!str_uint(piece, &part) || part > most[n] || part == 0)
            return false;
        if (n == 0)
            value->number = part;
    }
    return n > 0 && rest.len == 0;
}

static bool take(const struct param_row *row, struct param_value *value,
                 str text)
{
    int choice;
    switch (row->kind) {
    case PARAM_NUMBER:
        return str_uint(text, &value->number) && value->number >= row->low &&
               value->number <= row->high;
    case PARAM_FLAG:
        return take_flag(value, text);
    case PARAM_CHOICE:
        choice = find_choice(row->choices, text);
        value->number = (uint32_t)choice;
        return choice >= 0;
    case PARAM_LIST:
        return take_list(row, value, text);
    case PARAM_RANGE:
        return take_range(row, value, text);
    case PARAM_DATE:
        return take_date(value, text);
    default:
        return text.len <= row->high;
    }
}

static str expected(const struct param_row *row, struct arena *arena)
{
    switch (row->kind) {
    case PARAM_NUMBER:
        return arena_format(arena, "is a number from %u to %u", row->low,
                            row->high);
    case PARAM_FLAG:
        return S("is true or false");
    case PARAM_CHOICE:
        return arena_format(arena, "is one of: %s", row->choices);
    case PARAM_LIST:
        return arena_format(arena, "is a list of: %s", row->choices);
    case PARAM_RANGE:
        return arena_format(
            arena, "is like 5, 5-9, 5- or -9, in order, at most %u", row->high);
    case PARAM_DATE:
        return S("is a date: YYYY, YYYY-MM or YYYY-MM-DD");
    default:
        return arena_format(arena, "is longer than %u bytes", row->high);
    }
}

static int find_param(const struct route *route, str name)
{
    for (const unsigned char *id = route->param; *id < PARAMS; id++)
        if (str_eq(name, str_of(param_row[*id].name)))
            return *id;
    return -1;
}

/* What links to pages carry for the statistics of others. */
static bool is_ignored(str name)
{
    return str_starts(name, S("utm_")) || str_eq(name, S("via")) ||
           str_eq(name, S("autologin"));
}

static uint32_t wrong_status(const struct call *call)
{
    return call->route->family == FAMILY_SCITE ? 422 : 400;
}

static bool take_pair(struct call *call, str pair)
{
    size_t equals = str_chr(pair, '=');
    str name, text = S("");
    bool decoded =
        url_decode(str_first(pair, equals), true, call->arena, &name);
    if (equals != STR_NONE)
        decoded &=
            url_decode(str_from(pair, equals + 1), true, call->arena, &text);
    if (!decoded) {
        reply_invalid(call, 400, "query", S(""), "the query isn't UTF-8");
        return false;
    }
    if (is_ignored(name))
        return true;
    int id = find_param(call->route, name);
    if (id < 0) {
        reply_invalid(call, 400, "query", name, "there is no parameter '%.*s'",
                      STR(str_first(name, 100)));
        return false;
    }
    struct param_value *value = &call->param.of[id];
    if (text.len == 0 && param_row[id].kind != PARAM_TEXT)
        return true; /* a form's empty field */
    value->given = true;
    value->text = text;
    vec_push(&value->all, call->arena, text);
    if (take(&param_row[id], value, text))
        return true;
    reply_invalid(call, wrong_status(call), "query", name, "'%s' %.*s",
                  param_row[id].name,
                  STR(expected(&param_row[id], call->arena)));
    return false;
}

/* False when it has answered: one that must be there isn't. */
static bool set_defaults(struct call *call)
{
    for (const unsigned char *id = call->route->param; *id < PARAMS; id++) {
        const struct param_row *row = &param_row[*id];
        struct param_value *value = &call->param.of[*id];
        if (value->given || row->otherwise == NULL)
            continue;
        if (str_eq(str_of(row->otherwise), S(REQUIRED))) {
            reply_invalid(call, wrong_status(call), "query", str_of(row->name),
                          "'%s' is required", row->name);
            return false;
        }
        value->text = str_of(row->otherwise);
        take(row, value, value->text);
    }
    return true;
}

/* More pairs than this are an attack, or a mistake. */
#define PAIRS_MAX 1000

bool param_read(struct call *call, str query)
{
    str pair;
    for (int n = 0; str_split(&query, '&', &pair); n++) {
        if (n == PAIRS_MAX) {
            reply_invalid(call, 400, "query", S(""), "more than %d parameters",
                          PAIRS_MAX);
            return false;
        }
        if (pair.len && !take_pair(call, pair))
            return false;
    }
    return set_defaults(call);
}
