#include "resolve/ref_fill.h"

#include "doc/work.h"
#include "resolve/refstring.h"

/* Of a whole less sure than this nothing is taken. */
#define FILL_LEAST 0.4f

/* Shorter ones ("Ibid., p. 12") name no work. */
#define FILL_RAW_LEAST 20u

static bool is_bare(const struct ref *ref)
{
    return span_len(ref->title) == 0 && span_len(ref->container) == 0 &&
           ref->author.n == 0 && span_len(ref->raw) >= FILL_RAW_LEAST;
}

static void fill(struct doc *doc, struct span *field, str value)
{
    if (span_len(*field) == 0 && value.len)
        *field = doc_keep(doc, value);
}

static struct rows add_people(struct doc *doc, const struct work_name *name,
                              uint32_t n)
{
    struct rows rows = {doc->person.n, n};
    for (uint32_t i = 0; i < n; i++) {
        struct person *person = vec_add(&doc->person, doc->arena);
        person->family = doc_keep(doc, name[i].family);
        if (name[i].given.len)
            person->given = doc_keep(doc, name[i].given);
    }
    return rows;
}

/* The entry without its label. */
static str printed(const struct doc *doc, const struct ref *ref)
{
    str raw = doc_str(doc, ref->raw), label = doc_str(doc, ref->label);
    return label.len && str_starts(raw, label) ? str_from(raw, label.len) : raw;
}

static void fill_from(struct doc *doc, const struct work *work, struct ref *ref)
{
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++)
        fill(doc, &ref->id.of[scheme], work->id[scheme]);
    ref->author = add_people(doc, work->author.at, work->author.n);
    ref->editor = add_people(doc, work->editor.at, work->editor.n);
    fill(doc, &ref->title, work->title);
    fill(doc, &ref->container, work->container);
    fill(doc, &ref->publisher, work->publisher);
    fill(doc, &ref->volume, work->volume);
    fill(doc, &ref->issue, work->issue);
    fill(doc, &ref->page, work->page);
    fill(doc, &ref->type, work->type);
    if (work->year)
        ref->year = work->year;
    ref->parsed = true;
}

void ref_fill(struct doc *doc, struct ref *ref, struct arena *scratch)
{
    struct work work;
    if (!is_bare(ref))
        return;
    /* the doc's text may move while it is filled */
    str raw = arena_str(scratch, printed(doc, ref));
    if (refstring_parse(raw, &work, scratch) >= FILL_LEAST)
        fill_from(doc, &work, ref);
}
