#include "store/counts.h"

#include "store/context.h"

#define STANCE                                                                 \
    "ifnull((SELECT stance FROM label WHERE citation=c.id"                     \
    " ORDER BY model DESC LIMIT 1),0)"

bool journal_citations(struct store *store, int64_t journal,
                       struct arena *arena, journal_counts *out,
                       struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        store->db,
        "SELECT ifnull(w.year,0),ifnull(o.year,0)," STANCE ",count(*)"
        " FROM record j CROSS JOIN work o ON o.id=j.work"
        " CROSS JOIN ref r ON r.work=o.id"
        " CROSS JOIN citation c ON c.doc=r.doc AND c.ref=r.n "
        "AND " CITATION_COUNTS
        " CROSS JOIN doc d ON d.id=c.doc CROSS JOIN work w ON w.id=d.work"
        " WHERE j.journal=?1 GROUP BY 1,2,3",
        err);
    if (s == NULL)
        return false;
    sql_int(s, 1, journal);
    while (sql_next(store->db, s, err)) {
        struct journal_count row = {
            .citing = (uint32_t)sqlite3_column_int64(s, 0),
            .cited = (uint32_t)sqlite3_column_int64(s, 1),
            .stance = (enum stance)read_enum(s, 2, STANCES),
            .n = (uint64_t)sqlite3_column_int64(s, 3)};
        vec_push(out, arena, row);
    }
    return err->kind == ERR_NONE;
}

/* Rows of (kind of something, how many) added to a table of `size`. */
static bool add_kinds(struct store *store, const char *sql, int64_t of,
                      uint64_t *n, unsigned size, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db, sql, err);
    if (s == NULL)
        return false;
    if (sqlite3_bind_parameter_count(s))
        sql_int(s, 1, of);
    while (sql_next(store->db, s, err))
        n[read_enum(s, 0, size)] += (uint64_t)sqlite3_column_int64(s, 1);
    return err->kind == ERR_NONE;
}

bool journal_notices(struct store *store, int64_t journal,
                     uint64_t n[NOTICE_KINDS], struct err *err)
{
    return add_kinds(store,
                     "SELECT n.kind,count(DISTINCT n.work) FROM record j"
                     " CROSS JOIN notice n ON n.work=j.work"
                     " WHERE j.journal=?1 GROUP BY 1",
                     journal, n, NOTICE_KINDS, err);
}

bool store_counts(struct store *store, struct store_counts *out,
                  struct err *err)
{
    static const struct {
        const char *sql;
        size_t offset;
    } row[] = {
        {"SELECT count(*) FROM doc", offsetof(struct store_counts, docs)},
        {"SELECT count(*) FROM work", offsetof(struct store_counts, works)},
        {"SELECT count(*) FROM ref", offsetof(struct store_counts, refs)},
        {"SELECT count(*) FROM citation c WHERE c.ref NOT NULL "
         "AND " CITATION_COUNTS,
         offsetof(struct store_counts, citations)},
        {"SELECT count(*) FROM citation c WHERE c.ref NOT NULL "
         "AND " CITATION_COUNTS " AND flags&1",
         offsetof(struct store_counts, self)},
        {"SELECT count(*) FROM (SELECT DISTINCT doc,work FROM ref)",
         offsetof(struct store_counts, pairs)},
        {"SELECT count(*) FROM doc WHERE citations>0",
         offsetof(struct store_counts, sources)},
        {"SELECT count(*) FROM journal",
         offsetof(struct store_counts, journals)},
        {"SELECT count(DISTINCT publisher) FROM journal",
         offsetof(struct store_counts, publishers)},
        {"SELECT count(*) FROM notice", offsetof(struct store_counts, notices)},
    };
    *out = (struct store_counts){0};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        uint64_t value = (uint64_t)sql_one(store->db, row[i].sql, 0);
        memcpy((char *)out + row[i].offset, &value, sizeof(value));
    }
    return add_kinds(store,
                     "SELECT " STANCE ",count(*) FROM citation c"
                     " WHERE c.ref NOT NULL AND " CITATION_COUNTS " GROUP BY 1",
                     0, out->stance, STANCES, err) &&
           add_kinds(store,
                     "SELECT section,count(*) FROM citation c"
                     " WHERE c.ref NOT NULL AND " CITATION_COUNTS " GROUP BY 1",
                     0, out->section, SECTIONS, err);
}
