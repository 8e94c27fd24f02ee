#include "read/section.h"

#include "text/fold.h"

enum where {
    IS,
    BEGINS,
    HAS
};

static const struct {
    enum section section;
    enum where where;
    str words;
} heading_row[] = {
#define HEADING(section, where, words)                                         \
    {SECTION_##section, where, {words, sizeof(words) - 1}},
#include "read/heading.def"
#undef HEADING
};

static const struct {
    const char *type;
    enum section section;
} type_row[] = {
    {"intro", SECTION_INTRODUCTION},
    {"introduction", SECTION_INTRODUCTION},
    {"background", SECTION_INTRODUCTION},
    {"materials", SECTION_METHODS},
    {"methods", SECTION_METHODS},
    {"method", SECTION_METHODS},
    {"materials-methods", SECTION_METHODS},
    {"materials and methods", SECTION_METHODS},
    {"subjects", SECTION_METHODS},
    {"data", SECTION_METHODS},
    {"results", SECTION_RESULTS},
    {"cases", SECTION_RESULTS},
    {"discussion", SECTION_DISCUSSION},
    {"conclusions", SECTION_DISCUSSION},
    {"conclusion", SECTION_DISCUSSION},
};

static enum section section_of_one_type(str type)
{
    for (size_t i = 0; i < sizeof(type_row) / sizeof(*type_row); i++)
        if (str_eq_nocase(type, str_of(type_row[i].type)))
            return type_row[i].section;
    return SECTION_OTHER;
}

/* "results|discussion" is discussion, as in heading.def. */
enum section section_of_type(str sec_type)
{
    enum section found = SECTION_OTHER;
    str rest = sec_type, one;
    while (str_split(&rest, '|', &one)) {
        enum section section = section_of_one_type(str_trim(one));
        if (section != SECTION_OTHER)
            found = section;
    }
    return found;
}

/* "3 1 materials" and "iv results" without their numbers. */
static str without_number(str heading)
{
    str rest = heading, word;
    while (str_word(&rest, &word)) {
        bool number = true;
        for (size_t i = 0; i < word.len; i++)
            number = number && (is_digit(word.ptr[i]) ||
                                strchr("ivx", word.ptr[i]) != NULL);
        bool letter = word.len == 1 && is_lower(word.ptr[0]) && rest.len;
        if (!number && !letter)
            return str_from(heading, (size_t)(word.ptr - heading.ptr));
    }
    return heading;
}

/* At word boundaries in front, not behind: "hypothes" begins "hypotheses". */
static bool fits(str heading, enum where where, str words)
{
    if (where == IS)
        return str_eq(heading, words);
    if (where == BEGINS)
        return str_starts(heading, words);
    for (size_t at = 0; at + words.len <= heading.len; at++)
        if ((at == 0 || heading.ptr[at - 1] == ' ') &&
            str_starts(str_from(heading, at), words))
            return true;
    return false;
}

enum section section_of_heading(str heading, struct arena *arena)
{
    size_t mark = arena_mark(arena);
    str folded = without_number(fold(heading, arena));
    enum section found = SECTION_OTHER;
    for (size_t i = 0; i < sizeof(heading_row) / sizeof(*heading_row); i++)
        if (fits(folded, heading_row[i].where, heading_row[i].words)) {
            found = heading_row[i].section;
            break;
        }
    arena_rewind(arena, mark);
    return found;
}
