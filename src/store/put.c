/* Putting docs into the store and taking them out. */
#include <math.h>

#include "store/inside.h"
#include "store/rows.h"
#include "store/schema.h"
#include "store/told.h"
#include "doc/view.h"

/*
 * What a transaction holds.  A new identifier goes anywhere in its index, so
 * that in a large store every article touches pages of its own, which are
 * written whole: the more articles share them the better.  A kill loses this
 * much work and no more.
 */
#define BATCH_DOCS    2000
#define BATCH_SECONDS 5

static bool run(struct store *store, sqlite3_stmt *s, struct err *err)
{
    return sql_do(store->db, s, err);
}

/* ---- the parts of a doc ----------------------------------------------- */

static int64_t put_doc(struct store *store, const struct packed *packed,
                       int64_t work, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_ADD_DOC, err);
    if (s == NULL)
        return -1;
    const struct yield *yield = &packed->yield;
    sql_int(s, 1, work);
    sql_text(s, 2, packed->key);
    sql_text(s, 3, packed->source);
    if (packed->sha256.len)
        sql_blob(s, 4, packed->sha256);
    else
        sqlite3_bind_null(s, 4);
    sql_text(s, 5, packed->format);
    sql_int(s, 6, yield->blocks);
    sql_int(s, 7, yield->sentences);
    sql_int(s, 8, yield->refs);
    sql_int(s, 9, yield->refs_with_id);
    sql_int(s, 10, yield->markers);
    sql_int(s, 11, yield->linked);
    sql_int(s, 12, yield->citations);
    return run(store, s, err) ? sqlite3_last_insert_rowid(store->db) : -1;
}

static bool put_note(struct store *store, int64_t doc, const char *kind,
                     uint32_t count, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_ADD_NOTE, err);
    if (s == NULL || count == 0)
        return s != NULL;
    sql_int(s, 1, doc);
    sql_text(s, 2, str_of(kind));
    sql_int(s, 3, count);
    return run(store, s, err);
}

static bool put_body(struct store *store, const struct packed *packed,
                     int64_t doc, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_ADD_BODY, err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    sql_blob(s, 2, packed->records);
    sql_blob(s, 3, packed->text);
    if (!run(store, s, err))
        return false;
    for (int kind = 0; kind < NOTE_KINDS; kind++)
        if (!put_note(store, doc, note_name[kind], packed->yield.note[kind],
                      err))
            return false;
    return true;
}

static bool put_refs(struct store *store, const struct packed *packed,
                     int64_t doc, uint32_t *contested, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_ADD_REF, err);
    if (s == NULL)
        return false;
    SCOPED_ARENA scratch = {0};
    for_vec (i, packed->ref) {
        const struct packed_ref *ref = &packed->ref.at[i];
        int64_t work = work_put(store, &ref->work, SPEAKER_REF, contested, err);
        if (work < 0)
            return false;
        sql_int(s, 1, doc);
        sql_int(s, 2, i);
        sql_text(s, 3, ref->key);
        sql_int(s, 4, work);
        sql_int(s, 5, ref->self);
        sql_text(s, 6, told_make(packed, i, &scratch));
        if (!run(store, s, err))
            return false;
        arena_clear(&scratch);
    }
    return true;
}

static bool put_blocks(struct store *store, const struct packed *packed,
                       int64_t doc, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_ADD_BLOCK, err);
    if (s == NULL)
        return false;
    for_vec (i, packed->block) {
        const struct packed_block *block = &packed->block.at[i];
        sql_int(s, 1, doc);
        sql_int(s, 2, block->n);
        sql_int(s, 3, block->kind);
        sql_int(s, 4, block->section);
        sql_text(s, 5, block->part);
        sql_text(s, 6, block->headings);
        if (!run(store, s, err))
            return false;
    }
    return true;
}

bool label_put(struct store *store, const struct label *label, int64_t citation,
               int64_t model, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_ADD_LABEL, err);
    if (s == NULL)
        return false;
    sql_int(s, 1, citation);
    sql_int(s, 2, model);
    sql_int(s, 3, label->stance);
    sql_int(s, 4, label->evidence);
    sql_int(s, 5, label->intent);
    for (int stance = STANCE_SUPPORTING; stance < STANCES; stance++)
        sql_int(s, 5 + stance, lrint((double)label->p[stance] * 1000));
    enum code code = label_code(label);
    sql_int(s, 9, code == CODES ? NONE : (int64_t)code);
    return run(store, s, err);
}

int64_t model_put(struct store *store, str name, struct err *err)
{
    if (name.len == 0)
        return 0;
    int64_t id = store_find(store, PUT_FIND_MODEL, name, err);
    sqlite3_stmt *s = store_statement(store, PUT_ADD_MODEL, err);
    if (id != 0 || s == NULL)
        return s ? id : -1;
    sql_text(s, 1, name);
    return run(store, s, err) ? sqlite3_last_insert_rowid(store->db) : -1;
}

static void bind_citation(sqlite3_stmt *s, const struct packed_citation *c)
{
    const uint32_t value[] = {c->ref,
                              c->mention,
                              c->block,
                              (uint32_t)c->section,
                              c->sentence,
                              c->before,
                              c->start,
                              c->stop,
                              c->after,
                              c->marker,
                              c->marker_stop,
                              c->group,
                              (uint32_t)c->style,
                              c->flags};
    for (size_t i = 0; i < sizeof(value) / sizeof(*value); i++)
        sql_int(s, 2 + (int)i, value[i]);
}

static bool put_citations(struct store *store, const struct packed *packed,
                          int64_t doc, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_ADD_CITATION, err);
    int64_t model = model_put(store, packed->model, err);
    if (s == NULL || model < 0)
        return false;
    sql_int(s, 1, doc);
    for_vec (i, packed->citation) {
        bind_citation(s, &packed->citation.at[i]);
        if (!run(store, s, err))
            return false;
        int64_t id = sqlite3_last_insert_rowid(store->db);
        if (model &&
            !label_put(store, &packed->citation.at[i].label, id, model, err))
            return false;
    }
    return true;
}

/* The doc's citations of what it is a notice about are none to be counted. */
static bool mark_notice(struct store *store, int64_t doc, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_MARK_NOTICE, err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    return run(store, s, err);
}

static bool put_notices(struct store *store, const struct packed *packed,
                        int64_t doc, uint32_t *contested, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_ADD_NOTICE, err);
    if (s == NULL)
        return false;
    for_vec (i, packed->notice) {
        const struct packed_notice *notice = &packed->notice.at[i];
        int64_t work =
            work_put(store, &notice->of, SPEAKER_REF, contested, err);
        if (work < 0)
            return false;
        sql_int(s, 1, work);
        sql_int(s, 2, notice->kind);
        sql_text(s, 3, notice->date);
        sql_int(s, 4, doc);
        if (!run(store, s, err))
            return false;
    }
    return packed->notice.n == 0 || mark_notice(store, doc, err);
}

static bool put_all(struct store *store, const struct packed *packed,
                    int64_t *id, struct err *err)
{
    uint32_t contested = 0;
    int64_t work =
        work_put(store, &packed->work, SPEAKER_SELF, &contested, err);
    int64_t doc = work > 0 ? put_doc(store, packed, work, err) : -1;
    *id = doc;
    return doc > 0 && self_put(store, packed, work, err) &&
           put_body(store, packed, doc, err) &&
           put_refs(store, packed, doc, &contested, err) &&
           put_blocks(store, packed, doc, err) &&
           put_citations(store, packed, doc, err) &&
           corrections_put(store, packed, err) &&
           put_notices(store, packed, doc, &contested, err) &&
           (told_is_whole(packed) || refs_tell(store, doc, err)) &&
           put_note(store, doc, NOTE_CONTESTED, contested, err);
}

/* ---- out -------------------------------------------------------------- */

typedef vec_of(int64_t) doc_works;

/* The works that a doc knows; its own may stand among them twice. */
static bool list_works(struct store *store, int64_t doc, struct arena *arena,
                       doc_works *works, struct err *err)
{
    sqlite3_stmt *s = store_statement(store, PUT_KNOWN_WORKS, err);
    if (s == NULL)
        return false;
    struct err trouble = {0};
    sql_int(s, 1, doc);
    while (sql_next(store->db, s, &trouble))
        vec_push(works, arena, sqlite3_column_int64(s, 0));
    sqlite3_reset(s);
    if (trouble.kind != ERR_NONE)
        *err = trouble;
    return trouble.kind == ERR_NONE;
}

/* Delete a doc, and the works that nobody knows any more. */
static bool delete_doc(struct store *store, int64_t doc, struct err *err)
{
    SCOPED_ARENA scratch = {0};
    doc_works works = {0};
    sqlite3_stmt *gone = store_statement(store, PUT_DELETE_DOC, err);
    if (gone == NULL || !list_works(store, doc, &scratch, &works, err))
        return false;
    sql_int(gone, 1, doc);
    if (!run(store, gone, err))
        return false;
    for_vec (i, works)
        if (!work_drop(store, works.at[i], err))
            return false;
    return true;
}

/* ---- transactions ----------------------------------------------------- */

static time_t seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return now.tv_sec;
}

bool store_begin(struct store *store, struct err *err)
{
    if (store->open)
        return true;
    store->open = sql_run(store->db, "BEGIN IMMEDIATE", err);
    store->begun = seconds();
    return store->open;
}

void store_give_up(struct store *store)
{
    if (store->open)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->open = false;
    store->batch = 0;
    desk_forget(store);
}

bool store_commit(struct store *store, struct err *err)
{
    if (!store->open)
        return true;
    if (!desk_flush(store, err) || !sql_run(store->db, "COMMIT", err)) {
        store_give_up(store);
        return false;
    }
    store->open = false;
    store->batch = 0;
    return true;
}

bool store_put_done(struct store *store, struct err *err)
{
    if (++store->batch < BATCH_DOCS && seconds() - store->begun < BATCH_SECONDS)
        return true;
    return store_commit(store, err);
}

/* In the place of `old`, if that isn't 0; the file it was of stays known. */
static bool put_over(struct store *store, const struct packed *packed,
                     int64_t old, struct err *err)
{
    int64_t doc = 0;
    return (old == 0 ||
            (version_keep(store, old, err) && delete_doc(store, old, err))) &&
           put_all(store, packed, &doc, err) &&
           (old == 0 || version_pass(store, old, doc, err));
}

static bool put_in_order(struct store *store, const struct packed *packed,
                         enum put_result *result, struct err *err)
{
    bool same = false;
    *result = PUT_UNCHANGED;
    if (!store->again && !version_is_known(store, packed, &same, err))
        return false;
    if (same)
        return true;
    int64_t old = version_find(store, packed, err);
    *result = old ? PUT_REPLACED : PUT_NEW;
    return old >= 0 && put_over(store, packed, old, err);
}

void store_again(struct store *store)
{
    store->again = true;
}

bool store_put(struct store *store, const struct packed *packed,
               enum put_result *result, struct err *err)
{
    if (!store_begin(store, err))
        return false;
    if (!put_in_order(store, packed, result, err)) {
        store_give_up(store);
        return false;
    }
    return store_put_done(store, err);
}

bool store_remove(struct store *store, str key, bool *found, struct err *err)
{
    if (!store_begin(store, err))
        return false;
    int64_t doc = store_find(store, PUT_FIND_DOC, key, err);
    *found = doc > 0;
    if (doc < 0 || (doc > 0 && (!version_forget(store, doc, err) ||
                                !delete_doc(store, doc, err)))) {
        store_give_up(store);
        return false;
    }
    return store_commit(store, err);
}
