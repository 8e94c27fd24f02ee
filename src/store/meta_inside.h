/*
 * What the files that keep metadata share: their statements, the journals
 * known so far, and keys that wait to be written in order.
 */
#ifndef STET_STORE_META_INSIDE_H
#define STET_STORE_META_INSIDE_H

#include "store/inside.h"
#include "store/keys.h"
#include "store/meta.h"

enum meta_statement {
    META_FIND,
    META_ADD_WORK,
    META_SET_WORK,
    META_NAMES,
    META_FETCH,
    META_ADD_RECORD,
    META_SET_RECORD,
    META_FIND_JOURNAL,
    META_ADD_JOURNAL,
    META_ADD_ISSN,
    META_ADD_PAGE,
    META_ADD_RUN,
    META_FIND_PAGE,
    META_RUNS,
    META_HEIR,
    META_ADD_RELATION,
    META_RELATED,
    META_ADD_NOTICE,
    META_NEXT,
    META_POINT,
    META_STATEMENTS
};

/* The desk of whoever writes or looks metadata up; made when first needed. */
struct meta_desk {
    sqlite3_stmt *statement[META_STATEMENTS];
    struct { /* hash of a journal → its row; a power of two, open */
        uint64_t hash;
        int64_t id; /* 0: empty */
    } * journal;
    size_t journals, journal_size;
    struct key_row *key;
    size_t keys, key_cap;
};

struct meta_desk *meta_desk(struct store *store);
sqlite3_stmt *meta_statement(struct store *store, enum meta_statement which,
                             struct err *err);

/* The row of a work's journal, made if nobody knew it; 0 without one. */
int64_t journal_put(struct store *store, const struct work *work,
                    struct err *err);

/* Keys that wait, to be written in their order with the others. */
void keys_wait(struct store *store, int64_t work, const work_keys *keys);

/*
 * What the work's row, its journal's and its names don't hold, as bytes: a
 * control character says what comes, up to the next one.
 */
void work_pack(const struct work *work, struct buf *out);
void work_unpack(str packed, struct arena *arena, struct work *work);

/* The names of a work, its key first. */
bool names_of(struct store *store, int64_t work, struct arena *arena,
              strs *names, struct err *err);

/*
 * A work as the store has it; `tellers` has a bit for each that spoke, 0 when
 * there is no record.
 */
struct stored {
    struct work work;
    str key;
    uint32_t tellers;
    int64_t journal;
    str packed;
};
bool stored_work(struct store *store, int64_t id, struct arena *arena,
                 struct stored *stored, bool *found, struct err *err);

/* The work of a name, made without anything else if nobody knows it. */
int64_t work_named(struct store *store, str name, struct err *err);

/* Is what is known of two works about one thing, as far as can be said? */
bool works_agree(const struct work *a, const struct work *b);

/* `better` where it says something, else `worse`; made of their own memory. */
struct work work_merged(const struct work *better, const struct work *worse);

/* Write a record anew, and the work's row with it. */
bool record_set(struct store *store, int64_t id, const struct work *work,
                uint32_t tellers, const struct stored *before, bool *changed,
                struct err *err);

bool notice_add(struct store *store, int64_t work,
                const struct work_notice *notice, bool *is_new,
                struct err *err);

#endif
