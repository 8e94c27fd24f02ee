/* Statements, journals and keys of whoever keeps metadata. */
#include <assert.h>
#include <stdlib.h>

#include "store/meta_inside.h"
#include "store/rows.h"

const char *const teller_name[] = {"reference", "list",   "retraction-watch",
                                   "openalex",  "doaj",   "pubmed",
                                   "crossref",  "article"};

static const char *const sql[META_STATEMENTS] = {
    [META_FIND] = WORK_OF_NAME,
    [META_ADD_WORK] = "INSERT INTO work(key,title,author,container,year)"
                      " VALUES(?1,?2,?3,?4,?5)",
    [META_SET_WORK] = "UPDATE work SET title=?2,author=?3,container=?4,year=?5"
                      " WHERE id=?1",
    [META_NAMES] = "SELECT id FROM identifier WHERE work=?1 ORDER BY id",
    [META_FETCH] =
        "SELECT w.key,w.title,w.author,w.container,w.year,r.tellers,r.journal,"
        "r.packed,j.title,j.short,j.publisher,j.issn FROM work w"
        " LEFT JOIN record r ON r.work=w.id LEFT JOIN journal j"
        " ON j.id=r.journal WHERE w.id=?1",
    [META_ADD_RECORD] =
        "INSERT INTO record(work,tellers,journal,packed) VALUES(?1,?2,?3,?4)",
    [META_SET_RECORD] = "INSERT OR REPLACE INTO"
                        " record(work,tellers,journal,packed)"
                        " VALUES(?1,?2,?3,?4)",
    [META_FIND_JOURNAL] = "SELECT id FROM journal WHERE hash=?1",
    [META_ADD_JOURNAL] = "INSERT INTO journal(hash,title,short,publisher,issn)"
                         " VALUES(?1,?2,?3,?4,?5)",
    [META_ADD_ISSN] =
        "INSERT OR IGNORE INTO journal_issn(issn,journal) VALUES(?1,?2)",
    [META_ADD_PAGE] = "INSERT INTO key_page(id,packed) VALUES(?1,?2)",
    [META_ADD_RUN] = "INSERT INTO key_run(id,level,keys) VALUES(?1,?2,?3)",
    [META_FIND_PAGE] = "SELECT id,packed FROM key_page WHERE id<=?1 AND id>=?2"
                       " ORDER BY id DESC",
    [META_RUNS] = "SELECT id FROM key_run",
    /* whom a work that is gone was merged into; itself while it's there */
    [META_HEIR] = "SELECT CASE WHEN EXISTS(SELECT 1 FROM work WHERE id=?1)"
                  " THEN ?1 ELSE (SELECT kept FROM merge WHERE gone=?1 AND"
                  " NOT undone ORDER BY id DESC LIMIT 1) END",
    [META_ADD_RELATION] = "INSERT OR IGNORE INTO"
                          " relation(work,other,kind,teller)"
                          " VALUES(?1,?2,?3,?4)",
    [META_RELATED] =
        "SELECT other,kind,teller,0 FROM relation WHERE work=?1 UNION ALL"
        " SELECT work,kind,teller,1 FROM relation WHERE other=?1 LIMIT ?2",
    [META_ADD_NOTICE] = "INSERT OR IGNORE INTO notice(work,kind,date,by,source)"
                        " VALUES(?1,?2,ifnull(?3,''),ifnull(?4,''),?5)",
    [META_POINT] = "UPDATE ref SET work=?3 WHERE doc=?1 AND n=?2",
    [META_NEXT] = "SELECT work FROM record WHERE work>?1 ORDER BY work LIMIT 1",
};

struct meta_desk *meta_desk(struct store *store)
{
    if (store->meta == NULL) {
        store->meta = mem_alloc(sizeof(*store->meta));
        *store->meta = (struct meta_desk){0};
    }
    return store->meta;
}

sqlite3_stmt *meta_statement(struct store *store, enum meta_statement which,
                             struct err *err)
{
    sqlite3_stmt **slot = &meta_desk(store)->statement[which];
    if (*slot == NULL)
        *slot = sql_prepare(store->db, sql[which], err);
    return *slot;
}

/* ---- journals --------------------------------------------------------- */

static uint64_t journal_hash(const struct work *work, struct arena *arena)
{
    str all = arena_format(arena, "%.*s\n%.*s\n%.*s", STR(work->container),
                           STR(work->container_short), STR(work->publisher));
    uint64_t hash = str_hash(all);
    for_vec (i, work->issn)
        hash = hash * 31 + str_hash(work->issn.at[i]);
    return hash ? hash : 1;
}

static void grow_journals(struct meta_desk *desk)
{
    size_t size = desk->journal_size ? desk->journal_size * 2 : 1024;
    size_t bytes = size * sizeof(*desk->journal);
    __typeof__(desk->journal) old = desk->journal, all = mem_alloc(bytes);
    memset(all, 0, bytes);
    for (size_t i = 0; i < desk->journal_size; i++) {
        size_t at = old[i].hash & (size - 1);
        while (old[i].id && all[at].id)
            at = (at + 1) & (size - 1);
        if (old[i].id)
            all[at] = old[i];
    }
    free(old);
    desk->journal = all;
    desk->journal_size = size;
}

static int64_t *journal_slot(struct meta_desk *desk, uint64_t hash)
{
    if (desk->journals * 2 >= desk->journal_size)
        grow_journals(desk);
    size_t at = hash & (desk->journal_size - 1);
    while (desk->journal[at].id && desk->journal[at].hash != hash)
        at = (at + 1) & (desk->journal_size - 1);
    desk->journal[at].hash = hash;
    return &desk->journal[at].id;
}

static bool add_issns(struct store *store, const struct work *work,
                      int64_t journal, struct err *err)
{
    sqlite3_stmt *s = meta_statement(store, META_ADD_ISSN, err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 2, journal);
    for_vec (i, work->issn) {
        sql_text(s, 1, work->issn.at[i]);
        if (!sql_do(store->db, s, err))
            return false;
    }
    return true;
}

static int64_t add_journal(struct store *store, const struct work *work,
                           uint64_t hash, struct err *err)
{
    SCOPED_BUF issn = {0};
    for_vec (i, work->issn) {
        if (i)
            buf_char(&issn, ' ');
        buf_add(&issn, work->issn.at[i]);
    }
    sqlite3_stmt *s = meta_statement(store, META_ADD_JOURNAL, err);
    if (s == NULL)
        return -1;
    sqlite3_bind_int64(s, 1, (int64_t)hash);
    sql_text(s, 2, work->container);
    sql_text(s, 3, work->container_short);
    sql_text(s, 4, work->publisher);
    sql_text(s, 5, buf_str(&issn));
    if (!sql_do(store->db, s, err))
        return -1;
    int64_t id = sqlite3_last_insert_rowid(store->db);
    return add_issns(store, work, id, err) ? id : -1;
}

static int64_t find_journal(struct store *store, uint64_t hash, struct err *err)
{
    sqlite3_stmt *s = meta_statement(store, META_FIND_JOURNAL, err);
    if (s == NULL)
        return -1;
    struct err trouble = {0};
    sqlite3_bind_int64(s, 1, (int64_t)hash);
    int64_t id =
        sql_next(store->db, s, &trouble) ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    if (trouble.kind == ERR_NONE)
        return id;
    *err = trouble;
    return -1;
}

int64_t journal_put(struct store *store, const struct work *work,
                    struct err *err)
{
    SCOPED_ARENA scratch = {0};
    if (work->container.len + work->container_short.len + work->publisher.len +
            work->issn.n ==
        0)
        return 0;
    uint64_t hash = journal_hash(work, &scratch);
    int64_t *slot = journal_slot(meta_desk(store), hash);
    if (*slot)
        return *slot;
    int64_t id = find_journal(store, hash, err);
    if (id == 0)
        id = add_journal(store, work, hash, err);
    if (id > 0) {
        *slot = id;
        meta_desk(store)->journals++;
    }
    return id;
}

/* ---- keys ------------------------------------------------------------- */

void keys_wait(struct store *store, int64_t work, const work_keys *keys)
{
    struct meta_desk *desk = meta_desk(store);
    if (desk->keys + keys->n > desk->key_cap) {
        desk->key_cap = (desk->keys + keys->n) * 2;
        desk->key = mem_realloc(desk->key, desk->key_cap * sizeof(*desk->key));
    }
    for_vec (i, *keys)
        desk->key[desk->keys++] = (struct key_row){keys->at[i], work};
}

bool desk_flush(struct store *store, struct err *err)
{
    struct meta_desk *desk = store->meta;
    if (desk == NULL || desk->keys == 0)
        return true;
    size_t n = desk->keys;
    desk->keys = 0;
    return keys_write(store, desk->key, n, err);
}

/* ---- coming and going ------------------------------------------------- */

void desk_forget(struct store *store)
{
    struct meta_desk *desk = store->meta;
    if (desk == NULL)
        return;
    free(desk->journal);
    desk->journal = NULL;
    desk->journals = desk->journal_size = 0;
    desk->keys = 0;
}

void desk_close(struct store *store)
{
    struct meta_desk *desk = store->meta;
    if (desk == NULL)
        return;
    for (int i = 0; i < META_STATEMENTS; i++)
        sql_finish(&desk->statement[i]);
    free(desk->journal);
    free(desk->key);
    free(desk);
    store->meta = NULL;
}
