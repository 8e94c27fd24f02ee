#include "text/stop.h"

#include "text/abbrev.h"
#include "text/blank.h"

/* Longer words before a stop are no abbreviations, and looking stays cheap. */
#define WORD_MAX 40

/* "(A, B, C)." */
#define ENUMERATOR_MAX 12

static char byte_at(const struct stop *stop, size_t at)
{
    return at < stop->text.len ? stop->text.ptr[at] : '\0';
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* Back over what isn't blank, bracket, slash, quote or dash. */
static str word_before(const struct stop *stop, size_t at)
{
    size_t start = at;
    while (start > stop->start && at - start < WORD_MAX) {
        const char *last = stop->text.ptr + start - 1;
        size_t left = start - stop->start;
        bool blank = left > 1 && memcmp(last - 1, "\u00A0", 2) == 0;
        bool dash = left > 2 && (memcmp(last - 2, "–", 3) == 0 ||
                                 memcmp(last - 2, "—", 3) == 0);
        if (blank || dash || is_space(*last) || is_one_of(*last, "([{/\"'"))
            break;
        start--;
    }
    return (str){stop->text.ptr + start, at - start};
}

/* The word before that one. */
static str word_ahead(const struct stop *stop, str word)
{
    size_t at = (size_t)(word.ptr - stop->text.ptr);
    return word_before(stop, blank_trim(stop->text, stop->start, at));
}

/* Nothing but small letters, and enough of them for a word of prose. */
static bool is_prose(str word, size_t least)
{
    for (size_t i = 0; i < word.len; i++)
        if (!is_lower(word.ptr[i]))
            return false;
    return word.len >= least;
}

/* "J" of "J. Smith", "J.M" of "J.M. Smith", "J.-P" of "J.-P. Changeux". */
static bool is_initial(str word)
{
    if (word.len == 0 || !is_upper(word.ptr[0]))
        return false;
    for (size_t i = 1; i < word.len; i++) {
        char c = word.ptr[i], before = word.ptr[i - 1];
        bool fits = is_upper(c) ? before == '.' || before == '-'
                                : c == '.' || (c == '-' && before == '.');
        if (!fits)
            return false;
    }
    return true;
}

/* "s.e.m", "r.p.m", "C.e": single letters between stops, small ones. */
static bool is_dotted(str word)
{
    if (word.len < 3 || !is_alpha(word.ptr[0]))
        return false;
    for (size_t i = 1; i < word.len; i++)
        if (i % 2 ? word.ptr[i] != '.' : !is_lower(word.ptr[i]))
            return false;
    return word.len % 2;
}

/*
 * A letter behind a plain word ends a sentence: "vitamin C.", "gene D."; behind
 * a name, a comma or one of these it begins a name: "by J. Smith".
 */
static bool letter_ends(const struct stop *stop, str letter)
{
    static const char *const function[] = {
        "and",     "by",    "of",        "from",   "to",      "with",
        "for",     "the",   "in",        "van",    "von",     "de",
        "di",      "thank", "thanks",    "or",     "as",      "our",
        "also",    "both",  "students",  "author", "authors", "genus",
        "species", "que",   "et",        "und",    "y",       "e",
        "por",     "para",  "recipients"};
    str before = word_ahead(stop, letter);
    if (str_eq(before, S("and"))) { /* "in panels E and F." */
        str panel = word_ahead(stop, before);
        return panel.len == 1 && is_upper(panel.ptr[0]);
    }
    for (size_t i = 0; i < sizeof(function) / sizeof(*function); i++)
        if (str_eq(before, str_of(function[i])))
            return false;
    if (str_eq(letter, S("I")) && is_mixed(before)) /* "DNase I." */
        return true;
    return is_prose(before, 2);
}

/* "B." at `at`: one letter and a stop. */
static bool is_letter_stop(const struct stop *stop, size_t at)
{
    char after = byte_at(stop, at + 2);
    return is_alpha(byte_at(stop, at)) && byte_at(stop, at + 1) == '.' &&
           (is_space(after) || is_one_of(after, ",;:)"));
}

/* "z." and "B." of "z. B.", "i." and "e." of "i. e." */
static bool is_spaced(const struct stop *stop)
{
    str word = stop->word;
    if (word.len != 1 || !is_alpha(word.ptr[0]))
        return false;
    str before = word_ahead(stop, word);
    if (before.len == 2 && is_lower(before.ptr[0]) && before.ptr[1] == '.')
        return true;
    return is_lower(word.ptr[0]) &&
           is_letter_stop(stop, blank_skip(stop->text, stop->end));
}

/*
 * How many full stops stand in the run that ends with this one, blanks between
 * them or not: "...", ". . .".  More than four are as good as four.
 */
static unsigned dots_of(const struct stop *stop)
{
    unsigned dots = 1;
    size_t at = stop->at;
    while (dots < 4 && at > stop->start) {
        bool apart = stop->text.ptr[at - 1] == ' ' && at - 1 > stop->start;
        if (stop->text.ptr[at - 1 - apart] != '.')
            break;
        at -= 1 + apart;
        dots++;
    }
    return dots;
}

/*
 * Nothing but numbers and single letters since the sentence began: "1.", "a.",
 * "ii.", "B, C.", "(A)." count items or panels.
 */
static bool is_enumerator(const struct stop *stop)
{
    if (stop->at - stop->start > ENUMERATOR_MAX)
        return false;
    bool any = false;
    for (size_t i = stop->start; i < stop->at; i++) {
        char c = stop->text.ptr[i];
        bool run = i > stop->start && is_alpha(stop->text.ptr[i - 1]);
        if (is_alpha(c) && run && !is_one_of(c, "ivxIVX"))
            return false;
        if (!is_alpha(c) && !is_digit(c) && !is_one_of(c, ",-() "))
            return false;
        any = any || is_alpha(c) || is_digit(c);
    }
    return any;
}

static bool is_capital(enum begin next)
{
    return next == BEGIN_STARTER || next == BEGIN_UPPER || next == BEGIN_CODE;
}

/* A single letter or several with stops: "J.", "U.S.", "vitamin C." */
static bool letters_end(const struct stop *stop)
{
    bool starter = stop->next == BEGIN_STARTER;
    if (starter || stop->word.len > 1)
        return starter;
    if (stop->next == BEGIN_LOWER || stop->next == BEGIN_ITEM ||
        stop->next == BEGIN_MIXED)
        return false; /* "E. coli", "E. coli-GFP" */
    if (stop->next == BEGIN_DIGIT && stop->word.ptr[0] == 'P')
        return false; /* a page */
    return letter_ends(stop, stop->word);
}

/* "(see there)." and "as shown [4].": no abbreviation ends so. */
static bool closed_before(const struct stop *stop)
{
    return stop->at > 0 && is_one_of(stop->text.ptr[stop->at - 1], ")]");
}

/* Is this the stop of a word that isn't written in full? */
static bool word_ends(const struct stop *stop)
{
    str word = stop->word;
    bool starter = stop->next == BEGIN_STARTER;
    if (is_dotted(word)) /* "D.m. Rho" */
        return starter || (is_lower(word.ptr[0]) && stop->next == BEGIN_UPPER);
    if (is_initial(word))
        return letters_end(stop);
    if (stop->next == BEGIN_LOWER)
        return !stop->quoted && !stop->cited &&
               (closed_before(stop) || is_prose(word, 4));
    if (stop->next == BEGIN_DIGIT) /* "Mm. 8356" */
        return word.len != 2 || !is_upper(word.ptr[0]) ||
               !is_lower(word.ptr[1]);
    return true;
}

/*
 * The last of several stops.  Three say that something is left out; a sentence
 * ends there when they stand at a word and a capital follows.  Four end one.
 */
static bool dots_end(const struct stop *stop, unsigned dots)
{
    if (dots > 3 || (dots == 2 && stop->text.ptr[stop->at - 1] == '.'))
        return stop->next != BEGIN_LOWER;
    bool apart = is_space(stop->text.ptr[stop->at - 1]) ||
                 (stop->at >= 3 && is_space(stop->text.ptr[stop->at - 3]));
    return !apart && is_capital(stop->next);
}

/* A full stop that a blank follows. */
static bool full_stop_ends(const struct stop *stop)
{
    bool starter = stop->next == BEGIN_STARTER;
    unsigned dots = dots_of(stop);
    if (dots > 1)
        return dots_end(stop, dots);
    if (is_spaced(stop))
        return starter;
    if (is_enumerator(stop))
        return false;
    switch (abbrev_find(stop->word)) {
    case ABBREV_NEVER:
        return false;
    case ABBREV_NUMBER:
        return starter || stop->next == BEGIN_UPPER;
    case ABBREV_SELDOM:
        return starter;
    case ABBREV_MAY:
        return stop->cited ? starter : is_capital(stop->next);
    case ABBREV_MONTH:
        return is_capital(stop->next);
    case ABBREV_NONE:
        break;
    }
    return word_ends(stop);
}

/* "dysplasia.The next": the blank was forgotten. */
static bool glued_ends(const struct stop *stop)
{
    return stop->next == BEGIN_STARTER &&
           (closed_before(stop) || is_prose(stop->word, 4));
}

bool stop_ends(struct stop *stop)
{
    stop->word = word_before(stop, stop->at);
    stop->next = begin_at(stop->text, stop->end);
    char c = stop->text.ptr[stop->at];
    bool apart = blank_len(str_from(stop->text, stop->end)) > 0;
    if (stop->next == BEGIN_NOTHING)
        return true;
    if (c == "…"[0])
        return apart && is_capital(stop->next);
    if ((unsigned char)c >= 0x80) /* full-width ones need no blank */
        return true;
    if (!apart)
        return c == '.' && glued_ends(stop);
    if (stop->next == BEGIN_NEVER)
        return false;
    if (stop->inside && stop->next != BEGIN_STARTER) /* "(L.) Roxb." */
        return stop->next != BEGIN_LOWER && is_prose(stop->word, 5);
    return c == '.' ? full_stop_ends(stop) : stop->next != BEGIN_LOWER;
}
