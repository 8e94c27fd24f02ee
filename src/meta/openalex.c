/* OpenAlex's works. */
#include "meta/inside.h"

/* Its words → Crossref's. */
static str type_of(str type)
{
    static const struct {
        const char *theirs, *ours;
    } row[] = {
        {"article", "journal-article"}, {"review", "journal-article"},
        {"letter", "journal-article"},  {"editorial", "journal-article"},
        {"preprint", "posted-content"}, {"book-section", "book-chapter"}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (str_eq(type, str_of(row[i].theirs)))
            return str_of(row[i].ours);
    return type;
}

/* The one text of an object that is wanted, and another. */
static void read_two(struct meta_reader *reader, const char *one, str *a,
                     const char *two, str *b)
{
    struct pull *pull = &reader->pull;
    str key;
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        if (str_eq(key, str_of(one)))
            *a = pull_word(pull, reader->arena);
        else if (str_eq(key, str_of(two)))
            *b = pull_word(pull, reader->arena);
        else
            pull_skip(pull);
    }
}

static void read_author(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    str key, display = {0}, raw = {0}, orcid = {0};
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("author")))
            read_two(reader, "display_name", &display, "orcid", &orcid);
        else if (str_eq(key, S("raw_author_name")))
            raw = pull_text(pull, reader->arena);
        else
            pull_skip(pull);
    }
    struct work_name name = name_read(display.len ? display : raw);
    name.orcid = orcid;
    vec_push(&work->author, reader->arena, name);
}

/* "https://pubmed.ncbi.nlm.nih.gov/99000001" → "99000001" */
static str last_part(str url)
{
    while (str_ends(url, S("/")))
        url.len--;
    return str_from(url, str_last_chr(url, '/') + 1);
}

static void read_ids(struct meta_reader *reader, struct work *work)
{
    static const struct {
        const char *name;
        enum id_scheme scheme;
    } row[] = {{"openalex", ID_OPENALEX},
               {"doi", ID_DOI},
               {"pmid", ID_PMID},
               {"pmcid", ID_PMCID}};
    struct pull *pull = &reader->pull;
    str key;
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        str *id = NULL;
        for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
            if (str_eq(key, str_of(row[i].name)))
                id = &work->id[row[i].scheme];
        if (id)
            *id = pull_word(pull, reader->arena);
        else
            pull_skip(pull);
    }
    work->id[ID_PMID] = last_part(work->id[ID_PMID]);
    work->id[ID_PMCID] = last_part(work->id[ID_PMCID]);
    if (work->id[ID_PMCID].len && is_digit(work->id[ID_PMCID].ptr[0]))
        work->id[ID_PMCID] =
            arena_format(reader->arena, "PMC%.*s", STR(work->id[ID_PMCID]));
}

static void read_source(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    str key;
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("display_name")))
            work->container = pull_text(pull, reader->arena);
        else if (str_eq(key, S("host_organization_name")))
            work->publisher = pull_text(pull, reader->arena);
        else if (str_eq(key, S("issn")) && pull_enter(pull, '['))
            while (pull_item(pull))
                vec_push(&work->issn, reader->arena,
                         pull_text(pull, reader->arena));
        else if (!str_eq(key, S("issn")))
            pull_skip(pull);
    }
}

static void read_location(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    str key;
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key))
        if (str_eq(key, S("source")))
            read_source(reader, work);
        else
            pull_skip(pull);
}

static void read_biblio(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    struct arena *arena = reader->arena;
    str key, first = {0}, last = {0};
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("volume")))
            work->volume = pull_word(pull, arena);
        else if (str_eq(key, S("issue")))
            work->issue = pull_word(pull, arena);
        else if (str_eq(key, S("first_page")))
            first = pull_word(pull, arena);
        else if (str_eq(key, S("last_page")))
            last = pull_word(pull, arena);
        else
            pull_skip(pull);
    }
    work->page = first;
    if (first.len && last.len && !str_eq(first, last))
        work->page = arena_format(arena, "%.*s-%.*s", STR(first), STR(last));
}

/* Says Retraction Watch, from which OpenAlex has it, but not when. */
static void read_retracted(struct meta_reader *reader, struct work *work)
{
    if (pull_bool(&reader->pull))
        vec_push(&work->notice, reader->arena,
                 ((struct work_notice){.kind = NOTICE_RETRACTION,
                                       .source = S("openalex")}));
}

void openalex_object(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    struct arena *arena = reader->arena;
    str key, type = {0}, crossref_type = {0};
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("id")))
            work->id[ID_OPENALEX] = pull_text(pull, arena);
        else if (str_eq(key, S("doi")))
            work->id[ID_DOI] = pull_text(pull, arena);
        else if (str_eq(key, S("ids")))
            read_ids(reader, work);
        else if (str_eq(key, S("title")) ||
                 (str_eq(key, S("display_name")) && work->title.len == 0))
            work->title = pull_text(pull, arena);
        else if (str_eq(key, S("publication_date")))
            work->date = date_read(pull_text(pull, arena), arena);
        else if (str_eq(key, S("publication_year")))
            work->year = (uint32_t)pull_int(pull);
        else if (str_eq(key, S("type")))
            type = pull_text(pull, arena);
        else if (str_eq(key, S("type_crossref")))
            crossref_type = pull_text(pull, arena);
        else if (str_eq(key, S("primary_location")))
            read_location(reader, work);
        else if (str_eq(key, S("biblio")))
            read_biblio(reader, work);
        else if (str_eq(key, S("is_retracted")))
            read_retracted(reader, work);
        else if (str_eq(key, S("authorships")) && pull_enter(pull, '['))
            while (pull_item(pull))
                read_author(reader, work);
        else if (!str_eq(key, S("authorships")))
            pull_skip(pull);
    }
    work->type = crossref_type.len ? crossref_type : type_of(type);
}
