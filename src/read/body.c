#include "read/body.h"

#include "read/citation.h"
#include "read/link.h"
#include "read/section.h"

/* What holds for everything below an element. */
struct place {
    enum block_kind kind;
    enum section section;
    uint32_t heading;
    bool table; /* in a table-wrap: its footnotes are the table's */
};

struct body {
    struct doc *doc;
    const struct tree *tree;
    struct linker linker;
    struct flow flow;
    indices later;  /* floats of the paragraph being read */
    uint32_t parts; /* met so far */
};

static void visit(struct body *body, uint32_t at, struct place place);
static void read_block(struct body *body, uint32_t at, struct place place);
static void flow_below(struct body *body, uint32_t at, struct place place);

/* ---- headings -------------------------------------------------------- */

static enum section class_of(struct body *body, uint32_t at, str text,
                             struct place place)
{
    enum section section =
        section_of_type(tree_attr(body->tree, at, ATTRIBUTE_SEC_TYPE));
    if (section == SECTION_OTHER)
        section = place.section;
    if (section == SECTION_OTHER)
        section = section_of_heading(text, body->doc->arena);
    return section;
}

static bool has_link(const struct body *body, uint32_t at)
{
    for (uint32_t i = at; i < body->tree->node.at[at].end; i++)
        if (tree_is(body->tree, i, ELEMENT_XREF) &&
            linker_knows(&body->linker, i))
            return true;
    return false;
}

/* A title that cites is a block as well as a heading. */
static struct span title_text(struct body *body, uint32_t title,
                              struct place place)
{
    if (!has_link(body, title))
        return flow_field(body->doc, body->tree, title);
    uint32_t block = body->doc->block.n;
    place.kind = BLOCK_TITLE;
    read_block(body, title, place);
    return block < body->doc->block.n ? body->doc->block.at[block].text
                                      : (struct span){0};
}

static void open_heading(struct body *body, uint32_t at, struct place *place)
{
    uint32_t title = tree_child(body->tree, at, ELEMENT_TITLE);
    struct span text = {0};
    if (title != NONE_NODE)
        text = title_text(body, title, *place);
    place->section = class_of(body, at, doc_str(body->doc, text), *place);
    if (span_len(text) == 0)
        return;
    doc_add_text(body->doc, S("\n"));
    struct heading heading = {text, place->heading, place->section};
    place->heading = body->doc->heading.n;
    vec_push(&body->doc->heading, body->doc->arena, heading);
}

/* ---- blocks ---------------------------------------------------------- */

/* A cell of a word or two says nothing by itself, unless it cites. */
static bool is_mere_cell(const struct body *body, struct span text)
{
    uint32_t words = 0, letters = 0;
    str rest = doc_str(body->doc, text), word;
    while (str_word(&rest, &word)) {
        words++;
        letters += is_alpha(word.ptr[0]);
    }
    return words < 5 || letters < 4;
}

static void forget(struct body *body)
{
    body->doc->text.len = body->flow.start;
    body->doc->run.n = body->flow.run_start;
}

static void end_block(struct body *body, struct place place)
{
    struct doc *doc = body->doc;
    struct span text = flow_span(&body->flow, body->flow.start);
    bool cites =
        doc->link.n && doc->link.at[doc->link.n - 1].block == doc->block.n;
    bool mere = place.kind == BLOCK_TABLE && is_mere_cell(body, text);
    if (!cites && (span_len(text) == 0 || mere)) {
        forget(body);
        return;
    }
    struct block block = {.text = text,
                          .kind = place.kind,
                          .section = place.section,
                          .heading = place.heading,
                          .part = body->linker.part};
    vec_push(&doc->block, doc->arena, block);
    doc_add_text(doc, S("\n"));
}

static void begin_block(struct body *body, struct place place)
{
    flow_begin(&body->flow, body->doc, body->tree);
    body->linker.section = place.section;
}

/* Something that parts a paragraph in two. */
static void part_block(struct body *body, uint32_t at, struct place place)
{
    end_block(body, place);
    visit(body, at, place);
    begin_block(body, place);
}

static void flow_run(struct body *body, uint32_t at, enum run_kind kind,
                     struct place place)
{
    struct flow *flow = &body->flow;
    bool before = flow->superscript;
    uint32_t start = flow_mark(flow), row = body->doc->run.n;
    vec_add(&body->doc->run, body->doc->arena)->kind = kind;
    flow->superscript = before || kind == RUN_SUPERSCRIPT;
    flow_below(body, at, place);
    flow->superscript = before;
    if (row >= body->doc->run.n)
        return; /* the block was parted meanwhile */
    body->doc->run.at[row].text = flow_span(flow, start);
    if (span_len(body->doc->run.at[row].text) == 0)
        body->doc->run.n = row;
}

static void flow_link(struct body *body, uint32_t at, struct place place)
{
    uint32_t row = linker_begin(&body->linker, &body->flow, at);
    if (row == NONE) {
        flow_run(body, at, RUN_ELSEWHERE, place);
        return;
    }
    flow_below(body, at, place);
    linker_end(&body->linker, &body->flow, row);
}

/* One element inside a paragraph. */
static void flow_element(struct body *body, uint32_t at, struct place place)
{
    uint16_t element = body->tree->node.at[at].element;
    if (element == ELEMENT_XREF) {
        flow_link(body, at, place);
        return;
    }
    if (element == ELEMENT_SUP || element == ELEMENT_SUB) {
        flow_run(body, at,
                 element == ELEMENT_SUP ? RUN_SUPERSCRIPT : RUN_SUBSCRIPT,
                 place);
        return;
    }
    if (element == ELEMENT_BREAK)
        flow_space(&body->flow);
    switch (element_part(element)) {
    case FLOW:
        flow_below(body, at, place);
        break;
    case FORMULA:
        flow_formula(&body->flow, at);
        break;
    case FLOAT:
        vec_push(&body->later, body->doc->arena, at);
        break;
    case BLOCK:
    case HOLDER:
    case SPLIT:
        part_block(body, at, place);
        break;
    case SILENT:
        if (citation_is(element)) /* a source given in full in a note */
            flow_plain(&body->flow, at);
    }
}

static void flow_below(struct body *body, uint32_t at, struct place place)
{
    const struct tree *tree = body->tree;
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i)) {
        if (tree_is(tree, i, ELEMENT_TEXT))
            flow_text(&body->flow, tree->node.at[i].text);
        else
            flow_element(body, i, place);
    }
}

/* The paragraph at `at`, then the figures and notes that hang in it. */
static void read_block(struct body *body, uint32_t at, struct place place)
{
    indices outer = body->later;
    body->later = (indices){0};
    begin_block(body, place);
    flow_below(body, at, place);
    end_block(body, place);
    indices later = body->later;
    body->later = outer;
    for_vec (i, later)
        visit(body, later.at[i], place);
}

/* ---- everything that holds blocks ------------------------------------ */

static bool has_own_text(const struct tree *tree, uint32_t at)
{
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i))
        if (str_trim(tree->node.at[i].text).len)
            return true;
    return false;
}

static bool holds_blocks(const struct tree *tree, uint32_t at)
{
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end; i++) {
        enum part_in_text part = element_part(tree->node.at[i].element);
        if (part == BLOCK || part == SPLIT || part == FLOAT)
            return true;
    }
    return false;
}

static void visit_below(struct body *body, uint32_t at, struct place place)
{
    const struct tree *tree = body->tree;
    if (has_own_text(tree, at)) {
        read_block(body, at, place);
        return;
    }
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i))
        if (!tree_is(tree, i, ELEMENT_TEXT))
            visit(body, i, place);
}

/* A float that stands apart has the section where it is first spoken of. */
static void settle_section(struct body *body, uint32_t at, struct place *place)
{
    str id = tree_attr(body->tree, at, ATTRIBUTE_ID);
    uint32_t section = map_find(&body->linker.mention, id);
    if (place->section == SECTION_OTHER && section != MAP_NONE)
        place->section = (enum section)section;
}

static void visit_part(struct body *body, uint32_t at, struct place place)
{
    uint32_t outer = body->linker.part;
    body->linker.part = body->parts++;
    struct span title = body->doc->part.at[body->linker.part].title;
    place = (struct place){.heading = NONE};
    if (span_len(title)) {
        place.heading = body->doc->heading.n;
        vec_push(&body->doc->heading, body->doc->arena,
                 ((struct heading){title, NONE, SECTION_OTHER}));
    }
    visit_below(body, at, place);
    body->linker.part = outer;
}

/* What a figure, a table or a box makes of the blocks in it. */
static struct place inside(struct body *body, uint32_t at, struct place place)
{
    switch (body->tree->node.at[at].element) {
    case ELEMENT_ABSTRACT:
    case ELEMENT_TRANS_ABSTRACT:
        place.kind = BLOCK_ABSTRACT;
        break;
    case ELEMENT_TABLE_WRAP:
    case ELEMENT_TABLE:
        settle_section(body, at, &place);
        place.kind = BLOCK_TABLE;
        place.table = true;
        break;
    case ELEMENT_FIG:
    case ELEMENT_SUPPLEMENTARY:
    case ELEMENT_MEDIA:
        settle_section(body, at, &place);
        place.kind = BLOCK_CAPTION;
        break;
    case ELEMENT_CAPTION:
        if (place.kind != BLOCK_BOX)
            place.kind = BLOCK_CAPTION;
        break;
    case ELEMENT_FN:
    case ELEMENT_AUTHOR_NOTES:
        place.kind = place.table ? BLOCK_TABLE : BLOCK_FOOTNOTE;
        break;
    case ELEMENT_BOXED_TEXT:
        settle_section(body, at, &place);
        place.kind = BLOCK_BOX;
        break;
    default:
        break;
    }
    return place;
}

static bool opens_heading(uint16_t element)
{
    switch (element) {
    case ELEMENT_SEC:
    case ELEMENT_APP:
    case ELEMENT_ACK:
    case ELEMENT_NOTES:
    case ELEMENT_GLOSSARY:
    case ELEMENT_FN_GROUP:
    case ELEMENT_APP_GROUP:
    case ELEMENT_BOXED_TEXT:
    case ELEMENT_STATEMENT:
        return true;
    default:
        return false;
    }
}

static void visit_title(struct body *body, uint32_t at, struct place place)
{
    if (place.kind == BLOCK_CAPTION) /* "Figure 1. What it shows" is prose */
        read_block(body, at, place);
}

static void visit(struct body *body, uint32_t at, struct place place)
{
    uint16_t element = body->tree->node.at[at].element;
    enum part_in_text part = element_part(element);
    if (element == ELEMENT_SUB_ARTICLE || element == ELEMENT_RESPONSE) {
        visit_part(body, at, place);
        return;
    }
    if (element == ELEMENT_TITLE) {
        visit_title(body, at, place);
        return;
    }
    place = inside(body, at, place);
    if (opens_heading(element))
        open_heading(body, at, &place);
    bool holder = part == HOLDER || part == SPLIT || part == FLOAT ||
                  (part == FLOW && holds_blocks(body->tree, at));
    if (holder)
        visit_below(body, at, place);
    else if (part == BLOCK || part == FLOW)
        read_block(body, at, place);
}

/* ---- the article ----------------------------------------------------- */

/* Of the front, only what cites, besides the abstracts. */
static void visit_front(struct body *body, uint32_t at, struct place place)
{
    const struct tree *tree = body->tree;
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i)) {
        enum part_in_text part = element_part(tree->node.at[i].element);
        if (tree_is(tree, i, ELEMENT_TEXT) || !has_link(body, i))
            continue;
        if (tree_is(tree, i, ELEMENT_ABSTRACT) ||
            tree_is(tree, i, ELEMENT_TRANS_ABSTRACT))
            continue;
        place.kind = tree_is(tree, at, ELEMENT_TITLE_GROUP) ? BLOCK_TITLE
                                                            : BLOCK_FOOTNOTE;
        if (part == BLOCK || part == FLOW)
            read_block(body, i, place);
        else
            visit_front(body, i, place);
    }
}

/* What was read since, without the last end of line. */
static struct span lines_from(const struct doc *doc, uint32_t start)
{
    uint32_t end = doc->text.len;
    while (end > start && is_space(doc->text.ptr[end - 1]))
        end--;
    return (struct span){start, end};
}

static void read_abstracts(struct body *body, uint32_t front)
{
    const struct tree *tree = body->tree;
    struct doc *doc = body->doc;
    struct place place = {.kind = BLOCK_ABSTRACT, .heading = NONE};
    for (uint32_t i = tree_first(front); i < tree->node.at[front].end;
         i = tree_next(tree, i)) {
        if (!tree_is(tree, i, ELEMENT_ABSTRACT) &&
            !tree_is(tree, i, ELEMENT_TRANS_ABSTRACT))
            continue;
        uint32_t start = doc->text.len;
        visit_below(body, i, place);
        bool first = span_len(doc->meta.abstract) == 0;
        bool main = tree_is(tree, i, ELEMENT_ABSTRACT) &&
                    tree_attr(tree, i, ATTRIBUTE_ABSTRACT_TYPE).len == 0;
        if (first && main)
            doc->meta.abstract = lines_from(doc, start);
    }
}

/*
 * What stands before the first heading is an introduction, if the headings
 * that follow are those of a paper that has one.
 */
static void settle_introduction(struct doc *doc)
{
    bool imrad = false;
    for_vec (i, doc->heading)
        imrad = imrad || (doc->heading.at[i].parent == NONE &&
                          (doc->heading.at[i].section == SECTION_METHODS ||
                           doc->heading.at[i].section == SECTION_RESULTS));
    if (!imrad)
        return;
    for_vec (i, doc->block) {
        struct block *block = &doc->block.at[i];
        if (block->kind == BLOCK_TEXT && block->heading == NONE &&
            block->part == NONE)
            block->section = SECTION_INTRODUCTION;
    }
}

void body_read(struct doc *doc, const struct tree *tree,
               const struct reflist *list)
{
    struct body body = {.doc = doc, .tree = tree};
    linker_make(&body.linker, doc, tree, list);
    uint32_t front = tree_child(tree, 0, ELEMENT_FRONT);
    uint32_t meta = front == NONE_NODE
                        ? NONE_NODE
                        : tree_child(tree, front, ELEMENT_ARTICLE_META);
    struct place place = {.kind = BLOCK_TEXT, .heading = NONE};
    if (meta != NONE_NODE) {
        read_abstracts(&body, meta);
        visit_front(&body, front, place);
    }
    for (uint32_t i = tree_first(0); i < tree->node.at[0].end;
         i = tree_next(tree, i))
        if (!tree_is(tree, i, ELEMENT_TEXT))
            visit(&body, i, place);
    settle_introduction(doc);
}
