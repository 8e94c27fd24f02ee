#include "cite/draft.h"

struct draft *draft_add(struct drafts *drafts, struct span text, uint32_t block)
{
    struct draft *draft = vec_add(&drafts->draft, drafts->scratch);
    draft->text = text;
    draft->block = block;
    draft->order = drafts->draft.n;
    draft->target.start = drafts->target.n;
    return draft;
}

void draft_target(struct drafts *drafts, uint32_t ref)
{
    vec_push(&drafts->target, drafts->scratch, ref);
    drafts->draft.at[drafts->draft.n - 1].target.n++;
}

uint32_t ref_number(const struct doc *doc, uint32_t ref)
{
    str label = doc_str(doc, doc->ref.at[ref].label);
    while (label.len && strchr("[( ", label.ptr[0]))
        label = str_from(label, 1);
    while (label.len && strchr("]). ", label.ptr[label.len - 1]))
        label.len--;
    uint32_t number;
    return str_uint(label, &number) ? number : doc->ref.at[ref].n;
}

struct rows refs_of_number(const struct drafts *drafts, uint32_t number)
{
    const struct doc *doc = drafts->doc;
    if (number >= drafts->by_number.n || drafts->by_number.at[number] == NONE)
        return (struct rows){0};
    struct rows rows = {drafts->by_number.at[number], 1};
    while (rows.start + rows.n < doc->ref.n &&
           doc->ref.at[rows.start + rows.n].n == doc->ref.at[rows.start].n)
        rows.n++;
    return rows;
}

struct span with_brackets(const struct doc *doc, struct span text,
                          struct span block)
{
    if (text.start <= block.start || text.end >= block.end)
        return text;
    char open = doc->text.ptr[text.start - 1], close = doc->text.ptr[text.end];
    if ((open == '[' && close == ']') || (open == '(' && close == ')'))
        return (struct span){text.start - 1, text.end + 1};
    return text;
}
