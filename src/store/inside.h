/*
 * What the files of store/ share: the store from inside, its statements, and
 * a packed doc.
 */
#ifndef STET_STORE_INSIDE_H
#define STET_STORE_INSIDE_H

#include <time.h>

#include "doc/work.h"
#include "store/sql.h"
#include "store/store.h"

/* The writer's statements, prepared when first used. */
enum statement {
    PUT_FIND_SHA,
    PUT_ADD_FORMER,
    PUT_MOVE_FORMER,
    PUT_DROP_FORMER,
    PUT_DELETE_FORMER,
    PUT_FIND_DOC,
    PUT_FIND_TWIN,
    FIND_NAME,
    PUT_ADD_WORK,
    PUT_SET_WORK,
    PUT_FILL_WORK,
    ADD_NAME,
    ADD_NAME_HASH,
    PUT_ADD_DOC,
    PUT_ADD_BODY,
    PUT_ADD_NOTE,
    PUT_ADD_REF,
    PUT_ADD_BLOCK,
    PUT_ADD_CITATION,
    PUT_ADD_NOTICE,
    PUT_MARK_NOTICE,
    PUT_TELL,
    PUT_FIND_MODEL,
    PUT_ADD_MODEL,
    PUT_ADD_LABEL,
    PUT_FIND_CORRECTION,
    PUT_DELETE_DOC,
    PUT_KNOWN_WORKS,
    PUT_DELETE_WORK,
    STATEMENTS
};

struct store {
    sqlite3 *db;
    int lock;       /* the writer's, -1 for readers */
    bool again;     /* what is known is put again */
    bool open;      /* a transaction is */
    uint32_t batch; /* docs in it */
    time_t begun;   /* when it was */
    sqlite3_stmt *statement[STATEMENTS];
    struct meta_desk *meta; /* null until metadata are kept or asked for */
};

/* What metadata keep back: to be written before a commit, to be forgotten
 * after what isn't committed was given up. */
bool desk_flush(struct store *store, struct err *err);
void desk_forget(struct store *store);
void desk_close(struct store *store);

/* The function name_hash() of SQL, which the store's triggers use, too. */
bool names_register(struct store *store, struct err *err);

/* Give a work a name that nobody has; again is no harm. */
bool name_add(struct store *store, str id, int64_t work, struct err *err);

/* A statement, prepared; null with `err` set when it can't be. */
sqlite3_stmt *store_statement(struct store *store, enum statement which,
                              struct err *err);

/* The id that a query of one text finds, 0 when none; -1 on failure. */
int64_t store_find(struct store *store, enum statement which, str key,
                   struct err *err);

/* Take a store from one version of a schema to another, all or nothing. */
bool store_migrate(struct store *store, const char *const *schema, int from,
                   int to, struct err *err);

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
    corrections correction;
    struct work self;          /* what the article says of itself */
    vec_of(uint32_t) self_key; /* that it is kept under */
    str records, text;         /* zstd */
};

/* What an article says of itself, as the record of its work. */
bool self_put(struct store *store, const struct packed *packed, int64_t work,
              struct err *err);

/* ---- labels ----------------------------------------------------------- */

/* The id of a model, made if it is new; 0 for "", -1 on failure. */
int64_t model_put(struct store *store, str name, struct err *err);

/* Put a label, in place of that model's own. */
bool label_put(struct store *store, const struct label *label, int64_t citation,
               int64_t model, struct err *err);

/*
 * Corrections of a doc that has just been put: those it brings are kept, and
 * what the store knows of it is shown again.
 */
bool corrections_put(struct store *store, const struct packed *packed,
                     struct err *err);

/* ---- transactions ------------------------------------------------------ */

/* What is open goes on; store_commit ends it. */
bool store_begin(struct store *store, struct err *err);
void store_give_up(struct store *store);

/* One more doc is in it; a full batch is committed. */
bool store_put_done(struct store *store, struct err *err);

/* ---- versions --------------------------------------------------------- */

/*
 * The doc that this one is a new version of: of the same key, or of the same
 * work, when one of the two has got a better key since ("pmid:1", now with a
 * DOI).  0 when there is none, -1 on failure.
 */
int64_t version_find(struct store *store, const struct packed *packed,
                     struct err *err);

/* Was its file read before, be it for a version that has been replaced? */
bool version_is_known(struct store *store, const struct packed *packed,
                      bool *known, struct err *err);

/* Before a doc goes, keep what it was read from; and give that to the next. */
bool version_keep(struct store *store, int64_t doc, struct err *err);
bool version_pass(struct store *store, int64_t old, int64_t doc,
                  struct err *err);
bool version_forget(struct store *store, int64_t doc, struct err *err);

/* ---- works ------------------------------------------------------------ */

/* What a ref says of a work fills gaps; what the work's own text says stands.
 */
enum speaker {
    SPEAKER_REF,
    SPEAKER_SELF
};

/*
 * The work of these identifiers, made if nobody knows it; -1 on failure.
 * Identifiers it didn't have are added; one that is another work's stays
 * there, and is counted in `contested`.
 */
int64_t work_put(struct store *store, const struct packed_work *work,
                 enum speaker speaker, uint32_t *contested, struct err *err);

/* Delete a work unless somebody still knows it. */
bool work_drop(struct store *store, int64_t work, struct err *err);

/* The note of a doc that claims identifiers of other works. */
#define NOTE_CONTESTED "id-contested"

/* zstd, both ways; what comes out lives in `arena`, null if it is damaged. */
str squeeze(str bytes, struct arena *arena);
str unsqueeze(str bytes, struct arena *arena);

#endif
