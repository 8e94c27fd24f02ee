#include "serve/known.h"

#include "store/sheet.h"

/* ---- what its own text says --------------------------------------------- */

static void fill(str *field, const struct json_value *record, const char *key,
                 struct arena *arena)
{
    if (field->len == 0)
        *field = arena_str(arena, json_member_str(record, key));
}

static void fill_list(strs *list, const struct json_value *record,
                      const char *key, struct arena *arena)
{
    const struct json_value *v = json_first(json_member(record, key));
    if (list->n)
        return;
    for (; v; v = json_next(v))
        vec_push(list, arena, arena_str(arena, json_as_str(v)));
}

static void fill_authors(struct work *work, const struct json_value *record,
                         struct arena *arena)
{
    const struct json_value *v = json_first(json_member(record, "authors"));
    if (v == NULL)
        return;
    work->author.n = 0;
    for (; v; v = json_next(v)) {
        struct work_name name = {0};
        fill(&name.family, v, "family", arena);
        fill(&name.given, v, "given", arena);
        fill(&name.orcid, v, "orcid", arena);
        vec_push(&work->author, arena, name);
    }
}

static void fill_work(struct known *known, const struct json_value *record,
                      struct arena *arena)
{
    struct work *work = &known->work;
    fill(&work->title, record, "title", arena);
    fill(&work->container, record, "container", arena);
    fill(&work->publisher, record, "publisher", arena);
    fill(&work->volume, record, "volume", arena);
    fill(&work->issue, record, "issue", arena);
    fill(&work->page, record, "page", arena);
    fill(&work->type, record, "type", arena);
    str date = json_member_str(record, "date");
    if (date.len > work->date.len) /* to the day, not only the year */
        work->date = arena_str(arena, date);
    fill(&known->abstract, record, "abstract", arena);
    fill(&known->language, record, "language", arena);
    fill(&known->license, record, "license", arena);
    fill_list(&work->issn, record, "issn", arena);
    fill_list(&known->keyword, record, "keywords", arena);
    fill_authors(work, record, arena);
    if (work->year == 0)
        work->year = json_member_uint(record, "year");
}

static bool read_own_text(struct call *call, struct known *known,
                          struct err *err)
{
    str records;
    if (!doc_records(call->store, known->doc, call->arena, &records, err))
        return false;
    str line = str_first(records, str_chr(records, '\n'));
    SCOPED_JSON *record = json_parse(line, err);
    if (record)
        fill_work(known, record, call->arena);
    return record != NULL;
}

/* ---- all of it ---------------------------------------------------------- */

static bool read_known(struct call *call, str key, struct known *known,
                       struct err *err)
{
    struct work_row row;
    bool found;
    if (!work_row(call->store, key, call->arena, &row, err))
        return false;
    known->id = row.id;
    if (row.id == 0)
        return true;
    known->key = row.key;
    known->ids = row.ids;
    known->doc = row.doc;
    if (!meta_fetch(call->store, row.id, call->arena, &known->work, &found,
                    err) ||
        !work_notices(call->store, row.id, call->arena, &known->notice, err))
        return false;
    return row.doc == 0 || read_own_text(call, known, err);
}

bool known_by_key(struct call *call, str key, struct known *known)
{
    struct err err = {0};
    *known = (struct known){0};
    if (key.len == 0 || read_known(call, key, known, &err))
        return true;
    reply_failed(call, &err);
    return false;
}

bool known_by_id(struct call *call, int64_t id, struct known *known)
{
    struct err err = {0};
    str key;
    if (work_key_of(call->store, id, call->arena, &key, &err))
        return known_by_key(call, key, known);
    reply_failed(call, &err);
    return false;
}

bool known_retracted(const struct known *known)
{
    for_vec (i, known->notice)
        if (!known->notice.at[i].cleared &&
            (known->notice.at[i].kind == NOTICE_RETRACTION ||
             known->notice.at[i].kind == NOTICE_WITHDRAWAL))
            return true;
    return false;
}

str name_line(const struct work_name *name, struct arena *arena)
{
    if (name->given.len == 0)
        return name->family;
    return arena_format(arena, "%.*s %.*s", STR(name->given),
                        STR(name->family));
}

/* ---- slugs -------------------------------------------------------------- */

#define SLUG_MAX 80

str slug_of(str title, int64_t id, struct arena *arena)
{
    char *to = arena_alloc(arena, SLUG_MAX + 24);
    size_t n = 0;
    for (size_t i = 0; i < title.len && n < SLUG_MAX; i++) {
        char c = to_lower(title.ptr[i]);
        if (is_lower(c) || is_digit(c))
            to[n++] = c;
        else if (n && to[n - 1] != '-' && !(c & 0x80))
            to[n++] = '-';
    }
    while (n && to[n - 1] == '-')
        n--;
    str end = arena_format(arena, "%sw%lld", n ? "-" : "", (long long)id);
    memcpy(to + n, end.ptr, end.len);
    return (str){to, n + end.len};
}

int64_t slug_id(str slug)
{
    size_t w = str_last_chr(slug, 'w');
    uint32_t id;
    if (w == STR_NONE || (w && slug.ptr[w - 1] != '-') ||
        !str_uint(str_from(slug, w + 1), &id))
        return 0;
    return id;
}
