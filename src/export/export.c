#include "export/export.h"

#include "base/utf8.h"
#include "export/format.h"
#include "export/kind.h"

const struct export_format export_formats[] = {
    {"json", "application/jsonl", "jsonl", NULL, export_json_work, NULL},
    {"bibtex", "application/x-bibtex", "bib", NULL, export_bibtex_work, NULL},
    {"ris", "application/x-research-info-systems", "ris", NULL, export_ris_work,
     NULL},
    {"csl", "application/vnd.citationstyles.csl+json", "json", export_csl_begin,
     export_csl_work, export_csl_end},
    {"csv", "text/csv", "csv", export_csv_begin, export_csv_work, NULL},
    {NULL, NULL, NULL, NULL, NULL, NULL}};

const struct export_format *export_format_of(str name)
{
    for (const struct export_format *f = export_formats; f->name; f++)
        if (str_eq(name, str_of(f->name)))
            return f;
    return NULL;
}

struct exporter export_begin(const struct export_format *format,
                             struct buf *out, struct arena *arena)
{
    struct exporter exporter = {.format = format, .out = out, .arena = arena};
    if (format->begin)
        format->begin(&exporter);
    return exporter;
}

void export_work(struct exporter *exporter, const struct work *work, str note)
{
    exporter->format->work(exporter, work, note);
    exporter->n++;
}

void export_end(struct exporter *exporter)
{
    if (exporter->format->end)
        exporter->format->end(exporter);
}

/* ---- what the formats share -----------------------------------------------
 */

static const struct export_kind kind_row[] = {
    {"journal-article", "article", "journal", "JOUR", "article-journal"},
    {"proceedings-article", "inproceedings", "booktitle", "CPAPER",
     "paper-conference"},
    {"book-chapter", "incollection", "booktitle", "CHAP", "chapter"},
    {"book-section", "incollection", "booktitle", "CHAP", "chapter"},
    {"reference-entry", "incollection", "booktitle", "CHAP",
     "entry-encyclopedia"},
    {"book", "book", "series", "BOOK", "book"},
    {"monograph", "book", "series", "BOOK", "book"},
    {"edited-book", "book", "series", "BOOK", "book"},
    {"reference-book", "book", "series", "BOOK", "book"},
    {"proceedings", "proceedings", "series", "CONF", "book"},
    {"dissertation", "phdthesis", "series", "THES", "thesis"},
    {"report", "techreport", "series", "RPRT", "report"},
    {"posted-content", "misc", "howpublished", "UNPB", "article"},
    {"dataset", "misc", "howpublished", "DATA", "dataset"},
    {"standard", "misc", "howpublished", "STAND", "standard"},
    {"thesis", "phdthesis", "series", "THES", "thesis"},
    {"chapter", "incollection", "booktitle", "CHAP", "chapter"},
    {"conference", "inproceedings", "booktitle", "CPAPER", "paper-conference"},
    {"confproc", "inproceedings", "booktitle", "CPAPER", "paper-conference"},
    {"peer-review", "misc", "howpublished", "GEN", "review"},
    {"", "misc", "howpublished", "GEN", "document"}};

const struct export_kind *export_kind_of(const struct work *work)
{
    size_t last = sizeof(kind_row) / sizeof(*kind_row) - 1, i = 0;
    while (i < last && !str_eq(work->type, str_of(kind_row[i].type)))
        i++;
    /* "research-article", "letter", nothing: what JATS says of articles */
    return i == last && work->container.len ? &kind_row[0] : &kind_row[i];
}

void export_plain(struct buf *out, str s)
{
    size_t len;
    bool space = false;
    for (s = str_trim(s); s.len; s = str_from(s, len)) {
        uint32_t c = utf8_next(s, &len);
        if (c <= ' ' || c == 0x7F) {
            space = true;
            continue;
        }
        if (space)
            buf_char(out, ' ');
        space = false;
        buf_utf8(out, c);
    }
}

void export_pages(str page, str *first, str *last)
{
    size_t dash = str_chr(page, '-');
    *first = dash == STR_NONE ? page : str_first(page, dash);
    *last = dash == STR_NONE ? (str){0} : str_from(page, dash + 1);
    if (first->len == 0) {
        *first = page;
        *last = (str){0};
    }
}
