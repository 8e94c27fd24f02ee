/*
 * What metadata tell of works, in the store: records of Crossref and others,
 * articles about themselves, references as printed.
 *
 * Every work has at most one record, put together from all who spoke of it.
 * Who knows better wins a field, who knows less fills the gaps: the order is
 * that of `enum teller`.  Putting the same thing again changes nothing.
 * Identifiers lead to works (store/rows.h); two records that claim one
 * identifier are told (`contested`), and the later doesn't get it.
 *
 * Keys are what works are looked for by when there's no identifier: hashes
 * that whoever matches computes, of surname and page, of rare words.  A key is
 * a hint: the works it leads to may have changed since, or be gone.
 *
 * All functions return false with `err` set (ERR_STORE) when the store can't
 * be read or written.  Changes are committed with others, at the latest by
 * store_commit; on failure those not committed are given up.
 */
#ifndef STET_STORE_META_H
#define STET_STORE_META_H

#include "doc/work.h"
#include "store/store.h"

/* Who tells of a work, from whom we believe least to whom most. */
enum teller {
    TELLER_REF,  /* a reference, as printed */
    TELLER_LIST, /* CSV, BibTeX, RIS, CSL-JSON: somebody's own list */
    TELLER_RETRACTION_WATCH,
    TELLER_OPENALEX,
    TELLER_DOAJ,
    TELLER_PUBMED, /* also NBIB */
    TELLER_CROSSREF,
    TELLER_ARTICLE, /* its own full text */
    TELLERS
};
/* "reference", "list", "retraction-watch", "openalex", … */
extern const char *const teller_name[TELLERS];

/* Keys of a work, in no order; twice the same is once. */
typedef vec_of(uint32_t) work_keys;
typedef vec_of(int64_t) work_ids;

/* What came of putting one. */
struct meta_put {
    int64_t work;     /* 0: it says too little to be anybody's */
    bool is_new;      /* nobody knew the work */
    bool changed;     /* its record did, or its identifiers */
    strs contested;   /* identifiers that are another work's, in the arena */
    uint32_t merged;  /* works that turned out to be this one */
    uint32_t notices; /* new ones */
};

/*
 * Put what somebody tells of a work, its relations and notices too; works that
 * these name and nobody knows are made.  Without an identifier it is `key`'s
 * ("ref:…"), which is one of its names in any case if it isn't empty.  The
 * keys become the work's, if anything is new.
 *
 * A work that has only identifiers this one lacks ("pmid:1" alone, told here
 * to be "doi:10.1/x") is taken into it, if what is known of the two doesn't
 * differ; that is logged, and can be undone (store/merge.h).
 */
bool meta_put(struct store *store, const struct work *work, str key,
              enum teller teller, const work_keys *keys, struct arena *arena,
              struct meta_put *done, struct err *err);

/* More keys for a work. */
bool meta_add_keys(struct store *store, int64_t work, const work_keys *keys,
                   struct err *err);

/*
 * The work of an id, as far as it is known, made in `arena`, without its
 * relations and notices; `found` false when there is none.
 */
bool meta_fetch(struct store *store, int64_t id, struct arena *arena,
                struct work *work, bool *found, struct err *err);

/* The id of the work of this name ("doi:10.1/x"), 0 when there is none. */
bool meta_find(struct store *store, str name, int64_t *id, struct err *err);

/*
 * The works of a key, in the order of their ids, appended; at most `limit`,
 * and if there are more, none at all: what many share leads nowhere.
 */
bool meta_by_key(struct store *store, uint32_t key, uint32_t limit,
                 struct arena *arena, work_ids *works, struct err *err);

/* For the end of long work: what was written becomes quick to look up. */
bool meta_settle(struct store *store, struct err *err);

/*
 * All works that have a record, in the order of their ids, from the first one
 * after `*after`, which is moved on; `found` false at the end.
 */
bool meta_next(struct store *store, int64_t *after, struct arena *arena,
               struct work *work, bool *found, struct err *err);

/*
 * A ref of a doc is of this work from now on, whatever it was; the work it
 * was of goes when nobody else knows it.
 */
bool meta_point(struct store *store, int64_t doc, uint32_t ref, int64_t work,
                struct err *err);

/* ---- journals --------------------------------------------------------- */

/* A journal as records name it; one ISSN may have several (renamed). */
struct journal_row {
    int64_t id;
    str title, short_title, publisher;
    strs issn;
    uint64_t works;
};
typedef vec_of(struct journal_row) journal_rows;

bool journal_by_issn(struct store *store, str issn, struct arena *arena,
                     journal_rows *rows, struct err *err);

/* All there are, in the order of their ids, after `*after`. */
bool journal_next(struct store *store, int64_t *after, struct arena *arena,
                  struct journal_row *row, bool *found, struct err *err);

/* The works of one, after `after`, in the order of their ids. */
bool journal_works(struct store *store, int64_t journal, int64_t after,
                   uint32_t limit, struct arena *arena, work_ids *works,
                   struct err *err);

/* ---- versions --------------------------------------------------------- */

/* More than this hang together only by mistake: the nearest are given. */
#define VERSIONS_MAX 64u

struct version_row {
    int64_t work;
    enum relation kind; /* of this work to the one it was reached from */
    str teller;         /* who says so */
};
typedef vec_of(struct version_row) version_rows;

/*
 * The works of one version group: those that relations lead to from this one,
 * which stands first.  Circles do no harm.
 */
bool work_versions(struct store *store, int64_t work, struct arena *arena,
                   version_rows *rows, struct err *err);

/* Say that two works are versions of one, and take it back. */
bool version_add(struct store *store, int64_t work, enum relation kind,
                 int64_t other, enum teller teller, struct err *err);
bool version_remove(struct store *store, int64_t work, int64_t other,
                    bool *found, struct err *err);

/* ---- notices ---------------------------------------------------------- */

struct notice_row {
    enum notice_kind kind;
    str date;     /* YYYY, YYYY-MM or YYYY-MM-DD; empty: unknown */
    str by;       /* the notice's own key; empty: unknown */
    strs source;  /* who tells of it: "crossref", "retraction-watch", … */
    bool cleared; /* a reinstatement came after it */
};
typedef vec_of(struct notice_row) notice_rows;

/*
 * The notices of a work in the order of time; what several tell of one event
 * is one row.  The works they are about don't include the notices themselves.
 */
bool work_notices(struct store *store, int64_t work, struct arena *arena,
                  notice_rows *rows, struct err *err);

/* "retraction 2021-03-04 by doi:…", as reports show it. */
str notice_line(const struct notice_row *row, struct arena *arena);

/* The next work with a notice, in the order of their ids. */
bool notice_next(struct store *store, int64_t *after, bool *found,
                 struct err *err);

#endif
