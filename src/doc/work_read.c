#include "doc/work_read.h"

static void read_author(const struct json_value *value, struct work *work,
                        struct arena *arena)
{
    struct work_name name = {
        .family = json_member_str(value, "family"),
        .given = json_member_str(value, "given"),
        .orcid = json_member_str(value, "orcid"),
    };
    if (name.family.len == 0)
        name.family = json_as_str(value);
    if (name.family.len && work->author.n < WORK_AUTHORS_MAX)
        vec_push(&work->author, arena, name);
}

static void read_authors(const struct json_value *list, struct work *work,
                         struct arena *arena)
{
    const struct json_value *author = json_first(list);
    for (; author && json_is_array(list); author = json_next(author))
        read_author(author, work, arena);
}

/* "2011" in quotes is a year as well. */
static uint32_t read_year(const struct json_value *value)
{
    uint32_t year = json_as_uint(value);
    str_uint(json_as_str(value), &year);
    return year < 3000 ? year : 0;
}

/* {"date-parts": [[2012, 3]]} */
static uint32_t read_issued(const struct json_value *value)
{
    return read_year(json_first(json_first(json_member(value, "date-parts"))));
}

/* The first of the members that says something; of an array its first. */
static str read_any(const struct json_value *value, const char *name,
                    const char *other)
{
    const struct json_value *member = json_member(value, name);
    if (member == NULL && other)
        member = json_member(value, other);
    return json_as_str(json_is_array(member) ? json_first(member) : member);
}

static void read_ids(const struct json_value *value, struct work *work)
{
    static const char *const csl[ID_SCHEMES] = {[ID_DOI] = "DOI",
                                                [ID_PMID] = "PMID",
                                                [ID_PMCID] = "PMCID",
                                                [ID_ISBN] = "ISBN"};
    const struct json_value *ids = json_member(value, "ids");
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++) {
        work->id[scheme] = json_member_str(ids, id_scheme_name[scheme]);
        if (work->id[scheme].len == 0 && csl[scheme])
            work->id[scheme] = read_any(value, csl[scheme], NULL);
    }
}

void work_read(const struct json_value *value, struct work *work,
               struct arena *arena)
{
    *work = (struct work){
        .title = read_any(value, "title", NULL),
        .container = read_any(value, "container", "container-title"),
        .container_short =
            read_any(value, "container_short", "container-title-short"),
        .publisher = read_any(value, "publisher", NULL),
        .volume = read_any(value, "volume", NULL),
        .issue = read_any(value, "issue", NULL),
        .page = read_any(value, "page", NULL),
        .type = read_any(value, "type", NULL),
        .date = read_any(value, "date", NULL),
        .year = read_year(json_member(value, "year")),
    };
    if (work->year == 0)
        work->year = read_issued(json_member(value, "issued"));
    read_ids(value, work);
    read_authors(json_member(value, "authors"), work, arena);
    if (work->author.n == 0)
        read_authors(json_member(value, "author"), work, arena);
}
