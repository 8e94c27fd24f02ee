/* The fields of the query language and what they take. */
#include <stdio.h>

#include "base/utf8.h"
#include "doc/doc.h"
#include "search/query_inside.h"
#include "text/fold.h"

#define ROWS(table) (sizeof(table) / sizeof(*(table)))

#define FIELD_NAME(field, name, values)   [field] = name,
#define FIELD_VALUES(field, name, values) [field] = values,
const char *const query_field_name[QUERY_FIELD_COUNT] = {
    QUERY_FIELDS(FIELD_NAME)};
const enum value_kind query_field_values[QUERY_FIELD_COUNT] = {
    QUERY_FIELDS(FIELD_VALUES)};

enum query_field query_field_of(str name)
{
    enum query_field field = 0;
    while (field < QUERY_FIELD_COUNT &&
           !str_eq_nocase(name, str_of(query_field_name[field])))
        field++;
    return field;
}

size_t query_quote(str s)
{
    static const char *const mark[] = {"\"", "“", "”", "„", "«", "»"};
    for (size_t i = 0; i < ROWS(mark); i++)
        if (str_starts(s, str_of(mark[i])))
            return strlen(mark[i]);
    return 0;
}

bool query_has_word(str text)
{
    SCOPED_ARENA arena = {0};
    return fold(text, &arena).len > 0;
}

/* ---- names ------------------------------------------------------------ */

/* What others call them. */
static const struct {
    enum query_field field;
    const char *name;
    uint32_t set;
} other_name[] = {
    {FIELD_STANCE, "contradicting", 1u << STANCE_CONTRASTING},
    {FIELD_STANCE, "disputing", 1u << STANCE_CONTRASTING},
    {FIELD_SECTION, "intro", 1u << SECTION_INTRODUCTION},
    {FIELD_SECTION, "method", 1u << SECTION_METHODS},
    {FIELD_SECTION, "result", 1u << SECTION_RESULTS},
    {FIELD_HAS, "erratum", 1u << NOTICE_CORRECTION},
    {FIELD_HAS, "notice", (1u << NOTICE_KINDS) - 1},
    {FIELD_SELF, "only", SELF_YES},
    {FIELD_SELF, "exclude", SELF_NO},
};

static const char *const self_name[] = {"no", "yes"};

static const struct {
    enum query_field field;
    const char *const *name;
    unsigned n;
} names[] = {
    {FIELD_STANCE, stance_name, STANCES},
    {FIELD_SECTION, section_name, SECTIONS},
    {FIELD_HAS, notice_kind_name, NOTICE_KINDS},
    {FIELD_SELF, self_name, 2},
};
const char *query_set_name(enum query_field field, unsigned member)
{
    for (size_t i = 0; i < ROWS(names); i++)
        if (names[i].field == field && member < names[i].n)
            return names[i].name[member];
    return NULL;
}

static uint32_t set_of(enum query_field field, str name)
{
    const char *known;
    for (unsigned i = 0; (known = query_set_name(field, i)) != NULL; i++)
        if (str_eq_nocase(name, str_of(known)))
            return 1u << i;
    for (size_t i = 0; i < ROWS(other_name); i++)
        if (other_name[i].field == field &&
            str_eq_nocase(name, str_of(other_name[i].name)))
            return other_name[i].set;
    return 0;
}

/* "'x' is no stance: supporting, contrasting …" */
static bool no_such_name(enum query_field field, str name, struct err *err)
{
    SCOPED_BUF list = {0};
    const char *known;
    for (unsigned i = 0; (known = query_set_name(field, i)) != NULL; i++)
        buf_format(&list, "%s%s", i ? ", " : "", known);
    return err_set(err, ERR_USAGE, "'%s:' takes %.*s, not '%.*s'",
                   query_field_name[field], STR(buf_str(&list)),
                   STR(str_first(name, 60)));
}

static bool read_names(struct query *query, str value, struct err *err)
{
    str rest = value, name;
    while (str_split(&rest, ',', &name)) {
        uint32_t set = set_of(query->field, str_trim(name));
        if (set == 0)
            return no_such_name(query->field, name, err);
        query->set |= set;
    }
    return query->set != 0 || no_such_name(query->field, value, err);
}

/* ---- years ------------------------------------------------------------ */

#define YEAR_MAX 9999

static bool read_year(str text, uint32_t *year)
{
    return str_uint(text, year) && *year <= YEAR_MAX;
}

/* ">2010", "<=2010" */
static bool read_bound(struct query *query, str value)
{
    bool above = value.ptr[0] == '>';
    bool equal = value.len > 1 && value.ptr[1] == '=';
    uint32_t year;
    if (!read_year(str_trim(str_from(value, equal ? 2 : 1)), &year))
        return false;
    if (above)
        query->from = year + !equal;
    else
        query->to = year - (!equal && year > 0);
    return true;
}

/* "2010-2015", "2010-", "-2015", "2010..2015", also with a real dash. */
static bool read_range(struct query *query, str value)
{
    static const char *const dash[] = {"-", "..", "–", "—"};
    for (size_t i = 0; i < ROWS(dash); i++) {
        size_t at = str_find(value, str_of(dash[i]));
        if (at == STR_NONE)
            continue;
        str from = str_first(value, at);
        str to = str_from(value, at + strlen(dash[i]));
        return from.len + to.len > 0 &&
               (from.len == 0 || read_year(from, &query->from)) &&
               (to.len == 0 || read_year(to, &query->to));
    }
    query->to = 0;
    bool one = read_year(value, &query->from);
    query->to = query->from;
    return one;
}

static bool read_years(struct query *query, str value, struct err *err)
{
    query->to = UINT32_MAX;
    bool bound = value.len && (value.ptr[0] == '<' || value.ptr[0] == '>');
    if (!(bound ? read_bound : read_range)(query, value))
        return err_set(err, ERR_USAGE,
                       "'year:' takes 2015, 2010-2015, 2010-, -2015, >2010 "
                       "or <2010, not '%.*s'",
                       STR(str_first(value, 60)));
    return query->from <= query->to ||
           err_set(err, ERR_USAGE, "the years %.*s run backwards",
                   STR(str_first(value, 60)));
}

/* ---- any -------------------------------------------------------------- */

static const enum query_kind kind_of[] = {
    [VALUE_TEXT] = QUERY_WORDS,  [VALUE_YEARS] = QUERY_YEARS,
    [VALUE_NAMES] = QUERY_NAMES, [VALUE_WORD] = QUERY_VALUE,
    [VALUE_ID] = QUERY_VALUE,
};

bool query_value(struct query *query, str value, struct arena *arena,
                 struct err *err)
{
    enum value_kind kind = query_field_values[query->field];
    query->kind = kind_of[kind];
    query->words = arena_str(arena, str_trim(value));
    if (kind == VALUE_YEARS)
        return read_years(query, query->words, err);
    if (kind == VALUE_NAMES)
        return read_names(query, query->words, err);
    return kind == VALUE_TEXT || query_has_word(query->words) ||
           err_set(err, ERR_USAGE, "'%s:' needs a value",
                   query_field_name[query->field]);
}
