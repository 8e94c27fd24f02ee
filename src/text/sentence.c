#include "text/sentence.h"

#include "text/blank.h"
#include "text/bracket.h"
#include "text/stop.h"

/* One block being split; what is asked is asked from front to back. */
struct splitter {
    str text;
    vec_of(struct mark) mark; /* in order, apart, trimmed, none empty */
    spans bracket;            /* outermost ones, in order */
    uint32_t mark_next;       /* first that ends behind where we are */
    uint32_t bracket_next;
    size_t start; /* of the sentence being read */
};

static char byte_at(const struct splitter *s, size_t at)
{
    return at < s->text.len ? s->text.ptr[at] : '\0';
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
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

/* Does a sentence end at stop->end? */
static bool ends(struct splitter *s, struct stop *stop)
{
    return !in_mark(s, stop->end) && !bracket_at(s, stop->end) &&
           stop_ends(stop);
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
        *stop = (struct stop){
            .text = s->text, .start = s->start, .at = at, .end = at + len};
        return true;
    }
    return false;
}

/* Where the sentence ends that stops at `stop`; 0 when none does. */
static size_t sentence_end(struct splitter *s, struct stop *stop)
{
    const struct span *bracket = bracket_at(s, stop->at);
    stop->inside = bracket && bracket->start > s->start;
    pass_closers(s, stop);
    size_t cited = pass_citations(s, stop->end);
    if (cited > stop->end) {
        if (stop_len(s->text, cited))
            return 0; /* "minutes. [13]." has its stop there */
        struct stop behind = *stop;
        behind.end = cited;
        behind.cited = true;
        if (ends(s, &behind))
            return cited;
    }
    return ends(s, stop) ? stop->end : 0;
}

static void add_sentence(struct splitter *s, size_t end, spans *out,
                         struct arena *arena)
{
    size_t last = blank_trim(s->text, s->start, end);
    if (last > s->start)
        vec_push(out, arena,
                 ((struct span){(uint32_t)s->start, (uint32_t)last}));
    s->start = blank_skip(s->text, end);
}

void sentence_find(str text, const struct mark *mark, size_t marks, spans *out,
                   struct arena *arena)
{
    struct splitter s = {.text = text, .start = blank_skip(text, 0)};
    struct stop stop;
    keep_marks(&s, mark, marks, arena);
    bracket_find(text, &s.bracket, arena);
    for (size_t at = s.start; find_stop(&s, at, &stop);) {
        at = stop.end;
        size_t end = sentence_end(&s, &stop);
        if (end > 0)
            add_sentence(&s, at = end, out, arena);
    }
    add_sentence(&s, text.len, out, arena);
}
