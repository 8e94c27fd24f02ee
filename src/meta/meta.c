#include "meta/meta.h"

#include <stdio.h>
#include <stdlib.h>

#include "meta/inside.h"

const struct meta_row meta_row[] = {
    [META_UNKNOWN] = {.name = "unknown"},
    [META_CROSSREF] = {"crossref", NULL, json_record, NULL, crossref_object},
    [META_OPENALEX] = {"openalex", NULL, json_record, NULL, openalex_object},
    [META_PUBMED] = {"pubmed", pubmed_open, pubmed_read, pubmed_close, NULL},
    [META_DOAJ] = {"doaj", NULL, json_record, NULL, doaj_object},
    [META_CROSSMARK] = {"crossmark", NULL, json_record, NULL, crossmark_object},
    [META_RETRACTION_WATCH] = {"retraction-watch", csv_open, csv_read,
                               csv_close, NULL},
    [META_CSL] = {"csl", NULL, json_record, NULL, csl_object},
    [META_BIBTEX] = {"bibtex", bibtex_open, bibtex_read, bibtex_close, NULL},
    [META_RIS] = {"ris", tagged_open, ris_read, tagged_close, NULL},
    [META_NBIB] = {"nbib", tagged_open, nbib_read, tagged_close, NULL},
    [META_CSV] = {"csv", csv_open, csv_read, csv_close, NULL},
};

const char *const meta_format_name[] = {
    "unknown",          "crossref", "openalex", "pubmed", "doaj", "crossmark",
    "retraction-watch", "csl",      "bibtex",   "ris",    "nbib", "csv"};

void odd(struct meta_reader *reader, const char *format, ...)
{
    char words[200];
    va_list list;
    va_start(list, format);
    vsnprintf(words, sizeof(words), format, list);
    va_end(list);
    if (reader->odd.len > 400) /* a line, not a page */
        return;
    if (reader->odd.len)
        buf_add(&reader->odd, S("; "));
    buf_add(&reader->odd, str_of(words));
}

/* Past a byte order mark. */
static void pass_mark(struct feed *feed)
{
    feed_least(feed, 3);
    if (str_starts(feed_str(feed), S("\xEF\xBB\xBF")))
        feed->at += 3;
}

struct meta_reader *meta_open(struct feed *feed, enum meta_format format,
                              struct err *err)
{
    pass_mark(feed);
    if (format == META_UNKNOWN)
        format = meta_sniff(feed);
    if (format == META_UNKNOWN) {
        err_set(err, feed->err.kind ? feed->err.kind : ERR_INPUT, "%s",
                feed->err.kind          ? feed->err.text
                : feed->at == feed->end ? "it is empty"
                                        : "no bibliographic format we know");
        return NULL;
    }
    struct meta_reader *reader = mem_alloc(sizeof(*reader));
    *reader = (struct meta_reader){.feed = feed, .format = format};
    reader->pull = pull_on(feed, META_LINE_MAX);
    if (meta_row[format].open == NULL || meta_row[format].open(reader, err))
        return reader;
    meta_close(&reader);
    return NULL;
}

void meta_close(struct meta_reader **reader)
{
    if (*reader == NULL)
        return;
    if (meta_row[(*reader)->format].close)
        meta_row[(*reader)->format].close(*reader);
    buf_close(&(*reader)->odd);
    free(*reader);
    *reader = NULL;
}

enum meta_format meta_format(const struct meta_reader *reader)
{
    return reader->format;
}

/* Has it an identifier, or else enough words to be told from others? */
static bool says_enough(const struct work *work)
{
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++)
        if (work->id[scheme].len)
            return true;
    return work->title.len ||
           (work->container.len && work->page.len && work->year);
}

static str name_record(const struct meta_reader *reader,
                       const struct work *work)
{
    strs names = work_names(work, reader->arena);
    str name = names.n ? names.at[0] : str_first(work->title, 60);
    return arena_format(reader->arena, "record %llu%s%.*s%s",
                        (unsigned long long)reader->n, name.len ? " (" : "",
                        STR(name), name.len ? ")" : "");
}

enum meta_got meta_read(struct meta_reader *reader, struct arena *arena,
                        struct work *work, str *name, str *odd, struct err *err)
{
    *work = (struct work){0};
    *odd = *name = S("");
    reader->arena = arena;
    buf_clear(&reader->odd);
    enum meta_got got = meta_row[reader->format].read(reader, work, err);
    if (got == META_END)
        return got;
    reader->n++;
    if (got == META_WORK)
        tidy(reader, work);
    *name = as_utf8(name_record(reader, work), arena);
    *odd = as_utf8(arena_str(arena, buf_str(&reader->odd)), arena);
    if (got == META_WORK && !says_enough(work)) {
        err_set(err, ERR_INPUT, "no identifier and no title%s%.*s",
                odd->len ? ": " : "", STR(*odd));
        return META_BAD;
    }
    return got;
}
