/* Putting docs into the store and taking them out. */
#include "store/inside.h"
#include "store/schema.h"

/* Docs a transaction holds: enough to share its cost, few to lose. */
#define BATCH 64

static const char *const sql[STATEMENTS] = {
    [PUT_FIND_SHA] = "SELECT id FROM doc WHERE sha256=?1",
    [PUT_FIND_DOC] = "SELECT id FROM doc WHERE key=?1",
    [PUT_WORK_BY_KEY] = "SELECT id FROM work WHERE key=?1",
    [PUT_WORK_BY_ID] = "SELECT work FROM identifier WHERE id=?1",
    [PUT_ADD_WORK] = "INSERT INTO work(key,title,author,container,year)"
                     " VALUES(?1,?2,?3,?4,?5)",
    [PUT_SET_WORK] = "UPDATE work SET title=?2,author=?3,container=?4,year=?5"
                     " WHERE id=?1",
    [PUT_ADD_ID] = "INSERT OR IGNORE INTO identifier(id,work) VALUES(?1,?2)",
    [PUT_ADD_DOC] =
        "INSERT INTO doc(work,key,source,sha256,format,blocks,sentences,refs,"
        "refs_with_id,markers,linked,citations)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)",
    [PUT_ADD_BODY] = "INSERT INTO body(doc,records,text) VALUES(?1,?2,?3)",
    [PUT_ADD_NOTE] = "INSERT INTO note(doc,kind,count) VALUES(?1,?2,?3)",
    [PUT_ADD_REF] =
        "INSERT INTO ref(doc,n,key,work,self) VALUES(?1,?2,?3,?4,?5)",
    [PUT_ADD_BLOCK] = "INSERT INTO block(doc,n,kind,section,part,headings)"
                      " VALUES(?1,?2,?3,?4,?5,?6)",
    [PUT_ADD_CITATION] =
        "INSERT INTO citation(doc,work,ref,mention,block,section,sentence,"
        "before,start,stop,after,marker,marker_stop,grp,style,flags)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)",
    [PUT_ADD_NOTICE] =
        "INSERT INTO notice(work,kind,date,doc) VALUES(?1,?2,?3,?4)",
    [PUT_FIND_MODEL] = "SELECT id FROM model WHERE name=?1",
    [PUT_ADD_MODEL] = "INSERT INTO model(name) VALUES(?1)",
    [PUT_ADD_LABEL] =
        "INSERT INTO label(citation,model,stance,evidence,intent,supporting,"
        "contrasting,mentioning) VALUES(?1,?2,?3,?4,?5,?6,?7,?8)",
    [PUT_DELETE_DOC] = "DELETE FROM doc WHERE id=?1",
    [PUT_CITED_WORKS] =
        "SELECT work FROM ref WHERE doc=?1 UNION SELECT work FROM doc WHERE"
        " id=?1 UNION SELECT work FROM notice WHERE doc=?1",
    [PUT_DELETE_WORK] = "DELETE FROM work WHERE id=?1"
                        " AND NOT EXISTS(SELECT 1 FROM ref WHERE work=?1)"
                        " AND NOT EXISTS(SELECT 1 FROM doc WHERE work=?1)"
                        " AND NOT EXISTS(SELECT 1 FROM notice WHERE work=?1)",
};

static sqlite3_stmt *statement(struct store *store, enum statement which,
                               struct err *err)
{
    sqlite3_stmt **slot = &store->statement[which];
    if (*slot == NULL)
        *slot = sql_prepare(store->db, sql[which], err);
    return *slot;
}

static bool run(struct store *store, sqlite3_stmt *s, struct err *err)
{
    return sql_do(store->db, s, err);
}

/* The id a query of one text finds, 0 when none; -1 on failure. */
static int64_t find(struct store *store, enum statement which, str key,
                    struct err *err)
{
    sqlite3_stmt *s = statement(store, which, err);
    if (s == NULL)
        return -1;
    sql_text(s, 1, key);
    int code = sqlite3_step(s);
    int64_t id = code == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        sql_fail(store->db, err, "reading the store");
        id = -1;
    }
    sqlite3_reset(s);
    return id;
}

/* ---- works ------------------------------------------------------------ */

static int64_t find_work(struct store *store, const struct packed_work *work,
                         struct err *err)
{
    int64_t id = 0;
    for (uint32_t i = 0; i < work->id.n && id == 0; i++) {
        id = find(store, PUT_WORK_BY_KEY, work->id.at[i], err);
        if (id == 0)
            id = find(store, PUT_WORK_BY_ID, work->id.at[i], err);
    }
    return id;
}

static void bind_head(sqlite3_stmt *s, const struct packed_work *work)
{
    sql_text(s, 2, work->title);
    sql_text(s, 3, work->author);
    sql_text(s, 4, work->container);
    sql_int(s, 5, work->year ? work->year : (int64_t)NONE);
}

static int64_t add_work(struct store *store, const struct packed_work *work,
                        struct err *err)
{
    sqlite3_stmt *s = statement(store, PUT_ADD_WORK, err);
    if (s == NULL)
        return -1;
    sql_text(s, 1, work->id.at[0]);
    bind_head(s, work);
    return run(store, s, err) ? sqlite3_last_insert_rowid(store->db) : -1;
}

/*
 * The work of these identifiers, made if nobody knows it.  Identifiers it
 * didn't have are added; one that is another work's stays there.
 */
static int64_t put_work(struct store *store, const struct packed_work *work,
                        struct err *err)
{
    int64_t id = find_work(store, work, err);
    if (id == 0)
        id = add_work(store, work, err);
    for (uint32_t i = 1; i < work->id.n && id > 0; i++) {
        if (str_eq(work->id.at[i], work->id.at[0]))
            continue;
        int64_t owner = find(store, PUT_WORK_BY_KEY, work->id.at[i], err);
        sqlite3_stmt *s = statement(store, PUT_ADD_ID, err);
        if (owner < 0 || s == NULL)
            return -1;
        if (owner > 0)
            continue;
        sql_text(s, 1, work->id.at[i]);
        sql_int(s, 2, id);
        if (!run(store, s, err))
            return -1;
    }
    return id;
}

/* ---- the parts of a doc ----------------------------------------------- */

static int64_t put_doc(struct store *store, const struct packed *packed,
                       int64_t work, struct err *err)
{
    sqlite3_stmt *s = statement(store, PUT_ADD_DOC, err);
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

static bool put_body(struct store *store, const struct packed *packed,
                     int64_t doc, struct err *err)
{
    sqlite3_stmt *s = statement(store, PUT_ADD_BODY, err);
    sqlite3_stmt *note = statement(store, PUT_ADD_NOTE, err);
    if (s == NULL || note == NULL)
        return false;
    sql_int(s, 1, doc);
    sql_blob(s, 2, packed->records);
    sql_blob(s, 3, packed->text);
    if (!run(store, s, err))
        return false;
    for (int kind = 0; kind < NOTE_KINDS; kind++) {
        if (packed->yield.note[kind] == 0)
            continue;
        sql_int(note, 1, doc);
        sql_text(note, 2, str_of(note_name[kind]));
        sql_int(note, 3, packed->yield.note[kind]);
        if (!run(store, note, err))
            return false;
    }
    return true;
}

/* Puts the refs; their works' ids go to `work`. */
static bool put_refs(struct store *store, const struct packed *packed,
                     int64_t doc, int64_t *work, struct err *err)
{
    sqlite3_stmt *s = statement(store, PUT_ADD_REF, err);
    if (s == NULL)
        return false;
    for_vec (i, packed->ref) {
        const struct packed_ref *ref = &packed->ref.at[i];
        work[i] = put_work(store, &ref->work, err);
        if (work[i] < 0)
            return false;
        sql_int(s, 1, doc);
        sql_int(s, 2, i);
        sql_text(s, 3, ref->key);
        sql_int(s, 4, work[i]);
        sql_int(s, 5, ref->self);
        if (!run(store, s, err))
            return false;
    }
    return true;
}

static bool put_blocks(struct store *store, const struct packed *packed,
                       int64_t doc, struct err *err)
{
    sqlite3_stmt *s = statement(store, PUT_ADD_BLOCK, err);
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

static bool put_label(struct store *store, const struct label *label,
                      int64_t citation, int64_t model, struct err *err)
{
    sqlite3_stmt *s = statement(store, PUT_ADD_LABEL, err);
    if (s == NULL)
        return false;
    sql_int(s, 1, citation);
    sql_int(s, 2, model);
    sql_int(s, 3, label->stance);
    sql_int(s, 4, label->evidence);
    sql_int(s, 5, label->intent);
    for (int stance = STANCE_SUPPORTING; stance < STANCES; stance++)
        sqlite3_bind_double(s, 5 + stance, (double)label->p[stance]);
    return run(store, s, err);
}

static int64_t model_id(struct store *store, str name, struct err *err)
{
    if (name.len == 0)
        return 0;
    int64_t id = find(store, PUT_FIND_MODEL, name, err);
    sqlite3_stmt *s = statement(store, PUT_ADD_MODEL, err);
    if (id != 0 || s == NULL)
        return s ? id : -1;
    sql_text(s, 1, name);
    return run(store, s, err) ? sqlite3_last_insert_rowid(store->db) : -1;
}

static void bind_citation(sqlite3_stmt *s, const struct packed_citation *c,
                          const int64_t *work)
{
    sql_int(s, 2, c->ref == NONE ? (int64_t)NONE : work[c->ref]);
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
        sql_int(s, 3 + (int)i, value[i]);
}

static bool put_citations(struct store *store, const struct packed *packed,
                          int64_t doc, const int64_t *work, struct err *err)
{
    sqlite3_stmt *s = statement(store, PUT_ADD_CITATION, err);
    int64_t model = model_id(store, packed->model, err);
    if (s == NULL || model < 0)
        return false;
    sql_int(s, 1, doc);
    for_vec (i, packed->citation) {
        bind_citation(s, &packed->citation.at[i], work);
        if (!run(store, s, err))
            return false;
        int64_t id = sqlite3_last_insert_rowid(store->db);
        if (model &&
            !put_label(store, &packed->citation.at[i].label, id, model, err))
            return false;
    }
    return true;
}

static bool put_notices(struct store *store, const struct packed *packed,
                        int64_t doc, struct err *err)
{
    sqlite3_stmt *s = statement(store, PUT_ADD_NOTICE, err);
    if (s == NULL)
        return false;
    for_vec (i, packed->notice) {
        const struct packed_notice *notice = &packed->notice.at[i];
        int64_t work = put_work(store, &notice->of, err);
        if (work < 0)
            return false;
        sql_int(s, 1, work);
        sql_int(s, 2, notice->kind);
        sql_text(s, 3, notice->date);
        sql_int(s, 4, doc);
        if (!run(store, s, err))
            return false;
    }
    return true;
}

/* What the article says of itself stands for what others print of it. */
static bool set_head(struct store *store, const struct packed *packed,
                     int64_t work, struct err *err)
{
    sqlite3_stmt *s = statement(store, PUT_SET_WORK, err);
    if (s == NULL)
        return false;
    sql_int(s, 1, work);
    bind_head(s, &packed->work);
    return run(store, s, err);
}

static bool put_all(struct store *store, const struct packed *packed,
                    struct err *err)
{
    SCOPED_ARENA scratch = {0};
    int64_t work = put_work(store, &packed->work, err);
    int64_t *cited =
        arena_alloc(&scratch, (packed->ref.n + 1) * sizeof(*cited));
    if (work < 0 || !set_head(store, packed, work, err))
        return false;
    int64_t doc = put_doc(store, packed, work, err);
    return doc > 0 && put_body(store, packed, doc, err) &&
           put_refs(store, packed, doc, cited, err) &&
           put_blocks(store, packed, doc, err) &&
           put_citations(store, packed, doc, cited, err) &&
           put_notices(store, packed, doc, err);
}

/* ---- out -------------------------------------------------------------- */

bool delete_doc(struct store *store, int64_t doc, struct err *err)
{
    SCOPED_ARENA scratch = {0};
    vec_of(int64_t) works = {0};
    sqlite3_stmt *list = statement(store, PUT_CITED_WORKS, err);
    sqlite3_stmt *gone = statement(store, PUT_DELETE_DOC, err);
    sqlite3_stmt *work = statement(store, PUT_DELETE_WORK, err);
    if (list == NULL || gone == NULL || work == NULL)
        return false;
    sql_int(list, 1, doc);
    while (sqlite3_step(list) == SQLITE_ROW)
        vec_push(&works, &scratch, sqlite3_column_int64(list, 0));
    sqlite3_reset(list);
    sql_int(gone, 1, doc);
    if (!run(store, gone, err))
        return false;
    for_vec (i, works) {
        sql_int(work, 1, works.at[i]);
        if (!run(store, work, err))
            return false;
    }
    return true;
}

/* ---- transactions ----------------------------------------------------- */

static bool begin(struct store *store, struct err *err)
{
    if (store->open)
        return true;
    store->open = sql_run(store->db, "BEGIN IMMEDIATE", err);
    return store->open;
}

static void give_up(struct store *store)
{
    if (store->open)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->open = false;
    store->batch = 0;
}

bool store_commit(struct store *store, struct err *err)
{
    if (!store->open)
        return true;
    if (!sql_run(store->db, "COMMIT", err)) {
        give_up(store);
        return false;
    }
    store->open = false;
    store->batch = 0;
    return true;
}

static bool put_in_order(struct store *store, const struct packed *packed,
                         enum put_result *result, struct err *err)
{
    sqlite3_stmt *s = statement(store, PUT_FIND_SHA, err);
    if (s == NULL)
        return false;
    sql_blob(s, 1, packed->sha256);
    bool same = packed->sha256.len && sqlite3_step(s) == SQLITE_ROW;
    sqlite3_reset(s);
    *result = PUT_UNCHANGED;
    if (same)
        return true;
    int64_t old = find(store, PUT_FIND_DOC, packed->key, err);
    *result = old ? PUT_REPLACED : PUT_NEW;
    return old >= 0 && (old == 0 || delete_doc(store, old, err)) &&
           put_all(store, packed, err);
}

bool store_put(struct store *store, const struct packed *packed,
               enum put_result *result, struct err *err)
{
    if (!begin(store, err))
        return false;
    if (!put_in_order(store, packed, result, err)) {
        give_up(store);
        return false;
    }
    return ++store->batch < BATCH || store_commit(store, err);
}

bool store_remove(struct store *store, str key, bool *found, struct err *err)
{
    if (!begin(store, err))
        return false;
    int64_t doc = find(store, PUT_FIND_DOC, key, err);
    *found = doc > 0;
    if (doc < 0 || (doc > 0 && !delete_doc(store, doc, err))) {
        give_up(store);
        return false;
    }
    return store_commit(store, err);
}
