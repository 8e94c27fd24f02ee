#include "doc/doc.h"

#include <assert.h>

const char *const id_scheme_name[] = {"doi",   "pmid",     "pmcid",
                                      "arxiv", "openalex", "isbn"};
const char *const notice_kind_name[] = {"retraction", "partial-retraction",
                                        "correction", "expression-of-concern",
                                        "withdrawal", "reinstatement"};
const char *const section_name[] = {"other", "introduction", "methods",
                                    "results", "discussion"};
const char *const block_kind_name[] = {
    "text", "abstract", "table", "caption", "footnote", "box", "title"};
const char *const marker_style_name[] = {"number", "superscript", "author-year",
                                         "key", "other"};
const char *const stance_name[] = {"unclassified", "supporting", "contrasting",
                                   "mentioning"};
const char *const evidence_name[] = {"", "own", "reported"};
const char *const intent_name[] = {"", "background", "method", "result"};

#define NOTE_NAME(kind, name, help) name,
const char *const note_name[] = {NOTES(NOTE_NAME)};
#undef NOTE_NAME

#define NOTE_HELP(kind, name, help) help,
const char *const note_help[] = {NOTES(NOTE_HELP)};
#undef NOTE_HELP

/* Room for text that every doc begins with. */
#define TEXT_FIRST (1u << 16)

struct doc *doc_new(struct arena *arena, str source)
{
    struct doc *doc = arena_new(arena, struct doc);
    doc->arena = arena;
    doc->source = arena_str(arena, source);
    doc->format = S("");
    doc->text.cap = TEXT_FIRST;
    doc->text.ptr = arena_alloc(arena, TEXT_FIRST);
    return doc;
}

struct span doc_add_text(struct doc *doc, str text)
{
    uint32_t start = doc->text.len;
    if (text.len > UINT32_MAX / 2 - start)
        die("a document of more than %u bytes of text", start);
    uint32_t end = start + (uint32_t)text.len;
    if (end > doc->text.cap) {
        uint32_t cap = doc->text.cap * 2;
        while (cap < end)
            cap *= 2;
        doc->text.ptr =
            arena_grow(doc->arena, doc->text.ptr, doc->text.cap, cap);
        doc->text.cap = cap;
    }
    if (doc->text.ptr && text.len)
        memcpy(doc->text.ptr + start, text.ptr, text.len);
    doc->text.len = end;
    return (struct span){start, end};
}

struct span doc_keep(struct doc *doc, str text)
{
    const char *begin = doc->text.ptr;
    if (begin && text.ptr >= begin && text.ptr <= begin + doc->text.len) {
        uint32_t start = (uint32_t)(text.ptr - begin);
        return (struct span){start, start + (uint32_t)text.len};
    }
    return doc_add_text(doc, text);
}

void doc_note(struct doc *doc, enum note_kind kind, struct span where, str what)
{
    str word = what.len ? arena_str(doc->arena, what) : what;
    vec_push(&doc->note, doc->arena, ((struct note){kind, where, word}));
}

static bool has_id(const struct ids *id)
{
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++)
        if (span_len(id->of[scheme]))
            return true;
    return false;
}

static bool is_linked(const struct doc *doc, const struct marker *marker)
{
    return marker->citation.n > 0 &&
           doc->citation.at[marker->citation.start].ref != NONE;
}

struct yield doc_yield(const struct doc *doc)
{
    struct yield yield = {.blocks = doc->block.n,
                          .sentences = doc->sentence.n,
                          .refs = doc->ref.n,
                          .markers = doc->marker.n,
                          .citations = doc->citation.n};
    for_vec (i, doc->ref)
        yield.refs_with_id += has_id(&doc->ref.at[i].id);
    for_vec (i, doc->marker)
        yield.linked += is_linked(doc, &doc->marker.at[i]);
    for_vec (i, doc->note)
        yield.note[doc->note.at[i].kind]++;
    return yield;
}

static void add_once(indices *list, uint32_t ref, struct arena *arena)
{
    for_vec (i, *list)
        if (list->at[i] == ref)
            return;
    if (list->n < GROUP_MAX)
        vec_push(list, arena, ref);
}

indices doc_group(const struct doc *doc, uint32_t marker, struct arena *arena)
{
    indices group = {0};
    uint32_t first = doc->marker.at[marker].group;
    for (uint32_t m = first;
         m < doc->marker.n && doc->marker.at[m].group == first; m++) {
        struct rows rows = doc->marker.at[m].citation;
        for (uint32_t c = rows.start; c < rows.start + rows.n; c++)
            if (doc->citation.at[c].ref != NONE)
                add_once(&group, doc->citation.at[c].ref, arena);
    }
    return group;
}

str doc_citation_id(const struct doc *doc, uint32_t citation,
                    struct arena *arena)
{
    const struct citation *c = &doc->citation.at[citation];
    str key = c->ref == NONE ? S("?") : doc_str(doc, doc->ref.at[c->ref].key);
    return arena_format(arena, "%.*s/%u", STR(key), c->mention);
}

uint32_t doc_sentence_before(const struct doc *doc, uint32_t sentence)
{
    assert(sentence < doc->sentence.n);
    const struct block *block =
        &doc->block.at[doc->sentence.at[sentence].block];
    return sentence > block->sentence.start ? sentence - 1 : NONE;
}

uint32_t doc_sentence_after(const struct doc *doc, uint32_t sentence)
{
    assert(sentence < doc->sentence.n);
    const struct block *block =
        &doc->block.at[doc->sentence.at[sentence].block];
    uint32_t end = block->sentence.start + block->sentence.n;
    return sentence + 1 < end ? sentence + 1 : NONE;
}
