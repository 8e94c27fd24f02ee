#include "cmd/citation.h"

/* Of a longer path of headings the innermost are looked at. */
#define HEADINGS_MAX 16u

/* Article and id, of one operand or two; false when it can't be. */
static bool split_name(strs operands, str *doc, str *id)
{
    *doc = operands.at[0];
    if (operands.n == 2) {
        *id = operands.at[1];
    } else {
        size_t at = str_last_chr(*doc, '#');
        if (at == STR_NONE)
            return false;
        *id = str_from(*doc, at + 1);
        *doc = str_first(*doc, at);
    }
    return str_last_chr(*id, '/') != STR_NONE && doc->len > 0;
}

bool citation_ask(struct store *store, strs operands, struct arena *arena,
                  struct label_source *source, struct err *err)
{
    str typed, id;
    int64_t doc;
    label_sources all = {0};
    if (!split_name(operands, &typed, &id))
        return err_set(err, ERR_USAGE,
                       "'%.*s' is no citation; write DOC#REF/N, as reports do",
                       STR(operands.at[0]));
    if (!ask_doc(store, typed, arena, &doc, err) ||
        !doc_label_sources(store, doc, arena, &all, err))
        return false;
    for_vec (i, all) {
        *source = all.at[i];
        if (str_eq(source->row.id, id))
            return true;
    }
    return err_set(err, ERR_INPUT, "'%.*s' has no citation '%.*s'", STR(typed),
                   STR(id));
}

struct context citation_context(const struct label_source *source)
{
    const struct citation_row *row = &source->row;
    struct context context = {.kind = row->kind,
                              .before = row->before,
                              .sentence = row->sentence,
                              .after = row->after,
                              .marker = row->marker,
                              .heading = source->heading,
                              .cited_title = source->cited_title,
                              .cited_year = source->cited_year,
                              .self_citation = row->self};
    if (!source->marked)
        context.marker = (struct span){1, 0};
    if (context.heading.n > HEADINGS_MAX) {
        context.heading.at += context.heading.n - HEADINGS_MAX;
        context.heading.n = HEADINGS_MAX;
    }
    return context;
}

str citation_name(const struct label_source *source, struct arena *arena)
{
    return arena_format(arena, "%.*s#%.*s", STR(source->row.doc_key),
                        STR(source->row.id));
}

void json_correction(struct json *json, const struct correction *one)
{
    json_object(json);
    json_text(json, "doc", one->doc);
    json_text(json, "citation", one->citation);
    if (one->code == CODES)
        json_key(json, "undone"), json_bool(json, true);
    json_text(json, "code", code_str(one->code));
    json_text(json, "who", one->who);
    json_text(json, "why", one->why);
    json_text(json, "at", one->at);
    json_end(json);
}
