#include "store/counts.h"

#include "store/context.h"
#include "store/told.h"

/* Years that are told apart; all others are 0. */
#define YEAR_FIRST 1800u
#define YEARS      301u

static uint32_t slot_of(uint32_t year)
{
    return year > YEAR_FIRST && year < YEAR_FIRST + YEARS ? year - YEAR_FIRST
                                                          : 0;
}

static uint32_t year_at(uint32_t slot)
{
    return slot ? YEAR_FIRST + slot : 0;
}

typedef uint32_t by_years[YEARS][STANCES];

static void add_told(by_years *n, uint32_t cited, str told)
{
    uint32_t mentions = told_count(told), citing = slot_of(told_year(told));
    for (uint32_t i = 0; i < mentions; i++)
        n[citing][slot_of(cited)][told_read(told, i).stance]++;
}

static void list_counts(by_years *n, struct arena *arena, journal_counts *out)
{
    for (uint32_t citing = 0; citing < YEARS; citing++)
        for (uint32_t cited = 0; cited < YEARS; cited++)
            for (int s = 0; s < STANCES; s++)
                if (n[citing][cited][s])
                    vec_push(out, arena,
                             ((struct journal_count){
                                 year_at(citing), year_at(cited),
                                 (enum stance)s, n[citing][cited][s]}));
}

bool journal_citations(struct store *store, int64_t journal,
                       struct arena *arena, journal_counts *out,
                       struct err *err)
{
    SCOPED_ARENA scratch = {0};
    SCOPED_SQL *s = sql_prepare(store->db,
                                "SELECT ifnull(o.year,0),r.told"
                                " FROM record j CROSS JOIN work o ON"
                                " o.id=j.work CROSS JOIN ref r ON r.work=o.id"
                                " WHERE j.journal=?1",
                                err);
    if (s == NULL)
        return false;
    by_years *n = arena_zero(&scratch, YEARS * sizeof(*n));
    sql_int(s, 1, journal);
    while (sql_next(store->db, s, err))
        add_told(n, (uint32_t)sqlite3_column_int64(s, 0), sql_column(s, 1));
    list_counts(n, arena, out);
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

/* What is told of all works, in the order of its index. */
static bool count_told(struct store *store, struct store_counts *out,
                       struct err *err)
{
    int64_t work = 0, doc = 0;
    SCOPED_SQL *s = sql_prepare(
        store->db, "SELECT work,doc,told FROM ref ORDER BY work,doc", err);
    if (s == NULL)
        return false;
    while (sql_next(store->db, s, err)) {
        str told = sql_column(s, 2);
        uint32_t n = told_count(told);
        int64_t of = sqlite3_column_int64(s, 0),
                by = sqlite3_column_int64(s, 1);
        out->pairs += of != work || by != doc;
        work = of;
        doc = by;
        out->refs++;
        out->citations += n;
        for (uint32_t i = 0; i < n; i++) {
            struct told one = told_read(told, i);
            out->self += one.self;
            out->stance[one.stance]++;
            out->section[one.section]++;
        }
    }
    return err->kind == ERR_NONE;
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
    return count_told(store, out, err);
}
