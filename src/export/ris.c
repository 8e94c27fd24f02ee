/* RIS: "TY  - JOUR" … "ER  - ", a line a value, CRLF. */
#include "export/format.h"
#include "export/kind.h"

static void put_line(struct buf *out, const char *tag, str value)
{
    if (str_trim(value).len == 0)
        return;
    buf_format(out, "%s  - ", tag);
    export_plain(out, value);
    buf_add(out, S("\r\n"));
}

static void put_people(struct buf *out, const char *tag,
                       const struct work_name *name, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        SCOPED_BUF whole = {0};
        export_plain(&whole, name[i].family);
        if (name[i].given.len) {
            buf_add(&whole, S(", "));
            export_plain(&whole, name[i].given);
        }
        put_line(out, tag, buf_str(&whole));
    }
}

/* "2001/03/12/": RIS wants all of its slashes. */
static void put_date(struct buf *out, str date)
{
    str year, month = {0}, day = {0};
    if (!str_split(&date, '-', &year) || year.len != 4)
        return;
    str_split(&date, '-', &month);
    str_split(&date, '-', &day);
    buf_format(out, "DA  - %.*s/%.*s/%.*s/\r\n", STR(year), STR(month),
               STR(day));
}

static void put_pages(struct buf *out, str page)
{
    str first, last;
    export_pages(page, &first, &last);
    put_line(out, "SP", first);
    put_line(out, "EP", last);
}

void export_ris_work(struct exporter *exporter, const struct work *work,
                     str note)
{
    struct buf *out = exporter->out;
    put_line(out, "TY", str_of(export_kind_of(work)->ris));
    put_people(out, "AU", work->author.at, work->author.n);
    put_people(out, "ED", work->editor.at, work->editor.n);
    put_line(out, "TI", work->title);
    put_line(out, "T2", work->container);
    put_line(out, "JA", work->container_short);
    put_line(out, "PB", work->publisher);
    if (work->year)
        buf_format(out, "PY  - %u\r\n", (unsigned)work->year);
    put_date(out, work->date);
    put_line(out, "VL", work->volume);
    put_line(out, "IS", work->issue);
    put_pages(out, work->page);
    put_line(out, "SN", work->issn.n ? work->issn.at[0] : work->id[ID_ISBN]);
    put_line(out, "DO", work->id[ID_DOI]);
    put_line(out, "AN", work->id[ID_PMID]);
    put_line(out, "C2", work->id[ID_PMCID]);
    put_line(out, "N1", note);
    buf_add(out, S("ER  - \r\n"));
}
