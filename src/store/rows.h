/*
 * What the store tells: rows, copied into the caller's arena.
 *
 * Every function returns false with `err` set (ERR_STORE) when the store can't
 * be read.  The label is the one people gave, else that of the newest model;
 * without one it is unclassified.  Citations in translations of an article are
 * kept but neither listed nor counted here, since they say the same thing
 * twice; nor is a notice's citation of the work that it is about.
 */
#ifndef STET_STORE_ROWS_H
#define STET_STORE_ROWS_H

#include "store/store.h"

struct work_row {
    int64_t id;
    str key, title, author, container;
    uint32_t year;
    strs ids;     /* all, the key first */
    int64_t doc;  /* its own full text, 0 if we don't have it */
    strs notices; /* "retraction 2021-03-04 by doi:…" */
};

/* The work of an identifier; 0 when nobody knows it, -1 on failure. */
int64_t work_find(struct store *store, str id, struct err *err);

/* The same in SQL, of the name ?1; why by a hash: store/names.c. */
#define WORK_OF_NAME                                                           \
    "SELECT i.work FROM identifier_hash h CROSS JOIN identifier i"             \
    " ON i.work=h.work AND i.id=?1 WHERE h.hash=name_hash(?1)"

/* id = 0 when the store doesn't know it. */
bool work_row(struct store *store, str key, struct arena *arena,
              struct work_row *work, struct err *err);
/* The same by its id. */
bool work_row_of(struct store *store, int64_t id, struct arena *arena,
                 struct work_row *work, struct err *err);

struct tally {
    uint64_t total, works;    /* citations; distinct citing works */
    uint64_t stance[STANCES]; /* the strict view */
    uint64_t code[CODES + 1]; /* for the others: view_count (doc/view.h) */
    uint64_t section[SECTIONS];
    uint64_t self;
    struct year_count {
        uint32_t year, n;
    } * year; /* in order */
    uint32_t years;
};

bool work_tally(struct store *store, int64_t work, struct arena *arena,
                struct tally *tally, struct err *err);

/* Which citations of a work; all zero is all of them. */
struct filter {
    uint32_t codes; /* bits as view_codes gives them; 0: any */
    bool by_stance, by_section;
    enum stance stance; /* strict */
    enum section section;
    uint32_t year_from, year_to; /* 0: open */
    bool self_only, no_self;
    uint32_t limit, offset; /* limit 0: no limit */
};

struct citation_row {
    int64_t doc;
    str doc_key, title, author, container;
    uint32_t year;
    str id;       /* "B12/2" */
    str headings; /* a JSON array, or empty */
    enum section section;
    enum block_kind kind;
    str before, sentence, after;
    struct span marker; /* bytes of `sentence` */
    str part; /* "decision-letter" …; empty for the article itself */
    enum stance stance;
    enum evidence evidence;
    enum intent intent;
    enum code code; /* CODES when unclassified; words for it: view_word */
    float p[STANCES];
    str model;      /* what made the label; empty without one */
    bool corrected; /* people did (store/correct.h) */
    bool self;
    bool self_lead; /* by a first or last author of both */
    str notice;     /* about the citing work, e.g. "retraction" */
};

typedef vec_of(struct citation_row) citation_rows;

/*
 * A page of them, newest citing work first, and how many the filter lets
 * through in all.
 */
bool work_citations(struct store *store, int64_t work,
                    const struct filter *filter, struct arena *arena,
                    citation_rows *rows, uint64_t *total, struct err *err);

typedef vec_of(uint32_t) counts;
typedef vec_of(int64_t) doc_ids;

/* The doc of a key; 0 when there is none. */
bool doc_row(struct store *store, str key, int64_t *doc, struct err *err);

/* Its records as `extract` writes them: the doc's line and its refs'. */
bool doc_records(struct store *store, int64_t doc, struct arena *arena,
                 str *records, struct err *err);

/* How often a doc cites each of its refs, by their order. */
bool ref_mentions(struct store *store, int64_t doc, struct arena *arena,
                  counts *mentions, struct err *err);

/* Its citations, in order, one record line each, appended. */
bool doc_citations(struct store *store, int64_t doc, struct buf *out,
                   struct err *err);

/* All docs, in the order they came. */
bool doc_list(struct store *store, struct arena *arena, doc_ids *docs,
              struct err *err);

/* Sums over one doc (doc > 0) or all of them. */
struct yield_row {
    uint64_t docs, blocks, sentences, refs, refs_with_id, markers, linked,
        citations;
    struct note_count {
        str kind;
        uint64_t n;
    } * note;
    uint32_t notes;
};
bool store_yield(struct store *store, int64_t doc, struct arena *arena,
                 struct yield_row *yield, struct err *err);

struct store_status {
    uint64_t docs, works, refs, citations, labels, notices, bytes;
    int schema;
};
bool store_status(struct store *store, struct store_status *status,
                  struct err *err);

/* What SQLite's quick check says: "ok", or the first damage.  It reads all. */
bool store_check(struct store *store, struct arena *arena, str *found,
                 struct err *err);

#endif
