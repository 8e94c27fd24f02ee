/*
 * A work as somebody's metadata tell of it: an article about itself, one of
 * its references, a record of Crossref's, a line of BibTeX, a parsed string.
 *
 * All of them become this one thing, so that whoever matches, stores or writes
 * works needn't know where they came from.  Strings are slices of whatever
 * memory the maker says; an empty one, a zero, an empty table is "unknown".
 */
#ifndef STET_DOC_WORK_H
#define STET_DOC_WORK_H

#include "doc/doc.h"

struct work_name {
    str family; /* or the whole name of a group */
    str given;  /* as written: "Jane B." or "JB" */
    str orcid;  /* 0000-0001-2345-6789 */
};

/* How one work hangs together with another. */
enum relation {
    RELATION_PREPRINT_OF, /* this is the preprint */
    RELATION_HAS_PREPRINT,
    RELATION_VERSION_OF, /* another version, whichever is the newer */
    RELATION_SAME,       /* two identifiers of one thing */
    RELATIONS
};

struct work_relation {
    enum relation kind;
    str other; /* a key: "doi:10.5555/x" */
};

/* A notice as a record tells it: about this work, or given by it. */
struct work_notice {
    enum notice_kind kind;
    str of;     /* key of the work it is about; empty: this one */
    str by;     /* key of the notice itself; empty: unknown */
    str date;   /* YYYY, YYYY-MM or YYYY-MM-DD */
    str source; /* "crossref", "retraction-watch", "pubmed", "jats", "title" */
};

struct work {
    str id[ID_SCHEMES]; /* normal, as resolve/identifier makes them */
    vec_of(struct work_name) author;
    vec_of(struct work_name) editor;
    str title;
    str container;       /* as printed */
    str container_short; /* its abbreviation, if that is told apart */
    str publisher;
    str volume, issue, page; /* page: "33-40", or an article number */
    str type;                /* Crossref's words: "journal-article", "book" */
    str date;                /* YYYY, YYYY-MM or YYYY-MM-DD */
    strs issn;
    vec_of(struct work_relation) relation;
    vec_of(struct work_notice) notice;
    uint32_t year; /* 0: unknown */
};

/*
 * What an article says about itself, and what one of its refs prints, after
 * resolve.  Strings are the doc's; tables are made in `arena`.
 */
struct work work_of_doc(const struct doc *doc, struct arena *arena);
struct work work_of_ref(const struct doc *doc, const struct ref *ref,
                        struct arena *arena);

/* The same with all its strings in `arena`, too. */
struct work work_keep(const struct work *work, struct arena *arena);

/*
 * The names of a work, the one it goes by first: "doi:10.1/x", "pmid:1".  An
 * ISBN names a book only, not what stands in one.
 */
strs work_names(const struct work *work, struct arena *arena);

/* A work as a JSON object, or what stands in it, for one that holds more; what
 * is unknown isn't written. */
struct json;
void work_write(const struct work *work, struct json *json);
void work_write_inside(const struct work *work, struct json *json);

extern const char *const relation_name[RELATIONS];

#endif
