#include "text/abbrev.h"

static const struct {
    str word;
    enum abbrev abbrev;
} abbrev_row[] = {
#define ABBREV(class, word) {{word, sizeof(word) - 1}, ABBREV_##class},
#include "text/abbrev.def"
#undef ABBREV
};

static const char *const starter_row[] = {
    "a",
    "according",
    "additionally",
    "after",
    "again",
    "all",
    "also",
    "although",
    "among",
    "an",
    "analysis",
    "and",
    "another",
    "as",
    "at",
    "because",
    "before",
    "besides",
    "both",
    "but",
    "by",
    "cells",
    "consequently",
    "consistent",
    "conversely",
    "data",
    "despite",
    "due",
    "during",
    "each",
    "even",
    "finally",
    "first",
    "following",
    "for",
    "from",
    "furthermore",
    "given",
    "he",
    "hence",
    "here",
    "how",
    "however",
    "i",
    "if",
    "importantly",
    "in",
    "indeed",
    "interestingly",
    "is",
    "it",
    "its",
    "many",
    "mice",
    "moreover",
    "most",
    "nevertheless",
    "next",
    "no",
    "note",
    "notably",
    "now",
    "of",
    "on",
    "one",
    "only",
    "other",
    "our",
    "overall",
    "patients",
    "previous",
    "previously",
    "rather",
    "recent",
    "recently",
    "results",
    "samples",
    "second",
    "secondly",
    "several",
    "she",
    "similar",
    "similarly",
    "since",
    "so",
    "some",
    "specifically",
    "statistical",
    "still",
    "studies",
    "such",
    "surprisingly",
    "taken",
    "than",
    "that",
    "the",
    "their",
    "then",
    "there",
    "therefore",
    "these",
    "they",
    "third",
    "this",
    "those",
    "though",
    "three",
    "through",
    "thus",
    "to",
    "together",
    "two",
    "under",
    "unlike",
    "until",
    "upon",
    "using",
    "we",
    "what",
    "when",
    "where",
    "whereas",
    "whether",
    "which",
    "while",
    "with",
    "within",
    "without",
    "yet",
    "you",
};

/* Longer than any of them. */
#define WORD_MAX 16

static str lower(str word, char *out)
{
    for (size_t i = 0; i < word.len; i++)
        out[i] = to_lower(word.ptr[i]);
    return (str){out, word.len};
}

/* Rows by first byte: at most a dozen are compared. */
enum abbrev abbrev_find(str word)
{
    char small[WORD_MAX];
    if (word.len == 0 || word.len > WORD_MAX)
        return ABBREV_NONE;
    word = lower(word, small);
    for (size_t i = 0; i < sizeof(abbrev_row) / sizeof(*abbrev_row); i++)
        if (abbrev_row[i].word.ptr[0] == word.ptr[0] &&
            str_eq(abbrev_row[i].word, word))
            return abbrev_row[i].abbrev;
    return ABBREV_NONE;
}

bool is_starter(str word)
{
    char small[WORD_MAX];
    if (word.len == 0 || word.len > WORD_MAX)
        return false;
    word = lower(word, small);
    for (size_t i = 0; i < sizeof(starter_row) / sizeof(*starter_row); i++)
        if (starter_row[i][0] == word.ptr[0] &&
            str_eq(str_of(starter_row[i]), word))
            return true;
    return false;
}
