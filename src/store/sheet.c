#include "store/sheet.h"

#include "store/context.h"

/* Columns of a sheet's query. */
enum {
    SHEET_ID,
    SHEET_DOC,
    SHEET_WORK,
    SHEET_YEAR,
    SHEET_SECTION,
    SHEET_FLAGS,
    SHEET_NOTICE,
    SHEET_LABEL
};

/* The graver kinds come first in enum notice_kind. */
#define NOTICE                                                                 \
    "(SELECT kind+1 FROM notice WHERE work=d.work ORDER BY kind LIMIT 1)"

static struct sheet_row read_row(sqlite3_stmt *s)
{
    struct sheet_row row = {
        .id = sqlite3_column_int64(s, SHEET_ID),
        .doc = sqlite3_column_int64(s, SHEET_DOC),
        .work = sqlite3_column_int64(s, SHEET_WORK),
        .year = (uint16_t)sqlite3_column_int(s, SHEET_YEAR),
        .section = (uint8_t)read_enum(s, SHEET_SECTION, SECTIONS),
        .self = sqlite3_column_int(s, SHEET_FLAGS) & CITATION_SELF,
        .notice = (uint8_t)read_enum(s, SHEET_NOTICE, NOTICE_KINDS + 1),
        .stance = (uint8_t)read_enum(s, SHEET_LABEL, STANCES),
        .evidence = (uint8_t)read_enum(s, SHEET_LABEL + 1, EVIDENCES),
        .intent = (uint8_t)read_enum(s, SHEET_LABEL + 2, INTENTS)};
    for (int i = STANCE_SUPPORTING; i < STANCES; i++)
        row.p[i] = (uint16_t)sqlite3_column_int(s, SHEET_LABEL + 2 + i);
    return row;
}

static bool read_sheet(struct store *store, const char *sql, int64_t of,
                       struct arena *arena, struct sheet *sheet,
                       struct err *err)
{
    vec_of(struct sheet_row) rows = {0};
    SCOPED_SQL *s = sql_prepare(store->db, sql, err);
    if (s == NULL)
        return false;
    sql_int(s, 1, of);
    while (sql_next(store->db, s, err))
        vec_push(&rows, arena, read_row(s));
    *sheet = (struct sheet){rows.at, rows.n};
    return err->kind == ERR_NONE;
}

#define SHEET_LABELS                                                           \
    "l.stance,l.evidence,l.intent,l.supporting,l.contrasting,l.mentioning"

bool sheet_of_work(struct store *store, int64_t work, struct arena *arena,
                   struct sheet *sheet, struct err *err)
{
    return read_sheet(
        store,
        "SELECT c.id,c.doc,d.work,w.year,c.section,c.flags," NOTICE
        "," SHEET_LABELS
        " FROM ref r CROSS JOIN citation c ON c.doc=r.doc AND c.ref=r.n"
        " AND " CITATION_COUNTS " CROSS JOIN doc d ON d.id=c.doc"
        " CROSS JOIN work w ON w.id=d.work" LABELLED
        " WHERE r.work=?1 ORDER BY r.doc,c.id",
        work, arena, sheet, err);
}

bool sheet_of_doc(struct store *store, int64_t doc, struct arena *arena,
                  struct sheet *sheet, struct err *err)
{
    return read_sheet(
        store,
        "SELECT c.id,c.doc,r.work,w.year,c.section,c.flags," NOTICE
        "," SHEET_LABELS
        " FROM citation c CROSS JOIN ref r ON r.doc=c.doc AND r.n=c.ref"
        " CROSS JOIN doc d ON d.id=c.doc CROSS JOIN work w ON w.id=r.work"
        LABELLED " WHERE c.doc=?1 AND " CITATION_COUNTS
        " ORDER BY c.id",
        doc, arena, sheet, err);
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
    SHOW_LABEL
};

#define SHOW                                                                   \
    "SELECT " PLACE ",d.id,d.key,w.title,w.author,w.container,w.year,r.key,"   \
    "b.kind,b.headings,b.part," NOTICE ",(SELECT key FROM work"                \
    " WHERE id=r.work),d.work,r.n," LABEL " FROM citation c"                   \
    " JOIN doc d ON d.id=c.doc JOIN work w ON w.id=d.work"                     \
    " LEFT JOIN ref r ON r.doc=c.doc AND r.n=c.ref"                            \
    " LEFT JOIN block b ON b.doc=c.doc AND b.n=c.block" LABELLED               \
    " WHERE c.id=?1"

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

static struct sheet_shown read_shown(sqlite3_stmt *s, int64_t id,
                                     struct arena *arena)
{
    struct sheet_shown shown = {
        .row = read_citation(s, arena),
        .id = id,
        .ref = sql_copy(s, SHOW_REF, arena),
        .mention = (uint32_t)sqlite3_column_int64(s, AT_MENTION),
        .work = sql_copy(s, SHOW_CITED, arena),
        .ref_n = (uint32_t)sqlite3_column_int64(s, SHOW_REF_N),
        .citing = sqlite3_column_int64(s, SHOW_CITING)};
    str ref = shown.ref.len ? shown.ref : S("?");
    shown.row.id = arena_format(arena, "%.*s/%u", STR(ref), shown.mention);
    return shown;
}

bool sheet_show(struct store *store, const int64_t *id, uint32_t n,
                struct arena *arena, sheet_shown *shown, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db, SHOW, err);
    SCOPED_SQL *body = sql_prepare(store->db, BODY_TEXT, err);
    int64_t doc = 0;
    str text = {0};
    if (s == NULL || body == NULL)
        return false;
    for (uint32_t i = 0; i < n && err->kind == ERR_NONE; i++) {
        sql_int(s, 1, id[i]);
        if (sql_next(store->db, s, err)) {
            struct sheet_shown one = read_shown(s, id[i], arena);
            if (one.row.doc != doc &&
                !read_text(store, body, one.row.doc, arena, &text, err))
                return false;
            doc = one.row.doc;
            read_context(s, text, &one.row);
            vec_push(shown, arena, one);
        }
        sqlite3_reset(s);
    }
    return err->kind == ERR_NONE;
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
