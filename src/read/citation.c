#include "read/citation.h"

#include "read/flow.h"

bool citation_is(uint16_t element)
{
    return element == ELEMENT_ELEMENT_CITATION ||
           element == ELEMENT_MIXED_CITATION ||
           element == ELEMENT_NLM_CITATION || element == ELEMENT_CITATION;
}

uint32_t year_of(str text)
{
    for (size_t i = 0; i + 4 <= text.len; i++) {
        uint32_t year;
        bool apart = (i == 0 || !is_digit(text.ptr[i - 1])) &&
                     (i + 4 == text.len || !is_digit(text.ptr[i + 4]));
        if (apart && str_uint(str_first(str_from(text, i), 4), &year) &&
            year >= 1000 && year < 3000)
            return year;
    }
    return 0;
}

/* ---- identifiers ----------------------------------------------------- */

/* "10.1234/…" at the front, to the next white space or bracket of a tag. */
static str doi_at(str s)
{
    size_t digits = 3;
    if (!str_starts(s, S("10.")))
        return S("");
    while (digits < s.len && (is_digit(s.ptr[digits]) || s.ptr[digits] == '.'))
        digits++;
    if (digits < 7 || digits >= s.len || s.ptr[digits] != '/')
        return S("");
    size_t n = digits;
    while (n < s.len && !is_space(s.ptr[n]) && !strchr("<>\"", s.ptr[n]))
        n++;
    return n > digits + 1 ? str_first(s, n) : S("");
}

str doi_in(str text)
{
    str rest = text;
    for (;;) {
        size_t at = str_find_nocase(rest, S("doi"));
        if (at == STR_NONE)
            return S("");
        rest = str_from(rest, at + 3);
        size_t begin = str_find(str_first(rest, 24), S("10."));
        str doi = begin == STR_NONE ? S("") : doi_at(str_from(rest, begin));
        if (doi.len)
            return doi;
    }
}

static const struct {
    const char *type;
    enum id_scheme scheme;
} id_row[] = {
    {"doi", ID_DOI},     {"pmid", ID_PMID}, {"pubmed", ID_PMID},
    {"pmcid", ID_PMCID}, {"pmc", ID_PMCID}, {"pmc-id", ID_PMCID},
    {"arxiv", ID_ARXIV}, {"isbn", ID_ISBN},
};

static void keep_id(struct doc *doc, const struct tree *tree, uint32_t at,
                    str type, struct ref *ref)
{
    for (size_t i = 0; i < sizeof(id_row) / sizeof(*id_row); i++) {
        struct span *id = &ref->id.of[id_row[i].scheme];
        if (str_eq_nocase(type, str_of(id_row[i].type)) && span_len(*id) == 0)
            *id = flow_field(doc, tree, at);
    }
}

/* A link: its own type of id, a DOI in its address, else just an address. */
static void keep_link(struct doc *doc, const struct tree *tree, uint32_t at,
                      struct ref *ref)
{
    str href = tree_attr(tree, at, ATTRIBUTE_HREF);
    str text = tree_text(tree, at, doc->arena);
    str type = tree_attr(tree, at, ATTRIBUTE_EXT_LINK_TYPE);
    struct span *doi = &ref->id.of[ID_DOI];
    str found = doi_in(href.len ? href : text);
    if (found.len == 0 && str_eq_nocase(type, S("doi")))
        found = doi_at(href).len ? doi_at(href) : doi_at(text);
    if (found.len == 0)
        found = doi_in(text);
    if (found.len && span_len(*doi) == 0)
        *doi = doc_add_text(doc, found);
    else if (found.len == 0 && str_eq_nocase(type, S("pmid")))
        keep_id(doc, tree, at, S("pmid"), ref);
    else if (found.len == 0 && span_len(ref->url) == 0)
        ref->url = doc_add_text(doc, href.len ? href : text);
}

/* ---- fields ---------------------------------------------------------- */

static const struct {
    enum element element;
    size_t offset; /* in struct ref */
} field_row[] = {
    {ELEMENT_ARTICLE_TITLE, offsetof(struct ref, title)},
    {ELEMENT_CHAPTER_TITLE, offsetof(struct ref, title)},
    {ELEMENT_PART_TITLE, offsetof(struct ref, title)},
    {ELEMENT_DATA_TITLE, offsetof(struct ref, title)},
    {ELEMENT_SOURCE, offsetof(struct ref, container)},
    {ELEMENT_CONF_NAME, offsetof(struct ref, container)},
    {ELEMENT_PUBLISHER_NAME, offsetof(struct ref, publisher)},
    {ELEMENT_VOLUME, offsetof(struct ref, volume)},
    {ELEMENT_ISSUE, offsetof(struct ref, issue)},
    {ELEMENT_FPAGE, offsetof(struct ref, page)},
    {ELEMENT_PAGE_RANGE, offsetof(struct ref, page)},
    {ELEMENT_ELOCATION_ID, offsetof(struct ref, page)},
};

/* True when the element is one of the plain fields; the first stays. */
static bool keep_field(struct doc *doc, const struct tree *tree, uint32_t at,
                       struct ref *ref)
{
    for (size_t i = 0; i < sizeof(field_row) / sizeof(*field_row); i++) {
        if (!tree_is(tree, at, field_row[i].element))
            continue;
        struct span *field = (void *)((char *)ref + field_row[i].offset);
        if (span_len(*field) == 0)
            *field = flow_field(doc, tree, at);
        return true;
    }
    return false;
}

static void keep_last_page(struct doc *doc, const struct tree *tree,
                           uint32_t at, struct ref *ref)
{
    str first = doc_str(doc, ref->page);
    str last = tree_text(tree, at, doc->arena);
    if (first.len == 0 || last.len == 0 || str_eq(first, last) ||
        str_chr(first, '-') != STR_NONE)
        return;
    ref->page = doc_add_text(
        doc, arena_format(doc->arena, "%.*s-%.*s", STR(first), STR(last)));
}

static void read_fields(struct doc *doc, const struct tree *tree, uint32_t at,
                        struct ref *ref)
{
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i)) {
        if (keep_field(doc, tree, i, ref))
            continue;
        switch (tree->node.at[i].element) {
        case ELEMENT_TEXT:
        case ELEMENT_NAME:
        case ELEMENT_STRING_NAME:
        case ELEMENT_COLLAB:
        case ELEMENT_PERSON_GROUP:
            break;
        case ELEMENT_YEAR:
            if (ref->year == 0)
                ref->year = year_of(tree_text(tree, i, doc->arena));
            break;
        case ELEMENT_LPAGE:
            keep_last_page(doc, tree, i, ref);
            break;
        case ELEMENT_PUB_ID:
        case ELEMENT_OBJECT_ID:
            keep_id(doc, tree, i, tree_attr(tree, i, ATTRIBUTE_PUB_ID_TYPE),
                    ref);
            break;
        case ELEMENT_ISBN:
            keep_id(doc, tree, i, S("isbn"), ref);
            break;
        case ELEMENT_EXT_LINK:
        case ELEMENT_URI:
            keep_link(doc, tree, i, ref);
            break;
        default:
            read_fields(doc, tree, i, ref);
        }
    }
}

/*
 * A book cited as a whole has its title in <source>; what has an article or
 * chapter title has its container there.
 */
static void settle_title(const struct doc *doc, struct ref *ref)
{
    str type = doc_str(doc, ref->type);
    if (span_len(ref->title) || str_starts_nocase(type, S("journal")) ||
        (type.len == 0 && span_len(ref->volume)))
        return;
    ref->title = ref->container;
    ref->container = (struct span){0};
}

/* ---- as printed ------------------------------------------------------ */

static void put_person(const struct doc *doc, const struct person *person,
                       struct buf *out)
{
    buf_add(out, doc_str(doc, person->family));
    if (span_len(person->given))
        buf_char(out, ' ');
    buf_add(out, doc_str(doc, person->given));
}

static void put_piece(const struct doc *doc, struct buf *out,
                      const char *before, struct span piece)
{
    if (span_len(piece) == 0)
        return;
    if (out->len)
        buf_add(out, str_of(before));
    buf_add(out, doc_str(doc, piece));
}

static struct span put_together(struct doc *doc, const struct ref *ref)
{
    SCOPED_BUF out = {0};
    for (uint32_t i = 0; i < ref->author.n; i++) {
        if (i)
            buf_add(&out, S(", "));
        put_person(doc, &doc->person.at[ref->author.start + i], &out);
    }
    put_piece(doc, &out, ". ", ref->title);
    put_piece(doc, &out, ". ", ref->container);
    put_piece(doc, &out, ". ", ref->publisher);
    if (ref->year)
        buf_format(&out, "%s%u", out.len ? ". " : "", ref->year);
    put_piece(doc, &out, ";", ref->volume);
    if (span_len(ref->issue)) {
        put_piece(doc, &out, "(", ref->issue);
        buf_char(&out, ')');
    }
    put_piece(doc, &out, ":", ref->page);
    if (out.len)
        buf_char(&out, '.');
    return doc_add_text(doc, buf_str(&out));
}

/* Is there punctuation of its own between the fields? */
static bool has_own_text(const struct tree *tree, uint32_t at)
{
    for (uint32_t i = tree_first(at); i < tree->node.at[at].end;
         i = tree_next(tree, i))
        if (str_trim(tree->node.at[i].text).len)
            return true;
    return false;
}

void citation_read(struct doc *doc, const struct tree *tree, uint32_t fields,
                   uint32_t printed, struct ref *ref)
{
    str type = tree_attr(tree, fields, ATTRIBUTE_PUBLICATION_TYPE);
    if (type.len == 0)
        type = tree_attr(tree, fields, ATTRIBUTE_CITATION_TYPE);
    ref->type = doc_add_text(doc, type);
    ref->author = people_read(doc, tree, fields, S("author"));
    ref->editor = people_read(doc, tree, fields, S("editor"));
    read_fields(doc, tree, fields, ref);
    settle_title(doc, ref);
    bool own = tree_is(tree, printed, ELEMENT_MIXED_CITATION) ||
               has_own_text(tree, printed);
    ref->raw = own ? flow_field(doc, tree, printed) : put_together(doc, ref);
    if (ref->year == 0 && ref->author.n == 0 && span_len(ref->title) == 0)
        ref->year = year_of(doc_str(doc, ref->raw));
    str doi = doi_in(doc_str(doc, ref->raw));
    if (span_len(ref->id.of[ID_DOI]) == 0 && doi.len)
        ref->id.of[ID_DOI] = doc_keep(doc, doi);
}
