#include "search/counts.h"

#include <stdlib.h>

#include "store/sql.h"

/* What is counted before it has its name. */
struct sums {
    uint64_t stance[4], section[SECTIONS], notice[NOTICE_KINDS], type[256];
    uint32_t *year, *journal; /* [65536], [journals] */
};

static void sum_kinds(const struct collecting *c, struct sums *sums)
{
    for (unsigned kind = 0; kind < 256; kind++) {
        sums->stance[code_stance(trait_code((uint8_t)kind), c->broad)] +=
            c->kind[kind];
        sums->section[trait_section((uint8_t)kind)] += c->kind[kind];
    }
}

static void sum_docs(const struct collecting *c, struct sums *sums)
{
    for (uint32_t i = 0; i < c->columns->n_docs; i++) {
        const struct column_doc *doc = &c->columns->docs[i];
        uint32_t n = c->of_doc[i];
        if (n == 0)
            continue;
        sums->year[doc->year] += n;
        sums->type[doc->type] += n;
        if (doc->journal < c->journals)
            sums->journal[doc->journal] += n;
        for (int kind = 0; kind < NOTICE_KINDS; kind++)
            sums->notice[kind] += doc->notices >> kind & 1 ? n : 0;
    }
}

static void sum_works(const struct collecting *c, struct sums *sums)
{
    memcpy(sums->stance, c->stance, sizeof(sums->stance));
    memcpy(sums->type, c->type, sizeof(sums->type));
    memcpy(sums->notice, c->notice, sizeof(sums->notice));
    sums->year = c->of_year;
    sums->journal = c->of_journal;
}

/* ---- names ------------------------------------------------------------ */

static int most_first(const void *a, const void *b)
{
    const struct facet *x = a, *y = b;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return str_compare(x->value, y->value);
}

static void cut(facets *list)
{
    if (list->n)
        qsort(list->at, list->n, sizeof(*list->at), most_first);
    list->n = list->n < FACET_MAX ? list->n : FACET_MAX;
}

static void add(facets *list, struct arena *arena, str value, uint64_t n)
{
    struct facet one = {value, n};
    if (n && value.len)
        vec_push(list, arena, one);
}

static void name_all(facets *list, struct arena *arena, const uint64_t *n,
                     const char *const *name, unsigned names)
{
    for (unsigned i = 0; i < names; i++)
        add(list, arena, str_of(name[i]), n[i]);
    cut(list);
}

/* The latest come first, if there are too many. */
static void name_years(facets *list, struct arena *arena, const uint32_t *n)
{
    unsigned from = UINT16_MAX, years = 0;
    while (from > 1 && years < FACET_MAX)
        years += n[--from] > 0;
    for (unsigned year = from; year <= UINT16_MAX; year++)
        if (n[year])
            add(list, arena, arena_format(arena, "%u", year), n[year]);
}

struct counted {
    uint32_t id, n;
};

static int most_of(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    return x->id < y->id ? -1 : 1;
}

/* Only those that are shown are looked up. */
static bool name_journals(facets *list, struct asked *asked,
                          struct arena *arena, const uint32_t *n,
                          uint32_t journals, struct err *err)
{
    vec_of(struct counted) most = {0};
    sqlite3_stmt *s = asked_statement(asked, ASK_JOURNAL, err);
    if (s == NULL)
        return false;
    for (uint32_t i = 1; i < journals; i++)
        if (n[i])
            vec_push(&most, arena, ((struct counted){i, n[i]}));
    if (most.n)
        qsort(most.at, most.n, sizeof(*most.at), most_of);
    for (uint32_t i = 0; i < most.n && i < FACET_MAX; i++) {
        sql_int(s, 1, most.at[i].id);
        if (sql_next(asked->db, s, err))
            add(list, arena, sql_copy(s, 0, arena), most.at[i].n);
        sqlite3_reset(s);
    }
    return err->kind == ERR_NONE;
}

bool counts_facets(const struct collecting *c, struct arena *arena,
                   struct search_reply *reply, struct err *err)
{
    struct sums sums = {0};
    if (c->what == SEARCH_WORKS) {
        sum_works(c, &sums);
    } else {
        sums.year = arena_zero(arena, (UINT16_MAX + 1) * sizeof(uint32_t));
        sums.journal = arena_zero(arena, (c->journals + 1) * sizeof(uint32_t));
        sum_kinds(c, &sums);
        sum_docs(c, &sums);
    }
    facets *facet = reply->facet;
    name_all(&facet[FACET_STANCE], arena, sums.stance, stance_name, STANCES);
    name_all(&facet[FACET_SECTION], arena, sums.section, section_name,
             SECTIONS);
    name_all(&facet[FACET_NOTICE], arena, sums.notice, notice_kind_name,
             NOTICE_KINDS);
    name_years(&facet[FACET_YEAR], arena, sums.year);
    for_vec (i, c->columns->types)
        add(&facet[FACET_TYPE], arena, c->columns->types.at[i], sums.type[i]);
    cut(&facet[FACET_TYPE]);
    return name_journals(&facet[FACET_JOURNAL], c->asked, arena, sums.journal,
                         c->journals, err);
}
