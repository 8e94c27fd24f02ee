#include "read/read.h"

#include "read/body.h"
#include "read/front.h"
#include "read/sniff.h"
#include "read/xml.h"

/* One file: what xml_articles hands on to. */
struct reading {
    str source;
    uint32_t articles;
    struct arena *arena;
    read_taker *take;
    void *user;
};

static void note_oddities(struct doc *doc, const struct xml_oddities *odd)
{
    if (odd->namespaces)
        doc_note(doc, NOTE_NAMESPACE, (struct span){0}, S(""));
    if (odd->entities)
        doc_note(doc, NOTE_ENTITY, (struct span){0}, odd->entity);
}

static bool take_article(const struct tree *tree,
                         const struct xml_oddities *oddities, void *user,
                         struct err *err)
{
    struct reading *reading = user;
    str source = reading->source;
    if (++reading->articles > 1)
        source = arena_format(reading->arena, "%.*s#%u", STR(source),
                              reading->articles);
    struct doc *doc = doc_new(reading->arena, source);
    doc->format = S("jats");
    doc_add_text(doc, S("\n")); /* so that no span of text begins at 0 */
    struct reflist list;
    front_read(doc, tree);
    reflist_read(&list, doc, tree);
    body_read(doc, tree, &list);
    note_oddities(doc, oddities);
    return reading->take(doc, reading->user, err);
}

bool read_docs(str bytes, str source, struct arena *arena, read_taker *take,
               void *user, struct err *err)
{
    if (bytes.len > DOC_MAX)
        return err_set(err, ERR_LIMIT, "more than %zu MiB", DOC_MAX >> 20);
    enum file_kind kind = sniff(bytes);
    if (kind != FILE_XML)
        return err_set(err, ERR_INPUT, "%s, which isn't read here",
                       file_kind_name[kind]);
    struct reading reading = {
        .source = source, .arena = arena, .take = take, .user = user};
    size_t mark = arena_mark(arena);
    bool done = xml_articles(bytes, arena, take_article, &reading, err);
    arena_rewind(arena, mark);
    return done;
}
