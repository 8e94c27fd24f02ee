#include "serve/link.h"

void link_work(struct buf *out, str key)
{
    buf_add(out, S("/reports/"));
    buf_url(out, str_starts(key, S("doi:")) ? str_from(key, 4) : key);
}

void link_references(struct buf *out, str key)
{
    link_work(out, key);
    buf_add(out, S("/references"));
}

void link_citation(struct buf *out, str doc, str citation)
{
    buf_add(out, S("/citations/"));
    buf_url(out, doc);
    buf_add(out, S("%23"));
    buf_url(out, citation);
}

void link_journal(struct buf *out, str issn)
{
    buf_add(out, S("/journals/"));
    buf_url(out, issn);
}

void link_find(struct buf *out, str query)
{
    buf_add(out, S("/find?q="));
    buf_url(out, query);
}

static const struct {
    const char *scheme, *base;
} outside[] = {
    {"doi:", "https://doi.org/"},
    {"pmid:", "https://pubmed.ncbi.nlm.nih.gov/"},
    {"pmcid:", "https://pmc.ncbi.nlm.nih.gov/articles/"},
    {"arxiv:", "https://arxiv.org/abs/"},
    {"openalex:", "https://openalex.org/"},
};

str link_outside(str id, struct arena *arena)
{
    for (size_t i = 0; i < sizeof(outside) / sizeof(*outside); i++) {
        str scheme = str_of(outside[i].scheme);
        if (str_starts(id, scheme)) {
            SCOPED_BUF url = {0};
            buf_add(&url, str_of(outside[i].base));
            buf_url(&url, str_from(id, scheme.len));
            return arena_str(arena, buf_str(&url));
        }
    }
    return S("");
}
