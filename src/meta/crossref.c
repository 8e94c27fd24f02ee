/* Crossref's works (formats: REST "message", "items", a record a line). */
#include "meta/inside.h"

/* "date-parts": [[2011, 3, 4]]; parts may be null, or text. */
static str read_date(struct meta_reader *reader)
{
    struct pull *pull = &reader->pull;
    int64_t part[3] = {0};
    str key;
    if (!pull_enter(pull, '{'))
        return S("");
    while (pull_key(pull, &key)) {
        if (!str_eq(key, S("date-parts"))) {
            pull_skip(pull);
            continue;
        }
        if (!pull_enter(pull, '['))
            continue;
        for (bool first = true; pull_item(pull); first = false) {
            if (!first)
                pull_skip(pull);
            if (!first || !pull_enter(pull, '['))
                continue;
            for (int i = 0; pull_item(pull); i++) {
                int64_t value = 0;
                uint32_t number;
                if (pull_peek(pull) == '"') {
                    if (str_uint(pull_text(pull, reader->arena), &number))
                        value = number;
                } else {
                    value = pull_int(pull);
                }
                if (i < 3)
                    part[i] = value;
            }
        }
    }
    if (part[0] && (part[0] < 1000 || part[0] > 2100))
        odd(reader, "a year of %lld", (long long)part[0]);
    return date_of(part[0], part[1], part[2], reader->arena);
}

/* The first text of a list; a bare text is one, too. */
static str read_first(struct meta_reader *reader)
{
    struct pull *pull = &reader->pull;
    str first = {0};
    if (pull_peek(pull) == '"')
        return pull_text(pull, reader->arena);
    if (!pull_enter(pull, '['))
        return first;
    while (pull_item(pull))
        if (first.len == 0)
            first = pull_text(pull, reader->arena);
        else
            pull_skip(pull);
    return first;
}

static void read_all(struct meta_reader *reader, strs *list)
{
    struct pull *pull = &reader->pull;
    if (pull_enter(pull, '['))
        while (pull_item(pull))
            vec_push(list, reader->arena, pull_text(pull, reader->arena));
}

static struct work_name read_name(struct meta_reader *reader)
{
    struct pull *pull = &reader->pull;
    struct work_name name = {0};
    str key, group = {0};
    if (!pull_enter(pull, '{'))
        return name;
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("family")))
            name.family = pull_text(pull, reader->arena);
        else if (str_eq(key, S("given")))
            name.given = pull_text(pull, reader->arena);
        else if (str_eq(key, S("ORCID")))
            name.orcid = pull_text(pull, reader->arena);
        else if (str_eq(key, S("name")))
            group = pull_text(pull, reader->arena);
        else
            pull_skip(pull);
    }
    if (name.family.len == 0)
        name.family = group;
    return name;
}

/* ---- relations -------------------------------------------------------- */

static const struct {
    const char *name;
    enum relation kind;
} relation_row[] = {
    {"is-preprint-of", RELATION_PREPRINT_OF},
    {"has-preprint", RELATION_HAS_PREPRINT},
    {"is-manuscript-of", RELATION_PREPRINT_OF},
    {"has-manuscript", RELATION_HAS_PREPRINT},
    {"is-version-of", RELATION_VERSION_OF},
    {"has-version", RELATION_VERSION_OF},
    {"is-variant-form-of", RELATION_VERSION_OF},
    {"is-original-form-of", RELATION_VERSION_OF},
    {"is-replaced-by", RELATION_VERSION_OF},
    {"replaces", RELATION_VERSION_OF},
    {"is-same-as", RELATION_SAME},
    {"is-identical-to", RELATION_SAME},
};

/* {"id-type": "doi", "id": "10.1/x", "asserted-by": "subject"} */
static void read_other(struct meta_reader *reader, struct work *work,
                       enum relation kind)
{
    static const struct {
        const char *name;
        enum id_scheme scheme;
    } type_row[] = {{"doi", ID_DOI},
                    {"pmid", ID_PMID},
                    {"pmcid", ID_PMCID},
                    {"arxiv", ID_ARXIV},
                    {"isbn", ID_ISBN}};
    struct pull *pull = &reader->pull;
    str key, id = {0}, type = {0}, other = {0};
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("id")))
            id = pull_text(pull, reader->arena);
        else if (str_eq(key, S("id-type")))
            type = pull_text(pull, reader->arena);
        else
            pull_skip(pull);
    }
    for (size_t i = 0; i < sizeof(type_row) / sizeof(*type_row); i++)
        if (str_eq_nocase(type, str_of(type_row[i].name)))
            other = key_of(type_row[i].scheme, id, reader->arena);
    if (other.len)
        vec_push(&work->relation, reader->arena,
                 ((struct work_relation){kind, other}));
}

static void read_relations(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    str key;
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        size_t row = 0, rows = sizeof(relation_row) / sizeof(*relation_row);
        while (row < rows && !str_eq(key, str_of(relation_row[row].name)))
            row++;
        if (row == rows || pull_peek(pull) != '[') {
            pull_skip(pull);
            continue;
        }
        pull_enter(pull, '[');
        while (pull_item(pull))
            read_other(reader, work, relation_row[row].kind);
    }
}

/* ---- notices ---------------------------------------------------------- */

/* One of "update-to" (this is the notice) or "updated-by" (it is another). */
static void read_update(struct meta_reader *reader, struct work *work,
                        bool given)
{
    struct pull *pull = &reader->pull;
    struct work_notice notice = {.source = S("crossref")};
    str key, type = {0}, doi = {0}, source = {0};
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("DOI")))
            doi = pull_text(pull, reader->arena);
        else if (str_eq(key, S("type")))
            type = pull_text(pull, reader->arena);
        else if (str_eq(key, S("source")))
            source = pull_text(pull, reader->arena);
        else if (str_eq(key, S("updated")))
            notice.date = read_date(reader);
        else
            pull_skip(pull);
    }
    doi = key_of(ID_DOI, doi, reader->arena);
    notice.kind = notice_of(type);
    if (notice.kind == NOTICE_KINDS || (given && doi.len == 0))
        return;
    if (str_eq(source, S("retraction-watch")))
        notice.source = S("retraction-watch");
    *(given ? &notice.of : &notice.by) = doi;
    vec_push(&work->notice, reader->arena, notice);
}

static void read_updates(struct meta_reader *reader, struct work *work,
                         bool given)
{
    struct pull *pull = &reader->pull;
    if (pull_enter(pull, '['))
        while (pull_item(pull))
            read_update(reader, work, given);
}

/* ---- the record ------------------------------------------------------- */

enum field {
    DOI,
    TYPE,
    TITLE,
    SUBTITLE,
    AUTHOR,
    EDITOR,
    CONTAINER,
    SHORT,
    PUBLISHER,
    VOLUME,
    ISSUE,
    PAGE,
    ARTICLE,
    ISSN,
    ISBN,
    ISSUED,
    PUBLISHED,
    RELATION,
    UPDATE_TO,
    UPDATED_BY,
    ALIASES,
    FIELDS
};

static const str field_name[FIELDS] = {STR_ROW("DOI"),
                                       STR_ROW("type"),
                                       STR_ROW("title"),
                                       STR_ROW("subtitle"),
                                       STR_ROW("author"),
                                       STR_ROW("editor"),
                                       STR_ROW("container-title"),
                                       STR_ROW("short-container-title"),
                                       STR_ROW("publisher"),
                                       STR_ROW("volume"),
                                       STR_ROW("issue"),
                                       STR_ROW("page"),
                                       STR_ROW("article-number"),
                                       STR_ROW("ISSN"),
                                       STR_ROW("ISBN"),
                                       STR_ROW("issued"),
                                       STR_ROW("published"),
                                       STR_ROW("relation"),
                                       STR_ROW("update-to"),
                                       STR_ROW("updated-by"),
                                       STR_ROW("aliases")};

static enum field field_of(str key)
{
    int field = 0;
    while (field < FIELDS && !str_eq(key, field_name[field]))
        field++;
    return (enum field)field;
}

struct record {
    str subtitle, article, issued, published;
    strs isbn, alias;
};

static void read_people(struct meta_reader *reader, struct work *work,
                        bool editors)
{
    struct pull *pull = &reader->pull;
    if (!pull_enter(pull, '['))
        return;
    while (pull_item(pull)) {
        struct work_name name = read_name(reader);
        if (editors)
            vec_push(&work->editor, reader->arena, name);
        else
            vec_push(&work->author, reader->arena, name);
    }
}

/* Fields that are a piece of text; false when this one isn't. */
static bool read_text(struct meta_reader *reader, enum field field,
                      struct work *work, struct record *record)
{
    struct pull *pull = &reader->pull;
    struct arena *arena = reader->arena;
    switch (field) {
    case DOI:
        work->id[ID_DOI] = pull_text(pull, arena);
        return true;
    case TYPE:
        work->type = pull_text(pull, arena);
        return true;
    case PUBLISHER:
        work->publisher = pull_text(pull, arena);
        return true;
    case VOLUME:
        work->volume = pull_word(pull, arena);
        return true;
    case ISSUE:
        work->issue = pull_word(pull, arena);
        return true;
    case PAGE:
        work->page = pull_word(pull, arena);
        return true;
    case ARTICLE:
        record->article = pull_word(pull, arena);
        return true;
    default:
        return false;
    }
}

static void read_field(struct meta_reader *reader, enum field field,
                       struct work *work, struct record *record)
{
    if (read_text(reader, field, work, record))
        return;
    switch (field) {
    case TITLE:
        work->title = read_first(reader);
        return;
    case SUBTITLE:
        record->subtitle = read_first(reader);
        return;
    case AUTHOR:
    case EDITOR:
        read_people(reader, work, field == EDITOR);
        return;
    case CONTAINER:
        work->container = read_first(reader);
        return;
    case SHORT:
        work->container_short = read_first(reader);
        return;
    case ISSN:
        read_all(reader, &work->issn);
        return;
    case ISBN:
        read_all(reader, &record->isbn);
        return;
    case ISSUED:
        record->issued = read_date(reader);
        return;
    case PUBLISHED:
        record->published = read_date(reader);
        return;
    case RELATION:
        read_relations(reader, work);
        return;
    case UPDATE_TO:
    case UPDATED_BY:
        read_updates(reader, work, field == UPDATE_TO);
        return;
    case ALIASES:
        read_all(reader, &record->alias);
        return;
    default:
        pull_skip(&reader->pull);
    }
}

/* "Sleep" and "a study" are cited as "Sleep: a study". */
static str join_title(str title, str subtitle, struct arena *arena)
{
    if (subtitle.len == 0 || title.len == 0 ||
        str_find_nocase(title, subtitle) != STR_NONE)
        return title;
    return arena_format(arena, "%.*s: %.*s", STR(title), STR(subtitle));
}

/* The notices it gives are its own. */
static void sign_notices(struct work *work, struct arena *arena)
{
    str by = key_of(ID_DOI, work->id[ID_DOI], arena);
    for_vec (i, work->notice)
        if (work->notice.at[i].of.len)
            work->notice.at[i].by = by;
}

void crossref_object(struct meta_reader *reader, struct work *work)
{
    struct record record = {0};
    str key;
    while (pull_key(&reader->pull, &key))
        read_field(reader, field_of(key), work, &record);
    work->title = join_title(work->title, record.subtitle, reader->arena);
    if (work->page.len == 0)
        work->page = record.article;
    work->date = record.issued.len ? record.issued : record.published;
    if (record.isbn.n)
        work->id[ID_ISBN] = record.isbn.at[0];
    for_vec (i, record.alias) {
        str other = key_of(ID_DOI, record.alias.at[i], reader->arena);
        if (other.len)
            vec_push(&work->relation, reader->arena,
                     ((struct work_relation){RELATION_SAME, other}));
    }
    if (work->notice.n)
        sign_notices(work, reader->arena);
}
