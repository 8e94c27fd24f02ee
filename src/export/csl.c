/* CSL-JSON: an array of items, as citeproc and Zotero read it. */
#include "export/format.h"
#include "export/kind.h"

void export_csl_begin(struct exporter *exporter)
{
    buf_char(exporter->out, '[');
}

void export_csl_end(struct exporter *exporter)
{
    buf_add(exporter->out, exporter->n ? S("\n]\n") : S("]\n"));
}

static void put_people(struct json *json, const char *key,
                       const struct work_name *name, uint32_t n)
{
    if (n == 0)
        return;
    json_key(json, key);
    json_array(json);
    for (uint32_t i = 0; i < n; i++) {
        json_object(json);
        json_text(json, name[i].given.len ? "family" : "literal",
                  name[i].family);
        json_text(json, "given", name[i].given);
        json_end(json);
    }
    json_end(json);
}

/* {"date-parts":[[2001,3,12]]} */
static void put_date(struct json *json, const struct work *work)
{
    str date = work->date, part;
    uint32_t number;
    if (work->year == 0)
        return;
    json_key(json, "issued");
    json_object(json);
    json_key(json, "date-parts");
    json_array(json);
    json_array(json);
    json_uint(json, work->year);
    str_split(&date, '-', &part); /* the year */
    while (str_split(&date, '-', &part) && str_uint(part, &number) && number)
        json_uint(json, number);
    json_end(json);
    json_end(json);
    json_end(json);
}

/* The first identifier there is, as a key; else its place in the list. */
static void put_id(struct json *json, const struct exporter *exporter,
                   const struct work *work)
{
    int s = 0;
    SCOPED_BUF id = {0};
    while (s < ID_SCHEMES && work->id[s].len == 0)
        s++;
    if (s < ID_SCHEMES) {
        buf_format(&id, "%s:", id_scheme_name[s]);
        buf_add(&id, work->id[s]);
    } else {
        buf_format(&id, "work-%u", (unsigned)exporter->n + 1);
    }
    json_text(json, "id", buf_str(&id));
}

static void put_item(struct json *json, const struct work *work, str note)
{
    json_text(json, "type", str_of(export_kind_of(work)->csl));
    put_people(json, "author", work->author.at, work->author.n);
    put_people(json, "editor", work->editor.at, work->editor.n);
    json_text(json, "title", work->title);
    json_text(json, "container-title", work->container);
    json_text(json, "container-title-short", work->container_short);
    json_text(json, "publisher", work->publisher);
    put_date(json, work);
    json_text(json, "volume", work->volume);
    json_text(json, "issue", work->issue);
    json_text(json, "page", work->page);
    json_text(json, "DOI", work->id[ID_DOI]);
    json_text(json, "PMID", work->id[ID_PMID]);
    json_text(json, "PMCID", work->id[ID_PMCID]);
    json_text(json, "ISBN", work->id[ID_ISBN]);
    json_text(json, "ISSN", work->issn.n ? work->issn.at[0] : (str){0});
    json_text(json, "note", note);
}

void export_csl_work(struct exporter *exporter, const struct work *work,
                     str note)
{
    struct json json = json_on(exporter->out);
    buf_add(exporter->out, exporter->n ? S(",\n") : S("\n"));
    json_object(&json);
    put_id(&json, exporter, work);
    put_item(&json, work, note);
    json_end(&json);
}
