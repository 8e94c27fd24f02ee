#include "read/link.h"

void linker_make(struct linker *linker, struct doc *doc,
                 const struct tree *tree, const struct reflist *list)
{
    *linker =
        (struct linker){.doc = doc, .tree = tree, .list = list, .part = NONE};
}

static bool is_bibr(const struct linker *linker, uint32_t at)
{
    return str_eq(tree_attr(linker->tree, at, ATTRIBUTE_REF_TYPE), S("bibr"));
}

/* A link to more refs than this is none that anybody printed. */
#define TARGETS_MAX 100

/* Append what the ids stand for; says how many refs were found. */
static uint32_t add_targets(struct linker *linker, str rids, bool bibr)
{
    struct doc *doc = linker->doc;
    uint32_t found = 0, first = doc->target.n;
    str rest = rids, rid;
    while (str_word(&rest, &rid)) {
        if (doc->target.n - first >= TARGETS_MAX) {
            doc_note(doc, NOTE_TOO_MANY, (struct span){0}, S("rids of a link"));
            break;
        }
        struct rows rows = reflist_find(linker->list, linker->part, rid);
        if (rows.n > TARGETS_MAX)
            rows.n = TARGETS_MAX;
        for (uint32_t i = 0; i < rows.n; i++)
            vec_push(&doc->target, doc->arena, rows.start + i);
        found += rows.n;
        if (rows.n == 0 && bibr) {
            vec_push(&doc->target, doc->arena, NONE);
            doc_note(doc, NOTE_REF_MISSING, (struct span){0}, rid);
        }
    }
    return found;
}

bool linker_knows(const struct linker *linker, uint32_t at)
{
    str rest = tree_attr(linker->tree, at, ATTRIBUTE_RID), rid;
    if (is_bibr(linker, at))
        return true;
    while (str_word(&rest, &rid))
        if (reflist_find(linker->list, linker->part, rid).n)
            return true;
    return false;
}

static void remember_mention(struct linker *linker, str rids)
{
    str rest = rids, rid;
    while (str_word(&rest, &rid))
        map_add(&linker->mention, rid, (uint32_t)linker->section,
                linker->doc->arena);
}

uint32_t linker_begin(struct linker *linker, struct flow *flow, uint32_t at)
{
    struct doc *doc = linker->doc;
    str rids = tree_attr(linker->tree, at, ATTRIBUTE_RID);
    bool bibr = is_bibr(linker, at);
    uint32_t first = doc->target.n;
    uint32_t found = add_targets(linker, rids, bibr);
    if (found == 0 && !bibr) {
        doc->target.n = first;
        remember_mention(linker, rids);
        return NONE;
    }
    if (doc->target.n == first) /* a bibr link without rid */
        vec_push(&doc->target, doc->arena, NONE);
    uint32_t row = doc->link.n;
    struct link *link = vec_add(&doc->link, doc->arena);
    link->text.start = flow_mark(flow);
    link->target = (struct rows){first, doc->target.n - first};
    link->block = doc->block.n;
    link->superscript = flow->superscript;
    return row;
}

/* Set high throughout: "<xref><sup>3</sup></xref>". */
static bool is_raised(const struct doc *doc, struct span text)
{
    for (uint32_t i = doc->run.n; i-- > 0;) {
        const struct run *run = &doc->run.at[i];
        if (run->text.start < text.start)
            return false;
        if (run->kind == RUN_SUPERSCRIPT && span_has(run->text, text))
            return true;
    }
    return false;
}

void linker_end(struct linker *linker, const struct flow *flow, uint32_t row)
{
    struct doc *doc = linker->doc;
    struct link *link = &doc->link.at[row];
    uint32_t start = link->text.start;
    if (start >= flow->start) /* else its block was parted meanwhile */
        link->text = flow_span(flow, start);
    if (span_len(link->text) == 0) {
        link->text = (struct span){start, start};
        doc_note(doc, NOTE_LINK_EMPTY, link->text, S(""));
    } else if (!link->superscript) {
        link->superscript = is_raised(doc, link->text);
    }
}
