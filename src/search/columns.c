/* Reading the arrays from the store. */
#include "search/columns.h"

#include <stdlib.h>

#include "base/map.h"
#include "store/sql.h"

/* ---- citations -------------------------------------------------------- */

static void *mem_zero(size_t size)
{
    return memset(mem_alloc(size), 0, size);
}

/* Columns of the query below. */
enum {
    DOC_ID,
    DOC_FIRST,
    DOC_PASSAGES,
    DOC_TYPE,
    DOC_PACKED,
    DOC_STALE,
    DOC_WORK,
    DOC_YEAR,
    DOC_JOURNAL,
    DOC_NOTICES
};

static const char docs_sql[] =
    "SELECT s.doc,s.first,s.passages,s.type,s.packed,s.stale,d.work,w.year,"
    "w.journal,(SELECT total(DISTINCT 1<<kind) FROM notice WHERE work=d.work)"
    " FROM search_doc s JOIN doc d ON d.id=s.doc"
    " LEFT JOIN search_work w ON w.work=d.work ORDER BY s.first";

struct loading {
    struct columns *columns;
    sqlite3_stmt *row;
    struct map types;
    uint32_t traits_cap;
    uint64_t words;
    struct arena scratch;
};

/* The first 255 kinds of article are told apart. */
static uint8_t type_of(struct loading *l)
{
    struct columns *c = l->columns;
    str type = sql_column(l->row, DOC_TYPE);
    uint32_t known = map_find(&l->types, type);
    if (known != MAP_NONE || c->types.n == UINT8_MAX)
        return (uint8_t)(known == MAP_NONE ? 0 : known);
    str copy = arena_str(&c->arena, type);
    map_add(&l->types, copy, c->types.n, &c->arena);
    vec_push(&c->types, &c->arena, copy);
    return (uint8_t)(c->types.n - 1);
}

static uint16_t read_year(sqlite3_stmt *s, int column)
{
    int64_t year = sqlite3_column_int64(s, column);
    return year < 0 || year > UINT16_MAX ? 0 : (uint16_t)year;
}

static void add_traits(struct loading *l, const traits *list)
{
    struct columns *c = l->columns;
    while (c->citations + list->n > l->traits_cap) {
        l->traits_cap = l->traits_cap ? l->traits_cap * 2 : 4096;
        c->traits = mem_realloc(c->traits, l->traits_cap * sizeof(*c->traits));
    }
    if (list->n)
        memcpy(c->traits + c->citations, list->at,
               list->n * sizeof(*c->traits));
    c->citations += list->n;
}

/* Rows up to `to` that no doc has claimed belong to none. */
static void skip_rows(struct columns *c, uint32_t *next, int64_t to)
{
    for (; *next < to && *next < c->passages; ++*next) {
        c->doc[*next] = NO_DOC;
        c->trait[*next] = c->citations;
        c->words[*next] = 0;
    }
}

static void load_passages(struct loading *l, uint32_t doc, uint32_t *next)
{
    struct columns *c = l->columns;
    int64_t first = sqlite3_column_int64(l->row, DOC_FIRST);
    int64_t end = first + sqlite3_column_int64(l->row, DOC_PASSAGES);
    str packed = sql_column(l->row, DOC_PACKED);
    traits list = {0};
    uint32_t last = 0;
    uint8_t words;
    skip_rows(c, next, first);
    while (*next < end && *next < c->passages &&
           packed_next(&packed, &words, &list, &last, &l->scratch)) {
        c->doc[*next] = doc;
        c->trait[*next] = c->citations;
        c->words[*next] = words;
        l->words += words;
        c->living++;
        add_traits(l, &list);
        ++*next;
    }
}

static void load_doc(struct loading *l, uint32_t *next, uint32_t *cap)
{
    struct columns *c = l->columns;
    if (c->n_docs == *cap) {
        *cap = *cap ? *cap * 2 : 1024;
        c->docs = mem_realloc(c->docs, *cap * sizeof(*c->docs));
    }
    c->docs[c->n_docs] = (struct column_doc){
        .id = sqlite3_column_int64(l->row, DOC_ID),
        .work = (uint32_t)sqlite3_column_int64(l->row, DOC_WORK),
        .journal = (uint32_t)sqlite3_column_int64(l->row, DOC_JOURNAL),
        .year = read_year(l->row, DOC_YEAR),
        .type = type_of(l),
        .notices = (uint8_t)sqlite3_column_int(l->row, DOC_NOTICES),
    };
    c->indexed += sqlite3_column_int(l->row, DOC_STALE) == 0;
    load_passages(l, c->n_docs++, next);
    arena_rewind(&l->scratch, 0);
}

static bool load(struct columns *c, sqlite3 *db, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(db, docs_sql, err);
    struct loading l = {.columns = c, .row = s};
    if (s == NULL)
        return false;
    c->changed = sql_one(db, "SELECT changed FROM search_state", 0);
    c->passages =
        (uint32_t)sql_one(db, "SELECT next_text FROM search_state", 1);
    c->doc = mem_alloc((c->passages + 1) * sizeof(*c->doc));
    c->trait = mem_alloc((c->passages + 1) * sizeof(*c->trait));
    c->words = mem_alloc(c->passages + 1);
    uint32_t next = 0, cap = 0;
    while (sql_next(db, s, err))
        load_doc(&l, &next, &cap);
    skip_rows(c, &next, c->passages);
    c->trait[c->passages] = c->citations;
    c->mean = c->living ? (double)l.words / c->living : 1;
    arena_close(&l.scratch);
    return err->kind == ERR_NONE;
}

struct columns *columns_load(struct store *store, struct err *err)
{
    struct columns *c = mem_alloc(sizeof(*c));
    *c = (struct columns){0};
    if (load(c, store_db(store), err))
        return c;
    columns_free(c);
    return NULL;
}

void columns_free(struct columns *c)
{
    if (c == NULL)
        return;
    free(c->doc);
    free(c->trait);
    free(c->words);
    free(c->traits);
    free(c->docs);
    arena_close(&c->arena);
    free(c);
}

/* ---- works ------------------------------------------------------------ */

enum {
    WORK_ID,
    WORK_HEAD,
    WORK_WORDS,
    WORK_YEAR,
    WORK_JOURNAL
};

static void load_work(struct work_columns *w, sqlite3_stmt *s, uint64_t *words)
{
    int64_t id = sqlite3_column_int64(s, WORK_ID);
    int64_t head = sqlite3_column_int64(s, WORK_HEAD);
    if (id < 0 || id > w->works || head < 0 || head > w->heads)
        return;
    w->work[id].year = read_year(s, WORK_YEAR);
    w->work[id].journal = (uint32_t)sqlite3_column_int64(s, WORK_JOURNAL);
    w->of_head[head] = (uint32_t)id;
    w->words[head] = (uint8_t)sqlite3_column_int(s, WORK_WORDS);
    *words += w->words[head];
    w->living++;
}

static bool load_notices(struct work_columns *w, sqlite3 *db, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(db, "SELECT work,kind FROM notice", err);
    if (s == NULL)
        return false;
    while (sql_next(db, s, err)) {
        int64_t work = sqlite3_column_int64(s, 0);
        unsigned kind = (unsigned)sqlite3_column_int(s, 1) % NOTICE_KINDS;
        if (work > 0 && work <= w->works)
            w->work[work].notices |= (uint8_t)(1u << kind);
    }
    return err->kind == ERR_NONE;
}

/* What the citations say of the works they cite. */
static void count_citations(struct work_columns *w, const struct columns *c)
{
    for (uint32_t i = 0; i < c->citations; i++) {
        uint32_t work = c->traits[i].work;
        if (work && work <= w->works)
            w->work[work].cited[trait_code(c->traits[i].kind)]++;
    }
    for (uint32_t i = 0; i < c->n_docs; i++) {
        uint32_t work = c->docs[i].work;
        if (work > w->works)
            continue;
        w->work[work].is_doc = true;
        w->work[work].type = c->docs[i].type;
    }
}

void work_stances(const struct column_work *work, bool broad,
                  uint64_t stance[STANCES])
{
    memset(stance, 0, STANCES * sizeof(*stance));
    for (int code = 0; code <= CODES; code++)
        stance[code_stance((enum code)code, broad)] += work->cited[code];
}

static bool load_works(struct work_columns *w, sqlite3 *db, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        db, "SELECT work,head,words,year,journal FROM search_work", err);
    uint64_t words = 0;
    if (s == NULL)
        return false;
    w->works =
        (uint32_t)sql_one(db, "SELECT ifnull(max(work),0) FROM search_work", 0);
    w->heads = (uint32_t)sql_one(db, "SELECT next_head FROM search_state", 1);
    w->work = mem_zero((w->works + 1) * sizeof(*w->work));
    w->of_head = mem_zero((w->heads + 1) * sizeof(*w->of_head));
    w->words = mem_zero(w->heads + 1);
    while (sql_next(db, s, err))
        load_work(w, s, &words);
    w->mean = w->living ? (double)words / w->living : 1;
    return err->kind == ERR_NONE && load_notices(w, db, err);
}

struct work_columns *work_columns_load(struct store *store,
                                       const struct columns *columns,
                                       struct err *err)
{
    struct work_columns *w = mem_alloc(sizeof(*w));
    *w = (struct work_columns){.changed = columns->changed};
    if (load_works(w, store_db(store), err)) {
        count_citations(w, columns);
        return w;
    }
    work_columns_free(w);
    return NULL;
}

void work_columns_free(struct work_columns *w)
{
    if (w == NULL)
        return;
    free(w->work);
    free(w->of_head);
    free(w->words);
    free(w);
}
