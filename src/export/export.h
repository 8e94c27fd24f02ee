/*
 * Works in other people's formats: BibTeX, RIS, CSL-JSON, CSV, and JSON of our
 * own.
 *
 * A format is a row of a table and writes into a buf, work by work, so that a
 * long list needn't be in memory:
 *
 *     struct exporter exporter = export_begin(format, &out, arena);
 *     export_work(&exporter, &work, note);
 *     export_end(&exporter);
 *
 * Whatever the work holds, the result can be read back: what a format gives a
 * meaning to is escaped, line ends and control characters become spaces, bytes
 * that aren't UTF-8 become U+FFFD.
 */
#ifndef STET_EXPORT_EXPORT_H
#define STET_EXPORT_EXPORT_H

#include "base/json.h"
#include "base/map.h"
#include "doc/work.h"

struct exporter;

struct export_format {
    const char *name;   /* "bibtex" */
    const char *media;  /* "application/x-bibtex" */
    const char *suffix; /* "bib" */
    void (*begin)(struct exporter *exporter);
    void (*work)(struct exporter *exporter, const struct work *work, str note);
    void (*end)(struct exporter *exporter);
};

/* Ends with a row without a name. */
extern const struct export_format export_formats[];

/* Null when there is none of that name. */
const struct export_format *export_format_of(str name);

struct exporter {
    const struct export_format *format;
    struct buf *out;
    uint32_t n;          /* works written so far */
    struct arena *arena; /* for the keys given so far */
    struct map key;
};

struct exporter export_begin(const struct export_format *format,
                             struct buf *out, struct arena *arena);

/* `note` is a remark for its readers ("12 supporting, 1 contrasting"), or
 * empty. */
void export_work(struct exporter *exporter, const struct work *work, str note);

void export_end(struct exporter *exporter);

#endif
