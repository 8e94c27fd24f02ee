/*
 * Search: words and conditions in, citing passages or works out.
 *
 * What may be typed is told by search/query.h; tests/cases/query.txt has the
 * examples.  A passage is a citing sentence with the sentences around it; the
 * several citations that stand in it are found together.  A search sees what
 * `index_run` (search/index.h) has got to; how many articles it hasn't got to
 * yet is told in every reply.
 *
 * One `struct search` serves one thread, on a store of its own; what they all
 * keep in memory they share.  Everything in a reply lives in the arena given.
 */
#ifndef STET_SEARCH_SEARCH_H
#define STET_SEARCH_SEARCH_H

#include "base/span.h"
#include "store/rows.h"

struct search;

/*
 * How identifiers as people write them become keys: resolve's id_key, which
 * search may not know.  Empty for what is none.
 */
typedef str search_key(str typed, struct arena *arena);

/* The store stays the caller's and must outlive the search. */
struct search *search_open(struct store *store, search_key *key,
                           struct err *err);
void search_close(struct search **search);
#define SCOPED_SEARCH __attribute__((cleanup(search_close))) struct search

/* ---- asking ----------------------------------------------------------- */

enum search_for {
    SEARCH_CITATIONS, /* passages that cite, by their words */
    SEARCH_WORKS      /* works, by title, author and journal */
};

/* Of works all; of citations the first three. */
enum search_sort {
    SORT_RELEVANCE,
    SORT_NEWEST,
    SORT_OLDEST,
    SORT_CITED,
    SORT_SUPPORTED,
    SORT_CONTRASTED,
    SORTS
};
/* "relevance", "newest" …: as on the command line and in URLs. */
extern const char *const search_sort_name[SORTS];

/* A condition beside the query, "stance", "contrasting": as field:value. */
struct search_filter {
    str field, value;
};

/* A page and its beginning are limited: what is beyond is asked by cursor. */
#define SEARCH_LIMIT_MAX  1000
#define SEARCH_OFFSET_MAX 10000

struct search_request {
    enum search_for what;
    str query; /* may be empty when there are filters */
    vec_of(struct search_filter) filter;
    enum search_sort sort;
    bool broad;      /* stances: others' evidence counts too (doc/view.h) */
    uint32_t limit;  /* 0: 20 */
    uint32_t offset; /* or */
    str cursor;      /* where the reply before this one ended */
    bool facets;     /* count by stance, section, year … */
};

/* ---- answers ---------------------------------------------------------- */

/* One of the citations in a passage. */
struct cited {
    int64_t row;             /* citation.id in the store */
    str id;                  /* "B12/2" */
    str work, title, author; /* the work it cites; empty when not linked */
    uint32_t year;
    enum stance stance; /* in the view asked for */
    enum code code;
    enum evidence evidence;
    bool self;
    struct span marker; /* bytes of the passage's sentence */
};

struct passage {
    double score;
    /* the first of its citations that fits, with text and citing work */
    struct citation_row row;
    vec_of(struct cited) cited;    /* all that fit, in order */
    spans before, sentence, after; /* what to light up: bytes of row's texts */
};

struct found_work {
    double score;
    int64_t id;
    str key, title, author, container;
    uint32_t year;
    uint64_t citations, stance[STANCES]; /* in the view asked for */
    strs notices;                        /* kinds, each once: "retraction" */
    bool full_text;                      /* the store has read it */
    spans title_lit, author_lit, container_lit;
};

struct facet {
    str value; /* what a filter takes: "contrasting", "2015", "Sleep" */
    uint64_t n;
};
typedef vec_of(struct facet) facets;

/*
 * How many of everything that was found are of which kind; the most frequent
 * first, years in order, at most FACET_MAX.  Of citations they count
 * citations, of works works.
 */
#define FACET_MAX 50
enum facet_kind {
    FACET_STANCE,
    FACET_SECTION, /* of citations only */
    FACET_YEAR,    /* of the citing work, of the work */
    FACET_JOURNAL,
    FACET_TYPE,
    FACET_NOTICE, /* retraction … of the citing work, of the work */
    FACETS
};
/* The field whose filter takes its values: "stance" … "has". */
extern const char *const facet_name[FACETS];

struct search_reply {
    str query;   /* as it was understood, in normal form */
    str exact;   /* it was an identifier: the key of that work, if we know it */
    str instead; /* "did you mean", when something rare is nearly a word */
    uint64_t total;     /* passages or works found */
    uint64_t citations; /* citations in them */
    uint64_t works;     /* citing works they are in */
    uint64_t pending;   /* articles in the store that aren't indexed yet */
    vec_of(struct passage) passage;
    vec_of(struct found_work) work;
    facets facet[FACETS];
    str cursor;        /* for the next page; empty at the end */
    uint32_t wrong_at; /* of an ERR_USAGE: code points into the query */
};

/*
 * False with ERR_USAGE when the query makes no sense: the sentence says where
 * and what was expected, and is fit to be shown.  ERR_STORE otherwise.
 */
bool search_run(struct search *search, const struct search_request *request,
                struct arena *arena, struct search_reply *reply,
                struct err *err);

#endif
