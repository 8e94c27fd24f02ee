#include "text/sentence.h"

#include "text/abbrev.h"
#include "text/begin.h"
#include "text/bracket.h"

/* Longer words before a stop are no abbreviations, and looking stays cheap. */
#define WORD_MAX 40

/* One block being split; what is asked is asked from front to back. */
struct splitter {
    str text;
    vec_of(struct mark) mark; /* in order, apart, trimmed, none empty */
    spans bracket;            /* outermost ones, in order */
    uint32_t mark_next;       /* first that ends behind where we are */
    uint32_t bracket_next;
    size_t start; /* of the sentence being read */
};

/* A full stop, question mark or the like, and what stands around it. */
struct stop {
    size_t at;
    size_t len;
    size_t end;      /* behind it, and behind what closes or cites there */
    str word;        /* before it */
    enum begin next; /* behind `end` */
    bool spaced;     /* a blank stands at `end` */
    bool quoted;     /* a quote closes behind it */
    bool inside; /* a bracket closes behind it that opened in mid-sentence */
    bool cited;  /* a citation stands behind it */
};

static char byte_at(const struct splitter *s, size_t at)
{
    return at < s->text.len ? s->text.ptr[at] : '\0';
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static size_t skip_blanks(str text, size_t at)
{
    size_t blank;
    while ((blank = blank_len(str_from(text, at))) > 0)
        at += blank;
    return at;
}

static size_t trim_end(str text, size_t start, size_t end)
{
    for (size_t len = 1; len <= 3 && start + len <= end; len++)
        if (blank_len(str_from(text, end - len)) == len) {
            end -= len;
            len = 0;
        }
    return end;
}

/* ---- marks and brackets ------------------------------------------------ */

static struct span trim_mark(str text, struct span at)
{
    if (at.end > text.len)
        at.end = (uint32_t)text.len;
    while (at.start < at.end && is_space(text.ptr[at.start]))
        at.start++;
    while (at.end > at.start && is_space(text.ptr[at.end - 1]))
        at.end--;
    return at;
}

/* Those that tell something; overlapping ones become one. */
static void keep_marks(struct splitter *s, const struct mark *mark,
                       size_t marks, struct arena *arena)
{
    for (size_t i = 0; i < marks; i++) {
        struct mark kept = {trim_mark(s->text, mark[i].at), mark[i].kind};
        struct mark *last = s->mark.n ? &s->mark.at[s->mark.n - 1] : NULL;
        if (kept.at.start >= kept.at.end)
            continue;
        if (last == NULL || last->at.end <= kept.at.start)
            vec_push(&s->mark, arena, kept);
        else if (last->at.end < kept.at.end)
            last->at.end = kept.at.end;
    }
}

/* The first mark that ends behind `at`; null when there is none. */
static const struct mark *mark_from(const struct splitter *s, size_t at)
{
    uint32_t i = s->mark_next;
    while (i < s->mark.n && s->mark.at[i].at.end <= at)
        i++;
    return i < s->mark.n ? &s->mark.at[i] : NULL;
}

static bool in_mark(const struct splitter *s, size_t at)
{
    const struct mark *mark = mark_from(s, at);
    return mark && mark->at.start < at;
}

/* The outermost bracket that is open at `at`; asked for in order. */
static const struct span *bracket_at(struct splitter *s, size_t at)
{
    while (s->bracket_next < s->bracket.n &&
           s->bracket.at[s->bracket_next].end <= at)
        s->bracket_next++;
    if (s->bracket_next == s->bracket.n)
        return NULL;
    const struct span *bracket = &s->bracket.at[s->bracket_next];
    return bracket->start < at ? bracket : NULL;
}

/* ---- behind a stop ----------------------------------------------------- */

/* Bytes of a quote that may close at the front; 0 when there is none. */
static size_t quote_len(str rest)
{
    static const str quote[] = {{"\"", 1}, {"'", 1},       {"”", 3},
                                {"’", 3},  {"»", 2},       {"“", 3},
                                {" »", 3}, {"\u00A0»", 4}, {"\u202F»", 5}};
    for (size_t i = 0; i < sizeof(quote) / sizeof(*quote); i++)
        if (str_starts(rest, quote[i]))
            return quote[i].len;
    return 0;
}

/* Quotes and brackets that close behind a stop belong to its sentence. */
static void pass_closers(const struct splitter *s, struct stop *stop)
{
    for (;;) {
        size_t len = quote_len(str_from(s->text, stop->end));
        if (len > 0)
            stop->quoted = true;
        else if (is_one_of(byte_at(s, stop->end), ")]"))
            len = 1;
        else
            return;
        stop->end += len;
    }
}

/* What stands between the members of "12,13–15". */
static bool is_joint(char c)
{
    return is_digit(c) || is_one_of(c, ",;- ") || (unsigned char)c >= 0x80;
}

static bool is_numbers(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!is_joint(text.ptr[i]))
            return false;
    return true;
}

static bool cites(const struct mark *mark)
{
    return mark->kind == MARK_CITATION || mark->kind == MARK_SUPERSCRIPT;
}

/* Behind a run of marks that cite and what joins them; `at` when none does. */
static size_t pass_list(const struct splitter *s, size_t at, bool blanks)
{
    size_t end = at, i = at;
    const struct mark *mark = mark_from(s, at);
    const struct mark *last = s->mark.at + s->mark.n;
    while (mark && i < s->text.len) {
        if (mark->at.start == i && cites(mark)) {
            end = i = mark->at.end;
            if (++mark == last)
                mark = NULL;
        } else if (mark->at.start > i && is_joint(byte_at(s, i)) &&
                   (blanks || byte_at(s, i) != ' ')) {
            i++;
        } else {
            break;
        }
    }
    return end;
}

/*
 * Citations printed behind the stop: "shown.12,13 Then", "shown.[4] We",
 * "shown. [4] We".  Gives where they end, `at` when there are none.
 */
static size_t pass_citations(const struct splitter *s, size_t at)
{
    size_t i = at, blank;
    while ((blank = blank_len(str_from(s->text, i))) > 0)
        i += blank;
    const struct mark *mark = mark_from(s, i);
    if (mark == NULL)
        return at;
    char open = byte_at(s, i);
    bool bracket = open == '[' || open == '(';
    if (bracket && mark->at.start > i) {
        size_t end = pass_list(s, i + 1, true);
        return end > i + 1 && bracket_closes(open, byte_at(s, end)) ? end + 1
                                                                    : at;
    }
    str cited = {s->text.ptr + mark->at.start, span_len(mark->at)};
    if (mark->at.start != i || (i > at && !bracket && !is_numbers(cited)))
        return at;
    size_t end = pass_list(s, i, false);
    return end > i ? end : at;
}

/* ---- before a stop ----------------------------------------------------- */

/* Back over what isn't blank, bracket, slash or dash. */
static str word_before(const struct splitter *s, size_t at)
{
    size_t start = at;
    while (start > s->start && at - start < WORD_MAX) {
        char c = s->text.ptr[start - 1];
        bool dash = start > 2 && (unsigned char)c == 0x93 &&
                    (unsigned char)s->text.ptr[start - 2] == 0x80;
        bool blank = start > 1 && (unsigned char)c == 0xA0 &&
                     (unsigned char)s->text.ptr[start - 2] == 0xC2;
        if (is_space(c) || is_one_of(c, "([{/\"'") || dash || blank)
            break;
        start--;
    }
    return (str){s->text.ptr + start, at - start};
}

/* The word before that one. */
static str word_ahead(const struct splitter *s, str word)
{
    size_t at = (size_t)(word.ptr - s->text.ptr);
    return word_before(s, trim_end(s->text, s->start, at));
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
static bool letter_ends(const struct splitter *s, str letter)
{
    static const char *const function[] = {
        "and",     "by",    "of",        "from",   "to",      "with",
        "for",     "the",   "in",        "van",    "von",     "de",
        "di",      "thank", "thanks",    "or",     "as",      "our",
        "also",    "both",  "students",  "author", "authors", "genus",
        "species", "que",   "et",        "und",    "y",       "e",
        "por",     "para",  "recipients"};
    str before = word_ahead(s, letter);
    if (str_eq(before, S("and"))) { /* "in panels E and F." */
        str panel = word_ahead(s, before);
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
static bool is_letter_stop(const struct splitter *s, size_t at)
{
    char after = byte_at(s, at + 2);
    return is_alpha(byte_at(s, at)) && byte_at(s, at + 1) == '.' &&
           (is_space(after) || is_one_of(after, ",;:)"));
}

/* "z." and "B." of "z. B.", "i." and "e." of "i. e." */
static bool is_spaced(const struct splitter *s, const struct stop *stop)
{
    str word = stop->word;
    if (word.len != 1 || !is_alpha(word.ptr[0]))
        return false;
    str before = word_ahead(s, word);
    if (before.len == 2 && is_lower(before.ptr[0]) && before.ptr[1] == '.')
        return true;
    return is_lower(word.ptr[0]) &&
           is_letter_stop(s, skip_blanks(s->text, stop->end));
}

/*
 * How many stops the run has that ends with the one at `at`, blanks between
 * them or not: "...", ". . .".  More than four are as good as four.
 */
static unsigned dots_before(const struct splitter *s, size_t at)
{
    unsigned dots = 1;
    while (dots < 4 && at > s->start) {
        if (at > s->start + 1 && s->text.ptr[at - 1] == ' ')
            at--;
        if (s->text.ptr[at - 1] != '.')
            break;
        at--;
        dots++;
    }
    return dots;
}

/*
 * Nothing but numbers and single letters since the sentence began: "1.", "a.",
 * "B, C.", "(A)." count items or panels.
 */
static bool is_enumerator(const struct splitter *s, size_t at)
{
    if (at - s->start > 12)
        return false;
    bool any = false;
    for (size_t i = s->start; i < at; i++) {
        char c = s->text.ptr[i];
        bool run = i > s->start && is_alpha(c) && is_alpha(s->text.ptr[i - 1]);
        if (run && !is_one_of(c, "ivx"))
            return false;
        if (!is_alpha(c) && !is_digit(c) && !is_one_of(c, ",-() "))
            return false;
        any = any || is_alpha(c) || is_digit(c);
    }
    return any;
}

/* ---- the decision ------------------------------------------------------ */

static bool is_capital(enum begin next)
{
    return next == BEGIN_STARTER || next == BEGIN_UPPER || next == BEGIN_CODE;
}

/* A single letter or several with stops: "J.", "U.S.", "vitamin C." */
static bool letters_end(const struct splitter *s, const struct stop *stop)
{
    bool starter = stop->next == BEGIN_STARTER;
    if (starter || stop->word.len > 1)
        return starter;
    if (stop->next == BEGIN_LOWER || stop->next == BEGIN_ITEM ||
        stop->next == BEGIN_MIXED)
        return false; /* "E. coli", "E. coli-GFP" */
    if (stop->next == BEGIN_DIGIT && stop->word.ptr[0] == 'P')
        return false; /* a page */
    return letter_ends(s, stop->word);
}

/* "(see there)." and "as shown [4].": no abbreviation ends so. */
static bool closed_before(const struct splitter *s, const struct stop *stop)
{
    return stop->at > 0 && is_one_of(s->text.ptr[stop->at - 1], ")]");
}

/* Is this the stop of a word that isn't written in full? */
static bool word_ends(const struct splitter *s, const struct stop *stop)
{
    str word = stop->word;
    bool starter = stop->next == BEGIN_STARTER;
    if (is_dotted(word)) /* "D.m. Rho" */
        return starter || (is_lower(word.ptr[0]) && stop->next == BEGIN_UPPER);
    if (is_initial(word))
        return letters_end(s, stop);
    if (stop->next == BEGIN_LOWER)
        return !stop->quoted && !stop->cited &&
               (closed_before(s, stop) || is_prose(word, 4));
    if (stop->next == BEGIN_DIGIT) /* "Mm. 8356" */
        return word.len != 2 || !is_upper(word.ptr[0]) ||
               !is_lower(word.ptr[1]);
    return true;
}

/*
 * The last of several stops.  Three say that something is left out; a sentence
 * ends there when they stand at a word and a capital follows.  Four end one.
 */
static bool dots_end(const struct splitter *s, const struct stop *stop,
                     unsigned dots)
{
    if (dots > 3 || (dots == 2 && s->text.ptr[stop->at - 1] == '.'))
        return stop->next != BEGIN_LOWER;
    bool apart = is_space(s->text.ptr[stop->at - 1]) ||
                 (stop->at >= 3 && is_space(s->text.ptr[stop->at - 3]));
    return !apart && is_capital(stop->next);
}

/* A full stop that a blank follows. */
static bool full_stop_ends(const struct splitter *s, const struct stop *stop)
{
    bool starter = stop->next == BEGIN_STARTER;
    unsigned dots = dots_before(s, stop->at);
    if (dots > 1)
        return dots_end(s, stop, dots);
    if (is_spaced(s, stop))
        return starter;
    if (is_enumerator(s, stop->at))
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
    return word_ends(s, stop);
}

/* "dysplasia.The next": the blank was forgotten. */
static bool glued_ends(const struct splitter *s, const struct stop *stop)
{
    bool closed = is_one_of(byte_at(s, stop->at - 1), ")]");
    return stop->next == BEGIN_STARTER && (closed || is_prose(stop->word, 4));
}

/* Does a sentence end at stop->end? */
static bool ends(struct splitter *s, struct stop *stop)
{
    size_t blank = blank_len(str_from(s->text, stop->end));
    char c = byte_at(s, stop->at);
    stop->next = begin_at(s->text, stop->end);
    if (stop->next == BEGIN_NOTHING)
        return true;
    if (in_mark(s, stop->end) || bracket_at(s, stop->end))
        return false;
    if (c == (char)0xE2)
        return blank > 0 && is_capital(stop->next);
    if (stop->len == 3)
        return true;
    if (blank == 0)
        return c == '.' && glued_ends(s, stop);
    if (stop->next == BEGIN_NEVER)
        return false;
    if (stop->inside && stop->next != BEGIN_STARTER)
        return stop->next != BEGIN_LOWER && is_prose(stop->word, 5);
    return c == '.' ? full_stop_ends(s, stop) : stop->next != BEGIN_LOWER;
}

/* ---- the pass ---------------------------------------------------------- */

/* Bytes that begin a stop. */
static const bool is_stop_byte[256] = {
    ['.'] = true,  ['!'] = true,  ['?'] = true,
    [0xE2] = true, [0xE3] = true, [0xEF] = true};

/* Bytes of a stop at `at`: ". ! ?", a full-width one or "…"; else 0. */
static size_t stop_len(str text, size_t at)
{
    char c = at < text.len ? text.ptr[at] : '\0';
    if (c == '.' || c == '!' || c == '?')
        return 1;
    if (!is_stop_byte[(unsigned char)c])
        return 0;
    str rest = str_from(text, at);
    bool wide = str_starts(rest, S("。")) || str_starts(rest, S("！")) ||
                str_starts(rest, S("？")) || str_starts(rest, S("…"));
    return wide ? 3 : 0;
}

/* The next stop at or behind `at` that isn't within a mark; false for none. */
static bool find_stop(struct splitter *s, size_t at, struct stop *stop)
{
    for (; at < s->text.len; at++) {
        if (!is_stop_byte[(unsigned char)s->text.ptr[at]])
            continue;
        size_t len = stop_len(s->text, at);
        while (s->mark_next < s->mark.n &&
               s->mark.at[s->mark_next].at.end <= at)
            s->mark_next++;
        if (len == 0 || in_mark(s, at + len))
            continue;
        *stop = (struct stop){.at = at, .len = len, .end = at + len};
        return true;
    }
    return false;
}

/* Where the sentence ends that stops at `stop`; 0 when none does. */
static size_t sentence_end(struct splitter *s, struct stop *stop)
{
    const struct span *bracket = bracket_at(s, stop->at);
    stop->inside = bracket && bracket->start > s->start;
    stop->word = word_before(s, stop->at);
    pass_closers(s, stop);
    size_t cited = pass_citations(s, stop->end);
    if (cited > stop->end && stop_len(s->text, cited))
        return 0; /* "minutes. [13]." has its stop there */
    struct stop far = *stop;
    far.end = cited;
    far.cited = true;
    if (cited > stop->end && ends(s, &far))
        return cited;
    return ends(s, stop) ? stop->end : 0;
}

static void add_sentence(struct splitter *s, size_t end, spans *out,
                         struct arena *arena)
{
    size_t last = trim_end(s->text, s->start, end);
    if (last > s->start)
        vec_push(out, arena,
                 ((struct span){(uint32_t)s->start, (uint32_t)last}));
    s->start = skip_blanks(s->text, end);
}

void sentence_find(str text, const struct mark *mark, size_t marks, spans *out,
                   struct arena *arena)
{
    struct splitter s = {.text = text, .start = skip_blanks(text, 0)};
    struct stop stop;
    keep_marks(&s, mark, marks, arena);
    bracket_find(text, &s.bracket, arena);
    for (size_t at = s.start; find_stop(&s, at, &stop);) {
        size_t end = sentence_end(&s, &stop);
        if (end > 0)
            add_sentence(&s, end, out, arena);
        at = end > 0 ? end : stop.at + stop.len;
    }
    add_sentence(&s, text.len, out, arena);
}
