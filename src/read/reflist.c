#include "read/reflist.h"

#include "read/citation.h"
#include "read/flow.h"

/* Where the scan is. */
struct scan {
    struct reflist *list;
    struct doc *doc;
    const struct tree *tree;
    uint32_t part;
    uint32_t n; /* entries of the list so far */
};

struct rows reflist_find(const struct reflist *list, uint32_t part, str id)
{
    uint32_t entry = MAP_NONE;
    if (part != NONE)
        entry = map_find(&list->part.at[part], id);
    if (entry == MAP_NONE)
        entry = map_find(&list->article, id);
    return entry == MAP_NONE ? (struct rows){0} : list->entry.at[entry];
}

/* ---- names ----------------------------------------------------------- */

static void name_rows(struct scan *scan, str id, struct rows rows)
{
    if (id.len == 0 || rows.n == 0)
        return;
    struct reflist *list = scan->list;
    struct map *map =
        scan->part == NONE ? &list->article : &list->part.at[scan->part];
    if (map_find(map, id) != MAP_NONE)
        return;
    map_add(map, id, list->entry.n, scan->doc->arena);
    vec_push(&list->entry, scan->doc->arena, rows);
}

/* A key nobody has: `wanted`, else wanted~2, wanted~3 … */
static struct span unique_key(struct scan *scan, str wanted)
{
    struct arena *arena = scan->doc->arena;
    str key = arena_str(arena, wanted);
    for (uint32_t i = 2; map_find(&scan->list->keys, key) != MAP_NONE; i++)
        key = arena_format(arena, "%.*s~%u", STR(wanted), i);
    map_add(&scan->list->keys, key, 0, arena);
    return doc_add_text(scan->doc, key);
}

/* ---- works of one entry ---------------------------------------------- */

/* A work's citation, twice when it is written twice. */
struct work {
    uint32_t fields;
    uint32_t printed;
};
typedef vec_of(struct work) work_list;

/* <citation-alternatives>: the printed one and the one in fields. */
static struct work alternatives(const struct tree *tree, uint32_t at)
{
    uint32_t mixed = tree_child(tree, at, ELEMENT_MIXED_CITATION);
    uint32_t fields = tree_child(tree, at, ELEMENT_ELEMENT_CITATION);
    if (fields == NONE_NODE)
        fields = tree_child(tree, at, ELEMENT_NLM_CITATION);
    if (fields == NONE_NODE)
        fields = mixed;
    return (struct work){fields, mixed == NONE_NODE ? fields : mixed};
}

/* All <mixed-citation>, or all others, of a <ref>. */
static work_list citations_of(struct scan *scan, uint32_t at, bool mixed)
{
    work_list found = {0};
    const struct tree *tree = scan->tree;
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i)) {
        bool is_mixed = tree_is(tree, i, ELEMENT_MIXED_CITATION);
        if (citation_is(tree->node.at[i].element) && is_mixed == mixed)
            vec_push(&found, scan->doc->arena, ((struct work){i, i}));
    }
    return found;
}

/*
 * As many printed as tagged ones: each work is written twice.  Otherwise each
 * citation is a work of its own.
 */
static work_list works_of(struct scan *scan, uint32_t at)
{
    struct arena *arena = scan->doc->arena;
    uint32_t both = tree_child(scan->tree, at, ELEMENT_CITATION_ALTERNATIVES);
    work_list printed = citations_of(scan, at, true);
    work_list tagged = citations_of(scan, at, false);
    if (both != NONE_NODE) {
        struct work work = alternatives(scan->tree, both);
        if (work.fields != NONE_NODE)
            vec_push(&tagged, arena, work);
    } else if (printed.n == tagged.n) {
        for_vec (i, tagged)
            tagged.at[i].printed = printed.at[i].fields;
        return tagged;
    }
    for_vec (i, tagged)
        vec_push(&printed, arena, tagged.at[i]);
    return printed;
}

static struct span label_of(struct scan *scan, uint32_t at, struct work work)
{
    uint32_t label = tree_child(scan->tree, at, ELEMENT_LABEL);
    if (label == NONE_NODE && work.fields != NONE_NODE)
        label = tree_child(scan->tree, work.printed, ELEMENT_LABEL);
    return label == NONE_NODE ? (struct span){0}
                              : flow_field(scan->doc, scan->tree, label);
}

static struct ref *add_ref(struct scan *scan, str wanted)
{
    if (wanted.len == 0) {
        wanted = arena_format(scan->doc->arena, "ref-%u", scan->n);
        doc_note(scan->doc, NOTE_REF_NO_ID, (struct span){0}, wanted);
    } else if (map_find(&scan->list->keys, wanted) != MAP_NONE) {
        doc_note(scan->doc, NOTE_REF_DUPLICATE, (struct span){0}, wanted);
    }
    struct span key = unique_key(scan, wanted);
    struct ref *ref = vec_add(&scan->doc->ref, scan->doc->arena);
    ref->key = key;
    ref->n = scan->n;
    return ref;
}

/* The i-th of several works: its own id, else the entry's and a number. */
static str part_key(struct scan *scan, str id, uint32_t i, struct work work)
{
    str own = tree_attr(scan->tree, work.fields, ATTRIBUTE_ID);
    if (own.len == 0)
        own = tree_attr(scan->tree, work.printed, ATTRIBUTE_ID);
    if (i == 0)
        return id.len ? id : own;
    if (own.len)
        return own;
    return id.len ? arena_format(scan->doc->arena, "%.*s.%u", STR(id), i + 1)
                  : S("");
}

static void add_works(struct scan *scan, uint32_t at, str id, work_list works)
{
    struct doc *doc = scan->doc;
    struct rows rows = {doc->ref.n, works.n};
    for_vec (i, works) {
        struct work work = works.at[i];
        struct ref *ref = add_ref(scan, part_key(scan, id, i, work));
        struct ref filled = *ref; /* reading adds to doc->text, not to ref */
        filled.label = label_of(scan, at, work);
        citation_read(doc, scan->tree, work.fields, work.printed, &filled);
        if (works.n > 1)
            filled.part_of = doc_add_text(doc, id);
        doc->ref.at[rows.start + i] = filled;
        name_rows(scan, tree_attr(scan->tree, work.fields, ATTRIBUTE_ID),
                  (struct rows){rows.start + i, 1});
        name_rows(scan, tree_attr(scan->tree, work.printed, ATTRIBUTE_ID),
                  (struct rows){rows.start + i, 1});
        if (span_len(filled.raw) == 0)
            doc_note(doc, NOTE_REF_EMPTY, (struct span){0},
                     doc_str(doc, filled.key));
    }
    name_rows(scan, id, rows);
}

/* An entry without citation elements: what is written in it. */
static void add_plain(struct scan *scan, uint32_t at, str id)
{
    struct doc *doc = scan->doc;
    uint32_t row = doc->ref.n;
    add_ref(scan, id);
    struct ref filled = doc->ref.at[row];
    filled.label = label_of(scan, at, (struct work){NONE_NODE, NONE_NODE});
    filled.raw = flow_field(doc, scan->tree, at);
    filled.year = year_of(doc_str(doc, filled.raw));
    str doi = doi_in(doc_str(doc, filled.raw));
    if (doi.len)
        filled.id.of[ID_DOI] = doc_keep(doc, doi);
    doc->ref.at[row] = filled;
    if (span_len(filled.raw) == 0)
        doc_note(doc, NOTE_REF_EMPTY, (struct span){0}, id);
    name_rows(scan, id, (struct rows){row, 1});
}

static void read_ref(struct scan *scan, uint32_t at)
{
    str id = tree_attr(scan->tree, at, ATTRIBUTE_ID);
    work_list works = works_of(scan, at);
    scan->n++;
    if (works.n)
        add_works(scan, at, id, works);
    else
        add_plain(scan, at, id);
}

/* A citation that stands in no <ref>: in a footnote, mostly. */
static void read_loose(struct scan *scan, uint32_t at)
{
    work_list one = {0};
    vec_push(&one, scan->doc->arena, ((struct work){at, at}));
    scan->n++;
    add_works(scan, at, tree_attr(scan->tree, at, ATTRIBUTE_ID), one);
}

/* ---- the scan -------------------------------------------------------- */

static uint32_t add_part(struct scan *scan, uint32_t at)
{
    struct doc *doc = scan->doc;
    const struct tree *tree = scan->tree;
    str type = tree_attr(tree, at, ATTRIBUTE_ARTICLE_TYPE);
    if (type.len == 0)
        type = tree_attr(tree, at, ATTRIBUTE_RESPONSE_TYPE);
    uint32_t stub = tree_child(tree, at, ELEMENT_FRONT_STUB);
    if (stub == NONE_NODE)
        stub = tree_child(tree, at, ELEMENT_FRONT);
    uint32_t title = NONE_NODE;
    for (uint32_t i = stub; stub != NONE_NODE && i < tree->node.at[stub].end;
         i++)
        if (title == NONE_NODE && tree_is(tree, i, ELEMENT_ARTICLE_TITLE))
            title = i;
    struct part part = {.type = doc_add_text(doc, type)};
    if (title != NONE_NODE)
        part.title = flow_field(doc, tree, title);
    vec_push(&doc->part, doc->arena, part);
    vec_push(&scan->list->part, doc->arena, ((struct map){0}));
    return doc->part.n - 1;
}

static void scan_below(struct scan *scan, uint32_t at)
{
    const struct tree *tree = scan->tree;
    uint32_t outer = scan->part, first = scan->doc->ref.n;
    uint16_t element = tree->node.at[at].element;
    if (element == ELEMENT_SUB_ARTICLE || element == ELEMENT_RESPONSE)
        scan->part = add_part(scan, at);
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i)) {
        uint16_t child = tree->node.at[i].element;
        if (scan->doc->ref.n >= REFS_MAX) {
            doc_note(scan->doc, NOTE_TOO_MANY, (struct span){0}, S("refs"));
            return;
        }
        if (child == ELEMENT_REF)
            read_ref(scan, i);
        else if (citation_is(child))
            read_loose(scan, i);
        else if (child != ELEMENT_TEXT)
            scan_below(scan, i);
    }
    if (element == ELEMENT_FN) /* a footnote stands for what it cites */
        name_rows(scan, tree_attr(tree, at, ATTRIBUTE_ID),
                  (struct rows){first, scan->doc->ref.n - first});
    scan->part = outer;
}

void reflist_read(struct reflist *list, struct doc *doc,
                  const struct tree *tree)
{
    *list = (struct reflist){0};
    struct scan scan = {
        .list = list, .doc = doc, .tree = tree, .part = NONE, .n = 0};
    scan_below(&scan, 0);
}
