/*
 * Formats of tagged lines: RIS ("TY  - JOUR" … "ER  - ") and NBIB, which is
 * MEDLINE's ("PMID- 1", continued by six blanks, an empty line between two).
 */
#include <stdlib.h>

#include "meta/inside.h"

struct tagged {
    struct buf tag, text; /* the field being read */
    struct buf line;      /* one that was read too far */
    bool line_again;
    bool field_again; /* it is the next record's first */
};

bool tagged_open(struct meta_reader *reader, struct err *err)
{
    (void)err;
    struct tagged *tagged = mem_alloc(sizeof(*tagged));
    *tagged = (struct tagged){0};
    reader->state = tagged;
    return true;
}

void tagged_close(struct meta_reader *reader)
{
    struct tagged *tagged = reader->state;
    if (tagged) {
        buf_close(&tagged->tag);
        buf_close(&tagged->text);
        buf_close(&tagged->line);
    }
    free(tagged);
}

/* ---- fields ----------------------------------------------------------- */

/* Where the text of a tagged line begins, 0 when it has no tag. */
static size_t tag_end(str line, bool nbib)
{
    size_t dash = nbib ? 4 : str_find(str_first(line, 6), S("- ")), n = 0;
    if (!nbib && dash == STR_NONE && str_ends(line, S("-")))
        dash = line.len - 1; /* "ER  -" */
    while (n < line.len && (is_upper(line.ptr[n]) || is_digit(line.ptr[n])))
        n++;
    if (n < 2 || n > 4 || dash == STR_NONE || dash < n || dash > 5 ||
        dash >= line.len || line.ptr[dash] != '-')
        return 0;
    return dash + 1;
}

static bool next_line(struct meta_reader *reader, str *line)
{
    struct tagged *tagged = reader->state;
    bool cut;
    if (tagged->line_again) {
        tagged->line_again = false;
        *line = buf_str(&tagged->line);
        return true;
    }
    return feed_line(reader->feed, META_LINE_MAX, line, &cut);
}

static void keep_line(struct tagged *tagged, str line)
{
    buf_clear(&tagged->line);
    buf_add(&tagged->line, line);
    tagged->line_again = true;
}

/*
 * The next field, with the lines that continue it.  An empty tag is an empty
 * line, which ends a record of NBIB.  False at the end.
 */
static bool next_field(struct meta_reader *reader, bool nbib, str *tag,
                       str *text)
{
    struct tagged *tagged = reader->state;
    str line;
    if (tagged->field_again) {
        tagged->field_again = false;
        *tag = buf_str(&tagged->tag);
        *text = arena_str(reader->arena, buf_str(&tagged->text));
        return true;
    }
    buf_clear(&tagged->tag);
    buf_clear(&tagged->text);
    do {
        if (!next_line(reader, &line))
            return false;
    } while (str_trim(line).len && tag_end(line, nbib) == 0);
    size_t end = tag_end(line, nbib);
    if (end)
        buf_add(&tagged->tag, str_trim(str_first(line, end - 1)));
    buf_add(&tagged->text, str_trim(str_from(line, end)));
    while (end && next_line(reader, &line)) {
        if (str_trim(line).len == 0 || tag_end(line, nbib)) {
            keep_line(tagged, line);
            break;
        }
        if (tagged->text.len < META_LINE_MAX) {
            buf_char(&tagged->text, ' ');
            buf_add(&tagged->text, str_trim(line));
        }
    }
    *tag = buf_str(&tagged->tag);
    *text = arena_str(reader->arena, buf_str(&tagged->text));
    return true;
}

static enum meta_got ended(struct meta_reader *reader, bool any,
                           struct err *err)
{
    if (reader->feed->err.kind) {
        *err = reader->feed->err;
        return META_BROKEN;
    }
    if (!any)
        return META_END;
    err_set(err, ERR_INPUT, "the record is cut off");
    return META_BAD;
}

/* ---- RIS -------------------------------------------------------------- */

static str ris_type(str type)
{
    static const struct {
        const char *theirs, *ours;
    } row[] = {{"JOUR", "journal-article"},
               {"JFULL", "journal-article"},
               {"EJOUR", "journal-article"},
               {"MGZN", "journal-article"},
               {"BOOK", "book"},
               {"EBOOK", "book"},
               {"EDBOOK", "edited-book"},
               {"CHAP", "book-chapter"},
               {"ECHAP", "book-chapter"},
               {"CONF", "proceedings"},
               {"CPAPER", "proceedings-article"},
               {"THES", "dissertation"},
               {"RPRT", "report"},
               {"DATA", "dataset"},
               {"STAND", "standard"},
               {"UNPB", "posted-content"}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (str_eq(type, str_of(row[i].theirs)))
            return str_of(row[i].ours);
    return S("other");
}

/* The first of several tags for one thing stays. */
static void set(str *field, str text)
{
    if (field->len == 0)
        *field = text;
}

struct ris {
    str end_page, full, medium;
};

static void ris_field(struct meta_reader *reader, str tag, str text,
                      struct work *work, struct ris *ris)
{
    static const struct {
        const char *tag;
        size_t at;
    } row[] = {{"TI", offsetof(struct work, title)},
               {"T1", offsetof(struct work, title)},
               {"CT", offsetof(struct work, title)},
               {"JF", offsetof(struct work, container)},
               {"T2", offsetof(struct work, container)},
               {"JO", offsetof(struct work, container)},
               {"BT", offsetof(struct work, container)},
               {"JA", offsetof(struct work, container_short)},
               {"J2", offsetof(struct work, container_short)},
               {"VL", offsetof(struct work, volume)},
               {"IS", offsetof(struct work, issue)},
               {"SP", offsetof(struct work, page)},
               {"C7", offsetof(struct work, page)},
               {"PB", offsetof(struct work, publisher)},
               {"DO", offsetof(struct work, id[ID_DOI])},
               {"C2", offsetof(struct work, id[ID_PMCID])}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (str_eq(tag, str_of(row[i].tag)))
            set((str *)(void *)((char *)work + row[i].at), text);
    struct arena *arena = reader->arena;
    if (str_eq(tag, S("AU")) || str_eq(tag, S("A1")))
        vec_push(&work->author, arena, name_read(text));
    else if (str_eq(tag, S("ED")) || str_eq(tag, S("A2")))
        vec_push(&work->editor, arena, name_read(text));
    else if (str_eq(tag, S("PY")) || str_eq(tag, S("Y1")) ||
             str_eq(tag, S("DA"))) {
        str date = date_read(text, arena);
        if (date.len > work->date.len)
            work->date = date;
        if (date.len == 0 && text.len)
            odd(reader, "a date of '%.*s'", STR(str_first(text, 40)));
    } else if (str_eq(tag, S("EP")))
        set(&ris->end_page, text);
    else if (str_eq(tag, S("M3")))
        set(&ris->medium, text);
    else if (str_eq(tag, S("UR")) || str_eq(tag, S("L2")))
        take_url(work, text);
    else if (str_eq(tag, S("SN")))
        set(&ris->full, text);
}

static void ris_finish(struct meta_reader *reader, struct work *work,
                       const struct ris *ris)
{
    struct arena *arena = reader->arena;
    str numbers = ris->full, word;
    bool book = str_eq(work->type, S("book")) ||
                str_eq(work->type, S("edited-book")) ||
                str_eq(work->type, S("book-chapter"));
    if (book)
        work->id[ID_ISBN] = numbers;
    while (!book && str_word(&numbers, &word))
        vec_push(&work->issn, arena, word);
    if (str_starts(ris->medium, S("10.")))
        set(&work->id[ID_DOI], ris->medium);
    if (!str_starts_nocase(work->id[ID_PMCID], S("pmc")))
        work->id[ID_PMCID] = S("");
    bool range = str_chr(work->page, '-') != STR_NONE;
    if (work->page.len && ris->end_page.len && !range &&
        !str_eq(work->page, ris->end_page))
        work->page = arena_format(arena, "%.*s-%.*s", STR(work->page),
                                  STR(ris->end_page));
}

enum meta_got ris_read(struct meta_reader *reader, struct work *work,
                       struct err *err)
{
    struct ris ris = {0};
    bool any = false;
    str tag, text;
    while (next_field(reader, false, &tag, &text)) {
        if (any && str_eq(tag, S("TY"))) { /* the one before has no end */
            ((struct tagged *)reader->state)->field_again = true;
            break;
        }
        if (str_eq(tag, S("TY"))) {
            work->type = ris_type(text);
            any = true;
        } else if (any && str_eq(tag, S("ER"))) {
            break;
        } else if (any) {
            ris_field(reader, tag, text, work, &ris);
        }
    }
    if (!any || (reader->feed->ended && reader->feed->err.kind))
        return ended(reader, any, err);
    ris_finish(reader, work, &ris);
    return META_WORK;
}

/* ---- NBIB ------------------------------------------------------------- */

/* "10.1/x [doi]" */
static void take_article_id(str text, struct work *work)
{
    static const struct {
        const char *kind;
        enum id_scheme scheme;
    } row[] = {{"[doi]", ID_DOI}, {"[pmc]", ID_PMCID}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        size_t at = str_find(text, str_of(row[i].kind));
        if (at != STR_NONE)
            set(&work->id[row[i].scheme], str_trim(str_first(text, at)));
    }
}

/*
 * "Lancet. 2010 Feb 6;375(9713):445. PMID: 1": notices, which stand with the
 * one they're about (…IN) or with the notice (…OF).
 */
static void take_notice(struct meta_reader *reader, str tag, str text,
                        struct work *work)
{
    static const struct {
        const char *tag;
        enum notice_kind kind;
        bool given; /* by this, about the other */
    } row[] = {{"RIN", NOTICE_RETRACTION, false},
               {"ROF", NOTICE_RETRACTION, true},
               {"PRIN", NOTICE_PARTIAL_RETRACTION, false},
               {"PROF", NOTICE_PARTIAL_RETRACTION, true},
               {"ECI", NOTICE_CONCERN, false},
               {"ECF", NOTICE_CONCERN, true},
               {"EIN", NOTICE_CORRECTION, false},
               {"EFR", NOTICE_CORRECTION, true}};
    struct arena *arena = reader->arena;
    size_t at = str_find(text, S("PMID: "));
    str other =
        at == STR_NONE ? S("") : key_of(ID_PMID, str_from(text, at + 6), arena);
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        if (!str_eq(tag, str_of(row[i].tag)))
            continue;
        struct work_notice notice = {.kind = row[i].kind,
                                     .source = S("pubmed")};
        *(row[i].given ? &notice.of : &notice.by) = other;
        if (!row[i].given)
            notice.date = date_in_source(text, arena);
        if (!row[i].given || other.len)
            vec_push(&work->notice, arena, notice);
    }
}

static void nbib_field(struct meta_reader *reader, str tag, str text,
                       struct work *work, strs *brief)
{
    static const struct {
        const char *tag;
        size_t at;
    } row[] = {{"PMID", offsetof(struct work, id[ID_PMID])},
               {"PMC", offsetof(struct work, id[ID_PMCID])},
               {"ISBN", offsetof(struct work, id[ID_ISBN])},
               {"TI", offsetof(struct work, title)},
               {"JT", offsetof(struct work, container)},
               {"BTI", offsetof(struct work, container)},
               {"TA", offsetof(struct work, container_short)},
               {"VI", offsetof(struct work, volume)},
               {"IP", offsetof(struct work, issue)},
               {"PG", offsetof(struct work, page)},
               {"PB", offsetof(struct work, publisher)}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (str_eq(tag, str_of(row[i].tag)))
            set((str *)(void *)((char *)work + row[i].at), text);
    struct arena *arena = reader->arena;
    if (str_eq(tag, S("FAU")))
        vec_push(&work->author, arena, name_read(text));
    else if (str_eq(tag, S("AU")))
        vec_push(brief, arena, text);
    else if (str_eq(tag, S("CN")))
        vec_push(&work->author, arena, ((struct work_name){.family = text}));
    else if (str_eq(tag, S("FED")))
        vec_push(&work->editor, arena, name_read(text));
    else if (str_eq(tag, S("AUID")) && work->author.n)
        work->author.at[work->author.n - 1].orcid =
            str_from(text, str_last_chr(text, ' ') + 1);
    else if (str_eq(tag, S("DP")))
        work->date = date_read(text, arena);
    else if (str_eq(tag, S("AID")) || str_eq(tag, S("LID")))
        take_article_id(text, work);
    else if (str_eq(tag, S("IS")))
        vec_push(&work->issn, arena, str_first(text, 9));
    else if (str_eq(tag, S("PT")) && str_eq(text, S("Preprint")))
        work->type = S("posted-content");
    else
        take_notice(reader, tag, text, work);
}

/* "Doe JB", where nobody is written in full. */
static struct work_name brief_name(str text)
{
    size_t space = str_last_chr(text, ' ');
    if (space == STR_NONE)
        return (struct work_name){.family = text};
    return (struct work_name){.family = str_first(text, space),
                              .given = str_from(text, space + 1)};
}

enum meta_got nbib_read(struct meta_reader *reader, struct work *work,
                        struct err *err)
{
    bool any = false;
    str tag, text;
    strs brief = {0};
    work->type = S("journal-article");
    while (next_field(reader, true, &tag, &text)) {
        if (any && (tag.len == 0 || str_eq(tag, S("PMID")))) {
            ((struct tagged *)reader->state)->field_again = tag.len > 0;
            break;
        }
        any = any || tag.len;
        if (tag.len)
            nbib_field(reader, tag, text, work, &brief);
    }
    if (!any || reader->feed->err.kind)
        return ended(reader, any, err);
    for (uint32_t i = 0; i < brief.n && work->author.n < brief.n; i++) {
        if (i == 0)
            work->author.n = 0;
        vec_push(&work->author, reader->arena, brief_name(brief.at[i]));
    }
    if (str_ends(work->title, S(".")))
        work->title.len--;
    for_vec (i, work->notice)
        if (work->notice.at[i].of.len) { /* it gives them itself */
            work->notice.at[i].by =
                key_of(ID_PMID, work->id[ID_PMID], reader->arena);
            work->notice.at[i].date = work->date;
        }
    return META_WORK;
}
