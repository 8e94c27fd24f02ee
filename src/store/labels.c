#include "store/labels.h"

#include "base/json.h"
#include "store/context.h"
#include "store/told.h"

/* ---- what they are made from ------------------------------------------ */

/* Columns after those of PLACE. */
enum {
    SOURCE_ID = AT_REST,
    SOURCE_REF,
    SOURCE_KEY,
    SOURCE_KIND,
    SOURCE_HEADINGS,
    SOURCE_LABEL
};

struct cited {
    str title;
    uint32_t year;
};
typedef vec_of(struct cited) cited_list;

/* Titles and years of the refs, from the records: lines after the doc's. */
static bool read_cited(struct store *store, int64_t doc, struct arena *arena,
                       cited_list *out, str *key, struct err *err)
{
    str rest, line;
    if (!doc_records(store, doc, arena, &rest, err))
        return false;
    for (bool first = true; str_split(&rest, '\n', &line) && line.len;
         first = false) {
        SCOPED_JSON *record = json_parse(line, err);
        if (record == NULL)
            return false;
        if (first)
            *key = arena_str(arena, json_member_str(record, "doc"));
        else
            vec_push(out, arena,
                     ((struct cited){
                         arena_str(arena, json_member_str(record, "title")),
                         json_member_uint(record, "year")}));
    }
    return true;
}

static void read_headings(str text, struct arena *arena, strs *out)
{
    struct err err = {0};
    if (text.len == 0)
        return;
    SCOPED_JSON *list = json_parse(text, &err);
    for (const struct json_value *v = json_first(list); v; v = json_next(v))
        vec_push(out, arena, arena_str(arena, json_as_str(v)));
}

static void read_source(sqlite3_stmt *s, str text, const cited_list *cited,
                        struct label_source *out, struct arena *arena)
{
    struct citation_row *row = &out->row;
    str key = sql_column(s, SOURCE_KEY);
    int64_t ref = sqlite3_column_int64(s, SOURCE_REF);
    out->citation = sqlite3_column_int64(s, SOURCE_ID);
    row->id = arena_format(arena, "%.*s/%lld", STR(key.len ? key : S("?")),
                           (long long)sqlite3_column_int64(s, AT_MENTION));
    row->section = (enum section)read_enum(s, AT_SECTION, SECTIONS);
    row->kind = (enum block_kind)read_enum(s, SOURCE_KIND, BLOCK_KINDS);
    row->self = sqlite3_column_int(s, AT_FLAGS) & CITATION_SELF;
    row->headings = sql_copy(s, SOURCE_HEADINGS, arena);
    read_context(s, text, row);
    read_label(s, SOURCE_LABEL, row, arena);
    out->marked = sqlite3_column_int64(s, 4) >= sqlite3_column_int64(s, 1) &&
                  sqlite3_column_int64(s, 5) <= sqlite3_column_int64(s, 2);
    read_headings(row->headings, arena, &out->heading);
    if (key.len && ref >= 0 && ref < cited->n) {
        out->cited_title = cited->at[ref].title;
        out->cited_year = cited->at[ref].year;
    }
}

bool doc_label_sources(struct store *store, int64_t doc, struct arena *arena,
                       label_sources *out, struct err *err)
{
    cited_list cited = {0};
    str text, key;
    SCOPED_SQL *body = sql_prepare(store->db, BODY_TEXT, err);
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT " PLACE ",c.id,c.ref,r.key,b.kind,b.headings," LABEL
        " FROM citation c LEFT JOIN ref r ON r.doc=c.doc AND r.n=c.ref"
        " LEFT JOIN block b ON b.doc=c.doc AND b.n=c.block" LABELLED
        " WHERE c.doc=?1 ORDER BY c.id",
        err);
    if (body == NULL || s == NULL ||
        !read_cited(store, doc, arena, &cited, &key, err) ||
        !read_text(store, body, doc, arena, &text, err))
        return false;
    sql_int(s, 1, doc);
    while (sql_next(store->db, s, err)) {
        struct label_source *source = vec_add(out, arena);
        source->row.doc = doc;
        source->row.doc_key = key;
        read_source(s, text, &cited, source, arena);
    }
    return err->kind == ERR_NONE;
}

/* ---- new ones --------------------------------------------------------- */

bool labels_missing(struct store *store, str model, struct arena *arena,
                    doc_ids *docs, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT d.id FROM doc d WHERE d.citations>0 AND NOT EXISTS(SELECT 1"
        " FROM label WHERE citation=(SELECT min(id) FROM citation WHERE"
        " doc=d.id) AND model=(SELECT id FROM model WHERE name=?1))"
        " ORDER BY d.id",
        err);
    if (s == NULL)
        return false;
    sql_text(s, 1, model);
    while (sql_next(store->db, s, err))
        vec_push(docs, arena, sqlite3_column_int64(s, 0));
    return err->kind == ERR_NONE;
}

/* What search/ has packed of the doc is no longer so. */
static bool make_stale(struct store *store, int64_t doc, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db, "UPDATE search_doc SET stale=1 WHERE doc=?1", err);
    if (s == NULL)
        return false;
    sql_int(s, 1, doc);
    return sql_do(store->db, s, err);
}

bool labels_newer(struct store *store, str model, struct arena *arena,
                  str *newer, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT name FROM model WHERE id<1099511627776 AND"
        " id>(SELECT id FROM model WHERE name=?1) ORDER BY id DESC LIMIT 1",
        err);
    *newer = S("");
    if (s == NULL)
        return false;
    sql_text(s, 1, model);
    if (sql_next(store->db, s, err))
        *newer = sql_copy(s, 0, arena);
    return err->kind == ERR_NONE;
}

static bool put_all(struct store *store, str model,
                    const label_sources *sources, const struct label *label,
                    struct err *err)
{
    int64_t id = model_put(store, model, err);
    if (id < 0)
        return false;
    for_vec (i, *sources)
        if (!label_put(store, &label[i], sources->at[i].citation, id, err))
            return false;
    int64_t doc = sources->n ? sources->at[0].row.doc : 0;
    return doc == 0 ||
           (refs_tell(store, doc, err) && make_stale(store, doc, err));
}

bool labels_put(struct store *store, str model, const label_sources *sources,
                const struct label *label, struct err *err)
{
    if (!store_begin(store, err))
        return false;
    if (!put_all(store, model, sources, label, err)) {
        store_give_up(store);
        return false;
    }
    return store_put_done(store, err);
}

bool labels_compare(struct store *store, str model,
                    uint64_t table[STANCES][STANCES], struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT ifnull((SELECT stance FROM label WHERE citation=n.citation AND"
        " model<>n.model AND model<1099511627776 ORDER BY model DESC LIMIT 1),"
        "-1), n.stance, count(*) FROM label n"
        " WHERE n.model=(SELECT id FROM model WHERE name=?1) GROUP BY 1,2",
        err);
    memset(table, 0, STANCES * sizeof(*table));
    if (s == NULL)
        return false;
    sql_text(s, 1, model);
    while (sql_next(store->db, s, err)) {
        int old = sqlite3_column_int(s, 0), new = sqlite3_column_int(s, 1);
        if (old >= 0 && old < STANCES && new >= 0 && new < STANCES)
            table[old][new] += (uint64_t)sqlite3_column_int64(s, 2);
    }
    return err->kind == ERR_NONE;
}
