#include "store/sheet.h"

#include "store/context.h"
#include "store/told.h"

static struct sheet_row row_of(struct told told)
{
    return (struct sheet_row){.section = told.section,
                              .stance = told.stance,
                              .evidence = told.evidence,
                              .intent = told.intent,
                              .code = told.code,
                              .percent = told.percent,
                              .self = told.self,
                              .corrected = told.corrected};
}

typedef vec_of(struct sheet_row) sheet_rows;

/* The mentions of a row of `ref`: doc, n, told. */
static void add_mentions(sqlite3_stmt *s, struct arena *arena, bool notice,
                         sheet_rows *rows)
{
    str told = sql_column(s, 2);
    uint32_t n = told_count(told);
    for (uint32_t i = 0; i < n; i++) {
        struct sheet_row row = row_of(told_read(told, i));
        row.doc = sqlite3_column_int64(s, 0);
        row.ref = (uint32_t)sqlite3_column_int64(s, 1);
        row.mention = i;
        row.year = (uint16_t)told_year(told);
        row.notice = notice;
        vec_push(rows, arena, row);
    }
}

/* Both in the order of docs. */
static bool is_noticed(const id_list *noticed, uint32_t *at, int64_t doc)
{
    while (noticed && *at < noticed->n && noticed->at[*at] < doc)
        (*at)++;
    return noticed && *at < noticed->n && noticed->at[*at] == doc;
}

bool noticed_docs(struct store *store, struct arena *arena, id_list *docs,
                  struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db,
                                "SELECT DISTINCT d.id FROM notice n"
                                " CROSS JOIN doc d ON d.work=n.work ORDER BY 1",
                                err);
    if (s == NULL)
        return false;
    while (sql_next(store->db, s, err))
        vec_push(docs, arena, sqlite3_column_int64(s, 0));
    return err->kind == ERR_NONE;
}

bool sheet_of_work(struct store *store, int64_t work, const id_list *noticed,
                   struct arena *arena, struct sheet *sheet, struct err *err)
{
    sheet_rows rows = {0};
    uint32_t at = 0;
    SCOPED_SQL *s = sql_prepare(
        store->db, "SELECT doc,n,told FROM ref WHERE work=?1 ORDER BY doc,n",
        err);
    if (s == NULL)
        return false;
    sql_int(s, 1, work);
    while (sql_next(store->db, s, err))
        add_mentions(s, arena,
                     is_noticed(noticed, &at, sqlite3_column_int64(s, 0)),
                     &rows);
    *sheet = (struct sheet){rows.at, rows.n};
    return err->kind == ERR_NONE;
}

bool sheet_of_doc(struct store *store, int64_t doc, struct arena *arena,
                  struct sheet *sheet, struct err *err)
{
    sheet_rows rows = {0};
    SCOPED_SQL *s = sql_prepare(store->db,
                                "SELECT r.doc,r.n,r.told,r.work,w.year"
                                " FROM ref r JOIN work w ON w.id=r.work"
                                " WHERE r.doc=?1 ORDER BY r.n",
                                err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    while (sql_next(store->db, s, err)) {
        uint32_t first = rows.n;
        add_mentions(s, arena, false, &rows);
        for (uint32_t i = first; i < rows.n; i++) {
            rows.at[i].work = sqlite3_column_int64(s, 3);
            rows.at[i].year = (uint16_t)sqlite3_column_int(s, 4);
        }
    }
    *sheet = (struct sheet){rows.at, rows.n};
    return err->kind == ERR_NONE;
}

/* ---- in full ------------------------------------------------------------ */

/* Columns after those of PLACE. */
enum {
    SHOW_DOC = AT_REST,
    SHOW_KEY,
    SHOW_TITLE,
    SHOW_AUTHOR,
    SHOW_CONTAINER,
    SHOW_YEAR,
    SHOW_REF,
    SHOW_KIND,
    SHOW_HEADINGS,
    SHOW_PART,
    SHOW_NOTICE,
    SHOW_CITED,
    SHOW_CITING,
    SHOW_REF_N,
    SHOW_ID,
    SHOW_LABEL
};

/* The graver kinds come first in enum notice_kind. */
#define NOTICE                                                                 \
    "(SELECT kind+1 FROM notice WHERE work=d.work ORDER BY kind LIMIT 1)"

#define SHOW                                                                   \
    "SELECT " PLACE ",d.id,d.key,w.title,w.author,w.container,w.year,r.key,"   \
    "b.kind,b.headings,b.part," NOTICE ",(SELECT key FROM work"                \
    " WHERE id=r.work),d.work,r.n,c.id," LABEL " FROM citation c"              \
    " JOIN doc d ON d.id=c.doc JOIN work w ON w.id=d.work"                     \
    " LEFT JOIN ref r ON r.doc=c.doc AND r.n=c.ref"                            \
    " LEFT JOIN block b ON b.doc=c.doc AND b.n=c.block" LABELLED

static struct citation_row read_citation(sqlite3_stmt *s, struct arena *arena)
{
    struct citation_row row = {
        .doc = sqlite3_column_int64(s, SHOW_DOC),
        .doc_key = sql_copy(s, SHOW_KEY, arena),
        .title = sql_copy(s, SHOW_TITLE, arena),
        .author = sql_copy(s, SHOW_AUTHOR, arena),
        .container = sql_copy(s, SHOW_CONTAINER, arena),
        .year = (uint32_t)sqlite3_column_int64(s, SHOW_YEAR),
        .section = (enum section)read_enum(s, AT_SECTION, SECTIONS),
        .self = sqlite3_column_int(s, AT_FLAGS) & CITATION_SELF,
        .kind = (enum block_kind)read_enum(s, SHOW_KIND, BLOCK_KINDS),
        .headings = sql_copy(s, SHOW_HEADINGS, arena),
        .part = sql_copy(s, SHOW_PART, arena),
    };
    unsigned notice = read_enum(s, SHOW_NOTICE, NOTICE_KINDS + 1);
    if (notice)
        row.notice = str_of(notice_kind_name[notice - 1]);
    read_label(s, SHOW_LABEL, &row, arena);
    return row;
}

static struct sheet_shown read_shown(sqlite3_stmt *s, struct arena *arena)
{
    struct sheet_shown shown = {
        .row = read_citation(s, arena),
        .id = sqlite3_column_int64(s, SHOW_ID),
        .ref = sql_copy(s, SHOW_REF, arena),
        .mention = (uint32_t)sqlite3_column_int64(s, AT_MENTION),
        .work = sql_copy(s, SHOW_CITED, arena),
        .ref_n = (uint32_t)sqlite3_column_int64(s, SHOW_REF_N),
        .citing = sqlite3_column_int64(s, SHOW_CITING)};
    str ref = shown.ref.len ? shown.ref : S("?");
    shown.row.id = arena_format(arena, "%.*s/%u", STR(ref), shown.mention);
    return shown;
}

/* The text of the doc unpacked last. */
struct unpacked {
    int64_t doc;
    str text;
};

/* What a statement of SHOW finds first; `found` false when nothing. */
static bool show_one(struct store *store, sqlite3_stmt *s, sqlite3_stmt *body,
                     struct unpacked *unpacked, struct arena *arena,
                     struct sheet_shown *shown, bool *found, struct err *err)
{
    *found = sql_next(store->db, s, err);
    if (*found) {
        *shown = read_shown(s, arena);
        if (shown->row.doc != unpacked->doc &&
            !read_text(store, body, shown->row.doc, arena, &unpacked->text,
                       err))
            return false;
        unpacked->doc = shown->row.doc;
        read_context(s, unpacked->text, &shown->row);
    }
    sqlite3_reset(s);
    return err->kind == ERR_NONE;
}

bool sheet_show(struct store *store, const struct sheet_row *const *row,
                uint32_t n, struct arena *arena, sheet_shown *shown,
                struct err *err)
{
    struct unpacked unpacked = {0};
    SCOPED_SQL *s = sql_prepare(
        store->db,
        SHOW " WHERE c.id=(SELECT id FROM citation WHERE doc=?1 AND ref=?2"
             " AND NOT flags&12 ORDER BY id LIMIT 1 OFFSET ?3)",
        err);
    SCOPED_SQL *body = sql_prepare(store->db, BODY_TEXT, err);
    if (s == NULL || body == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        struct sheet_shown one;
        bool found;
        sql_int(s, 1, row[i]->doc);
        sql_int(s, 2, row[i]->ref);
        sql_int(s, 3, row[i]->mention);
        if (!show_one(store, s, body, &unpacked, arena, &one, &found, err))
            return false;
        if (found)
            vec_push(shown, arena, one);
    }
    return true;
}

bool sheet_show_id(struct store *store, int64_t id, struct arena *arena,
                   struct sheet_shown *shown, bool *found, struct err *err)
{
    struct unpacked unpacked = {0};
    SCOPED_SQL *s = sql_prepare(store->db, SHOW " WHERE c.id=?1", err);
    SCOPED_SQL *body = sql_prepare(store->db, BODY_TEXT, err);
    if (s == NULL || body == NULL)
        return false;
    sql_int(s, 1, id);
    return show_one(store, s, body, &unpacked, arena, shown, found, err);
}

bool sheet_find(struct store *store, int64_t doc, str citation, int64_t *id,
                struct err *err)
{
    size_t slash = str_last_chr(citation, '/');
    uint32_t mention;
    *id = 0;
    if (slash == STR_NONE || !str_uint(str_from(citation, slash + 1), &mention))
        return true;
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT c.id FROM ref r JOIN citation c ON c.doc=r.doc AND c.ref=r.n"
        " WHERE r.doc=?1 AND r.key=?2 AND c.mention=?3",
        err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    sql_text(s, 2, str_first(citation, slash));
    sql_int(s, 3, mention);
    if (sql_next(store->db, s, err))
        *id = sqlite3_column_int64(s, 0);
    return err->kind == ERR_NONE;
}

/* ---- works -------------------------------------------------------------- */

bool citing_works(struct store *store, int64_t work, int64_t after,
                  uint32_t limit, struct arena *arena, work_list *works,
                  struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db,
                    "SELECT DISTINCT d.work FROM ref r JOIN doc d ON d.id=r.doc"
                    " WHERE r.work=?1 AND d.work>?2 ORDER BY d.work LIMIT ?3",
                    err);
    if (s == NULL)
        return false;
    sql_int(s, 1, work);
    sql_int(s, 2, after);
    sql_int(s, 3, limit);
    while (sql_next(store->db, s, err))
        vec_push(works, arena, sqlite3_column_int64(s, 0));
    return err->kind == ERR_NONE;
}

bool cited_works(struct store *store, int64_t doc, struct arena *arena,
                 work_list *works, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db,
                                "SELECT work FROM ref WHERE doc=?1"
                                " GROUP BY work ORDER BY min(n)",
                                err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    while (sql_next(store->db, s, err))
        vec_push(works, arena, sqlite3_column_int64(s, 0));
    return err->kind == ERR_NONE;
}

bool work_key_of(struct store *store, int64_t work, struct arena *arena,
                 str *key, struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db, "SELECT key FROM work WHERE id=?1", err);
    if (s == NULL)
        return false;
    sql_int(s, 1, work);
    *key = sql_next(store->db, s, err) ? sql_copy(s, 0, arena) : S("");
    return err->kind == ERR_NONE;
}

bool doc_work(struct store *store, int64_t doc, int64_t *work, struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db, "SELECT work FROM doc WHERE id=?1", err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    *work = sql_next(store->db, s, err) ? sqlite3_column_int64(s, 0) : 0;
    return err->kind == ERR_NONE;
}
