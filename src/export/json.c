/* A work a line, in the words of our records (docs/DATA.md). */
#include "export/format.h"

static void put_people(struct json *json, const char *key,
                       const struct work_name *name, uint32_t n)
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

static void put_ids(struct json *json, const struct work *work)
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

void export_json_members(struct json *json, const struct work *work)
{
    put_ids(json, work);
    put_people(json, "authors", work->author.at, work->author.n);
    put_people(json, "editors", work->editor.at, work->editor.n);
    json_text(json, "title", work->title);
    json_text(json, "container", work->container);
    json_text(json, "container_short", work->container_short);
    if (work->issn.n) {
        json_key(json, "issn");
        json_array(json);
        for_vec (i, work->issn)
            json_str(json, work->issn.at[i]);
        json_end(json);
    }
    json_text(json, "publisher", work->publisher);
    json_count(json, "year", work->year);
    json_text(json, "date", work->date);
    json_text(json, "volume", work->volume);
    json_text(json, "issue", work->issue);
    json_text(json, "page", work->page);
    json_text(json, "type", work->type);
}

void export_json_work(struct exporter *exporter, const struct work *work,
                      str note)
{
    struct json json = json_on(exporter->out);
    json_object(&json);
    export_json_members(&json, work);
    json_text(&json, "note", note);
    json_end(&json);
    buf_char(exporter->out, '\n');
}
