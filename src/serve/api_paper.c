/* scite's papers: one, many, those that cite one. */
#include "base/map.h"
#include "serve/scite.h"

#define BATCH 500
/* As many as one answer holds without `limit`. */
#define SOURCES 3000

void api_paper(struct call *call)
{
    struct known known;
    if (!known_by_key(call, call_name(call, call->value[0]), &known))
        return;
    if (known.id == 0) {
        reply_error(call, 404, "no article that has been read cites this");
        return;
    }
    struct json json = json_on(call->out);
    if (scite_paper(call, &json, &known, true))
        reply_json(call);
}

void api_papers(struct call *call)
{
    strs dois = {0};
    struct map seen = {0};
    if (!scite_dois(call, BATCH, &dois))
        return;
    struct json json = json_on(call->out);
    json_object(&json);
    json_key(&json, "papers"), json_object(&json);
    for_vec (i, dois) {
        struct known known;
        if (map_add(&seen, dois.at[i], i, call->arena) != i)
            continue;
        size_t mark = arena_mark(call->arena);
        if (!known_by_key(call, call_key(call, dois.at[i]), &known))
            return;
        if (known.id == 0)
            continue;
        json_key_str(&json, dois.at[i]);
        if (!scite_paper(call, &json, &known, false))
            return;
        arena_rewind(call->arena, mark);
    }
    json_end(&json), json_end(&json);
    reply_json(call);
}

void api_sources(struct call *call)
{
    struct work_row work;
    struct err err = {0};
    work_list works = {0};
    if (!call_work(call, &work))
        return;
    if (!citing_works(call->store, work.id, 0, SOURCES, call->arena, &works,
                      &err)) {
        reply_failed(call, &err);
        return;
    }
    struct json json = json_on(call->out);
    json_object(&json);
    if (!scite_papers(call, &json, &works))
        return;
    json_end(&json);
    reply_json(call);
}

/* Not in scite's document: the shape is ours. */
void api_resolve_pmid(struct call *call)
{
    struct work_row work;
    str typed = call->value[0];
    call->value[0] = arena_format(call->arena, "pmid:%.*s", STR(typed));
    if (!call_work(call, &work))
        return;
    struct json json = json_on(call->out);
    json_object(&json);
    json_text(&json, "pmid", typed);
    for_vec (i, work.ids)
        if (str_starts(work.ids.at[i], S("doi:")))
            json_text(&json, "doi", scite_name(work.ids.at[i]));
    json_end(&json);
    reply_json(call);
}
