/*
 * An XML element and all it holds, flat: nodes in document order, each knowing
 * where its subtree ends.
 *
 * It is made in one pass while libxml2 parses, lives in an arena and holds
 * only what a JATS reader looks at: elements and attributes it knows by name,
 * and text.  Namespace prefixes are dropped.  Walk it like this:
 *
 *     for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
 *          i = tree_next(tree, i))
 */
#ifndef STET_READ_TREE_H
#define STET_READ_TREE_H

#include "base/map.h"
#include "base/vec.h"

enum element {
    ELEMENT_TEXT, /* not an element: a stretch of text */
    ELEMENT_OTHER,
#define ELEMENT(constant, name, part) ELEMENT_##constant,
#include "read/element.def"
#undef ELEMENT
    ELEMENTS
};

/* What an element is to the text around it; see element.def. */
enum part_in_text {
    FLOW,
    BLOCK,
    HOLDER,
    SPLIT,
    FLOAT,
    SILENT,
    FORMULA
};

enum attribute {
#define ATTRIBUTE(constant, name) ATTRIBUTE_##constant,
#include "read/attribute.def"
#undef ATTRIBUTE
    ATTRIBUTES
};

struct attr {
    enum attribute name;
    str value;
};

struct node {
    uint16_t element; /* enum element */
    uint16_t attrs;   /* how many, from tree->attr.at[attr] */
    uint32_t attr;
    uint32_t end; /* the node after its subtree */
    str text;     /* of ELEMENT_TEXT */
};

/* An article of more nodes than this is no article. */
#define TREE_NODES_MAX 3000000u

struct tree {
    vec_of(struct node) node;
    vec_of(struct attr) attr;
};

/* Names to constants; made once a file. */
struct names {
    struct map element;
    struct map attribute;
};
void names_make(struct names *names, struct arena *arena);

enum part_in_text element_part(uint16_t element);

static inline uint32_t tree_first(uint32_t at)
{
    return at + 1;
}

static inline uint32_t tree_next(const struct tree *tree, uint32_t at)
{
    return tree->node.at[at].end;
}

static inline bool tree_is(const struct tree *tree, uint32_t at,
                           enum element element)
{
    return tree->node.at[at].element == element;
}

/* The attribute's value, empty when it isn't there. */
str tree_attr(const struct tree *tree, uint32_t at, enum attribute name);

/* The first child of that element; NONE_NODE when there is none. */
#define NONE_NODE UINT32_MAX
uint32_t tree_child(const struct tree *tree, uint32_t at, enum element element);

/* All text in the subtree as it stands, white space made single, trimmed. */
str tree_text(const struct tree *tree, uint32_t at, struct arena *arena);

/* Is there any text but white space in it? */
bool tree_has_text(const struct tree *tree, uint32_t at);

#endif
