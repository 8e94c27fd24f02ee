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

/* "2011" in quotes is a year as well. */
static uint32_t read_year(const struct json_value *value)
{
    uint32_t year = json_as_uint(value);
    str_uint(json_as_str(value), &year);
    return year < 3000 ? year : 0;
}

void work_read(const struct json_value *value, struct work *work,
               struct arena *arena)
{
    const struct json_value *ids = json_member(value, "ids");
    *work = (struct work){
        .title = json_member_str(value, "title"),
        .container = json_member_str(value, "container"),
        .container_short = json_member_str(value, "container_short"),
        .publisher = json_member_str(value, "publisher"),
        .volume = json_member_str(value, "volume"),
        .issue = json_member_str(value, "issue"),
        .page = json_member_str(value, "page"),
        .type = json_member_str(value, "type"),
        .date = json_member_str(value, "date"),
        .year = read_year(json_member(value, "year")),
    };
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++)
        work->id[scheme] = json_member_str(ids, id_scheme_name[scheme]);
    const struct json_value *author = json_first(json_member(value, "authors"));
    for (; author; author = json_next(author))
        read_author(author, work, arena);
}
