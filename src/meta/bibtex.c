/*
 * BibTeX and BibLaTeX: entries with @string, braces, accents and crossref.
 *
 * A parent stands after its children, so what names a parent waits until the
 * end of the file, and books wait with it, to be asked.
 */
#include <stdlib.h>

#include "base/map.h"
#include "meta/inside.h"
#include "meta/latex.h"

/* An entry of more fields or bytes is a typing error somewhere. */
#define FIELDS_MAX 200u
#define ENTRY_MAX  ((size_t)1 << 20)
/* Entries that wait, and books that may be asked; of more the first. */
#define WAIT_MAX 20000u

struct field {
    str name; /* in lower case */
    str value;
};

struct entry {
    str type, key; /* type in lower case */
    vec_of(struct field) field;
};

struct bibtex {
    struct arena arena; /* of what is kept */
    struct map string;  /* @string: name → row of `value` */
    strs value;
    struct map book; /* key → row of `books` */
    vec_of(struct entry) books;
    vec_of(struct entry) waiting;
    uint32_t given; /* of those waiting */
    bool ended;
};

bool bibtex_open(struct meta_reader *reader, struct err *err)
{
    (void)err;
    struct bibtex *bibtex = mem_alloc(sizeof(*bibtex));
    *bibtex = (struct bibtex){0};
    reader->state = bibtex;
    return true;
}

void bibtex_close(struct meta_reader *reader)
{
    struct bibtex *bibtex = reader->state;
    if (bibtex)
        arena_close(&bibtex->arena);
    free(bibtex);
}

/* ---- characters ------------------------------------------------------- */

static int peek(struct meta_reader *reader)
{
    return feed_least(reader->feed, 1) ? (unsigned char)*reader->feed->at : -1;
}

static int take(struct meta_reader *reader)
{
    int c = peek(reader);
    if (c >= 0)
        reader->feed->at++;
    return c;
}

static int after_blanks(struct meta_reader *reader)
{
    int c;
    while ((c = peek(reader)) >= 0 && is_space((char)c))
        take(reader);
    return c;
}

/* To the next '@' at the front of a line, past it; false at the end. */
static bool find_entry(struct meta_reader *reader)
{
    int c, before = '\n';
    while ((c = take(reader)) >= 0) {
        if (c == '@' && (before == '\n' || before == '\r'))
            return true;
        if (!is_space((char)c) || c == '\n' || c == '\r')
            before = c;
    }
    return false;
}

/* ---- parts ------------------------------------------------------------ */

static str take_name(struct meta_reader *reader, bool lower)
{
    SCOPED_BUF out = {0};
    int c = after_blanks(reader);
    while (c >= 0 && !is_space((char)c) && !strchr("{}(),=#\"", c) &&
           out.len < 1000) {
        buf_char(&out, lower ? to_lower((char)c) : (char)c);
        take(reader);
        c = peek(reader);
    }
    return arena_str(reader->arena, buf_str(&out));
}

/* "{…}" or "\"…\"", braces balanced; what stands inside, as it is. */
static bool take_quoted(struct meta_reader *reader, struct buf *out)
{
    int open = take(reader), c;
    unsigned depth = 0;
    while ((c = take(reader)) >= 0) {
        if (c == '\n' && peek(reader) == '@')
            return false; /* the next entry: an end was forgotten */
        if (depth == 0 && c == (open == '{' ? '}' : '"'))
            return true;
        depth += c == '{';
        depth -= c == '}' && depth;
        if (out->len < ENTRY_MAX)
            buf_char(out, (char)c);
        if (c == '\\' && peek(reader) >= 0 && peek(reader) != '{' &&
            peek(reader) != '}')
            buf_char(out, (char)take(reader));
    }
    return false;
}

static void put_string(struct meta_reader *reader, str name, struct buf *out)
{
    static const struct {
        const char *name, *text;
    } month[] = {{"jan", "Jan"}, {"feb", "Feb"}, {"mar", "Mar"},
                 {"apr", "Apr"}, {"may", "May"}, {"jun", "Jun"},
                 {"jul", "Jul"}, {"aug", "Aug"}, {"sep", "Sep"},
                 {"oct", "Oct"}, {"nov", "Nov"}, {"dec", "Dec"}};
    struct bibtex *bibtex = reader->state;
    uint32_t row = map_find(&bibtex->string, name);
    for (int i = 0; i < 12 && row == MAP_NONE; i++)
        if (str_eq(name, str_of(month[i].name))) {
            buf_add(out, str_of(month[i].text));
            return;
        }
    if (row != MAP_NONE)
        buf_add(out, bibtex->value.at[row]);
    else
        buf_add(out, name); /* a number, or a string nobody made */
}

/* Pieces joined by '#'; false when the file ends in one. */
static bool take_value(struct meta_reader *reader, str *value)
{
    SCOPED_BUF out = {0};
    for (;;) {
        int c = after_blanks(reader);
        if (c == '{' || c == '"') {
            if (!take_quoted(reader, &out))
                return false;
        } else if (c < 0) {
            return false;
        } else {
            str name = take_name(reader, true);
            if (name.len == 0)
                break;
            put_string(reader, name, &out);
        }
        if (after_blanks(reader) != '#')
            break;
        take(reader);
    }
    *value = arena_str(reader->arena, buf_str(&out));
    return true;
}

/*
 * Past the end of the entry; what is wrong in it goes with it, but not the
 * next one, when its end was forgotten.
 */
static void pass_entry(struct meta_reader *reader, bool broken)
{
    unsigned depth = 1;
    int c;
    while (depth && (c = peek(reader)) >= 0) {
        if (c == '@' && depth == 1 && broken)
            return;
        take(reader);
        depth += c == '{' || c == '(';
        depth -= c == '}' || c == ')';
    }
}

/* From after the opening brace: "name = value, …", to the closing one. */
static const char *take_fields(struct meta_reader *reader, struct entry *entry)
{
    for (;;) {
        int c = after_blanks(reader);
        if (c == ',') {
            take(reader);
            continue;
        }
        if (c == '}' || c == ')') {
            take(reader);
            return NULL;
        }
        if (c < 0)
            return "the entry is cut off";
        struct field field = {.name = take_name(reader, true)};
        if (field.name.len == 0 || after_blanks(reader) != '=') {
            pass_entry(reader, true);
            return "a field without '='";
        }
        take(reader);
        if (!take_value(reader, &field.value))
            return "a value without an end";
        if (entry->field.n == FIELDS_MAX) {
            pass_entry(reader, true);
            return "more than 200 fields";
        }
        vec_push(&entry->field, reader->arena, field);
    }
}

/* ---- entries ---------------------------------------------------------- */

static str value_of(const struct entry *entry, const char *name)
{
    for_vec (i, entry->field)
        if (str_eq(entry->field.at[i].name, str_of(name)))
            return entry->field.at[i].value;
    return S("");
}

static struct entry keep(struct arena *arena, const struct entry *entry)
{
    struct entry kept = {
        arena_str(arena, entry->type), arena_str(arena, entry->key), {0}};
    for_vec (i, entry->field)
        vec_push(&kept.field, arena,
                 ((struct field){arena_str(arena, entry->field.at[i].name),
                                 arena_str(arena, entry->field.at[i].value)}));
    return kept;
}

static void keep_string(struct meta_reader *reader, const struct entry *entry)
{
    struct bibtex *bibtex = reader->state;
    if (entry->field.n == 0 || bibtex->value.n > WAIT_MAX)
        return;
    str name = arena_str(&bibtex->arena, entry->field.at[0].name);
    str value = arena_str(&bibtex->arena, entry->field.at[0].value);
    uint32_t row = bibtex->value.n;
    vec_push(&bibtex->value, &bibtex->arena, value);
    row = map_add(&bibtex->string, name, row, &bibtex->arena);
    bibtex->value.at[row] = value; /* the later one counts */
}

static bool is_parent(const struct entry *entry)
{
    return str_starts(entry->type, S("proceedings")) ||
           str_eq(entry->type, S("book")) || str_eq(entry->type, S("mvbook")) ||
           str_eq(entry->type, S("collection"));
}

static void keep_book(struct bibtex *bibtex, const struct entry *entry)
{
    if (bibtex->books.n == WAIT_MAX)
        return;
    struct entry kept = keep(&bibtex->arena, entry);
    uint32_t row = bibtex->books.n;
    vec_push(&bibtex->books, &bibtex->arena, kept);
    map_add(&bibtex->book, kept.key, row, &bibtex->arena);
}

/*
 * The next entry that is a work.  META_WORK, META_END, or META_BAD with the
 * reason.
 */
static enum meta_got next_entry(struct meta_reader *reader, struct entry *entry,
                                struct err *err)
{
    while (find_entry(reader)) {
        *entry = (struct entry){.type = take_name(reader, true)};
        int c = after_blanks(reader);
        if (c != '{' && c != '(')
            continue;
        take(reader);
        bool string = str_eq(entry->type, S("string"));
        if (str_eq(entry->type, S("comment")) ||
            str_eq(entry->type, S("preamble"))) {
            pass_entry(reader, false);
            continue;
        }
        if (!string)
            entry->key = take_name(reader, false);
        const char *wrong = take_fields(reader, entry);
        if (wrong) {
            err_set(err, ERR_INPUT, "'%.*s': %s",
                    STR(str_first(entry->key, 60)), wrong);
            return META_BAD;
        }
        if (!string)
            return META_WORK;
        keep_string(reader, entry);
    }
    return META_END;
}

/* ---- as a work -------------------------------------------------------- */

static str type_of(str type)
{
    static const struct {
        const char *theirs, *ours;
    } row[] = {{"article", "journal-article"},
               {"book", "book"},
               {"mvbook", "book"},
               {"inbook", "book-chapter"},
               {"incollection", "book-chapter"},
               {"inproceedings", "proceedings-article"},
               {"conference", "proceedings-article"},
               {"proceedings", "proceedings"},
               {"collection", "edited-book"},
               {"phdthesis", "dissertation"},
               {"mastersthesis", "dissertation"},
               {"thesis", "dissertation"},
               {"techreport", "report"},
               {"report", "report"},
               {"dataset", "dataset"},
               {"unpublished", "posted-content"}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (str_eq(type, str_of(row[i].theirs)))
            return str_of(row[i].ours);
    return S("other");
}

/* Where " and " stands outside braces; STR_NONE: nowhere. */
static size_t find_and(str list)
{
    unsigned depth = 0;
    for (size_t i = 0; i < list.len; i++) {
        char c = list.ptr[i];
        depth += c == '{';
        depth -= c == '}' && depth;
        str rest = str_from(list, i);
        if (depth == 0 && is_space(c) && rest.len > 5 &&
            str_starts_nocase(str_from(rest, 1), S("and")) &&
            is_space(rest.ptr[4]))
            return i;
    }
    return STR_NONE;
}

/* "von Last, Jr, First": what stands between the commas belongs to the name */
static struct work_name person_of(str one, struct arena *arena)
{
    one = str_trim(one);
    bool group =
        one.len > 2 && one.ptr[0] == '{' && str_chr(one, '}') == one.len - 1;
    if (group)
        return (struct work_name){.family = latex_text(one, arena)};
    str plain = latex_text(one, arena);
    struct work_name name = name_read(plain);
    size_t comma = str_last_chr(name.given, ',');
    if (comma != STR_NONE)
        name.given = str_trim(str_from(name.given, comma + 1));
    return name;
}

static uint32_t count_people(struct meta_reader *reader, str list,
                             struct work *work, bool editors)
{
    uint32_t n = 0;
    while (list.len) {
        size_t at = find_and(list);
        str one = str_trim(str_first(list, at == STR_NONE ? list.len : at));
        list = at == STR_NONE ? S("") : str_from(list, at + 5);
        if (one.len == 0 || str_eq_nocase(one, S("others")))
            continue;
        struct work_name name = person_of(one, reader->arena);
        if (editors)
            vec_push(&work->editor, reader->arena, name);
        else
            vec_push(&work->author, reader->arena, name);
        n++;
    }
    return n;
}

static const struct {
    const char *name;
    size_t at;
} text_row[] = {
    {"title", offsetof(struct work, title)},
    {"journal", offsetof(struct work, container)},
    {"journaltitle", offsetof(struct work, container)},
    {"booktitle", offsetof(struct work, container)},
    {"shortjournal", offsetof(struct work, container_short)},
    {"publisher", offsetof(struct work, publisher)},
    {"school", offsetof(struct work, publisher)},
    {"institution", offsetof(struct work, publisher)},
    {"volume", offsetof(struct work, volume)},
    {"number", offsetof(struct work, issue)},
    {"issue", offsetof(struct work, issue)},
    {"pages", offsetof(struct work, page)},
    {"eid", offsetof(struct work, page)},
    {"doi", offsetof(struct work, id[ID_DOI])},
    {"pmid", offsetof(struct work, id[ID_PMID])},
    {"pmcid", offsetof(struct work, id[ID_PMCID])},
    {"isbn", offsetof(struct work, id[ID_ISBN])},
};

/* Fields that the child hasn't are the parent's; its title is the book's. */
static void fill_text(struct meta_reader *reader, const struct entry *entry,
                      bool parent, struct work *work)
{
    for (size_t i = 0; i < sizeof(text_row) / sizeof(*text_row); i++) {
        bool title = text_row[i].at == offsetof(struct work, title);
        bool own = text_row[i].at == offsetof(struct work, page) ||
                   text_row[i].at == offsetof(struct work, id[ID_DOI]);
        str value = value_of(entry, text_row[i].name);
        str *field = (str *)(void *)((char *)work + text_row[i].at);
        if (parent && title)
            field = &work->container;
        if (field->len == 0 && value.len && !(parent && own))
            *field = latex_text(value, reader->arena);
    }
}

static str date_of_entry(struct meta_reader *reader, const struct entry *entry)
{
    str date = value_of(entry, "date"), year = value_of(entry, "year"),
        month = value_of(entry, "month");
    if (date.len == 0)
        date = arena_format(reader->arena, "%.*s %.*s", STR(year), STR(month));
    str read = date_read(latex_text(date, reader->arena), reader->arena);
    if (read.len == 0 && (year.len || value_of(entry, "date").len))
        odd(reader, "a date of '%.*s'", STR(str_first(str_trim(date), 40)));
    return read;
}

static void fill(struct meta_reader *reader, const struct entry *entry,
                 bool parent, struct work *work)
{
    fill_text(reader, entry, parent, work);
    if (!parent)
        count_people(reader, value_of(entry, "author"), work, false);
    if (work->editor.n == 0)
        count_people(reader, value_of(entry, "editor"), work, true);
    if (work->date.len == 0)
        work->date = date_of_entry(reader, entry);
    str issn = value_of(entry, "issn"), word;
    while (str_word(&issn, &word))
        vec_push(&work->issn, reader->arena, word);
    str archive = value_of(entry, "archiveprefix");
    if (archive.len == 0)
        archive = value_of(entry, "eprinttype");
    if (str_eq_nocase(archive, S("arxiv")) && !parent)
        work->id[ID_ARXIV] = value_of(entry, "eprint");
    if (!parent)
        take_url(work, value_of(entry, "url"));
}

static void make_work(struct meta_reader *reader, const struct entry *entry,
                      struct work *work)
{
    struct bibtex *bibtex = reader->state;
    uint32_t row = map_find(&bibtex->book, value_of(entry, "crossref"));
    work->type = type_of(entry->type);
    fill(reader, entry, false, work);
    if (row != MAP_NONE)
        fill(reader, &bibtex->books.at[row], true, work);
}

enum meta_got bibtex_read(struct meta_reader *reader, struct work *work,
                          struct err *err)
{
    struct bibtex *bibtex = reader->state;
    struct entry entry;
    while (!bibtex->ended) {
        enum meta_got got = next_entry(reader, &entry, err);
        bibtex->ended = got == META_END;
        if (got != META_WORK) {
            if (got == META_BAD)
                return got;
            break;
        }
        if (is_parent(&entry))
            keep_book(bibtex, &entry);
        if (value_of(&entry, "crossref").len && bibtex->waiting.n < WAIT_MAX) {
            vec_push(&bibtex->waiting, &bibtex->arena,
                     keep(&bibtex->arena, &entry));
            continue;
        }
        make_work(reader, &entry, work);
        return META_WORK;
    }
    if (bibtex->given < bibtex->waiting.n) {
        make_work(reader, &bibtex->waiting.at[bibtex->given++], work);
        return META_WORK;
    }
    if (reader->feed->err.kind == ERR_NONE)
        return META_END;
    *err = reader->feed->err;
    reader->feed->err = (struct err){0};
    return META_BROKEN;
}
