/* Which format it is, by what stands at the beginning. */
#include "meta/columns.h"
#include "meta/inside.h"
#include "resolve/identifier.h"

/* So much is looked at: a record of Crossref's may begin with its abstract. */
#define SNIFF ((size_t)64 << 10)

static bool has(str text, const char *words)
{
    return str_find(text, str_of(words)) != STR_NONE;
}

/* The first row all of whose words are there. */
static enum meta_format sniff_json(str text)
{
    static const struct {
        enum meta_format format;
        const char *one, *other;
    } row[] = {
        {META_DOAJ, "\"bibjson\"", ""},
        {META_OPENALEX, "openalex.org/W", ""},
        {META_CROSSMARK, "\"updates\"", "\"identifier\""},
        {META_CROSSREF, "\"DOI\"", "\"reference-count\""},
        {META_CROSSREF, "\"DOI\"", "\"references-count\""},
        {META_CROSSREF, "\"DOI\"", "\"deposited\""},
        {META_CROSSREF, "\"DOI\"", "\"update-to\""},
        {META_CROSSREF, "\"DOI\"", "\"updated-by\""},
        {META_CROSSREF, "\"DOI\"", "\"title\":["},
        {META_CROSSREF, "\"DOI\"", "\"container-title\":["},
        {META_CROSSREF, "\"message-type\"", ""},
        {META_CROSSREF, "\"items\"", ""},
        {META_CSL, "\"type\"", "\"title\""},
        {META_CSL, "\"DOI\"", ""},
        {META_CSL, "\"id\"", "\"type\""},
    };
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (has(text, row[i].one) && has(text, row[i].other))
            return row[i].format;
    return META_UNKNOWN;
}

/* "TY  - " or "PMID- " or "@article{" at the front of a line, early. */
static enum meta_format sniff_lines(str text)
{
    str line, rest = text;
    for (int n = 0; n < 200 && str_split(&rest, '\n', &line); n++) {
        str word = str_trim(line);
        if (str_starts(line, S("TY  - ")) || str_starts(line, S("TY  -")))
            return META_RIS;
        if (str_starts(line, S("PMID- ")))
            return META_NBIB;
        size_t brace = str_chr(word, '{');
        size_t paren = str_chr(word, '(');
        if (word.len > 2 && word.ptr[0] == '@' && is_alpha(word.ptr[1]) &&
            (brace != STR_NONE || paren != STR_NONE))
            return META_BIBTEX;
    }
    return META_UNKNOWN;
}

static enum meta_format sniff_table(str text)
{
    SCOPED_ARENA arena = {0};
    str line = {0};
    while (str_split(&text, '\n', &line) && str_trim(line).len == 0)
        ;
    enum meta_format format = columns_format(str_first(line, 4096));
    if (format != META_UNKNOWN)
        return format;
    line = str_trim(str_first(line, 2048)); /* a list without a head */
    bool listed = str_starts(line, S("10.")) || has(line, "doi.org/10.") ||
                  str_starts_nocase(line, S("doi:")) ||
                  str_starts_nocase(line, S("pmid:")) ||
                  str_starts_nocase(line, S("arxiv:")) ||
                  (str_starts(line, S("PMC")) && line.len < 12);
    return listed && id_key(line, &arena).len ? META_CSV : META_UNKNOWN;
}

enum meta_format meta_sniff(struct feed *feed)
{
    feed_least(feed, SNIFF);
    str text = str_first(feed_str(feed), SNIFF);
    while (text.len && is_space(text.ptr[0]))
        text = str_from(text, 1);
    if (text.len == 0)
        return META_UNKNOWN;
    if (text.ptr[0] == '{' || text.ptr[0] == '[') {
        enum meta_format format = sniff_json(text);
        if (format != META_UNKNOWN)
            return format;
    }
    if (text.ptr[0] == '<')
        return has(text, "<PubmedArticle") || has(text, "<MedlineCitation") ||
                       has(text, "<PubmedBookArticle")
                   ? META_PUBMED
                   : META_UNKNOWN;
    enum meta_format format = sniff_lines(text);
    return format != META_UNKNOWN ? format : sniff_table(text);
}
