/*
 * Merging and splitting.  What a merge changes is written down first, as JSON:
 *
 *     {"gone":{"key":…,"title":…,"tellers":9,"packed":…,"names":[…]},
 *      "kept":{…},"refs":[[doc,n],…],"docs":[[id],…],
 *      "notices":[[kind,date,by,source,doc,kept has it, too],…],
 *      "relations":[[gone is the first,other,kind,teller],…],
 *      "own_relations":[the same of kept]}
 *
 * A merge of a merged work is undone in the order of undoing, last first.
 */
#include "store/merge.h"

#include "base/json.h"
#include "store/meta_inside.h"

/* Run one statement with two numbers. */
static bool run_pair(struct store *store, const char *sql, int64_t a, int64_t b,
                     struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db, sql, err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, a);
    if (sqlite3_bind_parameter_count(s) > 1)
        sqlite3_bind_int64(s, 2, b);
    return sql_do(store->db, s, err);
}

static bool run_all(struct store *store, const char *const *sql, int64_t a,
                    int64_t b, struct err *err)
{
    for (; *sql; sql++)
        if (!run_pair(store, *sql, a, b, err))
            return false;
    return true;
}

/* ---- writing down ----------------------------------------------------- */

static void write_stored(const struct stored *stored, const strs *names,
                         struct json *json)
{
    const struct work *work = &stored->work;
    json_object(json);
    json_text(json, "key", stored->key);
    json_text(json, "title", work->title);
    json_text(json, "container", work->container);
    json_text(json, "author",
              work->author.n ? work->author.at[0].family : S(""));
    json_count(json, "year", work->year);
    json_count(json, "tellers", stored->tellers);
    json_count(json, "journal", (uint64_t)stored->journal);
    json_text(json, "packed", stored->packed);
    json_key(json, "names");
    json_array(json);
    for_vec (i, *names)
        json_str(json, names->at[i]);
    json_end(json);
    json_end(json);
}

/* The rows of a query as an array: of numbers, or of arrays of columns. */
static bool write_rows(struct store *store, const char *key, const char *sql,
                       int64_t gone, int64_t kept, struct json *json,
                       struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db, sql, err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, gone);
    if (sqlite3_bind_parameter_count(s) > 1)
        sqlite3_bind_int64(s, 2, kept);
    json_key(json, key);
    json_array(json);
    while (sql_next(store->db, s, err)) {
        json_array(json);
        for (int i = 0; i < sqlite3_column_count(s); i++)
            json_str(json, sql_column(s, i));
        json_end(json);
    }
    json_end(json);
    return err->kind == ERR_NONE;
}

/* The columns' order is what `restore` binds. */
static bool write_before(struct store *store, int64_t kept, int64_t gone,
                         const struct stored *was_kept,
                         const struct stored *was_gone, const strs *names,
                         struct buf *out, struct err *err)
{
    struct json json = json_on(out);
    json_object(&json);
    json_key(&json, "gone");
    write_stored(was_gone, names, &json);
    json_key(&json, "kept");
    write_stored(was_kept, &(strs){0}, &json);
    bool done =
        write_rows(store, "refs", "SELECT doc,n FROM ref WHERE work=?1", gone,
                   0, &json, err) &&
        write_rows(store, "docs", "SELECT id FROM doc WHERE work=?1", gone, 0,
                   &json, err) &&
        write_rows(store, "notices",
                   "SELECT kind,date,by,source,doc,EXISTS(SELECT 1 FROM notice"
                   " k WHERE k.work=?2 AND k.kind=n.kind AND k.date=n.date AND"
                   " k.by=n.by AND k.source=n.source)"
                   " FROM notice n WHERE work=?1",
                   gone, kept, &json, err) &&
        write_rows(store, "relations",
                   "SELECT work=?1,iif(work=?1,other,work),kind,teller"
                   " FROM relation WHERE ?1 IN (work,other)",
                   gone, 0, &json, err) &&
        write_rows(store, "own_relations",
                   "SELECT work=?1,iif(work=?1,other,work),kind,teller"
                   " FROM relation WHERE ?1 IN (work,other)",
                   kept, 0, &json, err);
    json_end(&json);
    return done;
}

static bool log_merge(struct store *store, int64_t kept, int64_t gone,
                      str gone_key, str why, str before, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "INSERT INTO merge(at,kept,gone,gone_key,why,before)"
        " VALUES(CAST(strftime('%s','now') AS INTEGER),?1,?2,?3,?4,?5)",
        err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, kept);
    sqlite3_bind_int64(s, 2, gone);
    sql_text(s, 3, gone_key);
    sql_text(s, 4, why.len ? why : S("by hand"));
    sql_text(s, 5, before);
    return sql_do(store->db, s, err);
}

/* ---- merging ---------------------------------------------------------- */

/* ?1 is gone, ?2 kept. */
static const char *const move[] = {
    "UPDATE identifier SET work=?2 WHERE work=?1",
    "UPDATE ref SET work=?2 WHERE work=?1",
    "UPDATE doc SET work=?2 WHERE work=?1",
    "UPDATE OR IGNORE notice SET work=?2 WHERE work=?1",
    "DELETE FROM notice WHERE work=?1",
    "UPDATE OR IGNORE relation SET work=?2 WHERE work=?1 AND other<>?2",
    "UPDATE OR IGNORE relation SET other=?2 WHERE other=?1 AND work<>?2",
    /* the rest of its relations and its record go with it */
    "UPDATE merge SET kept=?2 WHERE kept=?1", "DELETE FROM work WHERE id=?1",
    NULL};

static bool fill(struct store *store, int64_t kept,
                 const struct stored *was_kept, const struct stored *was_gone,
                 struct err *err)
{
    bool changed = false;
    if (was_gone->tellers == 0 && was_gone->work.title.len == 0)
        return true;
    struct work work = work_merged(&was_kept->work, &was_gone->work);
    return record_set(store, kept, &work, was_kept->tellers | was_gone->tellers,
                      was_kept, &changed, err);
}

static bool merge(struct store *store, int64_t kept, int64_t gone, str why,
                  struct err *err)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF before = {0};
    struct stored was_kept, was_gone;
    strs names = {0};
    bool there = false, here = false;
    if (!stored_work(store, kept, &arena, &was_kept, &here, err) ||
        !stored_work(store, gone, &arena, &was_gone, &there, err) ||
        !names_of(store, gone, &arena, &names, err))
        return false;
    if (!here || !there || kept == gone)
        return err_set(err, ERR_INPUT, "there aren't two works to merge");
    return write_before(store, kept, gone, &was_kept, &was_gone, &names,
                        &before, err) &&
           log_merge(store, kept, gone, was_gone.key, why, buf_str(&before),
                     err) &&
           run_all(store, move, gone, kept, err) &&
           fill(store, kept, &was_kept, &was_gone, err);
}

bool work_merge(struct store *store, int64_t kept, int64_t gone, str why,
                struct err *err)
{
    if (!store_begin(store, err))
        return false;
    if (merge(store, kept, gone, why, err))
        return true;
    if (err->kind == ERR_STORE)
        store_give_up(store);
    return false;
}

/* ---- splitting -------------------------------------------------------- */

/* Run a statement for each row of an array: its columns, then the two works. */
static bool restore(struct store *store, const char *sql,
                    const struct json_value *rows, int64_t back, int64_t kept,
                    struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db, sql, err);
    if (s == NULL)
        return false;
    const struct json_value *row = json_first(rows);
    for (; row; row = json_next(row)) {
        int place = 3;
        const struct json_value *v = json_is_array(row) ? json_first(row) : row;
        for (; v; v = json_is_array(row) ? json_next(v) : NULL)
            sqlite3_bind_text(s, place++, json_as_str(v).ptr,
                              (int)json_as_str(v).len, SQLITE_STATIC);
        sqlite3_bind_int64(s, 1, back);
        if (sqlite3_bind_parameter_index(s, "?2"))
            sqlite3_bind_int64(s, 2, kept);
        if (!sql_do(store->db, s, err))
            return false;
    }
    return true;
}

static bool restore_row(struct store *store, int64_t id,
                        const struct json_value *was, struct err *err)
{
    SCOPED_SQL *row = sql_prepare(store->db,
                                  "UPDATE work SET title=?2,author=?3,"
                                  "container=?4,year=?5 WHERE id=?1",
                                  err);
    SCOPED_SQL *record =
        sql_prepare(store->db,
                    "INSERT OR REPLACE INTO record(work,tellers,journal,packed)"
                    " SELECT ?1,?2,j.id,?4 FROM (SELECT 1)"
                    " LEFT JOIN journal j ON j.id=?3",
                    err);
    uint32_t tellers = json_member_uint(was, "tellers");
    uint32_t year = json_member_uint(was, "year");
    if (row == NULL || record == NULL)
        return false;
    sqlite3_bind_int64(row, 1, id);
    sql_text(row, 2, json_member_str(was, "title"));
    sql_text(row, 3, json_member_str(was, "author"));
    sql_text(row, 4, json_member_str(was, "container"));
    sql_int(row, 5, year ? year : (int64_t)NONE);
    sqlite3_bind_int64(record, 1, id);
    sqlite3_bind_int64(record, 2, tellers);
    sqlite3_bind_int64(record, 3, json_member_uint(was, "journal"));
    sql_blob(record, 4, json_member_str(was, "packed"));
    if (!sql_do(store->db, row, err))
        return false;
    return tellers ? sql_do(store->db, record, err)
                   : run_pair(store, "DELETE FROM record WHERE work=?1", id, 0,
                              err);
}

static int64_t revive(struct store *store, str key, struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db, "INSERT INTO work(key) VALUES(?1)", err);
    if (s == NULL)
        return -1;
    sql_text(s, 1, key);
    return sql_do(store->db, s, err) ? sqlite3_last_insert_rowid(store->db)
                                     : -1;
}

/* ?1 is the work that comes back, ?2 kept, the rest what was written down. */
static bool give_back(struct store *store, int64_t back, int64_t kept,
                      const struct json_value *before, struct err *err)
{
    const struct json_value *gone = json_member(before, "gone");
    static const struct {
        const char *rows, *sql;
    } row[] = {
        {"refs", "UPDATE ref SET work=?1 WHERE doc=CAST(?3 AS INTEGER) AND"
                 " n=CAST(?4 AS INTEGER) AND work=?2"},
        {"docs", "UPDATE doc SET work=?1 WHERE id=CAST(?3 AS INTEGER) AND"
                 " work=?2"},
        /* ?8: kept had the same notice itself */
        {"notices",
         "DELETE FROM notice WHERE ?8='0' AND work=?2 AND"
         " kind=CAST(?3 AS INTEGER) AND date=?4 AND by=?5 AND source=?6"},
        {"notices",
         "INSERT OR IGNORE INTO notice(work,kind,date,by,source,doc)"
         " SELECT ?1,CAST(?3 AS INTEGER),?4,?5,?6,nullif(CAST(?7 AS INTEGER),0)"
         " WHERE ?7='' OR EXISTS(SELECT 1 FROM doc WHERE"
         " id=CAST(?7 AS INTEGER))"},
        /* kept has the relations it had, and the one come back its own */
        {"relations",
         "DELETE FROM relation WHERE (work=?2 AND other=CAST(?4 AS INTEGER))"
         " OR (other=?2 AND work=CAST(?4 AS INTEGER))"},
        {"own_relations",
         "INSERT OR IGNORE INTO relation(work,other,kind,teller)"
         " SELECT iif(?3='1',?2,id),iif(?3='1',id,?2),CAST(?5 AS INTEGER),"
         "CAST(?6 AS INTEGER) FROM work WHERE id=CAST(?4 AS INTEGER)"},
        {"relations",
         "INSERT OR IGNORE INTO relation(work,other,kind,teller)"
         " SELECT iif(?3='1',?1,id),iif(?3='1',id,?1),CAST(?5 AS INTEGER),"
         "CAST(?6 AS INTEGER) FROM work WHERE id=CAST(?4 AS INTEGER)"},
    };
    if (!restore(store, "UPDATE identifier SET work=?1 WHERE id=?3 AND work=?2",
                 json_member(gone, "names"), back, kept, err))
        return false;
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
        if (!restore(store, row[i].sql, json_member(before, row[i].rows), back,
                     kept, err))
            return false;
    return restore_row(store, back, gone, err) &&
           restore_row(store, kept, json_member(before, "kept"), err);
}

static bool split(struct store *store, int64_t id, bool *found, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db, "SELECT kept,before FROM merge WHERE id=?1 AND NOT undone",
        err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, id);
    *found = sql_next(store->db, s, err);
    if (!*found)
        return err->kind == ERR_NONE;
    int64_t kept = sqlite3_column_int64(s, 0);
    SCOPED_JSON *before = json_parse(sql_column(s, 1), err);
    sqlite3_reset(s);
    if (before == NULL)
        return false;
    str key = json_member_str(json_member(before, "gone"), "key");
    int64_t back = revive(store, key, err);
    return back > 0 && give_back(store, back, kept, before, err) &&
           run_pair(store, "UPDATE merge SET undone=1 WHERE id=?1", id, 0, err);
}

bool work_split(struct store *store, int64_t merge_id, bool *found,
                struct err *err)
{
    if (!store_begin(store, err))
        return false;
    if (split(store, merge_id, found, err))
        return true;
    err->kind = ERR_STORE;
    store_give_up(store);
    return false;
}

/* ---- the log ---------------------------------------------------------- */

bool merge_log(struct store *store, int64_t work, uint32_t limit,
               struct arena *arena, merge_rows *rows, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT m.id,m.kept,w.key,m.gone_key,m.why,"
        "strftime('%Y-%m-%dT%H:%M:%SZ',m.at,'unixepoch'),m.undone FROM merge m"
        " LEFT JOIN work w ON w.id=m.kept WHERE ?1=0 OR m.kept=?1"
        " ORDER BY m.id DESC LIMIT ?2",
        err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, work);
    sqlite3_bind_int64(s, 2, limit ? (int64_t)limit : -1);
    while (sql_next(store->db, s, err))
        vec_push(rows, arena,
                 ((struct merge_row){.id = sqlite3_column_int64(s, 0),
                                     .kept = sqlite3_column_int64(s, 1),
                                     .kept_key = sql_copy(s, 2, arena),
                                     .gone_key = sql_copy(s, 3, arena),
                                     .why = sql_copy(s, 4, arena),
                                     .at = sql_copy(s, 5, arena),
                                     .undone = sqlite3_column_int(s, 6)}));
    return err->kind == ERR_NONE;
}
