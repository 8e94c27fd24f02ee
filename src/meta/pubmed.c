/*
 * PubMed's XML, article by article: <PubmedArticle> with its
 * <MedlineCitation> and <PubmedData>.
 */
#include <libxml/xmlreader.h>
#include <stdlib.h>

#include "meta/inside.h"

struct pubmed {
    xmlTextReaderPtr xml;
    char wrong[200]; /* what libxml2 says */
};

/* ---- in and out ------------------------------------------------------- */

/* From the feed's memory into libxml2's. */
static int give(void *user, char *room, int size)
{
    struct feed *feed = user;
    if (feed->at == feed->end && !feed_more(feed))
        return feed->err.kind ? -1 : 0;
    size_t n = (size_t)(feed->end - feed->at);
    n = n < (size_t)size ? n : (size_t)size;
    memcpy(room, feed->at, n);
    feed->at += n;
    return (int)n;
}

static void hear(void *user, const char *message, xmlParserSeverities severity,
                 xmlTextReaderLocatorPtr where)
{
    struct pubmed *pubmed = user;
    if (pubmed->wrong[0] || severity == XML_PARSER_SEVERITY_WARNING ||
        severity == XML_PARSER_SEVERITY_VALIDITY_WARNING)
        return;
    snprintf(pubmed->wrong, sizeof(pubmed->wrong), "line %d: %s",
             xmlTextReaderLocatorLineNumber(where), message);
    pubmed->wrong[strcspn(pubmed->wrong, "\n")] = '\0';
}

bool pubmed_open(struct meta_reader *reader, struct err *err)
{
    struct pubmed *pubmed = mem_alloc(sizeof(*pubmed));
    *pubmed = (struct pubmed){0};
    reader->state = pubmed;
    /* no network, no DTD, no entities of its own: its DTD declares letters */
    pubmed->xml =
        xmlReaderForIO(give, NULL, reader->feed, NULL, NULL,
                       XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOCDATA);
    if (pubmed->xml == NULL)
        return err_set(err, ERR_INPUT, "not XML");
    xmlTextReaderSetErrorHandler(pubmed->xml, hear, pubmed);
    return true;
}

void pubmed_close(struct meta_reader *reader)
{
    struct pubmed *pubmed = reader->state;
    if (pubmed && pubmed->xml)
        xmlFreeTextReader(pubmed->xml);
    free(pubmed);
}

/* ---- elements --------------------------------------------------------- */

static bool is(xmlTextReaderPtr xml, const char *name)
{
    return strcmp((const char *)xmlTextReaderConstName(xml), name) == 0;
}

static str attribute(xmlTextReaderPtr xml, const char *name,
                     struct arena *arena)
{
    xmlChar *value = xmlTextReaderGetAttribute(xml, (const xmlChar *)name);
    str out = arena_str(arena, str_of((const char *)value));
    xmlFree(value);
    return out;
}

/*
 * The text of the element that begins here, tags inside left out; the reader
 * then stands at its end.  Of a giant only so much.
 */
static str text_of(xmlTextReaderPtr xml, struct arena *arena)
{
    SCOPED_BUF out = {0};
    int depth = xmlTextReaderDepth(xml);
    if (xmlTextReaderIsEmptyElement(xml))
        return S("");
    while (xmlTextReaderRead(xml) == 1 && xmlTextReaderDepth(xml) > depth) {
        int type = xmlTextReaderNodeType(xml);
        bool text = type == XML_READER_TYPE_TEXT ||
                    type == XML_READER_TYPE_WHITESPACE ||
                    type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE;
        if (text && out.len <= META_TEXT_MAX)
            buf_add(&out, str_of((const char *)xmlTextReaderConstValue(xml)));
    }
    return arena_str(arena, str_trim(buf_str(&out)));
}

/*
 * To the next element inside the one at `depth`; false at its end, where the
 * reader then stands.
 */
static bool next_inside(xmlTextReaderPtr xml, int depth)
{
    while (xmlTextReaderRead(xml) == 1) {
        if (xmlTextReaderDepth(xml) <= depth)
            return false;
        if (xmlTextReaderNodeType(xml) == XML_READER_TYPE_ELEMENT)
            return true;
    }
    return false;
}

static void pass_over(xmlTextReaderPtr xml)
{
    int depth = xmlTextReaderDepth(xml);
    if (!xmlTextReaderIsEmptyElement(xml))
        while (next_inside(xml, depth))
            ;
}

/* ---- parts of a record ------------------------------------------------ */

static str read_date(struct meta_reader *reader, xmlTextReaderPtr xml)
{
    struct arena *arena = reader->arena;
    str year = {0}, month = {0}, day = {0}, words = {0};
    int depth = xmlTextReaderDepth(xml);
    while (next_inside(xml, depth)) {
        str *part = is(xml, "Year")          ? &year
                    : is(xml, "Month")       ? &month
                    : is(xml, "Day")         ? &day
                    : is(xml, "MedlineDate") ? &words
                                             : NULL;
        if (part)
            *part = text_of(xml, arena);
    }
    if (year.len == 0)
        return date_read(str_first(words, 8), arena);
    return date_read(
        arena_format(arena, "%.*s %.*s %.*s", STR(year), STR(month), STR(day)),
        arena);
}

static void read_journal(struct meta_reader *reader, xmlTextReaderPtr xml,
                         struct work *work)
{
    struct arena *arena = reader->arena;
    int depth = xmlTextReaderDepth(xml);
    while (next_inside(xml, depth)) {
        if (is(xml, "ISSN"))
            vec_push(&work->issn, arena, text_of(xml, arena));
        else if (is(xml, "Volume"))
            work->volume = text_of(xml, arena);
        else if (is(xml, "Issue"))
            work->issue = text_of(xml, arena);
        else if (is(xml, "PubDate"))
            work->date = read_date(reader, xml);
        else if (is(xml, "Title"))
            work->container = text_of(xml, arena);
        else if (is(xml, "ISOAbbreviation"))
            work->container_short = text_of(xml, arena);
    }
}

static void read_person(struct meta_reader *reader, xmlTextReaderPtr xml,
                        struct work *work, bool editors)
{
    struct arena *arena = reader->arena;
    struct work_name name = {0};
    str initials = {0};
    int depth = xmlTextReaderDepth(xml);
    while (next_inside(xml, depth)) {
        if (is(xml, "LastName") || is(xml, "CollectiveName"))
            name.family = text_of(xml, arena);
        else if (is(xml, "ForeName"))
            name.given = text_of(xml, arena);
        else if (is(xml, "Initials"))
            initials = text_of(xml, arena);
        else if (is(xml, "Identifier") &&
                 str_eq(attribute(xml, "Source", arena), S("ORCID")))
            name.orcid = text_of(xml, arena);
    }
    if (name.given.len == 0)
        name.given = initials;
    if (editors)
        vec_push(&work->editor, arena, name);
    else
        vec_push(&work->author, arena, name);
}

static void read_people(struct meta_reader *reader, xmlTextReaderPtr xml,
                        struct work *work)
{
    bool editors = str_eq(attribute(xml, "Type", reader->arena), S("editors"));
    int depth = xmlTextReaderDepth(xml);
    while (next_inside(xml, depth))
        if (is(xml, "Author"))
            read_person(reader, xml, work, editors);
}

/* "DOI", "pii"; in <PubmedData> also "pubmed" and "pmc". */
static void take_id(struct meta_reader *reader, xmlTextReaderPtr xml,
                    const char *kind_of, struct work *work)
{
    static const struct {
        const char *kind;
        enum id_scheme scheme;
    } row[] = {{"doi", ID_DOI}, {"pubmed", ID_PMID}, {"pmc", ID_PMCID}};
    str kind = attribute(xml, kind_of, reader->arena);
    str valid = attribute(xml, "ValidYN", reader->arena);
    str text = text_of(xml, reader->arena);
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (str_eq(kind, str_of(row[i].kind)) && !str_eq(valid, S("N")) &&
            work->id[row[i].scheme].len == 0)
            work->id[row[i].scheme] = text;
}

static void read_article(struct meta_reader *reader, xmlTextReaderPtr xml,
                         struct work *work)
{
    struct arena *arena = reader->arena;
    int depth = xmlTextReaderDepth(xml);
    while (next_inside(xml, depth)) {
        if (is(xml, "Journal"))
            read_journal(reader, xml, work);
        else if (is(xml, "ArticleTitle") || is(xml, "BookTitle"))
            work->title = text_of(xml, arena);
        else if (is(xml, "MedlinePgn"))
            work->page = text_of(xml, arena);
        else if (is(xml, "ELocationID"))
            take_id(reader, xml, "EIdType", work);
        else if (is(xml, "AuthorList"))
            read_people(reader, xml, work);
        else if (is(xml, "ArticleDate") && work->date.len == 0)
            work->date = read_date(reader, xml);
        else if (is(xml, "PublicationType") &&
                 str_eq(text_of(xml, arena), S("Preprint")))
            work->type = S("posted-content");
        else if (is(xml, "Abstract"))
            pass_over(xml);
    }
}

/* ---- notices ---------------------------------------------------------- */

static void read_correction(struct meta_reader *reader, xmlTextReaderPtr xml,
                            struct work *work)
{
    static const struct {
        const char *type;
        enum notice_kind kind;
        bool given;
    } row[] = {{"RetractionIn", NOTICE_RETRACTION, false},
               {"RetractionOf", NOTICE_RETRACTION, true},
               {"PartialRetractionIn", NOTICE_PARTIAL_RETRACTION, false},
               {"PartialRetractionOf", NOTICE_PARTIAL_RETRACTION, true},
               {"ExpressionOfConcernIn", NOTICE_CONCERN, false},
               {"ExpressionOfConcernFor", NOTICE_CONCERN, true},
               {"ErratumIn", NOTICE_CORRECTION, false},
               {"ErratumFor", NOTICE_CORRECTION, true}};
    struct arena *arena = reader->arena;
    str type = attribute(xml, "RefType", arena), source = {0}, pmid = {0};
    int depth = xmlTextReaderDepth(xml);
    while (next_inside(xml, depth)) {
        if (is(xml, "RefSource"))
            source = text_of(xml, arena);
        else if (is(xml, "PMID"))
            pmid = key_of(ID_PMID, text_of(xml, arena), arena);
    }
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        if (!str_eq(type, str_of(row[i].type)) || (row[i].given && !pmid.len))
            continue;
        struct work_notice notice = {.kind = row[i].kind,
                                     .source = S("pubmed")};
        *(row[i].given ? &notice.of : &notice.by) = pmid;
        if (!row[i].given)
            notice.date = date_in_source(source, arena);
        vec_push(&work->notice, arena, notice);
    }
    if (str_eq(type, S("UpdateOf")) && pmid.len) /* of a preprint, mostly */
        vec_push(&work->relation, arena,
                 ((struct work_relation){RELATION_VERSION_OF, pmid}));
}

/* ---- the record ------------------------------------------------------- */

/* The notices it gives are its own, and dated as it is. */
static void sign_notices(struct work *work, struct arena *arena)
{
    for_vec (i, work->notice)
        if (work->notice.at[i].of.len) {
            work->notice.at[i].by = key_of(ID_PMID, work->id[ID_PMID], arena);
            work->notice.at[i].date = work->date;
        }
}

/* A title in another language stands in brackets; all end in a full stop. */
static str tidy_title(str title)
{
    if (str_ends(title, S(".")))
        title.len--;
    if (title.len > 2 && title.ptr[0] == '[' && str_ends(title, S("]")) &&
        str_chr(title, ']') == title.len - 1)
        return (str){title.ptr + 1, title.len - 2};
    return title;
}

static void read_record(struct meta_reader *reader, xmlTextReaderPtr xml,
                        struct work *work)
{
    struct arena *arena = reader->arena;
    int depth = xmlTextReaderDepth(xml);
    while (next_inside(xml, depth)) {
        int level = xmlTextReaderDepth(xml) - depth;
        if (is(xml, "PMID") && level == 2 && work->id[ID_PMID].len == 0)
            work->id[ID_PMID] = text_of(xml, arena);
        else if (is(xml, "Article"))
            read_article(reader, xml, work);
        else if (is(xml, "ISSNLinking"))
            vec_push(&work->issn, arena, text_of(xml, arena));
        else if (is(xml, "CommentsCorrections"))
            read_correction(reader, xml, work);
        else if (is(xml, "ArticleId"))
            take_id(reader, xml, "IdType", work);
        else if (is(xml, "ReferenceList") || is(xml, "MeshHeadingList") ||
                 is(xml, "InvestigatorList") || is(xml, "ChemicalList"))
            pass_over(xml);
    }
    work->title = tidy_title(work->title);
    sign_notices(work, arena);
}

/* At the end of a file that isn't whole libxml2 says all kinds of things. */
static const char *why(struct meta_reader *reader)
{
    const struct pubmed *pubmed = reader->state;
    if (reader->feed->err.kind)
        return reader->feed->err.text;
    if (reader->feed->at == reader->feed->end &&
        strstr(pubmed->wrong, "xtra content"))
        return "it is cut off";
    return pubmed->wrong[0] ? pubmed->wrong : "it is cut off";
}

enum meta_got pubmed_read(struct meta_reader *reader, struct work *work,
                          struct err *err)
{
    struct pubmed *pubmed = reader->state;
    xmlTextReaderPtr xml = pubmed->xml;
    int got;
    while ((got = xmlTextReaderRead(xml)) == 1) {
        if (xmlTextReaderNodeType(xml) != XML_READER_TYPE_ELEMENT ||
            !is(xml, "PubmedArticle"))
            continue;
        work->type = S("journal-article");
        if (xmlTextReaderIsEmptyElement(xml))
            return META_WORK;
        read_record(reader, xml, work);
        if (xmlTextReaderNodeType(xml) == XML_READER_TYPE_END_ELEMENT &&
            is(xml, "PubmedArticle"))
            return META_WORK;
        break;
    }
    if (got == 0 && pubmed->wrong[0] == '\0')
        return META_END;
    err_set(err, ERR_INPUT, "not well-formed XML: %s", why(reader));
    return META_BROKEN;
}
