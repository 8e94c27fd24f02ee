/* DOAJ's articles: {"bibjson": {...}, "id": …}. */
#include "meta/inside.h"

static void read_identifier(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    str key, type = {0}, id = {0};
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("type")))
            type = pull_text(pull, reader->arena);
        else if (str_eq(key, S("id")))
            id = pull_word(pull, reader->arena);
        else
            pull_skip(pull);
    }
    if (str_eq_nocase(type, S("doi")))
        work->id[ID_DOI] = id;
    else if (str_eq_nocase(type, S("pmid")))
        work->id[ID_PMID] = id;
    else if (str_eq_nocase(type, S("issn")) ||
             str_eq_nocase(type, S("pissn")) || str_eq_nocase(type, S("eissn")))
        vec_push(&work->issn, reader->arena, id);
}

static void read_author(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    str key;
    struct work_name name = {0};
    str orcid = {0};
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("name")))
            name = name_read(pull_text(pull, reader->arena));
        else if (str_eq(key, S("orcid_id")))
            orcid = pull_text(pull, reader->arena);
        else
            pull_skip(pull);
    }
    name.orcid = orcid;
    vec_push(&work->author, reader->arena, name);
}

static void read_journal(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    struct arena *arena = reader->arena;
    str key;
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("title")))
            work->container = pull_text(pull, arena);
        else if (str_eq(key, S("volume")))
            work->volume = pull_word(pull, arena);
        else if (str_eq(key, S("number")))
            work->issue = pull_word(pull, arena);
        else if (str_eq(key, S("publisher")))
            work->publisher = pull_text(pull, arena);
        else if (str_eq(key, S("issns")) && pull_enter(pull, '['))
            while (pull_item(pull))
                vec_push(&work->issn, arena, pull_text(pull, arena));
        else if (!str_eq(key, S("issns")))
            pull_skip(pull);
    }
}

/* Numbers are written as text. */
static int64_t read_number(struct meta_reader *reader)
{
    uint32_t number = 0;
    str word = str_trim(pull_word(&reader->pull, reader->arena));
    return str_uint(word, &number) ? number : 0;
}

static void read_bibjson(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    struct arena *arena = reader->arena;
    str key, first = {0}, last = {0};
    int64_t year = 0, month = 0;
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        bool authors = str_eq(key, S("author")),
             ids = str_eq(key, S("identifier"));
        if (str_eq(key, S("title")))
            work->title = pull_text(pull, arena);
        else if (str_eq(key, S("journal")))
            read_journal(reader, work);
        else if (str_eq(key, S("year")))
            year = read_number(reader);
        else if (str_eq(key, S("month")))
            month = read_number(reader);
        else if (str_eq(key, S("start_page")))
            first = pull_word(pull, arena);
        else if (str_eq(key, S("end_page")))
            last = pull_word(pull, arena);
        else if (!authors && !ids)
            pull_skip(pull);
        else if (pull_enter(pull, '['))
            while (pull_item(pull))
                (authors ? read_author : read_identifier)(reader, work);
    }
    work->date = date_of(year, month, 0, arena);
    work->page = first;
    if (first.len && last.len && !str_eq(first, last))
        work->page = arena_format(arena, "%.*s-%.*s", STR(first), STR(last));
}

void doaj_object(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    str key;
    work->type = S("journal-article");
    while (pull_key(pull, &key))
        if (str_eq(key, S("bibjson")))
            read_bibjson(reader, work);
        else
            pull_skip(pull);
}
