/* Citations: of a work, a page at a time; of a doc, as records. */
#include "base/json.h"
#include "base/utf8.h"
#include "store/inside.h"
#include "store/rows.h"
#include "store/schema.h"

/* The newest model's label of a citation. */
#define STANCE                                                                 \
    "ifnull((SELECT stance FROM label WHERE citation=c.id"                     \
    " ORDER BY model DESC LIMIT 1),0)"

/* What is counted and listed: not what a translation says once more. */
#define COUNTED " c.work=?1 AND NOT c.flags&4 "

/* ---- tallies ---------------------------------------------------------- */

static bool tally_years(struct store *store, int64_t work, struct arena *arena,
                        struct tally *tally, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT w.year, count(*) FROM citation c JOIN doc d ON d.id=c.doc"
        " JOIN work w ON w.id=d.work WHERE" COUNTED "GROUP BY 1 ORDER BY 1",
        err);
    if (s == NULL)
        return false;
    vec_of(struct year_count) years = {0};
    sql_int(s, 1, work);
    while (sql_next(store->db, s, err)) {
        struct year_count count = {(uint32_t)sqlite3_column_int64(s, 0),
                                   (uint32_t)sqlite3_column_int64(s, 1)};
        vec_push(&years, arena, count);
        tally->total += count.n;
    }
    tally->year = years.at;
    tally->years = years.n;
    return err->kind == ERR_NONE;
}

static bool tally_kinds(struct store *store, int64_t work, struct tally *tally,
                        struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT " STANCE ", c.section, c.flags&1, count(*) FROM citation c"
        " WHERE" COUNTED "GROUP BY 1,2,3",
        err);
    if (s == NULL)
        return false;
    sql_int(s, 1, work);
    while (sql_next(store->db, s, err)) {
        uint64_t n = (uint64_t)sqlite3_column_int64(s, 3);
        tally->stance[(unsigned)sqlite3_column_int(s, 0) % STANCES] += n;
        tally->section[(unsigned)sqlite3_column_int(s, 1) % SECTIONS] += n;
        tally->self += sqlite3_column_int(s, 2) ? n : 0;
    }
    return err->kind == ERR_NONE;
}

bool work_tally(struct store *store, int64_t work, struct arena *arena,
                struct tally *tally, struct err *err)
{
    *tally = (struct tally){0};
    SCOPED_SQL *s = sql_prepare(
        store->db, "SELECT count(DISTINCT c.doc) FROM citation c WHERE" COUNTED,
        err);
    if (s == NULL)
        return false;
    sql_int(s, 1, work);
    if (!sql_next(store->db, s, err))
        return false;
    tally->works = (uint64_t)sqlite3_column_int64(s, 0);
    return tally_kinds(store, work, tally, err) &&
           tally_years(store, work, arena, tally, err);
}

/* ---- a page of them --------------------------------------------------- */

#define FILTERED                                                               \
    " FROM citation c JOIN doc d ON d.id=c.doc JOIN work w ON w.id=d.work"     \
    " WHERE" COUNTED "AND (?2<0 OR " STANCE "=?2) AND (?3<0 OR c.section=?3)"  \
    " AND (?4=0 OR w.year>=?4) AND (?5=0 OR w.year<=?5)"                       \
    " AND (?6<0 OR (c.flags&1)=?6)"

static void bind_filter(sqlite3_stmt *s, int64_t work,
                        const struct filter *filter)
{
    sql_int(s, 1, work);
    sql_int(s, 2, filter->by_stance ? (int64_t)filter->stance : -1);
    sql_int(s, 3, filter->by_section ? (int64_t)filter->section : -1);
    sql_int(s, 4, filter->year_from);
    sql_int(s, 5, filter->year_to);
    sql_int(s, 6, filter->self_only ? 1 : filter->no_self ? 0 : -1);
}

static str piece(str text, int64_t from, int64_t to)
{
    if (from < 0 || to < from || (size_t)to > text.len)
        return S("");
    return str_trim((str){text.ptr + from, (size_t)(to - from)});
}

/* Columns 10 … 15: before, start, stop, after, marker, marker_stop. */
static void read_context(sqlite3_stmt *s, str text, struct citation_row *row)
{
    int64_t at[6];
    for (int i = 0; i < 6; i++)
        at[i] = sqlite3_column_int64(s, 10 + i);
    row->before = piece(text, at[0], at[1]);
    row->sentence = piece(text, at[1], at[2]);
    row->after = piece(text, at[2], at[3]);
    bool inside = at[4] >= at[1] && at[5] >= at[4] && at[5] <= at[2];
    if (inside)
        row->marker =
            (struct span){(uint32_t)(at[4] - at[1]), (uint32_t)(at[5] - at[1])};
}

static str notice_of(struct store *store, int64_t doc, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT kind FROM notice WHERE work=(SELECT work FROM doc WHERE"
        " id=?1) ORDER BY kind LIMIT 1",
        err);
    if (s == NULL)
        return S("");
    sql_int(s, 1, doc);
    if (!sql_next(store->db, s, err))
        return S("");
    return str_of(
        notice_kind_name[(unsigned)sqlite3_column_int(s, 0) % NOTICE_KINDS]);
}

static struct citation_row read_row(struct store *store, sqlite3_stmt *s,
                                    struct arena *arena, struct err *err)
{
    struct citation_row row = {
        .doc = sqlite3_column_int64(s, 0),
        .doc_key = sql_copy(s, 1, arena),
        .title = sql_copy(s, 2, arena),
        .author = sql_copy(s, 3, arena),
        .container = sql_copy(s, 4, arena),
        .year = (uint32_t)sqlite3_column_int64(s, 5),
        .section =
            (enum section)((unsigned)sqlite3_column_int(s, 7) % SECTIONS),
        .self = sqlite3_column_int(s, 8) & CITATION_SELF,
        .kind = (enum block_kind)((unsigned)sqlite3_column_int(s, 16) %
                                  BLOCK_KINDS),
        .headings = sql_copy(s, 17, arena),
        .stance = (enum stance)((unsigned)sqlite3_column_int(s, 19) % STANCES),
    };
    str key = sql_column(s, 6);
    row.id = arena_format(arena, "%.*s/%lld", STR(key),
                          (long long)sqlite3_column_int64(s, 9));
    read_context(s, unsqueeze(sql_column(s, 18), arena), &row);
    row.notice = notice_of(store, row.doc, err);
    return row;
}

static bool count_all(struct store *store, int64_t work,
                      const struct filter *filter, uint64_t *total,
                      struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db, "SELECT count(*)" FILTERED, err);
    if (s == NULL)
        return false;
    bind_filter(s, work, filter);
    if (!sql_next(store->db, s, err))
        return false;
    *total = (uint64_t)sqlite3_column_int64(s, 0);
    return true;
}

bool work_citations(struct store *store, int64_t work,
                    const struct filter *filter, struct arena *arena,
                    citation_rows *rows, uint64_t *total, struct err *err)
{
    if (!count_all(store, work, filter, total, err))
        return false;
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT d.id,d.key,w.title,w.author,w.container,w.year,"
        "(SELECT key FROM ref WHERE doc=c.doc AND n=c.ref),c.section,c.flags,"
        "c.mention,c.before,c.start,c.stop,c.after,c.marker,c.marker_stop,"
        "b.kind,b.headings,(SELECT text FROM body WHERE doc=c.doc)," STANCE
        " FROM (SELECT c.id AS one" FILTERED
        " ORDER BY w.year DESC,d.id,c.id LIMIT ?7 OFFSET ?8) page"
        " JOIN citation c ON c.id=page.one JOIN doc d ON d.id=c.doc"
        " JOIN work w ON w.id=d.work"
        " LEFT JOIN block b ON b.doc=c.doc AND b.n=c.block"
        " ORDER BY w.year DESC,d.id,c.id",
        err);
    if (s == NULL)
        return false;
    bind_filter(s, work, filter);
    sql_int(s, 7, filter->limit ? (int64_t)filter->limit : -1);
    sql_int(s, 8, filter->offset);
    while (sql_next(store->db, s, err)) {
        struct citation_row row = read_row(store, s, arena, err);
        vec_push(rows, arena, row);
    }
    return err->kind == ERR_NONE;
}

/* ---- a doc's, as records ---------------------------------------------- */

static void put_marker(struct json *json, str sentence, struct span marker,
                       sqlite3_stmt *s)
{
    size_t start = utf8_count(str_first(sentence, marker.start));
    str words = {sentence.ptr + marker.start, span_len(marker)};
    json_key(json, "marker");
    json_object(json);
    json_key(json, "start");
    json_uint(json, start);
    json_key(json, "end");
    json_uint(json, start + utf8_count(words));
    json_text(json, "text", words);
    json_end(json);
    unsigned style = (unsigned)sqlite3_column_int(s, 20) % STYLES;
    json_text(json, "style", str_of(marker_style_name[style]));
    if (!(sqlite3_column_int(s, 8) & CITATION_TAGGED)) {
        json_key(json, "tagged");
        json_bool(json, false);
    }
}

static bool put_group(struct store *store, struct json *json, int64_t doc,
                      int64_t group, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT r.key FROM citation c JOIN ref r ON r.doc=c.doc AND r.n=c.ref"
        " WHERE c.doc=?1 AND c.grp=?2 GROUP BY r.n ORDER BY min(c.id)",
        err);
    if (s == NULL)
        return false;
    bool any = false;
    sql_int(s, 1, doc);
    sql_int(s, 2, group);
    while (sql_next(store->db, s, err)) {
        if (!any) {
            json_key(json, "group");
            json_array(json);
        }
        any = true;
        json_str(json, sql_column(s, 0));
    }
    if (any)
        json_end(json);
    return err->kind == ERR_NONE;
}

static void put_headings(struct json *json, str headings)
{
    struct err err = {0};
    if (headings.len == 0)
        return;
    SCOPED_JSON *list = json_parse(headings, &err);
    json_key(json, "headings");
    json_array(json);
    for (const struct json_value *v = json_first(list); v; v = json_next(v))
        json_str(json, json_as_str(v));
    json_end(json);
}

static bool put_citation(struct store *store, sqlite3_stmt *s, int64_t doc,
                         str text, struct buf *out, struct err *err)
{
    struct citation_row row = {0};
    struct json json = json_on(out);
    str key = sql_column(s, 6);
    read_context(s, text, &row);
    json_object(&json);
    json_text(&json, "record", S("citation"));
    json_text(&json, "doc", sql_column(s, 1));
    SCOPED_BUF id = {0};
    buf_format(&id, "%.*s/%lld", key.len ? (int)key.len : 1,
               key.len ? key.ptr : "?", (long long)sqlite3_column_int64(s, 9));
    json_text(&json, "citation", buf_str(&id));
    json_text(&json, "ref", key);
    json_text(&json, "work", sql_column(s, 22));
    put_headings(&json, sql_column(s, 17));
    json_text(
        &json, "section",
        str_of(section_name[(unsigned)sqlite3_column_int(s, 7) % SECTIONS]));
    unsigned kind = (unsigned)sqlite3_column_int(s, 16) % BLOCK_KINDS;
    if (kind != BLOCK_TEXT)
        json_text(&json, "block_kind", str_of(block_kind_name[kind]));
    json_text(&json, "part", sql_column(s, 23));
    json_key(&json, "block");
    json_uint(&json, (uint64_t)sqlite3_column_int64(s, 18));
    json_key(&json, "sentence_n");
    json_uint(&json, (uint64_t)sqlite3_column_int64(s, 21));
    json_text(&json, "before", row.before);
    json_text(&json, "sentence", row.sentence);
    json_text(&json, "after", row.after);
    put_marker(&json, row.sentence, row.marker, s);
    if (!put_group(store, &json, doc, sqlite3_column_int64(s, 19), err))
        return false;
    json_key(&json, "self_citation");
    json_bool(&json, sqlite3_column_int(s, 8) & CITATION_SELF);
    unsigned stance = (unsigned)sqlite3_column_int(s, 24) % STANCES;
    json_text(&json, "stance", str_of(stance_name[stance]));
    json_end(&json);
    buf_char(out, '\n');
    return true;
}

bool doc_citations(struct store *store, int64_t doc, struct buf *out,
                   struct err *err)
{
    SCOPED_ARENA arena = {0};
    SCOPED_SQL *body =
        sql_prepare(store->db, "SELECT text FROM body WHERE doc=?1", err);
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT d.id,d.key,0,0,0,0,r.key,c.section,c.flags,c.mention,"
        "c.before,c.start,c.stop,c.after,c.marker,c.marker_stop,b.kind,"
        "b.headings,c.block,c.grp,c.style,c.sentence,w.key,b.part," STANCE
        " FROM citation c JOIN doc d ON d.id=c.doc"
        " LEFT JOIN ref r ON r.doc=c.doc AND r.n=c.ref"
        " LEFT JOIN work w ON w.id=c.work"
        " LEFT JOIN block b ON b.doc=c.doc AND b.n=c.block"
        " WHERE c.doc=?1 ORDER BY c.id",
        err);
    if (s == NULL || body == NULL)
        return false;
    sql_int(body, 1, doc);
    sql_int(s, 1, doc);
    if (!sql_next(store->db, body, err))
        return err->kind == ERR_NONE;
    str text = unsqueeze(sql_column(body, 0), &arena);
    while (sql_next(store->db, s, err))
        if (!put_citation(store, s, doc, text, out, err))
            return false;
    return err->kind == ERR_NONE;
}
