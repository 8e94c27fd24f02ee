/* The citations of a work: how many of which kind, and a page at a time. */
#include "doc/view.h"
#include "store/context.h"

/* The code of a citation's newest label; 6 (CODES) when unclassified. */
#define CODE                                                                   \
    "ifnull((SELECT code FROM label WHERE citation=c.id"                       \
    " ORDER BY model DESC LIMIT 1),6)"

/* What is counted and listed of work ?1. */
#define COUNTED                                                                \
    " FROM ref r CROSS JOIN citation c ON c.doc=r.doc AND c.ref=r.n"           \
    " AND " CITATION_COUNTS " "
#define OF_WORK " WHERE r.work=?1 "

/* ---- tallies ---------------------------------------------------------- */

static bool tally_years(struct store *store, int64_t work, struct arena *arena,
                        struct tally *tally, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT w.year, count(*)" COUNTED "JOIN doc d ON d.id=c.doc"
        " JOIN work w ON w.id=d.work" OF_WORK "GROUP BY 1 ORDER BY 1",
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
        "SELECT " CODE ", c.section, c.flags&1, count(*)" COUNTED OF_WORK
        "GROUP BY 1,2,3",
        err);
    if (s == NULL)
        return false;
    sql_int(s, 1, work);
    while (sql_next(store->db, s, err)) {
        uint64_t n = (uint64_t)sqlite3_column_int64(s, 3);
        unsigned code = (unsigned)sqlite3_column_int(s, 0);
        tally->code[code < CODES ? code : CODES] += n;
        tally->section[(unsigned)sqlite3_column_int(s, 1) % SECTIONS] += n;
        tally->self += sqlite3_column_int(s, 2) ? n : 0;
    }
    for (int c = 0; c < CODES; c++)
        tally->stance[code_row[c].strict] += tally->code[c];
    tally->stance[STANCE_UNCLASSIFIED] = tally->code[CODES];
    return err->kind == ERR_NONE;
}

bool work_tally(struct store *store, int64_t work, struct arena *arena,
                struct tally *tally, struct err *err)
{
    *tally = (struct tally){0};
    SCOPED_SQL *s = sql_prepare(
        store->db, "SELECT count(DISTINCT c.doc)" COUNTED OF_WORK, err);
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
    COUNTED "JOIN doc d ON d.id=c.doc JOIN work w ON w.id=d.work" OF_WORK      \
            "AND (?2=0 OR (?2>>" CODE ")&1) AND (?3<0 OR c.section=?3)"        \
            " AND (?4=0 OR w.year>=?4) AND (?5=0 OR w.year<=?5)"               \
            " AND (?6<0 OR (c.flags&1)=?6)"

static uint32_t stance_codes(const struct filter *filter)
{
    return filter->by_stance
               ? view_codes(VIEW_STRICT, str_of(stance_name[filter->stance]))
               : 0;
}

static void bind_filter(sqlite3_stmt *s, int64_t work,
                        const struct filter *filter)
{
    sql_int(s, 1, work);
    sql_int(s, 2, filter->codes ? filter->codes : stance_codes(filter));
    sql_int(s, 3, filter->by_section ? (int64_t)filter->section : -1);
    sql_int(s, 4, filter->year_from);
    sql_int(s, 5, filter->year_to);
    sql_int(s, 6, filter->self_only ? 1 : filter->no_self ? 0 : -1);
}

/* Columns of a page of a report, after those of PLACE. */
enum {
    PAGE_DOC = AT_REST,
    PAGE_KEY,
    PAGE_TITLE,
    PAGE_AUTHOR,
    PAGE_CONTAINER,
    PAGE_YEAR,
    PAGE_REF,
    PAGE_KIND,
    PAGE_HEADINGS,
    PAGE_PART,
    PAGE_NOTICE,
    PAGE_LABEL
};

static struct citation_row read_row(sqlite3_stmt *s, str text,
                                    struct arena *arena)
{
    struct citation_row row = {
        .doc = sqlite3_column_int64(s, PAGE_DOC),
        .doc_key = sql_copy(s, PAGE_KEY, arena),
        .title = sql_copy(s, PAGE_TITLE, arena),
        .author = sql_copy(s, PAGE_AUTHOR, arena),
        .container = sql_copy(s, PAGE_CONTAINER, arena),
        .year = (uint32_t)sqlite3_column_int64(s, PAGE_YEAR),
        .section = (enum section)read_enum(s, AT_SECTION, SECTIONS),
        .self = sqlite3_column_int(s, AT_FLAGS) & CITATION_SELF,
        .self_lead = sqlite3_column_int(s, AT_FLAGS) & CITATION_LEAD,
        .kind = (enum block_kind)read_enum(s, PAGE_KIND, BLOCK_KINDS),
        .headings = sql_copy(s, PAGE_HEADINGS, arena),
        .part = sql_copy(s, PAGE_PART, arena),
    };
    str key = sql_column(s, PAGE_REF);
    row.id = arena_format(arena, "%.*s/%lld", STR(key),
                          (long long)sqlite3_column_int64(s, AT_MENTION));
    if (sqlite3_column_type(s, PAGE_NOTICE) != SQLITE_NULL)
        row.notice =
            str_of(notice_kind_name[read_enum(s, PAGE_NOTICE, NOTICE_KINDS)]);
    read_context(s, text, &row);
    read_label(s, PAGE_LABEL, &row, arena);
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

#define PAGE_ORDER " ORDER BY w.year DESC,d.id,c.id "

/* The rows of a page; those of a doc stand together and share its text. */
static bool read_page(struct store *store, sqlite3_stmt *s, struct arena *arena,
                      citation_rows *rows, struct err *err)
{
    SCOPED_SQL *body = sql_prepare(store->db, BODY_TEXT, err);
    int64_t doc = 0;
    str text = {0};
    if (body == NULL)
        return false;
    while (sql_next(store->db, s, err)) {
        int64_t next = sqlite3_column_int64(s, PAGE_DOC);
        if (next != doc && !read_text(store, body, next, arena, &text, err))
            return false;
        doc = next;
        struct citation_row row = read_row(s, text, arena);
        vec_push(rows, arena, row);
    }
    return err->kind == ERR_NONE;
}

bool work_citations(struct store *store, int64_t work,
                    const struct filter *filter, struct arena *arena,
                    citation_rows *rows, uint64_t *total, struct err *err)
{
    if (!count_all(store, work, filter, total, err))
        return false;
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT " PLACE ",d.id,d.key,w.title,w.author,w.container,w.year,"
        "(SELECT key FROM ref WHERE doc=c.doc AND n=c.ref),"
        "b.kind,b.headings,b.part,"
        "(SELECT kind FROM notice WHERE work=d.work ORDER BY kind LIMIT "
        "1)," LABEL " FROM (SELECT c.id AS one" FILTERED PAGE_ORDER
        " LIMIT ?7 OFFSET ?8) page"
        " JOIN citation c ON c.id=page.one JOIN doc d ON d.id=c.doc"
        " JOIN work w ON w.id=d.work"
        " LEFT JOIN block b ON b.doc=c.doc AND b.n=c.block" LABELLED PAGE_ORDER,
        err);
    if (s == NULL)
        return false;
    bind_filter(s, work, filter);
    sql_int(s, 7, filter->limit ? (int64_t)filter->limit : -1);
    sql_int(s, 8, filter->offset);
    return read_page(store, s, arena, rows, err);
}
