#include "resolve/ref_work.h"

#include "base/utf8.h"
#include "resolve/ref_name.h"

/* ---- pages ----------------------------------------------------------------
 */

/* Bytes of a dash at `at`, with the spaces about it; 0 when there is none. */
static size_t dash_at(str s, size_t at)
{
    static const char *const dash[] = {"-", "‐", "‑", "‒", "–", "—", "−"};
    size_t start = at;
    while (at < s.len && s.ptr[at] == ' ')
        at++;
    bool any = false;
    for (size_t i = 0; i < sizeof(dash) / sizeof(*dash);) {
        bool here = str_starts(str_from(s, at), str_of(dash[i]));
        at += here ? strlen(dash[i]) : 0;
        any = any || here;
        i = here ? 0 : i + 1;
    }
    while (any && at < s.len && s.ptr[at] == ' ')
        at++;
    return any ? at - start : 0;
}

static bool all_digits(str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_digit(s.ptr[i]))
            return false;
    return s.len > 0;
}

str ref_pages_normal(str printed, struct arena *arena)
{
    printed = str_trim(printed);
    for (size_t at = 1; at < printed.len; at++) {
        size_t n = dash_at(printed, at);
        if (n == 0)
            continue;
        str first = str_first(printed, at), last = str_from(printed, at + n);
        size_t lacks = first.len > last.len ? first.len - last.len : 0;
        bool cut =
            lacks && all_digits(last) && all_digits(str_from(first, lacks));
        if (last.len == 0)
            return arena_str(arena, first);
        return arena_format(arena, "%.*s-%.*s%.*s", STR(first),
                            cut ? (int)lacks : 0, first.ptr, STR(last));
    }
    return printed;
}

/* ---- dates ----------------------------------------------------------------
 */

/* How months begin in the languages we meet, January first. */
static const char *const month_start[12] = {
    "jan ene gen jän", "feb fév fev",     "mar mär mrz",  "apr abr avr",
    "may mai mag",     "jun juin giu",    "jul juil lug", "aug ago aoû",
    "sep set",         "oct okt out ott", "nov",          "dec dez dic déc"};

static unsigned month_of(str word)
{
    for (unsigned m = 0; m < 12; m++) {
        str rest = str_of(month_start[m]), start;
        while (str_word(&rest, &start))
            if (str_starts_nocase(word, start) && word.len <= 11)
                return m + 1;
    }
    return 0;
}

/* The next run of letters or of digits. */
static bool next_run(str *rest, str *run)
{
    size_t i = 0, n;
    while (i < rest->len && !is_digit(rest->ptr[i]) &&
           !is_alpha(rest->ptr[i]) && (unsigned char)rest->ptr[i] < 0x80)
        i++;
    bool digits = i < rest->len && is_digit(rest->ptr[i]);
    for (n = i; n < rest->len; n++) {
        char c = rest->ptr[n];
        if (digits ? !is_digit(c) : !is_alpha(c) && (unsigned char)c < 0x80)
            break;
    }
    *run = (str){rest->ptr + i, n - i};
    *rest = str_from(*rest, n);
    return run->len > 0;
}

struct date {
    uint32_t year, day;
    unsigned month;
};

static struct date read_date(str printed)
{
    struct date date = {0};
    str run;
    while (next_run(&printed, &run)) {
        uint32_t number = 0;
        if (str_uint(run, &number)) {
            if (run.len == 4 && number >= 1000 && number < 2100 &&
                date.year == 0)
                date.year = number;
            else if (run.len <= 2 && number >= 1 && number <= 31 &&
                     date.day == 0)
                date.day = number;
        } else if (date.month == 0) {
            date.month = month_of(run);
        }
    }
    return date;
}

str ref_date_normal(str printed, struct arena *arena)
{
    struct date date = read_date(printed);
    if (date.year == 0)
        return (str){0};
    if (date.month == 0)
        return arena_format(arena, "%04u", (unsigned)date.year);
    if (date.day == 0)
        return arena_format(arena, "%04u-%02u", (unsigned)date.year,
                            date.month);
    return arena_format(arena, "%04u-%02u-%02u", (unsigned)date.year,
                        date.month, (unsigned)date.day);
}

/* ---- which piece is what --------------------------------------------------
 */

struct maker {
    str text;
    const struct refstring *parts;
    struct work *out;
    struct arena *arena;
};

static str piece_str(const struct maker *maker, uint32_t i)
{
    struct span at = maker->parts->piece.at[i].text;
    return (str){maker->text.ptr + at.start, span_len(at)};
}

static bool is_small_gap(str between)
{
    for (size_t i = 0; i < between.len; i++)
        if (is_alpha(between.ptr[i]) || is_digit(between.ptr[i]))
            return false;
    return true;
}

/*
 * The field's first piece; the ones right after it, parted by signs only, go
 * with it ("Title. Part two").
 */
static str field_str(const struct maker *maker, enum refstring_field field)
{
    str found = {0};
    for_vec (i, maker->parts->piece) {
        bool same = maker->parts->piece.at[i].field == field;
        str piece = piece_str(maker, i);
        if (found.len && !same)
            break;
        if (!same)
            continue;
        if (found.len == 0)
            found = piece;
        else if (is_small_gap(
                     (str){found.ptr + found.len,
                           (size_t)(piece.ptr - found.ptr) - found.len}))
            found.len = (size_t)(piece.ptr - found.ptr) + piece.len;
    }
    return found;
}

static ref_names names_of(const struct maker *maker, enum refstring_field field)
{
    ref_names names = {0};
    for_vec (i, maker->parts->piece)
        if (maker->parts->piece.at[i].field == field)
            ref_names_read(piece_str(maker, i), &names, maker->arena);
    return names;
}

static void take_ids(const struct maker *maker, const ref_ids *ids)
{
    struct work *out = maker->out;
    for_vec (i, *ids) {
        const struct ref_id *id = &ids->at[i];
        if (id->kind == REF_ID_SCHEME && out->id[id->scheme].len == 0)
            out->id[id->scheme] = id->value;
        else if (id->kind == REF_ID_ISSN)
            vec_push(&out->issn, maker->arena, id->value);
    }
}

/* The first date that has a year. */
static void take_date(const struct maker *maker)
{
    for_vec (i, maker->parts->piece) {
        if (maker->parts->piece.at[i].field != REFSTRING_DATE)
            continue;
        str date = ref_date_normal(piece_str(maker, i), maker->arena);
        if (date.len == 0)
            continue;
        maker->out->date = date;
        str_uint(str_first(date, 4), &maker->out->year);
        return;
    }
}

/* ---- what kind of work ----------------------------------------------------
 */

static bool has_any(str s, const char *words)
{
    str list = str_of(words), word;
    while (str_word(&list, &word))
        if (str_find_nocase(s, word) != STR_NONE)
            return true;
    return false;
}

static str kind_of(const struct work *work, str book, str report)
{
    if (has_any(report, "thes dissertation diplom tese tesis thèse diss"))
        return S("dissertation");
    if (report.len)
        return S("report");
    if (book.len && work->title.len && !str_eq(book, work->title))
        return has_any(book, "proc conference symposium workshop congress "
                             "meeting conf. symp.")
                   ? S("proceedings-article")
                   : S("book-chapter");
    if (work->container.len)
        return S("journal-article");
    if (work->title.len && work->publisher.len)
        return S("book");
    return work->id[ID_ARXIV].len ? S("posted-content") : (str){0};
}

static void take_title(const struct maker *maker)
{
    struct work *out = maker->out;
    str title = field_str(maker, REFSTRING_TITLE);
    str journal = field_str(maker, REFSTRING_JOURNAL);
    str book = field_str(maker, REFSTRING_BOOK);
    str report = field_str(maker, REFSTRING_REPORT);
    out->title = title;
    out->container = journal.len ? journal : book;
    if (title.len == 0 && journal.len == 0) { /* the book itself */
        out->title = book;
        out->container = (str){0};
    }
    out->publisher = field_str(maker, REFSTRING_PUBLISHER);
    out->type = kind_of(out, book, report);
}

void ref_work_of(const struct ref_words *words, const struct refstring *parts,
                 struct work *out, struct arena *arena)
{
    struct maker maker = {words->text, parts, out, arena};
    *out = (struct work){0};
    take_ids(&maker, &words->id);
    ref_names author = names_of(&maker, REFSTRING_AUTHOR);
    ref_names editor = names_of(&maker, REFSTRING_EDITOR);
    for_vec (i, author)
        vec_push(&out->author, arena, author.at[i]);
    for_vec (i, editor)
        vec_push(&out->editor, arena, editor.at[i]);
    take_title(&maker);
    take_date(&maker);
    out->volume = field_str(&maker, REFSTRING_VOLUME);
    out->issue = field_str(&maker, REFSTRING_ISSUE);
    out->page = ref_pages_normal(field_str(&maker, REFSTRING_PAGES), arena);
}
