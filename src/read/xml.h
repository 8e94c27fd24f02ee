/*
 * XML, by libxml2's SAX: every <article> of a file becomes a tree.
 *
 * What stands outside an article (the wrapper) is parsed and forgotten.  No
 * DTD is loaded, nothing is fetched, entities of the file's own are expanded
 * within libxml2's limits against bombs.
 */
#ifndef STET_READ_XML_H
#define STET_READ_XML_H

#include "base/err.h"
#include "read/tree.h"

/* Deeper nesting than this is no article (libxml2's own limit as well). */
#define XML_DEPTH_MAX 256

/* Oddities met in the text of one article. */
struct xml_oddities {
    uint32_t namespaces; /* prefixes that were never declared */
    uint32_t entities;   /* names that nobody knows */
    str entity;          /* the first of them */
};

/* False stops the parse, with `err` set. */
typedef bool xml_taker(const struct tree *tree,
                       const struct xml_oddities *oddities, void *user,
                       struct err *err);

/*
 * Parse `bytes` and hand each article to `take` as soon as it is certain to
 * be whole: inside a wrapper at its end tag, as the root at the end of the
 * file.  The tree lives in `arena` and is gone after `take`.
 */
bool xml_articles(str bytes, struct arena *arena, xml_taker *take, void *user,
                  struct err *err);

#endif
