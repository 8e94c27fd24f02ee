/*
 * What the files of store/ share: the store from inside, its statements, and
 * a packed doc.
 */
#ifndef STET_STORE_INSIDE_H
#define STET_STORE_INSIDE_H

#include "store/sql.h"
#include "store/store.h"

/* The writer's statements, prepared when first used. */
enum statement {
    PUT_FIND_SHA,
    PUT_FIND_DOC,
    PUT_WORK_BY_KEY,
    PUT_WORK_BY_ID,
    PUT_ADD_WORK,
    PUT_SET_WORK,
    PUT_ADD_ID,
    PUT_ADD_DOC,
    PUT_ADD_BODY,
    PUT_ADD_NOTE,
    PUT_ADD_REF,
    PUT_ADD_BLOCK,
    PUT_ADD_CITATION,
    PUT_ADD_NOTICE,
    PUT_FIND_MODEL,
    PUT_ADD_MODEL,
    PUT_ADD_LABEL,
    PUT_DELETE_DOC,
    PUT_CITED_WORKS,
    PUT_DELETE_WORK,
    STATEMENTS
};

struct store {
    sqlite3 *db;
    int lock;       /* the writer's, -1 for readers */
    bool open;      /* a transaction is */
    uint32_t batch; /* docs in it */
    sqlite3_stmt *statement[STATEMENTS];
};

/* ---- a doc, packed ---------------------------------------------------- */

/* A work as a doc or a ref knows it. */
struct packed_work {
    strs id; /* keys, the one that names it first */
    str title, author, container;
    uint32_t year;
};

struct packed_ref {
    str key;
    struct packed_work work;
    bool self;
};

struct packed_block {
    uint32_t n;
    enum block_kind kind;
    enum section section;
    str part, headings;
};

struct packed_citation {
    uint32_t ref, mention, block, sentence;
    enum section section;
    uint32_t before, start, stop, after; /* bytes of the text */
    uint32_t marker, marker_stop;
    uint32_t group;
    enum marker_style style;
    uint32_t flags;
    struct label label;
};

struct packed_notice {
    struct packed_work of;
    enum notice_kind kind;
    str date;
};

struct packed {
    struct arena arena;
    struct packed_work work;
    str key, source, sha256; /* 32 bytes */
    str format, model;
    struct yield yield;
    vec_of(struct packed_ref) ref;
    vec_of(struct packed_block) block;
    vec_of(struct packed_citation) citation;
    vec_of(struct packed_notice) notice;
    str records, text; /* zstd */
};

/* zstd, both ways; what comes out lives in `arena`, empty if it is damaged. */
str squeeze(str bytes, struct arena *arena);
str unsqueeze(str bytes, struct arena *arena);

/* Delete a doc, and the works that nobody knows any more. */
bool delete_doc(struct store *store, int64_t doc, struct err *err);

#endif
