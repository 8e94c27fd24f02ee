#include "text/sentence.h"

#include "base/utf8.h"
#include "text/abbrev.h"

/* A parenthesis longer than this was never meant to be closed there. */
#define PAREN_MAX 1200

/* One block being split. */
struct splitter {
    str text;
    const struct mark *mark;
    size_t marks;
    size_t next; /* first mark that ends after where we are */
    spans paren; /* outermost brackets, in order */
    uint32_t paren_next;
    size_t start; /* of the sentence being read */
};

/* ---- brackets -------------------------------------------------------- */

static bool closes(char open, char close)
{
    return (open == '(' && close == ')') || (open == '[' && close == ']');
}

/* Find the brackets that are closed; those inside others don't matter. */
static void find_parens(struct splitter *s, struct arena *arena)
{
    spans open = {0};
    for (uint32_t i = 0; i < s->text.len; i++) {
        char c = s->text.ptr[i];
        if (c == '(' || c == '[') {
            vec_push(&open, arena, ((struct span){i, 0}));
            continue;
        }
        if (c != ')' && c != ']')
            continue;
        uint32_t n = open.n;
        while (n && !closes(s->text.ptr[open.at[n - 1].start], c))
            n--;
        if (n == 0)
            continue; /* "a) first": a list, no bracket */
        struct span found = {open.at[n - 1].start, i + 1};
        open.n = n - 1;
        if (span_len(found) > PAREN_MAX)
            continue;
        while (s->paren.n && s->paren.at[s->paren.n - 1].start > found.start)
            s->paren.n--;
        vec_push(&s->paren, arena, found);
    }
}

/* Brackets are asked for in order. */
static bool in_paren(struct splitter *s, size_t at)
{
    while (s->paren_next < s->paren.n && s->paren.at[s->paren_next].end <= at)
        s->paren_next++;
    return s->paren_next < s->paren.n && s->paren.at[s->paren_next].start < at;
}

/* ---- what stands around a stop ---------------------------------------- */

static char byte_at(const struct splitter *s, size_t at)
{
    return at < s->text.len ? s->text.ptr[at] : '\0';
}

/* The mark at or after `at`, null when there is none. */
static const struct mark *mark_from(const struct splitter *s, size_t at)
{
    size_t i = s->next;
    while (i < s->marks && (s->mark[i].at.end <= at ||
                            s->mark[i].at.start == s->mark[i].at.end))
        i++;
    return i < s->marks ? &s->mark[i] : NULL;
}

/* The word that ends before `at`, white space and brackets aside. */
static str word_before(const struct splitter *s, size_t at)
{
    size_t start = at;
    while (start > s->start && !is_space(s->text.ptr[start - 1]) &&
           !strchr("([{/", s->text.ptr[start - 1]) &&
           (unsigned char)s->text.ptr[start - 1] != 0x93) /* of an en dash */
        start--;
    return (str){s->text.ptr + start, at - start};
}

/* Quotes and brackets that close behind a stop belong to its sentence. */
static size_t closers(const struct splitter *s, size_t at)
{
    static const char *const closer[] = {"\"", "'", ")", "]",
                                         "”",  "’", "»", "“"};
    for (bool found = true; found;) {
        found = false;
        for (size_t i = 0; i < sizeof(closer) / sizeof(*closer); i++)
            if (str_starts(str_from(s->text, at), str_of(closer[i]))) {
                at += strlen(closer[i]);
                found = true;
            }
    }
    return at;
}

static bool is_list_byte(char c)
{
    return is_digit(c) || strchr(",;-–— ", c) != NULL ||
           (unsigned char)c >= 0x80;
}

/*
 * Citations printed right behind the stop: "shown.12,13 Then", "shown.[4] We",
 * "shown. [4] We".  Gives where they end, `at` when there are none.
 */
static size_t citations_after(const struct splitter *s, size_t at)
{
    size_t i = at;
    bool spaced = false;
    while (byte_at(s, i) == ' ') {
        spaced = true;
        i++;
    }
    char open = byte_at(s, i);
    bool bracket = open == '[' || open == '(';
    if (spaced && !bracket)
        return at;
    const struct mark *mark = mark_from(s, i);
    bool cites = false;
    size_t end = i + bracket;
    while (end < s->text.len) {
        while (mark && mark->at.end <= end)
            mark = mark + 1 < s->mark + s->marks ? mark + 1 : NULL;
        if (mark && mark->at.start <= end && mark->at.end > end &&
            (mark->kind == MARK_CITATION || mark->kind == MARK_SUPERSCRIPT)) {
            cites = cites || mark->kind == MARK_CITATION || !spaced;
            end = mark->at.end;
        } else if (bracket && closes(open, byte_at(s, end))) {
            end++;
            break;
        } else if (is_list_byte(byte_at(s, end)) &&
                   (bracket || byte_at(s, end) != ' ')) {
            end++;
        } else {
            break;
        }
    }
    if (!cites || (bracket && !closes(open, byte_at(s, end - 1))))
        return at;
    while (end > at && is_space(byte_at(s, end - 1)))
        end--;
    return end;
}

/* ---- how the next sentence would begin -------------------------------- */

enum beginning {
    BEGIN_NOTHING, /* the block ends */
    BEGIN_UPPER,
    BEGIN_STARTER, /* "The", "However" */
    BEGIN_MIXED,   /* mRNA, p53, α-tubulin: begins small and is a name */
    BEGIN_LOWER,
    BEGIN_ITEM, /* "b. Blots", "pe, pigment": lists in captions */
    BEGIN_DIGIT,
    BEGIN_BRACKET,
    BEGIN_OTHER
};

static str word_at(const struct splitter *s, size_t at)
{
    size_t end = at;
    while (end < s->text.len && !is_space(s->text.ptr[end]) &&
           !strchr(",;:()[]", s->text.ptr[end]))
        end++;
    str word = {s->text.ptr + at, end - at};
    while (word.len && strchr(".!?\"'", word.ptr[word.len - 1]))
        word.len--;
    return word;
}

/* A word like "p53", "mRNA", "trTACC1B", "c-Myc", "pH". */
static bool is_mixed(str word)
{
    for (size_t i = 1; i < word.len; i++)
        if (is_upper(word.ptr[i]) || is_digit(word.ptr[i]))
            return true;
    return false;
}

/* Capitals beyond ASCII: Latin-1, Latin A, Greek, Cyrillic. */
static bool is_wide_upper(uint32_t c)
{
    if (c >= 0xC0 && c <= 0xDE)
        return c != 0xD7;
    if (c >= 0x100 && c <= 0x17F)
        return c % 2 == 0;
    return (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F);
}

static bool is_greek_small(uint32_t c)
{
    return c >= 0x3B1 && c <= 0x3C9;
}

/* A letter and a stop, or a short word and a comma, as captions list them. */
static bool is_item(const struct splitter *s, size_t at, str word)
{
    char after = byte_at(s, at + word.len);
    if (word.len == 1)
        return after != '\0' && strchr(".),:", after);
    return word.len <= 4 && after == ',';
}

/* Signs that begin the notes under tables and figures. */
static bool is_sign(str rest)
{
    static const char *const sign[] = {"*", "†", "‡", "§", "•", "+", "#", "¶"};
    for (size_t i = 0; i < sizeof(sign) / sizeof(*sign); i++)
        if (str_starts(rest, str_of(sign[i])))
            return true;
    return false;
}

static enum beginning begins(const struct splitter *s, size_t at)
{
    static const char *const opening[] = {"\"", "'", "“", "‘", "«",
                                          "„",  "¿", "¡", "*"};
    for (size_t i = 0; i < sizeof(opening) / sizeof(*opening); i++)
        if (str_starts(str_from(s->text, at), str_of(opening[i]))) {
            at += strlen(opening[i]);
            i = (size_t)-1;
        }
    if (at >= s->text.len)
        return BEGIN_NOTHING;
    char c = s->text.ptr[at];
    str word = word_at(s, at);
    if (is_upper(c))
        return is_starter(word) ? BEGIN_STARTER : BEGIN_UPPER;
    if (is_lower(c) && is_item(s, at, word))
        return BEGIN_ITEM;
    if (is_lower(c))
        return is_mixed(word) ? BEGIN_MIXED : BEGIN_LOWER;
    if (is_digit(c))
        return BEGIN_DIGIT;
    if (c == '(' || c == '[')
        return BEGIN_BRACKET;
    if (is_sign(str_from(s->text, at)))
        return BEGIN_BRACKET;
    size_t len;
    uint32_t wide = utf8_next(str_from(s->text, at), &len);
    if (is_wide_upper(wide) || wide >= 0x2E80)
        return BEGIN_UPPER;
    return is_greek_small(wide) ? BEGIN_MIXED : BEGIN_OTHER;
}

/* ---- the decision ---------------------------------------------------- */

/* "J" of "J. Smith", "J.M" of "J.M. Smith", "J.-P" of "J.-P. Changeux". */
static bool is_initial(str word)
{
    for (size_t i = 0; i < word.len; i++) {
        bool letter = is_upper(word.ptr[i]);
        bool joint = word.ptr[i] == '.' ||
                     (word.ptr[i] == '-' && i && word.ptr[i - 1] == '.');
        if (!letter && !joint)
            return false;
        if (letter && i && is_upper(word.ptr[i - 1]))
            return false;
    }
    return word.len > 0;
}

/*
 * A letter behind a plain word ends a sentence: "vitamin C.", "gene D."; behind
 * a name, a comma or one of these it begins a name: "by J. Smith".
 */
static bool letter_ends(const struct splitter *s, str letter)
{
    static const char *const function[] = {
        "and",   "by",      "of",       "from",       "to",     "with",
        "for",   "the",     "in",       "van",        "von",    "de",
        "di",    "thank",   "thanks",   "or",         "as",     "our",
        "also",  "both",    "students", "recipients", "author", "authors",
        "genus", "species", "que",      "et",         "und",    "y",
        "e",     "por",     "von"};
    size_t at = (size_t)(letter.ptr - s->text.ptr);
    while (at > s->start && is_space(s->text.ptr[at - 1]))
        at--;
    str word = word_before(s, at);
    for (size_t i = 0; i < word.len; i++)
        if (!is_lower(word.ptr[i]))
            return false;
    for (size_t i = 0; i < sizeof(function) / sizeof(*function); i++)
        if (str_eq(word, str_of(function[i])))
            return false;
    return word.len > 1;
}

/*
 * Nothing but numbers and single letters since the sentence began: "1.", "a.",
 * "B, C.", "(A)." count items or panels.
 */
static bool is_enumerator(const struct splitter *s, size_t stop)
{
    bool any = false;
    if (stop - s->start > 12)
        return false;
    for (size_t i = s->start; i < stop; i++) {
        char c = s->text.ptr[i];
        bool letter = is_alpha(c);
        if (letter && i > s->start && is_alpha(s->text.ptr[i - 1]))
            return false;
        if (!letter && !is_digit(c) && !strchr(",-() ", c))
            return false;
        any = any || letter || is_digit(c);
    }
    return any;
}

/* Letters of the word are small, and enough of them for a word of prose. */
static bool is_prose(str word, size_t least)
{
    for (size_t i = 0; i < word.len; i++)
        if (!is_lower(word.ptr[i]))
            return false;
    return word.len >= least;
}

/* An abbreviation in capitals is none: "CA.", "VS.", but "U.S." is. */
static enum abbrev abbrev_of(str word)
{
    bool capitals =
        word.len > 1 && is_upper(word.ptr[0]) && is_upper(word.ptr[1]);
    return capitals ? ABBREV_NONE : abbrev_find(word);
}

/* A full stop: is it the end, given what stands before and after? */
static bool stop_ends(const struct splitter *s, size_t stop,
                      enum beginning next)
{
    str word = word_before(s, stop);
    bool starter = next == BEGIN_STARTER;
    if (is_enumerator(s, stop))
        return false;
    switch (abbrev_of(word)) {
    case ABBREV_NEVER:
        return false;
    case ABBREV_NUMBER:
        return starter;
    case ABBREV_MAY:
        return starter || (next == BEGIN_UPPER && !is_initial(word) &&
                           str_chr(word, '.') == STR_NONE);
    case ABBREV_MONTH:
        return next != BEGIN_DIGIT;
    case ABBREV_NONE:
        break;
    }
    bool small = next == BEGIN_LOWER || next == BEGIN_ITEM;
    if (is_initial(word)) /* "C. elegans" */
        return starter || (!small && letter_ends(s, word));
    if (small)
        return is_prose(word, 5) || next == BEGIN_ITEM;
    if (next == BEGIN_DIGIT && word.len == 2 && is_upper(word.ptr[0]))
        return false; /* "Mm. 8356" */
    return true;
}

/* "dysplasia.The next": the space was forgotten. */
static bool is_glued(const struct splitter *s, size_t stop, enum beginning next)
{
    return next == BEGIN_STARTER && is_prose(word_before(s, stop), 4);
}

static size_t blank_len(const struct splitter *s, size_t at)
{
    if (is_space(byte_at(s, at)))
        return 1;
    return str_starts(str_from(s->text, at), S("\xC2\xA0")) ? 2 : 0;
}

static bool ends_here(struct splitter *s, size_t stop, size_t end,
                      bool full_stop)
{
    size_t next = end, blank;
    while ((blank = blank_len(s, next)) > 0)
        next += blank;
    enum beginning beginning = begins(s, next);
    if (beginning == BEGIN_NOTHING)
        return true;
    if (in_paren(s, end))
        return false;
    if (next == end)
        return full_stop && is_glued(s, stop, beginning);
    if (beginning == BEGIN_OTHER)
        return false;
    if (full_stop)
        return stop_ends(s, stop, beginning);
    return beginning != BEGIN_LOWER;
}

/* Bytes of a stop at the front: ". ! ?" or a full-width one; else 0. */
static size_t stop_len(str rest)
{
    if (rest.len == 0)
        return 0;
    if (strchr(".!?", rest.ptr[0]))
        return 1;
    bool wide = str_starts(rest, S("。")) || str_starts(rest, S("！")) ||
                str_starts(rest, S("？"));
    return wide ? 3 : 0;
}

/* ---- the pass -------------------------------------------------------- */

static void add_sentence(struct splitter *s, size_t end, spans *out,
                         struct arena *arena)
{
    size_t start = s->start;
    while (start < end && is_space(s->text.ptr[start]))
        start++;
    while (end > start && is_space(s->text.ptr[end - 1]))
        end--;
    if (end > start)
        vec_push(out, arena, ((struct span){(uint32_t)start, (uint32_t)end}));
    s->start = end;
    while (s->start < s->text.len && is_space(s->text.ptr[s->start]))
        s->start++;
}

/* Past the mark that `at` stands in, if any. */
static size_t skip_mark(struct splitter *s, size_t at)
{
    while (s->next < s->marks && s->mark[s->next].at.end <= at)
        s->next++;
    bool inside = s->next < s->marks && s->mark[s->next].at.start <= at;
    return inside ? s->mark[s->next].at.end : at;
}

/* Where the sentence ends that stops at `at`; 0 when none does. */
static size_t sentence_end(struct splitter *s, size_t at, size_t len)
{
    bool full_stop = s->text.ptr[at] == '.';
    size_t end = closers(s, at + len);
    size_t cited = citations_after(s, end);
    if (cited > end && stop_len(str_from(s->text, cited)))
        return 0; /* "minutes. [13]." has its stop there */
    if (cited > end && ends_here(s, at, cited, full_stop))
        return cited;
    return ends_here(s, at, end, full_stop) ? end : 0;
}

void sentence_find(str text, const struct mark *mark, size_t marks, spans *out,
                   struct arena *arena)
{
    struct splitter s = {.text = text, .mark = mark, .marks = marks};
    find_parens(&s, arena);
    while (s.start < text.len && is_space(text.ptr[s.start]))
        s.start++;
    for (size_t at = 0; at < text.len;) {
        size_t past = skip_mark(&s, at);
        size_t len = past > at ? past - at : stop_len(str_from(text, at));
        size_t end = 0;
        if (past == at && len > 0)
            end = sentence_end(&s, at, len);
        if (end > 0)
            add_sentence(&s, end, out, arena);
        at = end > 0 ? end : at + (len ? len : 1);
    }
    add_sentence(&s, text.len, out, arena);
}
