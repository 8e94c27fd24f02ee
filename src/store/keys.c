#include "store/keys.h"

#include <stdlib.h>

#include "store/meta_inside.h"

/*
 * A page's id is its run, its first key, and its place among the pages that
 * begin with that key: in order of the ids the pages of a run are sorted.
 */
#define SEQ_BITS  4
#define KEY_BITS  32
#define PAGE_SIZE 500 /* a look-up reads half of one */

static int64_t page_id(int64_t run, uint32_t key, unsigned seq)
{
    return run << (KEY_BITS + SEQ_BITS) | (int64_t)key << SEQ_BITS |
           (int64_t)seq;
}

static uint32_t key_of_page(int64_t id)
{
    return (uint32_t)(id >> SEQ_BITS);
}

/* ---- packing ---------------------------------------------------------- */

/* Seven bits a byte, the last one without its high bit. */
static void put_number(struct buf *out, uint64_t n)
{
    for (; n >= 0x80; n >>= 7)
        buf_char(out, (char)(n | 0x80));
    buf_char(out, (char)n);
}

static uint64_t take_number(str *rest)
{
    uint64_t n = 0;
    for (unsigned shift = 0; rest->len && shift < 64; shift += 7) {
        unsigned char c = (unsigned char)rest->ptr[0];
        *rest = str_from(*rest, 1);
        n |= (uint64_t)(c & 0x7f) << shift;
        if (c < 0x80)
            break;
    }
    return n;
}

/* The next row of a page; `row` holds the one before. */
static void take_row(str *rest, struct key_row *row)
{
    uint64_t step = take_number(rest), work = take_number(rest);
    row->key += (uint32_t)step;
    row->work = step ? (int64_t)work : row->work + (int64_t)work;
}

/* ---- writing a run ---------------------------------------------------- */

struct writer {
    struct store *store;
    sqlite3_stmt *add;
    int64_t run;
    struct buf page;
    uint32_t first; /* key of the page being filled */
    unsigned seq;
    struct key_row last;
    uint32_t shared; /* rows of the last key */
    uint64_t rows;
};

static bool write_page(struct writer *w, struct err *err)
{
    if (w->page.len == 0)
        return true;
    sqlite3_bind_int64(w->add, 1, page_id(w->run, w->first, w->seq));
    sql_blob(w->add, 2, buf_str(&w->page));
    bool done = sql_do(w->store->db, w->add, err);
    buf_clear(&w->page);
    return done;
}

static bool write_row(struct writer *w, const struct key_row *row,
                      struct err *err)
{
    bool same = w->rows && row->key == w->last.key;
    if (same && (row->work == w->last.work || w->shared > KEY_WORKS_MAX))
        return true;
    if (w->page.len >= PAGE_SIZE && !write_page(w, err))
        return false;
    if (w->page.len == 0) {
        w->seq = w->rows && w->first == row->key ? w->seq + 1 : 0;
        w->first = row->key;
        w->last = (struct key_row){row->key, 0};
    }
    put_number(&w->page, row->key - w->last.key);
    put_number(&w->page, row->key == w->last.key
                             ? (uint64_t)(row->work - w->last.work)
                             : (uint64_t)row->work);
    w->shared = same ? w->shared + 1 : 1;
    w->last = *row;
    w->rows++;
    return true;
}

static int64_t run_number(struct store *store, const char *sql)
{
    return sql_one(store->db, sql, 0);
}

static bool begin_run(struct writer *w, struct store *store, struct err *err)
{
    *w = (struct writer){.store = store};
    w->run = run_number(store, "SELECT ifnull(max(id),0)+1 FROM key_run");
    w->add = meta_statement(store, META_ADD_PAGE, err);
    return w->add != NULL;
}

static bool end_run(struct writer *w, int level, struct err *err)
{
    bool done = write_page(w, err);
    buf_close(&w->page);
    sqlite3_stmt *s = meta_statement(w->store, META_ADD_RUN, err);
    if (!done || s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, w->run);
    sqlite3_bind_int(s, 2, level);
    sqlite3_bind_int64(s, 3, (int64_t)w->rows);
    return sql_do(w->store->db, s, err);
}

/* ---- merging ---------------------------------------------------------- */

#define MERGE_MAX 64 /* runs at once; of more the rest waits */

struct cursor {
    sqlite3_stmt *pages;
    str rest;
    struct key_row row;
    bool ended;
};

static bool next_row(struct store *store, struct cursor *cursor,
                     struct err *err)
{
    if (cursor->rest.len == 0) {
        if (!sql_next(store->db, cursor->pages, err)) {
            cursor->ended = true;
            return err->kind == ERR_NONE;
        }
        uint32_t first = key_of_page(sqlite3_column_int64(cursor->pages, 0));
        cursor->row = (struct key_row){first, 0};
        cursor->rest = sql_column(cursor->pages, 1);
    }
    take_row(&cursor->rest, &cursor->row);
    return true;
}

static bool is_before(const struct key_row *a, const struct key_row *b)
{
    return a->key != b->key ? a->key < b->key : a->work < b->work;
}

static struct cursor *least(struct cursor *cursor, size_t n)
{
    struct cursor *found = NULL;
    for (size_t i = 0; i < n; i++)
        if (!cursor[i].ended &&
            (found == NULL || is_before(&cursor[i].row, &found->row)))
            found = &cursor[i];
    return found;
}

static bool open_cursor(struct store *store, int64_t run, struct cursor *cursor,
                        struct err *err)
{
    *cursor = (struct cursor){
        .pages = sql_prepare(store->db,
                             "SELECT id,packed FROM key_page WHERE id>=?1 AND"
                             " id<?2 ORDER BY id",
                             err)};
    if (cursor->pages == NULL)
        return false;
    sqlite3_bind_int64(cursor->pages, 1, page_id(run, 0, 0));
    sqlite3_bind_int64(cursor->pages, 2, page_id(run + 1, 0, 0));
    return next_row(store, cursor, err);
}

static bool copy_rows(struct store *store, struct cursor *cursor, size_t n,
                      struct writer *w, struct err *err)
{
    for (struct cursor *c; (c = least(cursor, n)) != NULL;)
        if (!write_row(w, &c->row, err) || !next_row(store, c, err))
            return false;
    return true;
}

static bool drop_run(struct store *store, int64_t run, struct err *err)
{
    SCOPED_SQL *pages = sql_prepare(
        store->db, "DELETE FROM key_page WHERE id>=?1 AND id<?2", err);
    SCOPED_SQL *row =
        sql_prepare(store->db, "DELETE FROM key_run WHERE id=?1", err);
    if (pages == NULL || row == NULL)
        return false;
    sqlite3_bind_int64(pages, 1, page_id(run, 0, 0));
    sqlite3_bind_int64(pages, 2, page_id(run + 1, 0, 0));
    sqlite3_bind_int64(row, 1, run);
    return sql_do(store->db, pages, err) && sql_do(store->db, row, err);
}

static bool merge_runs(struct store *store, const int64_t *run, size_t n,
                       int level, struct err *err)
{
    struct cursor cursor[MERGE_MAX];
    struct writer w;
    size_t open = 0;
    bool done = begin_run(&w, store, err);
    while (done && open < n)
        done = open_cursor(store, run[open], &cursor[open], err) && ++open;
    done = done && copy_rows(store, cursor, n, &w, err);
    for (size_t i = 0; i < open; i++)
        sql_finish(&cursor[i].pages);
    if (!done) {
        buf_close(&w.page);
        return false;
    }
    for (size_t i = 0; i < n && done; i++)
        done = drop_run(store, run[i], err);
    return end_run(&w, level, err) && done;
}

/* The runs of a level, or of all (-1). */
static bool list_runs(struct store *store, int level, int64_t run[MERGE_MAX],
                      size_t *n, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db,
                                "SELECT id FROM key_run WHERE ?1<0 OR level=?1"
                                " ORDER BY id LIMIT ?2",
                                err);
    if (s == NULL)
        return false;
    sqlite3_bind_int(s, 1, level);
    sqlite3_bind_int(s, 2, MERGE_MAX);
    for (*n = 0; sql_next(store->db, s, err);)
        run[(*n)++] = sqlite3_column_int64(s, 0);
    return err->kind == ERR_NONE;
}

static int by_key(const void *a, const void *b)
{
    const struct key_row *x = a, *y = b;
    return is_before(x, y) ? -1 : is_before(y, x);
}

bool keys_write(struct store *store, struct key_row *row, size_t n,
                struct err *err)
{
    struct writer w;
    int64_t run[MERGE_MAX];
    size_t runs;
    bool done = begin_run(&w, store, err);
    qsort(row, n, sizeof(*row), by_key);
    for (size_t i = 0; i < n && done; i++)
        done = write_row(&w, &row[i], err);
    if (!done || !end_run(&w, 0, err))
        return false;
    for (int level = 0; list_runs(store, level, run, &runs, err); level++) {
        if (runs < KEY_RUNS)
            return true;
        if (!merge_runs(store, run, runs, level + 1, err))
            return false;
    }
    return false;
}

/*
 * All into one, unless a few runs beside a large one are hardly worth it: they
 * hold less than a tenth of the keys.
 */
bool keys_settle(struct store *store, struct err *err)
{
    int64_t run[MERGE_MAX];
    size_t runs;
    if (!list_runs(store, -1, run, &runs, err))
        return false;
    int64_t most = run_number(store, "SELECT max(keys) FROM key_run"),
            all = run_number(store, "SELECT sum(keys) FROM key_run");
    int level = (int)run_number(store, "SELECT max(level) FROM key_run");
    if (runs < 2 || (runs < 4 && all - most < all / 10))
        return true;
    return store_begin(store, err) &&
           merge_runs(store, run, runs, level < 1 ? 1 : level, err);
}

/* ---- looking up ------------------------------------------------------- */

/* In the pages of a run that may hold the key, from the last to the first. */
static bool find_in_run(struct store *store, int64_t run, uint32_t key,
                        struct arena *arena, key_works *works, struct err *err)
{
    sqlite3_stmt *s = meta_statement(store, META_FIND_PAGE, err);
    struct err trouble = {0};
    if (s == NULL)
        return false;
    sqlite3_bind_int64(s, 1, page_id(run, key, (1u << SEQ_BITS) - 1));
    sqlite3_bind_int64(s, 2, page_id(run, 0, 0));
    while (sql_next(store->db, s, &trouble)) {
        uint32_t first = key_of_page(sqlite3_column_int64(s, 0));
        struct key_row row = {first, 0};
        str rest = sql_column(s, 1);
        while (rest.len) {
            take_row(&rest, &row);
            if (row.key > key)
                break;
            if (row.key == key)
                vec_push(works, arena, row.work);
        }
        if (first < key)
            break;
    }
    sqlite3_reset(s);
    if (trouble.kind != ERR_NONE)
        *err = trouble;
    return trouble.kind == ERR_NONE;
}

static int by_work(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void sort_once(key_works *works)
{
    uint32_t kept = 0;
    if (works->n)
        qsort(works->at, works->n, sizeof(*works->at), by_work);
    for_vec (i, *works)
        if (kept == 0 || works->at[i] != works->at[kept - 1])
            works->at[kept++] = works->at[i];
    works->n = kept;
}

bool keys_find(struct store *store, uint32_t key, struct arena *arena,
               key_works *works, struct err *err)
{
    sqlite3_stmt *s = meta_statement(store, META_RUNS, err);
    struct err trouble = {0};
    bool done = s != NULL;
    while (done && sql_next(store->db, s, &trouble))
        done = find_in_run(store, sqlite3_column_int64(s, 0), key, arena, works,
                           &trouble);
    sqlite3_reset(s);
    if (trouble.kind != ERR_NONE)
        *err = trouble;
    sort_once(works);
    return done && trouble.kind == ERR_NONE;
}
