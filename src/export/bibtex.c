/*
 * BibTeX: @article{smith2001, title = {…}, …}.
 *
 * UTF-8 stays as it is; what TeX gives a meaning to is escaped.  Braces are
 * written by name, since BibTeX counts them even after a backslash.
 */
#include "export/format.h"
#include "export/kind.h"

static const struct {
    char c;
    const char *tex;
} tex[] = {{'\\', "\\textbackslash{}"},
           {'{', "\\textbraceleft{}"},
           {'}', "\\textbraceright{}"},
           {'$', "\\$"},
           {'&', "\\&"},
           {'%', "\\%"},
           {'#', "\\#"},
           {'_', "\\_"},
           {'^', "\\textasciicircum{}"},
           {'~', "\\textasciitilde{}"}};

static void put_tex(struct buf *out, str s)
{
    SCOPED_BUF plain = {0};
    export_plain(&plain, s);
    for (size_t i = 0; i < plain.len; i++) {
        size_t k = 0, rows = sizeof(tex) / sizeof(*tex);
        while (k < rows && tex[k].c != plain.ptr[i])
            k++;
        if (k < rows)
            buf_add(out, str_of(tex[k].tex));
        else
            buf_char(out, plain.ptr[i]);
    }
}

static void put_field(struct buf *out, const char *name, str value)
{
    if (str_trim(value).len == 0)
        return;
    buf_format(out, ",\n  %s = {", name);
    put_tex(out, value);
    buf_char(out, '}');
}

/* ---- the key --------------------------------------------------------------
 */

static void put_letters(struct buf *out, str s, size_t most)
{
    for (size_t i = 0; i < s.len && most; i++)
        if (is_alpha(s.ptr[i])) {
            buf_char(out, to_lower(s.ptr[i]));
            most--;
        }
}

/* "smith2001", and "smith2001-2" for the next one of that name. */
static void put_key(struct exporter *exporter, const struct work *work)
{
    SCOPED_BUF key = {0};
    if (work->author.n)
        put_letters(&key, work->author.at[0].family, 20);
    if (key.len == 0)
        put_letters(&key, work->title, 12);
    if (key.len == 0)
        buf_add(&key, S("work"));
    if (work->year)
        buf_uint(&key, work->year);
    buf_add(exporter->out, buf_str(&key));
    size_t bare = key.len;
    for (unsigned n = 2;; n++) {
        str now = arena_str(exporter->arena, buf_str(&key));
        uint32_t known = exporter->key.n;
        map_add(&exporter->key, now, 1, exporter->arena);
        if (exporter->key.n > known)
            break;
        key.len = bare;
        buf_format(&key, "-%u", n);
    }
    buf_add(exporter->out, str_from(buf_str(&key), bare));
}

/* ---- the entry ------------------------------------------------------------
 */

/* "Smith, Jane and {World Health Organization}" */
static void put_people(struct buf *out, const char *field,
                       const struct work_name *name, uint32_t n)
{
    if (n)
        buf_format(out, ",\n  %s = {", field);
    for (uint32_t i = 0; i < n; i++) {
        bool group = name[i].given.len == 0;
        buf_add(out, i ? S(" and ") : S(""));
        buf_add(out, group ? S("{") : S(""));
        put_tex(out, name[i].family);
        buf_add(out, group ? S("}") : S(", "));
        put_tex(out, name[i].given);
    }
    if (n)
        buf_char(out, '}');
}

static void put_pages(struct buf *out, str page)
{
    str first, last;
    if (page.len == 0)
        return;
    export_pages(page, &first, &last);
    buf_add(out, S(",\n  pages = {"));
    put_tex(out, first);
    buf_add(out, last.len ? S("--") : S(""));
    put_tex(out, last);
    buf_char(out, '}');
}

static const char *publisher_field(const char *entry)
{
    if (strcmp(entry, "phdthesis") == 0)
        return "school";
    return strcmp(entry, "techreport") == 0 ? "institution" : "publisher";
}

static void put_ids(struct buf *out, const struct work *work)
{
    put_field(out, "doi", work->id[ID_DOI]);
    if (work->id[ID_ARXIV].len) {
        put_field(out, "eprint", work->id[ID_ARXIV]);
        put_field(out, "archiveprefix", S("arXiv"));
    }
    put_field(out, "pmid", work->id[ID_PMID]);
    put_field(out, "pmcid", work->id[ID_PMCID]);
    put_field(out, "isbn", work->id[ID_ISBN]);
    if (work->issn.n)
        put_field(out, "issn", work->issn.at[0]);
}

void export_bibtex_work(struct exporter *exporter, const struct work *work,
                        str note)
{
    struct buf *out = exporter->out;
    const struct export_kind *kind = export_kind_of(work);
    buf_format(out, "%s@%s{", exporter->n ? "\n" : "", kind->bibtex);
    put_key(exporter, work);
    put_people(out, "author", work->author.at, work->author.n);
    put_people(out, "editor", work->editor.at, work->editor.n);
    put_field(out, "title", work->title);
    put_field(out, kind->container, work->container);
    put_field(out, publisher_field(kind->bibtex), work->publisher);
    if (work->year)
        buf_format(out, ",\n  year = {%u}", (unsigned)work->year);
    put_field(out, "volume", work->volume);
    put_field(out, "number", work->issue);
    put_pages(out, work->page);
    put_ids(out, work);
    put_field(out, "note", note);
    buf_add(out, S("\n}\n"));
}
