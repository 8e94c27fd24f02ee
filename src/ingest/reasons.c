#include "ingest/reasons.h"

#include "base/json.h"
#include "classify/classify.h"

struct reasons {
    const struct classifier *classifier;
};

struct reasons *reasons_open(struct arena *arena)
{
    struct reasons *reasons = arena_new(arena, struct reasons);
    reasons->classifier = classifier_builtin(arena);
    return reasons;
}

static strs read_headings(str json, struct arena *arena)
{
    struct err err = {0};
    strs headings = {0};
    SCOPED_JSON *list = json.len ? json_parse(json, &err) : NULL;
    const struct json_value *v = list ? json_first(list) : NULL;
    for (; v; v = json_next(v))
        vec_push(&headings, arena, arena_str(arena, json_as_str(v)));
    return headings;
}

spans reasons_of(const struct reasons *reasons, const struct citation_row *row,
                 str cited_title, uint32_t cited_year, struct arena *arena)
{
    spans found = {0};
    struct verdict verdict;
    struct context context = {
        .kind = row->kind,
        .before = row->before,
        .sentence = row->sentence,
        .after = row->after,
        .marker = row->marker,
        .heading = read_headings(row->headings, arena),
        .cited_title = cited_title,
        .cited_year = cited_year,
        .self_citation = row->self,
    };
    if (row->stance == STANCE_UNCLASSIFIED)
        return found;
    classify_context(reasons->classifier, &context, NULL, &verdict, arena);
    if (verdict.stance != row->stance)
        return found;
    uint32_t end = 0;
    for_vec (i, verdict.cue) {
        struct span at = verdict.cue.at[i].text;
        if (verdict.cue.at[i].weight <= 0 || at.start < end)
            continue;
        vec_push(&found, arena, at);
        end = at.end;
    }
    return found;
}
