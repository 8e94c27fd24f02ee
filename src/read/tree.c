#include "read/tree.h"

static const struct {
    const char *name;
    enum part_in_text part;
} element_row[ELEMENTS] = {
    {"", FLOW},
    {"", FLOW},
#define ELEMENT(constant, name, part) {name, part},
#include "read/element.def"
#undef ELEMENT
};

static const char *const attribute_row[ATTRIBUTES] = {
#define ATTRIBUTE(constant, name) name,
#include "read/attribute.def"
#undef ATTRIBUTE
};

void names_make(struct names *names, struct arena *arena)
{
    *names = (struct names){0};
    for (uint32_t i = ELEMENT_OTHER + 1; i < ELEMENTS; i++)
        map_add(&names->element, str_of(element_row[i].name), i, arena);
    for (uint32_t i = 0; i < ATTRIBUTES; i++)
        map_add(&names->attribute, str_of(attribute_row[i]), i, arena);
}

enum part_in_text element_part(uint16_t element)
{
    return element_row[element].part;
}

str tree_attr(const struct tree *tree, uint32_t at, enum attribute name)
{
    const struct node *node = &tree->node.at[at];
    for (uint32_t i = node->attr; i < node->attr + node->attrs; i++)
        if (tree->attr.at[i].name == name)
            return str_trim(tree->attr.at[i].value);
    return S("");
}

uint32_t tree_child(const struct tree *tree, uint32_t at, enum element element)
{
    uint32_t end = tree->node.at[at].end;
    for (uint32_t i = tree_first(at); i < end; i = tree_next(tree, i))
        if (tree_is(tree, i, element))
            return i;
    return NONE_NODE;
}

str tree_text(const struct tree *tree, uint32_t at, struct arena *arena)
{
    size_t size = 0;
    const struct node *node = tree->node.at;
    for (uint32_t i = at; i < node[at].end; i++)
        size += node[i].text.len;
    char *out = arena_alloc(arena, size + 1);
    size_t n = 0;
    for (uint32_t i = at; i < node[at].end; i++)
        for (size_t c = 0; c < node[i].text.len; c++) {
            char byte = node[i].text.ptr[c];
            if (!is_space(byte))
                out[n++] = byte;
            else if (n && out[n - 1] != ' ')
                out[n++] = ' ';
        }
    if (n && out[n - 1] == ' ')
        n--;
    return (str){out, n};
}

bool tree_has_text(const struct tree *tree, uint32_t at)
{
    const struct node *node = tree->node.at;
    for (uint32_t i = at; i < node[at].end; i++)
        if (str_trim(node[i].text).len)
            return true;
    return false;
}
