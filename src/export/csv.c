/* CSV: a line a work, the names of a list with "; " between them. */
#include "export/format.h"
#include "export/kind.h"

static const char *const column[] = {
    "doi",     "pmid",    "pmcid", "arxiv",     "isbn",      "type",
    "authors", "editors", "title", "container", "publisher", "year",
    "volume",  "issue",   "page",  "note"};

#define COLUMNS (sizeof(column) / sizeof(*column))

void export_csv_begin(struct exporter *exporter)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        buf_add(exporter->out, i ? S(",") : S(""));
        buf_add(exporter->out, str_of(column[i]));
    }
    buf_add(exporter->out, S("\r\n"));
}

/*
 * A spreadsheet takes a field that begins like this for a formula and may run
 * it; a space before it keeps it text.
 */
static void put_field(struct buf *out, str value)
{
    SCOPED_BUF plain = {0}, safe = {0};
    export_plain(&plain, value);
    if (plain.len && strchr("=+-@", plain.ptr[0]))
        buf_char(&safe, ' ');
    buf_add(&safe, buf_str(&plain));
    buf_csv(out, buf_str(&safe));
    buf_char(out, ',');
}

static void put_people(struct buf *out, const struct work_name *name,
                       uint32_t n)
{
    SCOPED_BUF list = {0};
    for (uint32_t i = 0; i < n; i++) {
        buf_add(&list, i ? S("; ") : S(""));
        buf_add(&list, name[i].family);
        buf_add(&list, name[i].given.len ? S(", ") : S(""));
        buf_add(&list, name[i].given);
    }
    put_field(out, buf_str(&list));
}

void export_csv_work(struct exporter *exporter, const struct work *work,
                     str note)
{
    struct buf *out = exporter->out;
    for (int s = 0; s < ID_SCHEMES; s++)
        put_field(out, work->id[s]);
    put_field(out, work->type);
    put_people(out, work->author.at, work->author.n);
    put_people(out, work->editor.at, work->editor.n);
    put_field(out, work->title);
    put_field(out, work->container);
    put_field(out, work->publisher);
    if (work->year)
        buf_uint(out, work->year);
    buf_char(out, ',');
    put_field(out, work->volume);
    put_field(out, work->issue);
    put_field(out, work->page);
    put_field(out, note);
    out->len--; /* the last comma */
    buf_add(out, S("\r\n"));
}
