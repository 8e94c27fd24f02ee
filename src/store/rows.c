/* Works, docs and sums. */
#include "store/rows.h"

#include "store/inside.h"
#include "store/meta.h"
#include "store/resolved.h"
#include "store/schema.h"

static bool read_ids(struct store *store, struct work_row *work,
                     struct arena *arena, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db, "SELECT id FROM identifier WHERE work=?1 ORDER BY id", err);
    if (s == NULL)
        return false;
    sql_int(s, 1, work->id);
    vec_push(&work->ids, arena, work->key);
    while (sql_next(store->db, s, err)) {
        str id = sql_copy(s, 0, arena);
        if (!str_eq(id, work->key))
            vec_push(&work->ids, arena, id);
    }
    return err->kind == ERR_NONE;
}

static bool read_notices(struct store *store, struct work_row *work,
                         struct arena *arena, struct err *err)
{
    notice_rows rows = {0};
    if (!work_notices(store, work->id, arena, &rows, err))
        return false;
    for_vec (i, rows)
        vec_push(&work->notices, arena, notice_line(&rows.at[i], arena));
    return true;
}

bool work_row_of(struct store *store, int64_t id, struct arena *arena,
                 struct work_row *work, struct err *err)
{
    *work = (struct work_row){.id = id};
    SCOPED_SQL *s =
        sql_prepare(store->db,
                    "SELECT key,title,author,container,year,"
                    "(SELECT id FROM doc WHERE work=work.id LIMIT 1)"
                    " FROM work WHERE id=?1",
                    err);
    if (s == NULL)
        return false;
    sql_int(s, 1, work->id);
    if (!sql_next(store->db, s, err)) {
        work->id = 0;
        return err->kind == ERR_NONE;
    }
    work->key = sql_copy(s, 0, arena);
    work->title = sql_copy(s, 1, arena);
    work->author = sql_copy(s, 2, arena);
    work->container = sql_copy(s, 3, arena);
    work->year = (uint32_t)sqlite3_column_int64(s, 4);
    work->doc = sqlite3_column_int64(s, 5);
    return read_ids(store, work, arena, err) &&
           read_notices(store, work, arena, err);
}

bool work_row(struct store *store, str key, struct arena *arena,
              struct work_row *work, struct err *err)
{
    *work = (struct work_row){.id = work_find(store, key, err)};
    if (work->id <= 0)
        return work->id == 0;
    return work_row_of(store, work->id, arena, work, err);
}

bool doc_row(struct store *store, str key, int64_t *doc, struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db, "SELECT id FROM doc WHERE key=?1", err);
    if (s == NULL)
        return false;
    sql_text(s, 1, key);
    *doc = sql_next(store->db, s, err) ? sqlite3_column_int64(s, 0) : 0;
    if (*doc || err->kind != ERR_NONE)
        return err->kind == ERR_NONE;
    SCOPED_ARENA arena = {0};
    struct work_row work;
    if (!work_row(store, key, &arena, &work, err))
        return false;
    *doc = work.doc;
    return true;
}

bool doc_records(struct store *store, int64_t doc, struct arena *arena,
                 str *records, struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db, "SELECT records FROM body WHERE doc=?1", err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    if (!sql_next(store->db, s, err))
        return err->kind == ERR_NONE &&
               err_set(err, ERR_STORE, "a document without its records");
    *records = unsqueeze(sql_column(s, 0), arena);
    if (records->len == 0)
        return err_set(err, ERR_STORE, "the records of a document are damaged");
    return resolved_patch(store, doc, arena, records, err);
}

bool doc_list(struct store *store, struct arena *arena, doc_ids *docs,
              struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db, "SELECT id FROM doc ORDER BY id", err);
    if (s == NULL)
        return false;
    while (sql_next(store->db, s, err))
        vec_push(docs, arena, sqlite3_column_int64(s, 0));
    return err->kind == ERR_NONE;
}

bool ref_mentions(struct store *store, int64_t doc, struct arena *arena,
                  counts *mentions, struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db,
                    "SELECT ref.n, (SELECT count(*) FROM citation WHERE"
                    " citation.doc=ref.doc AND citation.ref=ref.n)"
                    " FROM ref WHERE ref.doc=?1 ORDER BY ref.n",
                    err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    while (sql_next(store->db, s, err))
        vec_push(mentions, arena, (uint32_t)sqlite3_column_int64(s, 1));
    return err->kind == ERR_NONE;
}

/* ---- sums ------------------------------------------------------------- */

static bool read_notes(struct store *store, int64_t doc, struct arena *arena,
                       struct yield_row *yield, struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db,
                    "SELECT kind, sum(count) FROM note WHERE ?1=0 OR doc=?1"
                    " GROUP BY kind ORDER BY 2 DESC, 1",
                    err);
    if (s == NULL)
        return false;
    yield->note = arena_alloc(arena, NOTE_KINDS * sizeof(*yield->note));
    sql_int(s, 1, doc);
    while (yield->notes < NOTE_KINDS && sql_next(store->db, s, err)) {
        yield->note[yield->notes].kind = sql_copy(s, 0, arena);
        yield->note[yield->notes++].n = (uint64_t)sqlite3_column_int64(s, 1);
    }
    return err->kind == ERR_NONE;
}

bool store_yield(struct store *store, int64_t doc, struct arena *arena,
                 struct yield_row *yield, struct err *err)
{
    *yield = (struct yield_row){0};
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT count(*),total(blocks),total(sentences),total(refs),"
        "total(refs_with_id),total(markers),total(linked),total(citations)"
        " FROM doc WHERE ?1=0 OR id=?1",
        err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    if (!sql_next(store->db, s, err))
        return false;
    uint64_t *const column[] = {&yield->docs,         &yield->blocks,
                                &yield->sentences,    &yield->refs,
                                &yield->refs_with_id, &yield->markers,
                                &yield->linked,       &yield->citations};
    for (int i = 0; i < 8; i++)
        *column[i] = (uint64_t)sqlite3_column_int64(s, i);
    return read_notes(store, doc, arena, yield, err);
}

bool store_status(struct store *store, struct store_status *status,
                  struct err *err)
{
    static const struct {
        const char *sql;
        size_t offset;
    } row[] = {
        {"SELECT count(*) FROM doc", offsetof(struct store_status, docs)},
        {"SELECT count(*) FROM work", offsetof(struct store_status, works)},
        {"SELECT count(*) FROM ref", offsetof(struct store_status, refs)},
        {"SELECT count(*) FROM citation",
         offsetof(struct store_status, citations)},
        {"SELECT count(*) FROM label", offsetof(struct store_status, labels)},
        {"SELECT count(*) FROM notice", offsetof(struct store_status, notices)},
    };
    *status = (struct store_status){0};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        int64_t value = sql_one(store->db, row[i].sql, -1);
        if (value < 0)
            return sql_fail(store->db, err, "reading the store");
        memcpy((char *)status + row[i].offset, &value, sizeof(value));
    }
    status->bytes = (uint64_t)(sql_one(store->db, "PRAGMA page_count", 0) *
                               sql_one(store->db, "PRAGMA page_size", 0));
    status->schema = (int)sql_one(store->db, "PRAGMA user_version", 0);
    return true;
}

bool store_check(struct store *store, struct arena *arena, str *found,
                 struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db, "PRAGMA quick_check(1)", err);
    if (s == NULL || !sql_next(store->db, s, err))
        return false;
    *found = sql_copy(s, 0, arena);
    return true;
}
