#include "read/xml.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <pthread.h>

#include "base/utf8.h"
#include "read/entity.h"

#define TAG_LONG           (16 << 10) /* a tag of fewer bytes needs no counting */
#define TAG_ATTRIBUTES_MAX 2000

#define PIECE (64 << 10) /* bytes pushed at a time */

/* One file being parsed; hangs on the parser's context. */
struct parse {
    struct names names;
    struct arena *arena;
    size_t mark; /* of the arena, where an article's tree begins */
    struct tree tree;
    struct xml_oddities oddities;
    uint32_t open[XML_DEPTH_MAX]; /* nodes whose end tag hasn't come */
    uint32_t depth;               /* of those */
    uint32_t outside;             /* elements open around the article */
    uint32_t articles;
    char root[64]; /* name of the root element */
    bool pending;  /* the root article is read, the file isn't */
    bool in_text;  /* the last node is text that may go on */
    xmlEntity entity;
    xmlChar entity_text[5];
    xml_taker *take;
    void *user;
    struct err *err; /* ours; libxml2's errors go through report_error */
    bool failed;
};

static struct parse *parse_of(void *ctx)
{
    return ((xmlParserCtxtPtr)ctx)->_private;
}

/* ---- the tree grows -------------------------------------------------- */

static void stop(xmlParserCtxtPtr ctxt)
{
    parse_of(ctxt)->failed = true;
    xmlStopParser(ctxt);
}

static void keep_attributes(struct parse *parse, struct node *node, int n,
                            const xmlChar **attribute)
{
    node->attr = parse->tree.attr.n;
    for (int i = 0; i < n; i++, attribute += 5) {
        uint32_t name = map_find(&parse->names.attribute,
                                 str_of((const char *)attribute[0]));
        if (name == MAP_NONE)
            continue;
        str value = {(const char *)attribute[3],
                     (size_t)(attribute[4] - attribute[3])};
        vec_push(&parse->tree.attr, parse->arena,
                 ((struct attr){(enum attribute)name,
                                arena_str(parse->arena, value)}));
        node->attrs++;
    }
}

static void open_node(struct parse *parse, const xmlChar *name, int n,
                      const xmlChar **attribute)
{
    struct node *node = vec_add(&parse->tree.node, parse->arena);
    uint32_t known =
        map_find(&parse->names.element, str_of((const char *)name));
    node->element = known == MAP_NONE ? ELEMENT_OTHER : (uint16_t)known;
    keep_attributes(parse, node, n, attribute);
    parse->open[parse->depth++] = parse->tree.node.n - 1;
    parse->in_text = false;
}

static void begin_article(struct parse *parse)
{
    arena_rewind(parse->arena, parse->mark);
    parse->tree = (struct tree){0};
    parse->oddities = (struct xml_oddities){0};
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int nb_namespaces,
                     const xmlChar **namespaces, int n, int nb_defaulted,
                     const xmlChar **attribute)
{
    (void)prefix, (void)uri, (void)nb_namespaces, (void)namespaces;
    (void)nb_defaulted;
    struct parse *parse = parse_of(ctx);
    if (parse->outside == 0 && parse->depth == 0 && !parse->root[0])
        snprintf(parse->root, sizeof(parse->root), "%.60s", (const char *)name);
    if (parse->outside + parse->depth >= XML_DEPTH_MAX) {
        err_set(parse->err, ERR_LIMIT, "more than %d elements deep",
                XML_DEPTH_MAX);
        stop(ctx);
    } else if (parse->tree.node.n >= TREE_NODES_MAX) {
        err_set(parse->err, ERR_LIMIT, "an article of more than %u elements",
                TREE_NODES_MAX);
        stop(ctx);
    } else if (parse->depth > 0) {
        open_node(parse, name, n, attribute);
    } else if (strcmp((const char *)name, "article") == 0) {
        begin_article(parse);
        open_node(parse, name, n, attribute);
    } else {
        parse->outside++;
    }
}

static void give_article(xmlParserCtxtPtr ctxt)
{
    struct parse *parse = parse_of(ctxt);
    parse->articles++;
    parse->pending = false;
    if (!parse->take(&parse->tree, &parse->oddities, parse->user, parse->err))
        stop(ctxt);
}

static void on_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    struct parse *parse = parse_of(ctx);
    if (parse->depth == 0) {
        parse->outside -= parse->outside > 0;
        return;
    }
    uint32_t at = parse->open[--parse->depth];
    parse->tree.node.at[at].end = parse->tree.node.n;
    parse->in_text = false;
    if (parse->depth > 0)
        return;
    if (parse->outside > 0)
        give_article(ctx);
    else
        parse->pending = true;
}

/* libxml2 gives text in pieces, cut anywhere: they become one node. */
static void on_text(void *ctx, const xmlChar *text, int len)
{
    struct parse *parse = parse_of(ctx);
    if (parse->depth == 0 || len <= 0)
        return;
    struct tree *tree = &parse->tree;
    size_t more = (size_t)len;
    if (parse->in_text) {
        str *last = &tree->node.at[tree->node.n - 1].text;
        char *grown = arena_grow(parse->arena, (char *)(uintptr_t)last->ptr,
                                 last->len, last->len + more);
        memcpy(grown + last->len, text, more);
        *last = (str){grown, last->len + more};
        return;
    }
    struct node *node = vec_add(&tree->node, parse->arena);
    node->element = ELEMENT_TEXT;
    node->end = tree->node.n;
    node->text = arena_str(parse->arena, (str){(const char *)text, more});
    parse->in_text = true;
}

/* ---- entities and errors --------------------------------------------- */

/*
 * In an attribute libxml2 copies one byte of a predefined entity; as a general
 * one the value keeps "&name;", which is at least legible.
 */
static xmlEntityPtr on_entity(void *ctx, const xmlChar *name)
{
    xmlParserCtxtPtr ctxt = ctx;
    xmlEntityPtr found = xmlSAX2GetEntity(ctx, name);
    if (found)
        return found;
    uint32_t code_point = entity_find((const char *)name);
    if (code_point == 0)
        return NULL;
    struct parse *parse = parse_of(ctx);
    size_t n = utf8_put((char *)parse->entity_text, code_point);
    parse->entity_text[n] = 0;
    parse->entity = (xmlEntity){
        .type = XML_ENTITY_DECL,
        .name = name,
        .orig = parse->entity_text,
        .content = parse->entity_text,
        .length = (int)n,
        .etype = ctxt->instate == XML_PARSER_ATTRIBUTE_VALUE
                     ? XML_INTERNAL_GENERAL_ENTITY
                     : XML_INTERNAL_PREDEFINED_ENTITY,
        .checked = 1,
    };
    return &parse->entity;
}

/* An entity that nobody knows stays visible as it is written. */
static void on_reference(void *ctx, const xmlChar *name)
{
    struct parse *parse = parse_of(ctx);
    if (parse->depth == 0)
        return;
    str word = str_of((const char *)name);
    if (parse->oddities.entities++ == 0)
        parse->oddities.entity = arena_str(parse->arena, word);
    on_text(ctx, (const xmlChar *)"&", 1);
    on_text(ctx, name, (int)word.len);
    on_text(ctx, (const xmlChar *)";", 1);
}

static void on_error(void *ctx, xmlErrorPtr error)
{
    struct parse *parse = parse_of(ctx);
    if (error->domain == XML_FROM_NAMESPACE)
        parse->oddities.namespaces++;
}

static bool report_error(xmlParserCtxtPtr ctxt, struct err *err)
{
    const xmlError *error = xmlCtxtGetLastError(ctxt);
    if (error == NULL || error->message == NULL)
        return err_set(err, ERR_INPUT, "not well-formed XML");
    str message = str_trim(str_of(error->message));
    char first = message.len ? to_lower(message.ptr[0]) : ' ';
    message = str_from(message, 1);
    return err_set(err, ERR_INPUT, "line %d: %c%.*s", error->line, first,
                   STR(message));
}

/* ---- one file -------------------------------------------------------- */

static xmlParserCtxtPtr open_parser(struct parse *parse)
{
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC,
        .startDocument = xmlSAX2StartDocument,
        .internalSubset = xmlSAX2InternalSubset,
        .entityDecl = xmlSAX2EntityDecl,
        .getEntity = on_entity,
        .reference = on_reference,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .cdataBlock = on_text,
        .serror = on_error,
    };
    xmlParserCtxtPtr ctxt =
        xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    if (ctxt == NULL)
        die("out of memory (XML parser)");
    ctxt->_private = parse;
    xmlCtxtUseOptions(ctxt, XML_PARSE_NONET);
    return ctxt;
}

static void close_parser(xmlParserCtxtPtr ctxt)
{
    xmlFreeDoc(ctxt->myDoc);
    ctxt->myDoc = NULL;
    xmlFreeParserCtxt(ctxt);
}

/* Errors of namespaces aside: those we read over. */
static bool is_well_formed(xmlParserCtxtPtr ctxt)
{
    return ctxt->wellFormed == 1;
}

/*
 * libxml2 compares each attribute of a tag with all the others; a tag of
 * thousands is an attack, and is refused before it sees it.
 */
static bool has_sane_tags(str bytes)
{
    const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;
    while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
        const char *close = memchr(at, '>', (size_t)(end - at));
        size_t len = (size_t)((close ? close : end) - at);
        size_t attributes = 0;
        for (size_t i = 0; len > TAG_LONG && i < len; i++)
            attributes += at[i] == '=';
        if (attributes > TAG_ATTRIBUTES_MAX)
            return false;
        at += len;
    }
    return true;
}

static bool push_all(xmlParserCtxtPtr ctxt, str bytes, struct parse *parse)
{
    while (bytes.len && !parse->failed) {
        int n = bytes.len > PIECE ? PIECE : (int)bytes.len;
        xmlParseChunk(ctxt, bytes.ptr, n, 0);
        bytes = str_from(bytes, (size_t)n);
        if (!parse->failed && !is_well_formed(ctxt))
            return report_error(ctxt, parse->err);
    }
    if (parse->failed)
        return false;
    xmlParseChunk(ctxt, NULL, 0, 1);
    if (parse->failed)
        return false;
    return is_well_formed(ctxt) || report_error(ctxt, parse->err);
}

bool xml_articles(str bytes, struct arena *arena, xml_taker *take, void *user,
                  struct err *err)
{
    if (!has_sane_tags(bytes))
        return err_set(err, ERR_LIMIT, "a tag of more than %d attributes",
                       TAG_ATTRIBUTES_MAX);
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, xmlInitParser);
    struct parse *parse = arena_new(arena, struct parse);
    *parse =
        (struct parse){.arena = arena, .take = take, .user = user, .err = err};
    names_make(&parse->names, arena);
    parse->mark = arena_mark(arena);

    xmlParserCtxtPtr ctxt = open_parser(parse);
    bool done = push_all(ctxt, bytes, parse);
    if (done && parse->pending) {
        give_article(ctxt);
        done = !parse->failed;
    }
    close_parser(ctxt);
    if (done && parse->articles == 0)
        return err_set(err, ERR_INPUT, "no article in it (the root is <%s>)",
                       parse->root);
    return done;
}
