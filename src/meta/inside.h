/*
 * What the readers of formats share.  A reader fills a work with what the
 * record says, as it says it; `tidy` then makes it comparable.
 */
#ifndef STET_META_INSIDE_H
#define STET_META_INSIDE_H

#include "base/json_pull.h"
#include "meta/meta.h"

struct meta_reader {
    struct feed *feed;
    enum meta_format format;
    uint64_t n; /* records so far, bad ones too */

    struct pull pull; /* of the JSON formats */
    unsigned depth;   /* of the list the records stand in; 0: a record a line */
    bool begun;
    uint64_t where; /* the record being read begins there, in the feed */

    void *state; /* of one format */

    struct arena *arena; /* of the record being read */
    struct buf odd;
};

/* What one format does; `read` gives META_WORK with a work as it stands. */
struct meta_row {
    const char *name;
    bool (*open)(struct meta_reader *reader, struct err *err);
    enum meta_got (*read)(struct meta_reader *reader, struct work *work,
                          struct err *err);
    void (*close)(struct meta_reader *reader);
    /* of the JSON formats: one record, from its '{' on */
    void (*object)(struct meta_reader *reader, struct work *work);
};
extern const struct meta_row meta_row[META_FORMATS];

/* Something was left out: as printf, a few words. */
void odd(struct meta_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- formats ---------------------------------------------------------- */

enum meta_format meta_sniff(struct feed *feed);

enum meta_got json_record(struct meta_reader *reader, struct work *work,
                          struct err *err);
void crossref_object(struct meta_reader *reader, struct work *work);
void openalex_object(struct meta_reader *reader, struct work *work);
void doaj_object(struct meta_reader *reader, struct work *work);
void csl_object(struct meta_reader *reader, struct work *work);
void crossmark_object(struct meta_reader *reader, struct work *work);

bool pubmed_open(struct meta_reader *reader, struct err *err);
enum meta_got pubmed_read(struct meta_reader *reader, struct work *work,
                          struct err *err);
void pubmed_close(struct meta_reader *reader);

bool tagged_open(struct meta_reader *reader, struct err *err);
enum meta_got ris_read(struct meta_reader *reader, struct work *work,
                       struct err *err);
enum meta_got nbib_read(struct meta_reader *reader, struct work *work,
                        struct err *err);
void tagged_close(struct meta_reader *reader);

bool bibtex_open(struct meta_reader *reader, struct err *err);
enum meta_got bibtex_read(struct meta_reader *reader, struct work *work,
                          struct err *err);
void bibtex_close(struct meta_reader *reader);

bool csv_open(struct meta_reader *reader, struct err *err);
enum meta_got csv_read(struct meta_reader *reader, struct work *work,
                       struct err *err);
void csv_close(struct meta_reader *reader);

/* ---- parts of records ------------------------------------------------- */

/* Make a work comparable: identifiers, dates, names, titles, notices. */
void tidy(struct meta_reader *reader, struct work *work);

/* Bytes that aren't UTF-8 are taken for Latin 1, which old exports are in. */
str as_utf8(str text, struct arena *arena);

/* Text without tags, entities written out, blanks single. */
str plain_text(str text, struct arena *arena);

/* YYYY-MM-DD of what is known; empty without a year that makes sense. */
str date_of(int64_t year, int64_t month, int64_t day, struct arena *arena);
/* "2010 Feb 6", "2/28/1998 0:00", "2010-02", "1998 Spring": the same. */
str date_read(str printed, struct arena *arena);

/* The first date of "J Voles. 2010 Feb 6;375(9713):445". */
str date_in_source(str source, struct arena *arena);

/* "Doe, Jane B." or "Jane B. Doe" or a group, told by the comma. */
struct work_name name_read(str printed);

/* "doi:…" of what a record prints, empty if it is none; made in `arena`. */
str key_of(enum id_scheme scheme, str printed, struct arena *arena);

/* What a record calls it; NOTICE_KINDS for other updates. */
enum notice_kind notice_of(str type);

/* The identifier that a URL holds, if it has none of that scheme yet. */
void take_url(struct work *work, str url);

#endif
