#include "text/abbrev.h"

#define ROW(word)                                                              \
    {                                                                          \
        "" word, sizeof(word) - 1                                              \
    }

static const str abbrev_row[] = {
#define ABBREV(word, class) ROW(word),
#include "text/abbrev.def"
#undef ABBREV
};

static const enum abbrev abbrev_class[] = {
#define ABBREV(word, class) ABBREV_##class,
#include "text/abbrev.def"
#undef ABBREV
};

static const str starter_row[] = {
#define STARTER(word) ROW(word),
#include "text/starter.def"
#undef STARTER
};

#define ROWS(table) (sizeof(table) / sizeof(*(table)))

/* No row is longer. */
#define WORD_MAX 20

static str lower(str word, char *out)
{
    for (size_t i = 0; i < word.len; i++)
        out[i] = to_lower(word.ptr[i]);
    return (str){out, word.len};
}

/* The row of `word` in a table in bytewise order; `rows` when it has none. */
static size_t row_of(const str *row, size_t rows, str word)
{
    size_t from = 0, to = rows;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = str_compare(word, row[middle]);
        if (order == 0)
            return middle;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return rows;
}

enum abbrev abbrev_find(str word)
{
    char small[WORD_MAX];
    if (word.len == 0 || word.len > WORD_MAX)
        return ABBREV_NONE;
    size_t row = row_of(abbrev_row, ROWS(abbrev_row), word);
    bool capitals =
        word.len > 1 && is_upper(word.ptr[0]) && is_upper(word.ptr[1]);
    bool initial = word.len == 1; /* "P. Doe" is no page */
    if (row == ROWS(abbrev_row) && !capitals && !initial)
        row = row_of(abbrev_row, ROWS(abbrev_row), lower(word, small));
    return row < ROWS(abbrev_row) ? abbrev_class[row] : ABBREV_NONE;
}

bool is_starter(str word)
{
    char small[WORD_MAX];
    if (word.len == 0 || word.len > WORD_MAX)
        return false;
    word = lower(word, small);
    return row_of(starter_row, ROWS(starter_row), word) < ROWS(starter_row);
}
