#include "doc/work.h"

#include "base/json.h"

const char *const relation_name[] = {"preprint-of", "has-preprint",
                                     "version-of", "same"};

/* ---- from a doc ------------------------------------------------------- */

static struct work_name name_of(const struct doc *doc, uint32_t row)
{
    const struct person *person = &doc->person.at[row];
    return (struct work_name){doc_str(doc, person->family),
                              doc_str(doc, person->given),
                              doc_str(doc, person->orcid)};
}

static void take_ids(const struct doc *doc, const struct ids *ids,
                     struct work *work)
{
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++)
        work->id[scheme] = doc_str(doc, ids->of[scheme]);
}

/* The notices an article gives are its own: `by` is its key. */
static void take_notices(const struct doc *doc, struct work *work,
                         struct arena *arena)
{
    for_vec (i, doc->notice) {
        const struct notice *row = &doc->notice.at[i];
        struct work of = {0};
        take_ids(doc, &row->of, &of);
        strs names = work_names(&of, arena);
        if (names.n)
            vec_push(&work->notice, arena,
                     ((struct work_notice){.kind = row->kind,
                                           .of = names.at[0],
                                           .by = doc->key,
                                           .date = doc_str(doc, row->date),
                                           .source = S("jats")}));
    }
}

struct work work_of_doc(const struct doc *doc, struct arena *arena)
{
    const struct meta *meta = &doc->meta;
    struct work work = {.title = doc_str(doc, meta->title),
                        .container = doc_str(doc, meta->container),
                        .publisher = doc_str(doc, meta->publisher),
                        .volume = doc_str(doc, meta->volume),
                        .issue = doc_str(doc, meta->issue),
                        .page = doc_str(doc, meta->page),
                        .type = doc_str(doc, meta->type),
                        .date = doc_str(doc, meta->date),
                        .year = meta->year};
    take_ids(doc, &meta->id, &work);
    for (uint32_t i = 0; i < meta->author.n; i++)
        vec_push(&work.author, arena, name_of(doc, meta->author.start + i));
    for_vec (i, doc->issn)
        vec_push(&work.issn, arena, doc_str(doc, doc->issn.at[i]));
    take_notices(doc, &work, arena);
    return work;
}

struct work work_of_ref(const struct doc *doc, const struct ref *ref,
                        struct arena *arena)
{
    struct work work = {.title = doc_str(doc, ref->title),
                        .container = doc_str(doc, ref->container),
                        .publisher = doc_str(doc, ref->publisher),
                        .volume = doc_str(doc, ref->volume),
                        .issue = doc_str(doc, ref->issue),
                        .page = doc_str(doc, ref->page),
                        .type = doc_str(doc, ref->type),
                        .year = ref->year};
    take_ids(doc, &ref->id, &work);
    for (uint32_t i = 0; i < ref->author.n; i++)
        vec_push(&work.author, arena, name_of(doc, ref->author.start + i));
    for (uint32_t i = 0; i < ref->editor.n; i++)
        vec_push(&work.editor, arena, name_of(doc, ref->editor.start + i));
    return work;
}

static void keep(str *text, struct arena *arena)
{
    if (text->len)
        *text = arena_str(arena, *text);
}

static struct work_name *keep_names(const struct work_name *name, uint32_t n,
                                    struct arena *arena)
{
    struct work_name *kept = arena_alloc(arena, (n + 1) * sizeof(*kept));
    for (uint32_t i = 0; i < n; i++) {
        kept[i] = name[i];
        keep(&kept[i].family, arena);
        keep(&kept[i].given, arena);
        keep(&kept[i].orcid, arena);
    }
    return kept;
}

static void keep_links(struct work *work, struct arena *arena)
{
    const struct work was = *work;
    work->issn = (strs){0};
    work->relation.at = NULL, work->relation.n = work->relation.cap = 0;
    work->notice.at = NULL, work->notice.n = work->notice.cap = 0;
    for_vec (i, was.issn)
        vec_push(&work->issn, arena, arena_str(arena, was.issn.at[i]));
    for_vec (i, was.relation) {
        struct work_relation *row = vec_add(&work->relation, arena);
        *row = was.relation.at[i];
        keep(&row->other, arena);
    }
    for_vec (i, was.notice) {
        struct work_notice *row = vec_add(&work->notice, arena);
        *row = was.notice.at[i];
        keep(&row->of, arena);
        keep(&row->by, arena);
        keep(&row->date, arena);
        keep(&row->source, arena);
    }
}

struct work work_keep(const struct work *work, struct arena *arena)
{
    struct work kept = *work;
    str *const text[] = {
        &kept.title,     &kept.container, &kept.container_short,
        &kept.publisher, &kept.volume,    &kept.issue,
        &kept.page,      &kept.type,      &kept.date};
    for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
        keep(text[i], arena);
    for (int s = 0; s < ID_SCHEMES; s++)
        keep(&kept.id[s], arena);
    kept.author.at = keep_names(work->author.at, work->author.n, arena);
    kept.author.cap = work->author.n;
    kept.editor.at = keep_names(work->editor.at, work->editor.n, arena);
    kept.editor.cap = work->editor.n;
    keep_links(&kept, arena);
    return kept;
}

strs work_names(const struct work *work, struct arena *arena)
{
    strs names = {0};
    for (int s = 0; s < ID_SCHEMES; s++)
        if (work->id[s].len && (s != ID_ISBN || work->container.len == 0))
            vec_push(&names, arena,
                     arena_format(arena, "%s:%.*s", id_scheme_name[s],
                                  STR(work->id[s])));
    return names;
}

/* ---- as JSON ---------------------------------------------------------- */

static void write_ids(const struct work *work, struct json *json)
{
    bool any = false;
    for (int s = 0; s < ID_SCHEMES; s++)
        any = any || work->id[s].len;
    if (!any)
        return;
    json_key(json, "ids");
    json_object(json);
    for (int s = 0; s < ID_SCHEMES; s++)
        json_text(json, id_scheme_name[s], work->id[s]);
    json_end(json);
}

static void write_people(const struct work_name *name, uint32_t n,
                         const char *key, struct json *json)
{
    if (n == 0)
        return;
    json_key(json, key);
    json_array(json);
    for (uint32_t i = 0; i < n; i++) {
        json_object(json);
        json_text(json, "family", name[i].family);
        json_text(json, "given", name[i].given);
        json_text(json, "orcid", name[i].orcid);
        json_end(json);
    }
    json_end(json);
}

static void write_issn(const struct work *work, struct json *json)
{
    if (work->issn.n == 0)
        return;
    json_key(json, "issn");
    json_array(json);
    for_vec (i, work->issn)
        json_str(json, work->issn.at[i]);
    json_end(json);
}

static void write_relations(const struct work *work, struct json *json)
{
    if (work->relation.n == 0)
        return;
    json_key(json, "relations");
    json_array(json);
    for_vec (i, work->relation) {
        const struct work_relation *row = &work->relation.at[i];
        json_object(json);
        json_text(json, "kind", str_of(relation_name[row->kind]));
        json_text(json, "other", row->other);
        json_end(json);
    }
    json_end(json);
}

static void write_notices(const struct work *work, struct json *json)
{
    if (work->notice.n == 0)
        return;
    json_key(json, "notices");
    json_array(json);
    for_vec (i, work->notice) {
        const struct work_notice *row = &work->notice.at[i];
        json_object(json);
        json_text(json, "kind", str_of(notice_kind_name[row->kind]));
        json_text(json, "of", row->of);
        json_text(json, "by", row->by);
        json_text(json, "date", row->date);
        json_text(json, "source", row->source);
        json_end(json);
    }
    json_end(json);
}

void work_write_inside(const struct work *work, struct json *json)
{
    write_ids(work, json);
    json_text(json, "title", work->title);
    write_people(work->author.at, work->author.n, "authors", json);
    write_people(work->editor.at, work->editor.n, "editors", json);
    json_text(json, "container", work->container);
    json_text(json, "container_short", work->container_short);
    write_issn(work, json);
    json_text(json, "publisher", work->publisher);
    json_count(json, "year", work->year);
    json_text(json, "date", work->date);
    json_text(json, "volume", work->volume);
    json_text(json, "issue", work->issue);
    json_text(json, "page", work->page);
    json_text(json, "type", work->type);
    write_relations(work, json);
    write_notices(work, json);
}

void work_write(const struct work *work, struct json *json)
{
    json_object(json);
    work_write_inside(work, json);
    json_end(json);
}
