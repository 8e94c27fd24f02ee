#include "read/front.h"

#include "read/citation.h"
#include "read/flow.h"

/* ---- the journal ----------------------------------------------------- */

static void read_journal(struct doc *doc, const struct tree *tree, uint32_t at)
{
    struct meta *meta = &doc->meta;
    for (uint32_t i = at; i < tree->node.at[at].end; i++) {
        switch (tree->node.at[i].element) {
        case ELEMENT_JOURNAL_TITLE:
            if (span_len(meta->container) == 0)
                meta->container = flow_field(doc, tree, i);
            break;
        case ELEMENT_ISSN: {
            struct span issn = flow_field(doc, tree, i);
            if (span_len(issn))
                vec_push(&doc->issn, doc->arena, issn);
            break;
        }
        case ELEMENT_PUBLISHER_NAME:
            if (span_len(meta->publisher) == 0)
                meta->publisher = flow_field(doc, tree, i);
            break;
        default:
            break;
        }
    }
}

/* ---- identifiers ----------------------------------------------------- */

static const struct {
    const char *type;
    enum id_scheme scheme;
} id_row[] = {
    {"doi", ID_DOI},     {"pmid", ID_PMID},    {"pmc", ID_PMCID},
    {"pmcid", ID_PMCID}, {"pmcaid", ID_PMCID}, {"pmc-id", ID_PMCID},
    {"arxiv", ID_ARXIV}, {"isbn", ID_ISBN},
};

static void read_id(struct doc *doc, const struct tree *tree, uint32_t at)
{
    str type = tree_attr(tree, at, ATTRIBUTE_PUB_ID_TYPE);
    for (size_t i = 0; i < sizeof(id_row) / sizeof(*id_row); i++) {
        struct span *id = &doc->meta.id.of[id_row[i].scheme];
        if (str_eq_nocase(type, str_of(id_row[i].type)) && span_len(*id) == 0)
            *id = flow_field(doc, tree, at);
    }
}

/* ---- people ---------------------------------------------------------- */

/* "https://orcid.org/0000-0001-…" without the address. */
static struct span orcid_in(struct doc *doc, str text)
{
    size_t at = str_find(text, S("0000-"));
    if (at == STR_NONE || text.len - at < 19)
        return (struct span){0};
    return doc_add_text(doc, str_first(str_from(text, at), 19));
}

static struct span read_orcid(struct doc *doc, const struct tree *tree,
                              uint32_t at)
{
    for (uint32_t i = at; i < tree->node.at[at].end; i++) {
        bool id = tree_is(tree, i, ELEMENT_CONTRIB_ID);
        bool link =
            tree_is(tree, i, ELEMENT_EXT_LINK) || tree_is(tree, i, ELEMENT_URI);
        if (!id && !link)
            continue;
        str text = tree_text(tree, i, doc->arena);
        if (str_find(text, S("0000-")) == STR_NONE)
            text = tree_attr(tree, i, ATTRIBUTE_HREF);
        bool orcid =
            str_find_nocase(text, S("orcid")) != STR_NONE ||
            str_eq_nocase(tree_attr(tree, i, ATTRIBUTE_CONTRIB_ID_TYPE),
                          S("orcid"));
        struct span found = orcid ? orcid_in(doc, text) : (struct span){0};
        if (span_len(found))
            return found;
    }
    return (struct span){0};
}

static void read_contrib(struct doc *doc, const struct tree *tree, uint32_t at)
{
    str type = tree_attr(tree, at, ATTRIBUTE_CONTRIB_TYPE);
    if (type.len && !str_starts_nocase(type, S("author")))
        return;
    struct rows people = people_read(doc, tree, at, S("author"));
    if (people.n == 0)
        return;
    doc->person.n = people.start + 1; /* members of a group stay out */
    doc->person.at[people.start].orcid = read_orcid(doc, tree, at);
    if (doc->meta.author.n == 0)
        doc->meta.author.start = people.start;
    doc->meta.author.n = doc->person.n - doc->meta.author.start;
}

static void read_contribs(struct doc *doc, const struct tree *tree, uint32_t at)
{
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i)) {
        if (tree_is(tree, i, ELEMENT_CONTRIB))
            read_contrib(doc, tree, i);
        else if (tree_is(tree, i, ELEMENT_CONTRIB_GROUP))
            read_contribs(doc, tree, i);
    }
}

/* ---- the date -------------------------------------------------------- */

struct date {
    uint32_t year, month, day; /* 0: not said */
};

static uint32_t number_in(const struct tree *tree, uint32_t at,
                          enum element element, struct arena *arena)
{
    static const char *const month[] = {"jan", "feb", "mar", "apr",
                                        "may", "jun", "jul", "aug",
                                        "sep", "oct", "nov", "dec"};
    uint32_t child = tree_child(tree, at, element), number = 0;
    if (child == NONE_NODE)
        return 0;
    str text = tree_text(tree, child, arena);
    if (element == ELEMENT_YEAR)
        return year_of(text);
    if (str_uint(text, &number))
        return number;
    for (uint32_t i = 0; element == ELEMENT_MONTH && i < 12; i++)
        if (str_starts_nocase(text, str_of(month[i])))
            return i + 1;
    return 0;
}

static struct date date_at(const struct tree *tree, uint32_t at,
                           struct arena *arena)
{
    struct date date = {
        .year = number_in(tree, at, ELEMENT_YEAR, arena),
        .month = number_in(tree, at, ELEMENT_MONTH, arena),
        .day = number_in(tree, at, ELEMENT_DAY, arena),
    };
    str iso = tree_attr(tree, at, ATTRIBUTE_ISO_DATE);
    if (date.year == 0)
        date.year = year_of(iso);
    if (date.month > 12)
        date.month = 0;
    if (date.month == 0 || date.day > 31)
        date.day = 0;
    return date;
}

/* What is not known counts as late, so the fuller of two dates wins. */
static bool is_earlier(struct date a, struct date b)
{
    if (b.year == 0 || a.year != b.year)
        return a.year && (b.year == 0 || a.year < b.year);
    uint32_t am = a.month ? a.month : 13, bm = b.month ? b.month : 13;
    if (am != bm)
        return am < bm;
    return (a.day ? a.day : 32) < (b.day ? b.day : 32);
}

/* Dates of the article's publication, not of its way into an archive. */
static bool is_publication(const struct tree *tree, uint32_t at)
{
    static const char *const other[] = {
        "pmc-release", "nihms-submitted", "retracted", "corrected",
        "received",    "accepted",        "preprint"};
    str type = tree_attr(tree, at, ATTRIBUTE_PUB_TYPE);
    if (type.len == 0)
        type = tree_attr(tree, at, ATTRIBUTE_DATE_TYPE);
    for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
        if (str_eq_nocase(type, str_of(other[i])))
            return false;
    return true;
}

/* The earliest date of publication: online first counts. */
static void read_dates(struct doc *doc, const struct tree *tree, uint32_t at)
{
    struct date best = {0};
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i)) {
        if (!tree_is(tree, i, ELEMENT_PUB_DATE) || !is_publication(tree, i))
            continue;
        struct date date = date_at(tree, i, doc->arena);
        if (is_earlier(date, best))
            best = date;
    }
    if (best.year == 0)
        return;
    doc->meta.year = best.year;
    str text = arena_format(doc->arena, "%04u", best.year);
    if (best.month)
        text = arena_format(doc->arena, "%.*s-%02u", STR(text), best.month);
    if (best.day)
        text = arena_format(doc->arena, "%.*s-%02u", STR(text), best.day);
    doc->meta.date = doc_add_text(doc, text);
}

/* ---- licence, pages, keywords ---------------------------------------- */

/* "…creativecommons.org/licenses/by-nc/4.0/" → "CC-BY-NC-4.0". */
static str licence_of_address(str address, struct arena *arena)
{
    const str base = S("creativecommons.org/");
    size_t at = str_find_nocase(address, base);
    if (at == STR_NONE)
        return S("");
    str path = str_from(address, at + base.len), kind, terms, version;
    if (!str_split(&path, '/', &kind) || !str_split(&path, '/', &terms))
        return S("");
    if (!str_split(&path, '/', &version) || !version.len ||
        !is_digit(version.ptr[0]))
        version = S("");
    while (version.len && !is_digit(version.ptr[version.len - 1]))
        version.len--;
    bool zero = str_eq_nocase(terms, S("zero"));
    str name = zero ? arena_str(arena, S("CC0"))
                    : arena_format(arena, "CC-%.*s", STR(terms));
    char *letters = (char *)(uintptr_t)name.ptr;
    for (size_t i = 0; i < name.len; i++)
        if (is_lower(letters[i]))
            letters[i] = (char)(letters[i] - 'a' + 'A');
    return version.len
               ? arena_format(arena, "%.*s-%.*s", STR(name), STR(version))
               : name;
}

static str licence_below(const struct tree *tree, uint32_t at,
                         struct arena *arena)
{
    for (uint32_t i = at; i < tree->node.at[at].end; i++) {
        str found =
            licence_of_address(tree_attr(tree, i, ATTRIBUTE_HREF), arena);
        if (found.len == 0)
            found = licence_of_address(tree->node.at[i].text, arena);
        if (found.len)
            return found;
    }
    return S("");
}

static void read_permissions(struct doc *doc, const struct tree *tree,
                             uint32_t at)
{
    str licence = licence_below(tree, at, doc->arena);
    if (licence.len == 0)
        for (uint32_t i = at; i < tree->node.at[at].end; i++)
            if (tree_is(tree, i, ELEMENT_LICENSE) && licence.len == 0)
                licence = str_first(tree_text(tree, i, doc->arena), 300);
    if (span_len(doc->meta.license) == 0)
        doc->meta.license = doc_add_text(doc, licence);
}

static void read_keywords(struct doc *doc, const struct tree *tree, uint32_t at)
{
    for (uint32_t i = at; i < tree->node.at[at].end; i++)
        if (tree_is(tree, i, ELEMENT_KWD)) {
            struct span word = flow_field(doc, tree, i);
            if (span_len(word))
                vec_push(&doc->keyword, doc->arena, word);
        }
}

/* ---- notices --------------------------------------------------------- */

/*
 * related-article-type, when this article is the notice (JATS 1.3,
 * @related-article-type; the "-forward" ones point the other way).
 */
static const struct {
    const char *type;
    enum notice_kind kind;
} notice_row[] = {
    {"retracted-article", NOTICE_RETRACTION},
    {"retraction-of", NOTICE_RETRACTION},
    {"partial-retraction", NOTICE_PARTIAL_RETRACTION},
    {"partially-retracted-article", NOTICE_PARTIAL_RETRACTION},
    {"corrected-article", NOTICE_CORRECTION},
    {"addended-article", NOTICE_CORRECTION},
    {"erratum-of", NOTICE_CORRECTION},
    {"object-of-concern", NOTICE_CONCERN},
    {"expression-of-concern-of", NOTICE_CONCERN},
    {"withdrawn-article", NOTICE_WITHDRAWAL},
    {"removed-article", NOTICE_WITHDRAWAL},
    {"reinstated-article", NOTICE_REINSTATEMENT},
};

static bool notice_of(str type, str article_type, enum notice_kind *kind)
{
    for (size_t i = 0; i < sizeof(notice_row) / sizeof(*notice_row); i++)
        if (str_eq_nocase(type, str_of(notice_row[i].type))) {
            *kind = notice_row[i].kind;
            /* a withdrawal or concern is tagged so by its own type only */
            if (*kind == NOTICE_RETRACTION &&
                str_starts_nocase(article_type, S("partial-retraction")))
                *kind = NOTICE_PARTIAL_RETRACTION;
            return true;
        }
    return false;
}

static void read_related(struct doc *doc, const struct tree *tree, uint32_t at)
{
    struct notice notice = {0};
    str type = tree_attr(tree, at, ATTRIBUTE_RELATED_TYPE);
    str own = doc_str(doc, doc->meta.type);
    if (!notice_of(type, own, &notice.kind))
        return;
    str target = tree_attr(tree, at, ATTRIBUTE_HREF);
    if (target.len == 0)
        target = tree_text(tree, at, doc->arena);
    str how = tree_attr(tree, at, ATTRIBUTE_EXT_LINK_TYPE);
    enum id_scheme scheme = ID_DOI;
    if (str_eq_nocase(how, S("pmid")) || str_eq_nocase(how, S("pubmed")))
        scheme = ID_PMID;
    else if (str_eq_nocase(how, S("pmc")) || str_eq_nocase(how, S("pmcid")))
        scheme = ID_PMCID;
    if (target.len == 0)
        return;
    notice.of.of[scheme] = doc_add_text(doc, target);
    notice.date = doc->meta.date;
    vec_push(&doc->notice, doc->arena, notice);
}

/* ---- all of it ------------------------------------------------------- */

static void read_pages(struct doc *doc, const struct tree *tree, uint32_t at)
{
    uint32_t first = tree_child(tree, at, ELEMENT_FPAGE);
    uint32_t last = tree_child(tree, at, ELEMENT_LPAGE);
    uint32_t place = tree_child(tree, at, ELEMENT_ELOCATION_ID);
    if (first == NONE_NODE)
        first = place;
    if (first == NONE_NODE)
        return;
    str from = tree_text(tree, first, doc->arena);
    str to = last == NONE_NODE ? S("") : tree_text(tree, last, doc->arena);
    if (to.len && !str_eq(from, to))
        from = arena_format(doc->arena, "%.*s-%.*s", STR(from), STR(to));
    doc->meta.page = doc_add_text(doc, from);
}

static void read_title(struct doc *doc, const struct tree *tree, uint32_t at)
{
    uint32_t title = tree_child(tree, at, ELEMENT_ARTICLE_TITLE);
    if (title == NONE_NODE)
        return;
    struct flow flow;
    flow_begin(&flow, doc, tree);
    for (uint32_t i = tree_first(title); i < tree->node.at[title].end;
         i = tree_next(tree, i)) {
        enum part_in_text part = element_part(tree->node.at[i].element);
        bool mark = tree_is(tree, i, ELEMENT_XREF); /* a footnote's */
        if (part != SILENT && part != FLOAT && !mark)
            flow_plain(&flow, i);
    }
    doc->meta.title = flow_span(&flow, flow.start);
}

static void read_article(struct doc *doc, const struct tree *tree, uint32_t at)
{
    struct meta *meta = &doc->meta;
    read_dates(doc, tree, at);
    read_pages(doc, tree, at);
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i)) {
        switch (tree->node.at[i].element) {
        case ELEMENT_ARTICLE_ID:
            read_id(doc, tree, i);
            break;
        case ELEMENT_TITLE_GROUP:
            read_title(doc, tree, i);
            break;
        case ELEMENT_VOLUME:
            meta->volume = flow_field(doc, tree, i);
            break;
        case ELEMENT_ISSUE:
            meta->issue = flow_field(doc, tree, i);
            break;
        case ELEMENT_PERMISSIONS:
            read_permissions(doc, tree, i);
            break;
        case ELEMENT_KWD_GROUP:
            read_keywords(doc, tree, i);
            break;
        case ELEMENT_RELATED_ARTICLE:
            read_related(doc, tree, i);
            break;
        default:
            break;
        }
    }
    read_contribs(doc, tree, at);
}

void front_read(struct doc *doc, const struct tree *tree)
{
    struct meta *meta = &doc->meta;
    meta->type = doc_add_text(doc, tree_attr(tree, 0, ATTRIBUTE_ARTICLE_TYPE));
    meta->language = doc_add_text(doc, tree_attr(tree, 0, ATTRIBUTE_LANG));
    uint32_t front = tree_child(tree, 0, ELEMENT_FRONT);
    if (front == NONE_NODE)
        return;
    for (uint32_t i = tree_first(front); i < tree->node.at[front].end;
         i = tree_next(tree, i)) {
        if (tree_is(tree, i, ELEMENT_JOURNAL_META))
            read_journal(doc, tree, i);
        else if (tree_is(tree, i, ELEMENT_ARTICLE_META))
            read_article(doc, tree, i);
    }
}
