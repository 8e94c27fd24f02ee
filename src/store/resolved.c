#include "store/resolved.h"

#include "base/json.h"
#include "store/meta.h"
#include "store/meta_inside.h"

/* ---- refs without a name ------------------------------------------------- */

bool refs_unnamed(struct store *store, int64_t doc, struct arena *arena,
                  unnamed_refs *refs, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT r.n, w.id, w.key FROM ref r JOIN work w ON w.id=r.work"
        " LEFT JOIN resolved s ON s.doc=r.doc AND s.ref=r.n"
        " WHERE r.doc=?1 AND w.key>='ref:' AND w.key<'ref;'"
        " AND ifnull(s.undone,0)=0 ORDER BY r.n",
        err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    while (sql_next(store->db, s, err)) {
        struct unnamed_ref ref = {(uint32_t)sqlite3_column_int64(s, 0),
                                  sqlite3_column_int64(s, 1),
                                  sql_copy(s, 2, arena)};
        vec_push(refs, arena, ref);
    }
    return err->kind == ERR_NONE;
}

/* ---- links ------------------------------------------------------------------
 */

static bool keep_log(struct store *store, const struct resolved_link *link,
                     struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "INSERT INTO resolved(doc,ref,before,work,rule,score,at)"
        " VALUES(?1,?2,?3,(SELECT key FROM work WHERE id=?4),?5,?6,"
        "strftime('%s','now')) ON CONFLICT(doc,ref) DO UPDATE SET"
        " work=excluded.work,rule=excluded.rule,score=excluded.score,"
        "at=excluded.at,undone=0",
        err);
    if (s == NULL)
        return false;
    sql_int(s, 1, link->doc);
    sql_int(s, 2, link->ref);
    sql_text(s, 3, link->before);
    sql_int(s, 4, link->work);
    sql_text(s, 5, link->rule);
    sql_int(s, 6, (int64_t)(link->score * 1000 + 0.5F));
    return sql_do(store->db, s, err);
}

bool resolved_put(struct store *store, const struct resolved_link *link,
                  struct err *err)
{
    return store_begin(store, err) && keep_log(store, link, err) &&
           meta_point(store, link->doc, link->ref, link->work, err);
}

bool resolved_move(struct store *store, str from, int64_t to, str rule,
                   float score, uint64_t *moved, struct err *err)
{
    SCOPED_ARENA arena = {0};
    vec_of(struct resolved_link) links = {0};
    int64_t work;
    if (!meta_find(store, from, &work, err))
        return false;
    {
        SCOPED_SQL *s =
            sql_prepare(store->db,
                        "SELECT r.doc, r.n FROM ref r LEFT JOIN resolved s ON"
                        " s.doc=r.doc AND s.ref=r.n WHERE r.work=?1 AND"
                        " ifnull(s.undone,0)=0 ORDER BY r.doc, r.n",
                        err);
        if (s == NULL)
            return false;
        sql_int(s, 1, work);
        while (sql_next(store->db, s, err)) {
            struct resolved_link link = {
                .doc = sqlite3_column_int64(s, 0),
                .ref = (uint32_t)sqlite3_column_int64(s, 1),
                .work = to,
                .before = from,
                .rule = rule,
                .score = score};
            vec_push(&links, &arena, link);
        }
    }
    for (uint32_t i = 0; i < links.n && err->kind == ERR_NONE; i++)
        *moved += resolved_put(store, &links.at[i], err);
    return err->kind == ERR_NONE;
}

/* ---- and back
 * ------------------------------------------------------------------ */

struct undo {
    int64_t doc;
    uint32_t ref;
    str before;
};
typedef vec_of(struct undo) undos;

static bool list_links(struct store *store, int64_t doc, struct arena *arena,
                       undos *list, struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db,
                    "SELECT doc, ref, before FROM resolved"
                    " WHERE undone=0 AND (?1=0 OR doc=?1) ORDER BY doc, ref",
                    err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    while (sql_next(store->db, s, err)) {
        struct undo undo = {sqlite3_column_int64(s, 0),
                            (uint32_t)sqlite3_column_int64(s, 1),
                            sql_copy(s, 2, arena)};
        vec_push(list, arena, undo);
    }
    return err->kind == ERR_NONE;
}

/*
 * The work it was may have gone: then it comes back, as the ref prints it;
 * -1 on failure.
 */
static int64_t bring_back(struct store *store, const struct undo *undo,
                          struct err *err)
{
    SCOPED_ARENA arena = {0};
    struct packed_work work = {0};
    uint32_t contested = 0;
    str rest, line = {0};
    if (!doc_records(store, undo->doc, &arena, &rest, err))
        return -1;
    for (uint32_t n = 0; n <= undo->ref + 1; n++)
        str_split(&rest, '\n', &line);
    SCOPED_JSON *record = json_parse(line, err);
    if (record == NULL)
        return -1;
    const struct json_value *author =
        json_first(json_member(record, "authors"));
    vec_push(&work.id, &arena, undo->before);
    work.title = json_member_str(record, "title");
    work.author = json_member_str(author, "family");
    work.container = json_member_str(record, "container");
    work.year = json_member_uint(record, "year");
    return work_put(store, &work, SPEAKER_REF, &contested, err);
}

static bool undo_one(struct store *store, const struct undo *undo,
                     struct err *err)
{
    int64_t work = bring_back(store, undo, err);
    SCOPED_SQL *s = sql_prepare(
        store->db, "UPDATE resolved SET undone=1 WHERE doc=?1 AND ref=?2", err);
    if (work < 0 || s == NULL)
        return false;
    sql_int(s, 1, undo->doc);
    sql_int(s, 2, undo->ref);
    return sql_do(store->db, s, err) &&
           meta_point(store, undo->doc, undo->ref, work, err);
}

bool resolved_undo(struct store *store, int64_t doc, uint64_t *undone,
                   struct err *err)
{
    SCOPED_ARENA arena = {0};
    undos list = {0};
    if (!list_links(store, doc, &arena, &list, err) || !store_begin(store, err))
        return false;
    for_vec (i, list) {
        if (!undo_one(store, &list.at[i], err))
            return false;
        ++*undone;
    }
    return true;
}

/* ---- in the records
 * ---------------------------------------------------------------- */

struct taken {
    uint32_t ref;
    str work;
    uint32_t score;
};
typedef vec_of(struct taken) takens;

static bool list_taken(struct store *store, int64_t doc, struct arena *arena,
                       takens *list, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT s.ref, w.key, s.score FROM resolved s"
        " JOIN ref r ON r.doc=s.doc AND r.n=s.ref JOIN work w ON w.id=r.work"
        " WHERE s.doc=?1 AND s.undone=0 ORDER BY s.ref",
        err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    while (sql_next(store->db, s, err)) {
        struct taken taken = {(uint32_t)sqlite3_column_int64(s, 0),
                              sql_copy(s, 1, arena),
                              (uint32_t)sqlite3_column_int64(s, 2)};
        vec_push(list, arena, taken);
    }
    return err->kind == ERR_NONE;
}

/*
 * What stands in quotes after the key is another work.  Inside of strings
 * quotes are escaped, so the key is found where it is one.
 */
static void patch_line(str line, const struct taken *taken, struct buf *out)
{
    str key = S("\"work\":\"");
    size_t at = str_find(line, key);
    if (at == STR_NONE) {
        buf_add(out, line);
        return;
    }
    str rest = str_from(line, at + key.len);
    buf_add(out, str_first(line, at + key.len));
    buf_json(out, taken->work);
    buf_format(out, "\",\"resolved_by\":\"match\",\"score\":%u.%03u",
               taken->score / 1000, taken->score % 1000);
    buf_add(out, str_from(rest, str_chr(rest, '"') + 1));
}

bool resolved_patch(struct store *store, int64_t doc, struct arena *arena,
                    str *records, struct err *err)
{
    takens list = {0};
    SCOPED_BUF out = {0};
    str rest = *records, line;
    if (!list_taken(store, doc, arena, &list, err))
        return false;
    if (list.n == 0)
        return true;
    uint32_t at = 0;
    for (uint32_t n = 0; str_split(&rest, '\n', &line) && line.len; n++) {
        if (at < list.n && n == list.at[at].ref + 1) /* the doc's comes first */
            patch_line(line, &list.at[at++], &out);
        else
            buf_add(&out, line);
        buf_char(&out, '\n');
    }
    *records = arena_str(arena, buf_str(&out));
    return true;
}

/* ---- what has been looked at
 * ---------------------------------------------------------- */

bool works_horizon(struct store *store, int64_t *horizon, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db, "SELECT count(*)*1000003+ifnull(max(work),0) FROM record",
        err);
    if (s == NULL)
        return false;
    if (sql_next(store->db, s, err))
        *horizon = sqlite3_column_int64(s, 0);
    return err->kind == ERR_NONE;
}

bool resolved_missing(struct store *store, int64_t horizon, struct arena *arena,
                      doc_ids *docs, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT d.id FROM doc d LEFT JOIN resolved_doc s ON s.doc=d.id"
        " WHERE s.doc IS NULL OR (?1>=0 AND s.horizon<>?1) ORDER BY d.key",
        err);
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, horizon);
    while (sql_next(store->db, s, err))
        vec_push(docs, arena, sqlite3_column_int64(s, 0));
    return err->kind == ERR_NONE;
}

bool resolved_done(struct store *store, int64_t doc, int64_t horizon,
                   struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "INSERT OR REPLACE INTO resolved_doc(doc,horizon) VALUES(?1,?2)", err);
    if (s == NULL || !store_begin(store, err))
        return false;
    sql_int(s, 1, doc);
    sqlite3_bind_int64(s, 2, horizon);
    return sql_do(store->db, s, err);
}
