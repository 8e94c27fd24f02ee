#include "read/flow.h"

void flow_begin(struct flow *flow, struct doc *doc, const struct tree *tree)
{
    *flow = (struct flow){.doc = doc,
                          .tree = tree,
                          .start = doc->text.len,
                          .run_start = doc->run.n};
}

static void put(struct flow *flow, str bytes)
{
    if (flow->space && flow->doc->text.len > flow->start)
        doc_add_text(flow->doc, S(" "));
    flow->space = false;
    doc_add_text(flow->doc, bytes);
}

/* Bytes of white space at the front, no-break and thin spaces included. */
static size_t space_len(str s)
{
    if (is_space(s.ptr[0]))
        return 1;
    if (str_starts(s, S("\xC2\xA0")))
        return 2;
    bool general = s.len >= 3 && s.ptr[0] == '\xE2' && s.ptr[1] == '\x80';
    if (general && (unsigned char)s.ptr[2] >= 0x80 &&
        ((unsigned char)s.ptr[2] <= 0x8A || strchr("\xA8\xA9\xAF", s.ptr[2])))
        return 3; /* U+2000 … U+200A, U+202F */
    return 0;
}

void flow_text(struct flow *flow, str text)
{
    while (text.len) {
        size_t blank = space_len(text), word = 0;
        if (blank) {
            flow->space = true;
            text = str_from(text, blank);
            continue;
        }
        while (word < text.len && (is_space(text.ptr[word]) == false) &&
               ((unsigned char)text.ptr[word] < 0x80 ||
                space_len(str_from(text, word)) == 0))
            word++;
        put(flow, str_first(text, word));
        text = str_from(text, word);
    }
}

uint32_t flow_mark(struct flow *flow)
{
    if (flow->space && flow->doc->text.len > flow->start)
        doc_add_text(flow->doc, S(" "));
    flow->space = false;
    return flow->doc->text.len;
}

struct span flow_span(const struct flow *flow, uint32_t start)
{
    uint32_t end = flow_at(flow);
    const char *text = flow->doc->text.ptr;
    while (start < end && text[start] == ' ')
        start++;
    while (end > start && text[end - 1] == ' ')
        end--;
    return (struct span){start, end};
}

/* ---- formulas -------------------------------------------------------- */

/* TeX as publishers ship it is a whole document; the formula is in $…$. */
static str tex_body(str tex)
{
    size_t begin = str_find(tex, S("\\begin{document}"));
    if (begin != STR_NONE)
        tex = str_from(tex, begin + strlen("\\begin{document}"));
    size_t end = str_find(tex, S("\\end{document}"));
    if (end != STR_NONE)
        tex = str_first(tex, end);
    tex = str_trim(tex);
    while (tex.len && (tex.ptr[0] == '$' || is_space(tex.ptr[0])))
        tex = str_from(tex, 1);
    while (tex.len &&
           (tex.ptr[tex.len - 1] == '$' || is_space(tex.ptr[tex.len - 1])))
        tex.len--;
    return tex;
}

static uint32_t find_below(const struct tree *tree, uint32_t at,
                           enum element element)
{
    for (uint32_t i = at; i < tree->node.at[at].end; i++)
        if (tree->node.at[i].element == element)
            return i;
    return NONE_NODE;
}

static void put_formula(struct flow *flow, uint32_t at)
{
    const struct tree *tree = flow->tree;
    uint32_t math = find_below(tree, at, ELEMENT_MATH);
    uint32_t tex = find_below(tree, at, ELEMENT_TEX_MATH);
    struct arena *arena = flow->doc->arena;
    if (math != NONE_NODE)
        flow_text(flow, tree_text(tree, math, arena));
    else if (tex != NONE_NODE)
        flow_text(flow, tex_body(tree_text(tree, tex, arena)));
    else
        for (uint32_t i = at; i < tree->node.at[at].end; i++)
            if (element_part(tree->node.at[i].element) == SILENT)
                i = tree_next(tree, i) - 1;
            else
                flow_text(flow, tree->node.at[i].text);
}

void flow_formula(struct flow *flow, uint32_t at)
{
    uint32_t start = flow_mark(flow);
    put_formula(flow, at);
    struct span span = flow_span(flow, start);
    if (span_len(span))
        vec_push(&flow->doc->run, flow->doc->arena,
                 ((struct run){span, RUN_FORMULA}));
}

void flow_plain(struct flow *flow, uint32_t at)
{
    const struct tree *tree = flow->tree;
    if (tree_is(tree, at, ELEMENT_TEXT)) {
        flow_text(flow, tree->node.at[at].text);
        return;
    }
    enum part_in_text part = element_part(tree->node.at[at].element);
    if (part == FORMULA) {
        put_formula(flow, at);
        return;
    }
    if (tree_is(tree, at, ELEMENT_BREAK))
        flow_space(flow);
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i)) {
        part = element_part(tree->node.at[i].element);
        if (part != SILENT && part != FLOAT)
            flow_plain(flow, i);
        if (tree_is(tree, at,
                    ELEMENT_NAME)) /* its parts have no text between */
            flow_space(flow);
    }
    if (part == BLOCK)
        flow_space(flow);
}

struct span flow_field(struct doc *doc, const struct tree *tree, uint32_t at)
{
    struct flow flow;
    flow_begin(&flow, doc, tree);
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i))
        if (element_part(tree->node.at[i].element) != SILENT)
            flow_plain(&flow, i);
    return flow_span(&flow, flow.start);
}
