#include "store/told.h"
#include "store/correct.h"

#include "doc/view.h"
#include "store/inside.h"
#include "store/schema.h"

/* ---- the log ---------------------------------------------------------- */

/* Text that may be empty but is there. */
static void bind_said(sqlite3_stmt *s, int place, str text)
{
    sqlite3_bind_text(s, place, text.len ? text.ptr : "", (int)text.len,
                      SQLITE_TRANSIENT);
}

static bool log_add(struct store *store, const struct correction *entry,
                    struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "INSERT INTO correction(doc,citation,code,who,why,at)"
        " SELECT ?1,?2,?3,?4,?5,?6 WHERE NOT EXISTS(SELECT 1 FROM correction"
        " WHERE doc=?1 AND citation=?2 AND code IS ?3 AND who=?4 AND at=?6)",
        err);
    if (s == NULL)
        return false;
    sql_text(s, 1, entry->doc);
    sql_text(s, 2, entry->citation);
    sql_int(s, 3, entry->code == CODES ? NONE : (int64_t)entry->code);
    bind_said(s, 4, entry->who);
    sql_text(s, 5, entry->why);
    bind_said(s, 6, entry->at);
    return sql_do(store->db, s, err);
}

static struct correction read_entry(sqlite3_stmt *s, struct arena *arena)
{
    int code = sqlite3_column_type(s, 2) == SQLITE_NULL
                   ? CODES
                   : sqlite3_column_int(s, 2);
    return (struct correction){
        .doc = sql_copy(s, 0, arena),
        .citation = sql_copy(s, 1, arena),
        .code = code < 0 || code > CODES ? CODES : (enum code)code,
        .who = sql_copy(s, 3, arena),
        .why = sql_copy(s, 4, arena),
        .at = sql_copy(s, 5, arena)};
}

bool correction_list(struct store *store, str doc, str citation,
                     struct arena *arena, corrections *out, struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db,
                    "SELECT doc,citation,code,who,why,at FROM correction"
                    " WHERE (?1 IS NULL OR doc=?1) AND"
                    " (?2 IS NULL OR citation=?2) ORDER BY id",
                    err);
    if (s == NULL)
        return false;
    sql_text(s, 1, doc);
    sql_text(s, 2, citation);
    while (sql_next(store->db, s, err)) {
        struct correction entry = read_entry(s, arena);
        vec_push(out, arena, entry);
    }
    return err->kind == ERR_NONE;
}

/* ---- what is shown ---------------------------------------------------- */

/* The row of a citation by its names; 0 when there is none, -1 on failure. */
static int64_t find_citation(struct store *store, str doc, str citation,
                             struct err *err)
{
    size_t slash = str_last_chr(citation, '/');
    uint32_t mention = 0;
    if (slash == STR_NONE || !str_uint(str_from(citation, slash + 1), &mention))
        return 0;
    SCOPED_SQL *s =
        sql_prepare(store->db,
                    "SELECT c.id FROM doc d JOIN citation c ON c.doc=d.id"
                    " LEFT JOIN ref r ON r.doc=c.doc AND r.n=c.ref"
                    " WHERE d.key=?1 AND ifnull(r.key,'?')=?2 AND c.mention=?3",
                    err);
    if (s == NULL)
        return -1;
    sql_text(s, 1, doc);
    sql_text(s, 2, str_first(citation, slash));
    sql_int(s, 3, mention);
    bool there = sql_next(store->db, s, err);
    if (err->kind != ERR_NONE)
        return -1;
    return there ? sqlite3_column_int64(s, 0) : 0;
}

/* The label that people gave, or none any more. */
static bool show(struct store *store, int64_t citation, enum code code,
                 struct err *err)
{
    struct label label = {0};
    if (code != CODES) {
        label_set(&label, code);
        return label_put(store, &label, citation, MODEL_PEOPLE, err);
    }
    SCOPED_SQL *s = sql_prepare(
        store->db, "DELETE FROM label WHERE citation=?1 AND model=?2", err);
    if (s == NULL)
        return false;
    sql_int(s, 1, citation);
    sql_int(s, 2, MODEL_PEOPLE);
    return sql_do(store->db, s, err);
}

static bool show_entry(struct store *store, const struct correction *entry,
                       bool *found, struct err *err)
{
    int64_t citation = find_citation(store, entry->doc, entry->citation, err);
    *found = citation > 0;
    return citation == 0 ||
           (citation > 0 && show(store, citation, entry->code, err));
}

/* The doc is there: its citation has been found. */
static bool tell(struct store *store, str key, struct err *err)
{
    int64_t doc = store_find(store, PUT_FIND_DOC, key, err);
    return doc > 0 && refs_tell(store, doc, err);
}

static bool add(struct store *store, const struct correction *entry,
                bool *found, struct err *err)
{
    return show_entry(store, entry, found, err) &&
           (!*found ||
            (tell(store, entry->doc, err) && log_add(store, entry, err)));
}

bool correction_add(struct store *store, const struct correction *entry,
                    bool *found, struct err *err)
{
    if (!store_begin(store, err))
        return false;
    if (!add(store, entry, found, err)) {
        store_give_up(store);
        return false;
    }
    return store_commit(store, err);
}

/* Those that came with the doc; the citations of a doc have their own names. */
static bool log_all(struct store *store, const corrections *all,
                    struct err *err)
{
    for_vec (i, *all)
        if (!log_add(store, &all->at[i], err))
            return false;
    return true;
}

bool corrections_put(struct store *store, const struct packed *packed,
                     struct err *err)
{
    SCOPED_ARENA scratch = {0};
    corrections entries = {0};
    bool found;
    if (!log_all(store, &packed->correction, err))
        return false;
    int64_t first = store_find(store, PUT_FIND_CORRECTION, packed->key, err);
    if (first <= 0)
        return first == 0;
    if (!correction_list(store, packed->key, S(""), &scratch, &entries, err))
        return false;
    for_vec (i, entries)
        if (!show_entry(store, &entries.at[i], &found, err))
            return false;
    return tell(store, packed->key, err);
}

/* ---- beside it -------------------------------------------------------- */

bool correction_machine(struct store *store, int64_t citation,
                        struct arena *arena, struct label *label, str *model,
                        struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT l.stance, l.supporting, l.contrasting, l.mentioning, m.name"
        " FROM label l JOIN model m ON m.id=l.model WHERE l.citation=?1"
        " AND l.model<?2 ORDER BY l.model DESC LIMIT 1",
        err);
    *label = (struct label){.code = CODES};
    *model = S("");
    if (s == NULL)
        return false;
    sql_int(s, 1, citation);
    sql_int(s, 2, MODEL_PEOPLE);
    if (sql_next(store->db, s, err)) {
        label->stance = (enum stance)sqlite3_column_int(s, 0);
        for (int i = STANCE_SUPPORTING; i < STANCES; i++)
            label->p[i] = (float)sqlite3_column_int(s, i) / 1000;
        *model = sql_copy(s, 4, arena);
    }
    return err->kind == ERR_NONE;
}
