/* Tables: CSV, TSV, and lists of identifiers; Retraction Watch's is one. */
#include <stdlib.h>

#include "meta/columns.h"
#include "meta/inside.h"
#include "resolve/identifier.h"

/* ---- heads ------------------------------------------------------------ */

static const struct {
    const char *head; /* letters and digits only */
    enum column column;
} head_row[] = {
    {"id", COLUMN_ID},
    {"identifier", COLUMN_ID},
    {"doi", COLUMN_DOI},
    {"articledoi", COLUMN_DOI},
    {"originalpaperdoi", COLUMN_DOI},
    {"pmid", COLUMN_PMID},
    {"pubmedid", COLUMN_PMID},
    {"originalpaperpubmedid", COLUMN_PMID},
    {"pmcid", COLUMN_PMCID},
    {"accessionid", COLUMN_PMCID},
    {"arxiv", COLUMN_ARXIV},
    {"arxivid", COLUMN_ARXIV},
    {"openalex", COLUMN_OPENALEX},
    {"openalexid", COLUMN_OPENALEX},
    {"isbn", COLUMN_ISBN},
    {"title", COLUMN_TITLE},
    {"articletitle", COLUMN_TITLE},
    {"author", COLUMN_AUTHORS},
    {"authors", COLUMN_AUTHORS},
    {"year", COLUMN_YEAR},
    {"publicationyear", COLUMN_YEAR},
    {"pubyear", COLUMN_YEAR},
    {"date", COLUMN_DATE},
    {"publicationdate", COLUMN_DATE},
    {"pubdate", COLUMN_DATE},
    {"originalpaperdate", COLUMN_DATE},
    {"journal", COLUMN_CONTAINER},
    {"journaltitle", COLUMN_CONTAINER},
    {"container", COLUMN_CONTAINER},
    {"containertitle", COLUMN_CONTAINER},
    {"sourcetitle", COLUMN_CONTAINER},
    {"venue", COLUMN_CONTAINER},
    {"journalabbreviation", COLUMN_SHORT},
    {"issn", COLUMN_ISSN},
    {"eissn", COLUMN_ISSN},
    {"pissn", COLUMN_ISSN},
    {"publisher", COLUMN_PUBLISHER},
    {"volume", COLUMN_VOLUME},
    {"issue", COLUMN_ISSUE},
    {"number", COLUMN_ISSUE},
    {"page", COLUMN_PAGE},
    {"pages", COLUMN_PAGE},
    {"type", COLUMN_TYPE},
    {"url", COLUMN_URL},
    {"retractionnature", COLUMN_NATURE},
    {"retractionwatch", COLUMN_NATURE},
    {"nature", COLUMN_NATURE},
    {"notice", COLUMN_NATURE},
    {"retractiondoi", COLUMN_NOTICE_DOI},
    {"noticedoi", COLUMN_NOTICE_DOI},
    {"retractionpubmedid", COLUMN_NOTICE_PMID},
    {"retractiondate", COLUMN_NOTICE_DATE},
    {"noticedate", COLUMN_NOTICE_DATE},
    {"retracted", COLUMN_RETRACTED},
};

enum column column_of(str head)
{
    char word[40];
    size_t n = 0;
    for (size_t i = 0; i < head.len && n < sizeof(word); i++) {
        char c = to_lower(head.ptr[i]);
        if (is_lower(c) || is_digit(c))
            word[n++] = c;
    }
    for (size_t i = 0; i < sizeof(head_row) / sizeof(*head_row); i++)
        if (str_eq((str){word, n}, str_of(head_row[i].head)))
            return head_row[i].column;
    return COLUMN_NONE;
}

char columns_separator(str line)
{
    static const char separator[] = {',', '\t', ';'};
    size_t count[3] = {0}, best = 0;
    for (size_t i = 0; i < line.len; i++)
        for (size_t s = 0; s < 3; s++)
            count[s] += line.ptr[i] == separator[s];
    for (size_t s = 1; s < 3; s++)
        if (count[s] > count[best])
            best = s;
    return separator[best];
}

enum meta_format columns_format(str line)
{
    char separator = columns_separator(line);
    str field;
    bool known = false, notice = false;
    while (str_split(&line, separator, &field)) {
        enum column column = column_of(field);
        known = known || (column >= COLUMN_ID && column <= COLUMN_TITLE);
        notice = notice || column == COLUMN_NATURE;
    }
    return !known ? META_UNKNOWN : notice ? META_RETRACTION_WATCH : META_CSV;
}

/* ---- rows ------------------------------------------------------------- */

#define COLUMNS_MAX 256

struct table {
    char separator;
    bool listed; /* no head: each row is an identifier */
    enum column column[COLUMNS_MAX];
    uint32_t columns;
    struct buf field;
};

/* The next byte of a row, or -1. */
static int next_char(struct feed *feed)
{
    if (feed->at == feed->end && !feed_more(feed))
        return -1;
    return (unsigned char)*feed->at++;
}

static int peek_char(struct feed *feed)
{
    return feed_least(feed, 1) ? (unsigned char)*feed->at : -1;
}

/*
 * One field, without its quotation marks (RFC 4180, 2); says what ended it: the
 * separator, '\n', or -1.  Of an endless one only so much is kept.
 */
static int read_field(struct feed *feed, char separator, struct buf *out)
{
    buf_clear(out);
    bool quoted = peek_char(feed) == '"';
    if (quoted)
        next_char(feed);
    for (;;) {
        int c = next_char(feed);
        if (quoted && c == '"') {
            quoted = peek_char(feed) == '"';
            if (!quoted)
                continue;
            next_char(feed);
        } else if (c < 0 || (!quoted && (c == separator || c == '\n'))) {
            return c;
        } else if (!quoted && c == '\r') {
            continue;
        }
        if (out->len < META_LINE_MAX)
            buf_char(out, (char)c);
    }
}

/* A row that isn't empty; false at the end. */
static bool read_row(struct meta_reader *reader, struct arena *arena,
                     strs *fields)
{
    struct table *table = reader->state;
    int end;
    do {
        fields->n = 0;
        bool any = false;
        if (peek_char(reader->feed) < 0)
            return false;
        do {
            end = read_field(reader->feed, table->separator, &table->field);
            str field = str_trim(buf_str(&table->field));
            any = any || field.len;
            if (fields->n < COLUMNS_MAX)
                vec_push(fields, arena, arena_str(arena, field));
        } while (end == table->separator);
        if (any)
            return true;
    } while (end >= 0);
    return false;
}

bool csv_open(struct meta_reader *reader, struct err *err)
{
    SCOPED_ARENA arena = {0};
    strs head = {0};
    struct table *table = mem_alloc(sizeof(*table));
    *table = (struct table){0};
    reader->state = table;
    feed_least(reader->feed, 4096);
    str line = {0}, text = feed_str(reader->feed);
    while (str_split(&text, '\n', &line) && str_trim(line).len == 0)
        ;
    table->separator = columns_separator(line);
    table->listed = columns_format(line) == META_UNKNOWN;
    if (table->listed) {
        table->column[0] = COLUMN_ID;
        table->columns = 1;
        return true;
    }
    if (!read_row(reader, &arena, &head))
        return err_set(err, ERR_INPUT, "it is empty");
    for_vec (i, head)
        table->column[table->columns++] = column_of(head.at[i]);
    return true;
}

void csv_close(struct meta_reader *reader)
{
    struct table *table = reader->state;
    if (table)
        buf_close(&table->field);
    free(table);
}

/* ---- a row as a work -------------------------------------------------- */

/* "Doe, Jane; Roe, Sam": empty ones are typing errors. */
static void take_authors(struct meta_reader *reader, str list,
                         struct work *work)
{
    str one;
    while (str_split(&list, ';', &one))
        if (str_trim(one).len)
            vec_push(&work->author, reader->arena, name_read(one));
}

static void take_id(struct meta_reader *reader, str typed, struct work *work)
{
    str key = id_key(typed, reader->arena);
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++) {
        str word = str_of(id_scheme_name[scheme]);
        if (str_starts(key, word) && key.len > word.len &&
            key.ptr[word.len] == ':')
            work->id[scheme] = str_from(key, word.len + 1);
    }
    if (key.len == 0)
        odd(reader, "'%.*s' is no identifier", STR(str_first(typed, 60)));
}

/* "unavailable" and "0" are ways of saying nothing. */
static bool is_nothing(str value)
{
    return value.len == 0 || str_eq(value, S("0")) ||
           str_eq_nocase(value, S("unavailable")) ||
           str_eq_nocase(value, S("NULL")) || str_eq_nocase(value, S("NA")) ||
           str_eq_nocase(value, S("N/A"));
}

/* "Correction;Retraction" is two, of one date. */
static void take_kinds(struct meta_reader *reader, str list, struct work *work)
{
    str one;
    while (str_split(&list, ';', &one)) {
        struct work_notice notice = {.kind = notice_of(str_trim(one)),
                                     .source =
                                         reader->format == META_RETRACTION_WATCH
                                             ? S("retraction-watch")
                                             : S("list")};
        if (notice.kind != NOTICE_KINDS)
            vec_push(&work->notice, reader->arena, notice);
        else if (str_trim(one).len)
            odd(reader, "a notice of the kind '%.*s'", STR(str_first(one, 40)));
    }
}

struct about {
    str kinds, date, doi, pmid;
    bool retracted;
};

static void take_notices(struct meta_reader *reader, const struct about *about,
                         struct work *work)
{
    str by = key_of(ID_DOI, about->doi, reader->arena);
    if (by.len == 0)
        by = key_of(ID_PMID, about->pmid, reader->arena);
    take_kinds(reader, about->kinds, work);
    if (work->notice.n == 0 && about->retracted)
        take_kinds(reader, S("retraction"), work);
    for_vec (i, work->notice) {
        work->notice.at[i].by = by;
        work->notice.at[i].date = date_read(about->date, reader->arena);
    }
}

static bool take_about(enum column column, str value, struct about *about)
{
    if (column == COLUMN_NATURE)
        about->kinds = value;
    else if (column == COLUMN_NOTICE_DATE)
        about->date = value;
    else if (column == COLUMN_NOTICE_DOI)
        about->doi = value;
    else if (column == COLUMN_NOTICE_PMID)
        about->pmid = value;
    else if (column == COLUMN_RETRACTED)
        about->retracted =
            str_eq_nocase(value, S("yes")) || str_eq_nocase(value, S("true"));
    else
        return false;
    return true;
}

static void take(struct meta_reader *reader, enum column column, str value,
                 struct work *work)
{
    uint32_t year;
    static const enum id_scheme scheme[] = {
        [COLUMN_DOI] = ID_DOI,           [COLUMN_PMID] = ID_PMID,
        [COLUMN_PMCID] = ID_PMCID,       [COLUMN_ARXIV] = ID_ARXIV,
        [COLUMN_OPENALEX] = ID_OPENALEX, [COLUMN_ISBN] = ID_ISBN};
    if (column >= COLUMN_DOI && column <= COLUMN_ISBN)
        work->id[scheme[column]] = value;
    else if (column == COLUMN_ID)
        take_id(reader, value, work);
    else if (column == COLUMN_TITLE)
        work->title = value;
    else if (column == COLUMN_AUTHORS)
        take_authors(reader, value, work);
    else if (column == COLUMN_YEAR && str_uint(value, &year))
        work->year = year;
    else if (column == COLUMN_DATE)
        work->date = date_read(value, reader->arena);
    else if (column == COLUMN_CONTAINER)
        work->container = value;
    else if (column == COLUMN_SHORT)
        work->container_short = value;
    else if (column == COLUMN_ISSN)
        vec_push(&work->issn, reader->arena, value);
    else if (column == COLUMN_PUBLISHER)
        work->publisher = value;
    else if (column == COLUMN_VOLUME)
        work->volume = value;
    else if (column == COLUMN_ISSUE)
        work->issue = value;
    else if (column == COLUMN_PAGE)
        work->page = value;
    else if (column == COLUMN_TYPE)
        work->type = value;
    else if (column == COLUMN_URL)
        take_url(work, value);
}

enum meta_got csv_read(struct meta_reader *reader, struct work *work,
                       struct err *err)
{
    struct table *table = reader->state;
    strs fields = {0};
    if (!read_row(reader, reader->arena, &fields)) {
        if (reader->feed->err.kind == ERR_NONE)
            return META_END;
        *err = reader->feed->err;
        return META_BROKEN;
    }
    struct about about = {0};
    for_vec (i, fields)
        if (i < table->columns && !is_nothing(fields.at[i]) &&
            !take_about(table->column[i], fields.at[i], &about))
            take(reader, table->column[i], fields.at[i], work);
    take_notices(reader, &about, work);
    return META_WORK;
}
