/* CSL-JSON, as citation processors and Zotero have it. */
#include "meta/inside.h"

static str type_of(str type)
{
    static const struct {
        const char *theirs, *ours;
    } row[] = {{"article-journal", "journal-article"},
               {"article-magazine", "journal-article"},
               {"article-newspaper", "journal-article"},
               {"article", "posted-content"},
               {"chapter", "book-chapter"},
               {"paper-conference", "proceedings-article"},
               {"thesis", "dissertation"},
               {"entry-encyclopedia", "reference-entry"},
               {"entry-dictionary", "reference-entry"},
               {"review", "peer-review"}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (str_eq(type, str_of(row[i].theirs)))
            return str_of(row[i].ours);
    return type;
}

static struct work_name read_name(struct meta_reader *reader)
{
    struct pull *pull = &reader->pull;
    struct arena *arena = reader->arena;
    struct work_name name = {0};
    str key, literal = {0}, particle = {0};
    if (!pull_enter(pull, '{'))
        return name;
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("family")))
            name.family = pull_text(pull, arena);
        else if (str_eq(key, S("given")))
            name.given = pull_text(pull, arena);
        else if (str_eq(key, S("ORCID")))
            name.orcid = pull_text(pull, arena);
        else if (str_eq(key, S("literal")) || str_eq(key, S("name")))
            literal = pull_text(pull, arena);
        else if (str_eq(key, S("non-dropping-particle")) ||
                 str_eq(key, S("dropping-particle")))
            particle = pull_text(pull, arena);
        else
            pull_skip(pull);
    }
    if (name.family.len == 0)
        name.family = literal;
    else if (particle.len)
        name.family =
            arena_format(arena, "%.*s %.*s", STR(particle), STR(name.family));
    return name;
}

/* {"date-parts": [[2011, "3"]]}, {"raw": "2011-03"}, {"literal": …} */
static str read_date(struct meta_reader *reader)
{
    struct pull *pull = &reader->pull;
    struct arena *arena = reader->arena;
    str key, date = {0}, words = {0};
    if (pull_peek(pull) == '"')
        return date_read(pull_text(pull, arena), arena);
    if (!pull_enter(pull, '{'))
        return date;
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("raw")) || str_eq(key, S("literal"))) {
            words = pull_word(pull, arena);
        } else if (str_eq(key, S("date-parts")) && pull_enter(pull, '[')) {
            for (uint32_t n = 0; pull_item(pull); n++) {
                uint32_t part[3] = {0}, i = 0;
                if (!pull_enter(pull, '['))
                    continue;
                for (; pull_item(pull); i++) {
                    uint32_t value = 0;
                    str_uint(pull_word(pull, arena), &value);
                    if (i < 3)
                        part[i] = value;
                }
                if (n == 0)
                    date = date_of(part[0], part[1], part[2], arena);
                if (n == 0 && date.len == 0 && part[0])
                    odd(reader, "a year of %u", part[0]);
            }
        } else if (!str_eq(key, S("date-parts"))) {
            pull_skip(pull);
        }
    }
    return date.len ? date : date_read(words, arena);
}

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

/* A text, a number, or the first of a list (Crossref's own CSL has lists). */
static str read_word(struct meta_reader *reader)
{
    struct pull *pull = &reader->pull;
    str first = {0};
    if (pull_peek(pull) != '[')
        return pull_word(pull, reader->arena);
    pull_enter(pull, '[');
    while (pull_item(pull))
        if (first.len == 0)
            first = pull_word(pull, reader->arena);
        else
            pull_skip(pull);
    return first;
}

/* "PMID: 1\nPMCID: PMC2\nDOI: …" in Zotero's field for everything else */
static void read_note(str note, struct work *work)
{
    static const struct {
        const char *name;
        enum id_scheme scheme;
    } row[] = {{"DOI:", ID_DOI},
               {"PMID:", ID_PMID},
               {"PMCID:", ID_PMCID},
               {"arXiv:", ID_ARXIV}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        size_t at = str_find_nocase(note, str_of(row[i].name));
        str rest = str_from(note, at + strlen(row[i].name)), word;
        if (at != STR_NONE && work->id[row[i].scheme].len == 0 &&
            str_word(&rest, &word))
            work->id[row[i].scheme] = word;
    }
}

void csl_object(struct meta_reader *reader, struct work *work)
{
    static const struct {
        const char *name;
        size_t at;
    } row[] = {
        {"title", offsetof(struct work, title)},
        {"container-title", offsetof(struct work, container)},
        {"container-title-short", offsetof(struct work, container_short)},
        {"journalAbbreviation", offsetof(struct work, container_short)},
        {"publisher", offsetof(struct work, publisher)},
        {"volume", offsetof(struct work, volume)},
        {"issue", offsetof(struct work, issue)},
        {"page", offsetof(struct work, page)},
        {"type", offsetof(struct work, type)},
        {"DOI", offsetof(struct work, id[ID_DOI])},
        {"PMID", offsetof(struct work, id[ID_PMID])},
        {"PMCID", offsetof(struct work, id[ID_PMCID])},
        {"ISBN", offsetof(struct work, id[ID_ISBN])},
    };
    struct pull *pull = &reader->pull;
    str key, url = {0}, note = {0}, issn = {0}, word;
    while (pull_key(pull, &key)) {
        size_t i = 0, rows = sizeof(row) / sizeof(*row);
        while (i < rows && !str_eq(key, str_of(row[i].name)))
            i++;
        if (i < rows)
            *(str *)(void *)((char *)work + row[i].at) = read_word(reader);
        else if (str_eq(key, S("author")) || str_eq(key, S("editor")))
            read_people(reader, work, str_eq(key, S("editor")));
        else if (str_eq(key, S("issued")))
            work->date = read_date(reader);
        else if (str_eq(key, S("URL")))
            url = read_word(reader);
        else if (str_eq(key, S("note")))
            note = pull_text(pull, reader->arena);
        else if (str_eq(key, S("ISSN")))
            issn = read_word(reader);
        else
            pull_skip(pull);
    }
    work->type = type_of(work->type);
    take_url(work, url);
    read_note(note, work);
    while (str_word(&issn, &word))
        vec_push(&work->issn, reader->arena, word);
    if (work->id[ID_ISBN].len) { /* several, with blanks between */
        word = work->id[ID_ISBN];
        str_word(&word, &work->id[ID_ISBN]);
    }
}
