/* The citations of a doc, as the records that `extract` writes. */
#include "base/json.h"
#include "base/utf8.h"
#include "doc/view.h"
#include "store/context.h"
#include "store/correct.h"

/* Columns of a doc's citations, after those of PLACE. */
enum {
    RECORD_REF = AT_REST, /* row of the ref */
    RECORD_KEY,
    RECORD_KIND,
    RECORD_HEADINGS,
    RECORD_PART,
    RECORD_BLOCK,
    RECORD_SENTENCE,
    RECORD_GROUP,
    RECORD_STYLE,
    RECORD_ID,
    RECORD_LABEL
};

/* What the citations of a doc are written from. */
struct walk {
    struct store *store;
    int64_t doc;
    str key, text;
    strs work; /* of each ref, as its record has it */
    sqlite3_stmt *group, *machine;
    struct arena *arena;
};

/* The works of the refs: lines of JSON after the doc's own. */
static bool read_works(struct walk *walk, struct err *err)
{
    str rest, line;
    if (!doc_records(walk->store, walk->doc, walk->arena, &rest, err))
        return false;
    bool first = true;
    while (str_split(&rest, '\n', &line) && line.len) {
        SCOPED_JSON *record = json_parse(line, err);
        if (record == NULL)
            return false;
        if (first)
            walk->key = arena_str(walk->arena, json_member_str(record, "doc"));
        else
            vec_push(&walk->work, walk->arena,
                     arena_str(walk->arena, json_member_str(record, "work")));
        first = false;
    }
    return true;
}

static void put_marker(struct json *json, const struct citation_row *row,
                       sqlite3_stmt *s)
{
    str sentence = row->sentence;
    size_t start = utf8_count(str_first(sentence, row->marker.start));
    str words = {sentence.ptr + row->marker.start, span_len(row->marker)};
    json_key(json, "marker");
    json_object(json);
    json_key(json, "start");
    json_uint(json, start);
    json_key(json, "end");
    json_uint(json, start + utf8_count(words));
    json_text(json, "text", words);
    json_end(json);
    json_text(json, "style",
              str_of(marker_style_name[read_enum(s, RECORD_STYLE, STYLES)]));
    if (!(sqlite3_column_int(s, AT_FLAGS) & CITATION_TAGGED)) {
        json_key(json, "tagged");
        json_bool(json, false);
    }
}

static bool put_group(const struct walk *walk, struct json *json, int64_t group,
                      struct err *err)
{
    bool any = false;
    sql_int(walk->group, 1, walk->doc);
    sql_int(walk->group, 2, group);
    while (sql_next(walk->store->db, walk->group, err)) {
        if (!any) {
            json_key(json, "group");
            json_array(json);
        }
        any = true;
        json_str(json, sql_column(walk->group, 0));
    }
    sqlite3_reset(walk->group);
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

static void put_place(struct json *json, sqlite3_stmt *s)
{
    unsigned kind = read_enum(s, RECORD_KIND, BLOCK_KINDS);
    put_headings(json, sql_column(s, RECORD_HEADINGS));
    json_text(json, "section",
              str_of(section_name[read_enum(s, AT_SECTION, SECTIONS)]));
    if (kind != BLOCK_TEXT)
        json_text(json, "block_kind", str_of(block_kind_name[kind]));
    json_text(json, "part", sql_column(s, RECORD_PART));
    json_key(json, "block");
    json_uint(json, (uint64_t)sqlite3_column_int64(s, RECORD_BLOCK));
    json_key(json, "sentence_n");
    json_uint(json, (uint64_t)sqlite3_column_int64(s, RECORD_SENTENCE));
}

/* Nothing for what couldn't be judged at all. */
static void put_p(struct json *json, const struct citation_row *row)
{
    float sum = 0;
    for (int s = STANCE_SUPPORTING; s < STANCES; s++)
        sum += row->p[s];
    if (sum <= 0)
        return;
    json_key(json, "p");
    json_object(json);
    for (int s = STANCE_SUPPORTING; s < STANCES; s++) {
        json_key(json, stance_name[s]);
        json_number(json, (double)row->p[s], 3);
    }
    json_end(json);
}

static void put_label(struct json *json, const struct citation_row *row)
{
    json_text(json, "stance", str_of(stance_name[row->stance]));
    if (row->model.len == 0)
        return;
    put_p(json, row);
    json_text(json, "evidence", str_of(evidence_name[row->evidence]));
    json_text(json, "intent", str_of(intent_name[row->intent]));
    json_text(json, "code", code_str(row->code));
    if (!row->corrected)
        json_text(json, "model", row->model);
}

/* Who gave the label, and what the machine had said. */
static bool put_correction(const struct walk *walk, struct json *json,
                           int64_t citation, str id, struct err *err)
{
    struct citation_row row = {0};
    corrections entries = {0};
    if (!correction_list(walk->store, walk->key, id, walk->arena, &entries,
                         err))
        return false;
    json_key(json, "corrected");
    json_object(json);
    if (entries.n) {
        const struct correction *last = &entries.at[entries.n - 1];
        json_text(json, "who", last->who);
        json_text(json, "at", last->at);
        json_text(json, "why", last->why);
    }
    json_end(json);
    sql_int(walk->machine, 1, citation);
    if (sql_next(walk->store->db, walk->machine, err)) {
        read_label(walk->machine, 0, &row, walk->arena);
        json_key(json, "machine");
        json_object(json);
        put_label(json, &row);
        json_end(json);
    }
    sqlite3_reset(walk->machine);
    return err->kind == ERR_NONE;
}

/* Gives the citation's id. */
static str put_names(const struct walk *walk, struct json *json,
                     sqlite3_stmt *s)
{
    bool linked = sqlite3_column_type(s, RECORD_REF) != SQLITE_NULL;
    uint64_t ref = (uint64_t)sqlite3_column_int64(s, RECORD_REF);
    str key = sql_column(s, RECORD_KEY);
    str id = arena_format(walk->arena, "%.*s/%lld", STR(linked ? key : S("?")),
                          (long long)sqlite3_column_int64(s, AT_MENTION));
    json_text(json, "record", S("citation"));
    json_text(json, "doc", walk->key);
    json_text(json, "citation", id);
    json_text(json, "ref", key);
    if (linked && ref < walk->work.n)
        json_text(json, "work", walk->work.at[ref]);
    return id;
}

static bool put_citation(const struct walk *walk, sqlite3_stmt *s,
                         struct buf *out, struct err *err)
{
    struct citation_row row = {0};
    struct json json = json_on(out);
    read_context(s, walk->text, &row);
    read_label(s, RECORD_LABEL, &row, walk->arena);
    json_object(&json);
    str id = put_names(walk, &json, s);
    put_place(&json, s);
    json_text(&json, "before", row.before);
    json_text(&json, "sentence", row.sentence);
    json_text(&json, "after", row.after);
    put_marker(&json, &row, s);
    if (!put_group(walk, &json, sqlite3_column_int64(s, RECORD_GROUP), err))
        return false;
    json_key(&json, "self_citation");
    json_bool(&json, sqlite3_column_int(s, AT_FLAGS) & CITATION_SELF);
    json_text(&json, "self_level",
              self_level(sqlite3_column_int(s, AT_FLAGS) & CITATION_SELF,
                         sqlite3_column_int(s, AT_FLAGS) & CITATION_LEAD));
    put_label(&json, &row);
    if (row.corrected &&
        !put_correction(walk, &json, sqlite3_column_int64(s, RECORD_ID), id,
                        err))
        return false;
    json_end(&json);
    buf_char(out, '\n');
    return true;
}

bool doc_citations(struct store *store, int64_t doc, struct buf *out,
                   struct err *err)
{
    SCOPED_ARENA arena = {0};
    struct walk walk = {.store = store, .doc = doc, .arena = &arena};
    SCOPED_SQL *body = sql_prepare(store->db, BODY_TEXT, err);
    SCOPED_SQL *group = sql_prepare(
        store->db,
        "SELECT r.key FROM citation c JOIN ref r ON r.doc=c.doc AND r.n=c.ref"
        " WHERE c.doc=?1 AND c.grp=?2 GROUP BY r.n ORDER BY min(c.id)",
        err);
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT " PLACE ",c.ref,r.key,b.kind,b.headings,b.part,c.block,"
        "c.sentence,c.grp,c.style,c.id," LABEL " FROM citation c"
        " LEFT JOIN ref r ON r.doc=c.doc AND r.n=c.ref"
        " LEFT JOIN block b ON b.doc=c.doc AND b.n=c.block" LABELLED
        " WHERE c.doc=?1 ORDER BY c.id",
        err);
    SCOPED_SQL *machine =
        sql_prepare(store->db,
                    "SELECT " LABEL " FROM label l WHERE l.citation=?1 AND"
                    " l.model<1099511627776 ORDER BY l.model DESC LIMIT 1",
                    err);
    walk.group = group;
    walk.machine = machine;
    if (body == NULL || group == NULL || machine == NULL || s == NULL ||
        !read_works(&walk, err) ||
        !read_text(store, body, doc, &arena, &walk.text, err))
        return false;
    sql_int(s, 1, doc);
    while (sql_next(store->db, s, err))
        if (!put_citation(&walk, s, out, err))
            return false;
    return err->kind == ERR_NONE;
}
