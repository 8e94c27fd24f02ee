/* A pass over what isn't indexed yet. */
#include "search/index.h"

#include <math.h>

#include "base/json.h"
#include "search/packed.h"
#include "search/terms.h"
#include "store/context.h"
#include "text/fold.h"

/*
 * What a transaction holds: a new one writes the index's upper pages again,
 * so not too few; a reader's view is as old as the last one, so not too many.
 */
#define BATCH_DOCS  400
#define BATCH_WORKS 20000

enum pass_statement {
    NEXT_DOCS,  /* docs not indexed, or changed since */
    NEXT_WORKS, /* works not indexed, from ?1 on, and those gone stale */
    DOC_TEXT,   /* the text of a doc's blocks */
    DOC_ROWS,   /* its citations */
    ADD_TEXT,   /* a passage to the index */
    ADD_DOC,    /* a doc to the bookkeeping */
    SET_DOC,    /* one that is there, packed anew */
    ADD_HEAD,   /* a work to the index */
    ADD_WORK,   /* and to the bookkeeping */
    FIND_JOURNAL,
    ADD_JOURNAL,
    NOT_STALE,
    SET_STATE,
    PASS_STATEMENTS
};

static const char *const sql[PASS_STATEMENTS] = {
    [NEXT_DOCS] =
        "SELECT d.id, s.first FROM doc d LEFT JOIN search_doc s ON s.doc=d.id"
        " WHERE s.stale IS NOT 0 AND d.id>?1 ORDER BY d.id LIMIT ?2",
    [NEXT_WORKS] =
        "SELECT id,title,author,container,year FROM work WHERE id>?1"
        " UNION ALL SELECT id,title,author,container,year FROM search_stale s"
        " JOIN work w ON w.id=s.work WHERE w.id<=?1 AND NOT"
        " EXISTS(SELECT 1 FROM search_work WHERE work=w.id) LIMIT ?2",
    [DOC_TEXT] = BODY_TEXT,
    [DOC_ROWS] =
        "SELECT " PLACE ",c.id,r.work,l.code"
        " FROM citation c LEFT JOIN ref r ON r.doc=c.doc AND r.n=c.ref" LABELLED
        " WHERE c.doc=?1 ORDER BY c.id",
    [ADD_TEXT] = "INSERT INTO search_text(rowid,text) VALUES(?1,?2)",
    /* no REPLACE: it makes FTS5 write out all it holds, each time */
    [ADD_DOC] = "INSERT INTO search_doc(doc,first,passages,type,packed)"
                " VALUES(?1,?2,?3,?4,?5)",
    [SET_DOC] = "UPDATE search_doc SET passages=?3,type=?4,packed=?5,stale=0"
                " WHERE doc=?1 AND first=?2",
    [ADD_HEAD] = "INSERT INTO search_head(rowid,title,author,journal)"
                 " VALUES(?1,?2,?3,?4)",
    [ADD_WORK] = "INSERT INTO search_work(work,head,words,year,journal)"
                 " VALUES(?1,?2,?3,?4,?5)",
    [FIND_JOURNAL] = "SELECT id FROM search_journal WHERE folded=?1",
    [ADD_JOURNAL] = "INSERT INTO search_journal(folded,name) VALUES(?1,?2)",
    [NOT_STALE] = "DELETE FROM search_stale WHERE work<=?1",
    [SET_STATE] = "UPDATE search_state SET next_text=?1,next_head=?2,"
                  "changed=changed+1",
};

/* Columns of DOC_ROWS after those of PLACE. */
enum {
    ROW_ID = AT_REST,
    ROW_WORK,
    ROW_CODE
};

struct indexing {
    struct store *store;
    sqlite3 *db;
    struct words words;
    struct terms terms;
    sqlite3_stmt *statement[PASS_STATEMENTS];
    int64_t next_text, next_head;
    struct arena arena; /* of the batch */
    struct index_sum *sum;
};

/* ---- counting words --------------------------------------------------- */

struct counting {
    struct terms *terms; /* null: only count */
    uint32_t n;
};

static void count_word(void *user, str word, struct span at)
{
    (void)at;
    struct counting *counting = user;
    counting->n++;
    if (counting->terms)
        terms_take(counting->terms, word);
}

/* ---- passages --------------------------------------------------------- */

/* The citations of one sentence, being gathered. */
struct gathering {
    int64_t first; /* row of the doc's first passage */
    bool known;    /* the words are in the index already */
    uint32_t passages;
    int64_t start, stop; /* the sentence */
    str text;            /* with those around it */
    traits traits;
    uint32_t last;
    struct buf packed;
};

static bool close_passage(struct indexing *x, struct gathering *g,
                          struct err *err)
{
    struct counting counting = {.terms = g->known ? NULL : &x->terms};
    if (g->traits.n == 0)
        return true;
    terms_text(&x->terms, TERM_TEXT);
    words_each(&x->words, g->text, count_word, &counting);
    packed_add(&g->packed, (uint8_t)(counting.n < 255 ? counting.n : 255),
               &g->traits, &g->last);
    g->traits.n = 0;
    int64_t row = g->first + g->passages++;
    if (g->known)
        return true;
    sqlite3_stmt *s = x->statement[ADD_TEXT];
    sql_int(s, 1, row);
    sql_text(s, 2, g->text);
    return sql_do(x->db, s, err);
}

static str passage_text(sqlite3_stmt *s, str text)
{
    int64_t from = sqlite3_column_int64(s, 0), to = sqlite3_column_int64(s, 3);
    if (from < 0 || to < from || (size_t)to > text.len)
        return S("");
    return (str){text.ptr + from, (size_t)(to - from)};
}

static unsigned read_code(sqlite3_stmt *s)
{
    bool none = sqlite3_column_type(s, ROW_CODE) == SQLITE_NULL;
    return none ? CODES : read_enum(s, ROW_CODE, CODES);
}

/* A citation's row: a sentence of its own, or one more of the last. */
static bool take_citation(struct indexing *x, struct gathering *g, str text,
                          struct err *err)
{
    sqlite3_stmt *s = x->statement[DOC_ROWS];
    int64_t start = sqlite3_column_int64(s, 1),
            stop = sqlite3_column_int64(s, 2);
    unsigned flags = (unsigned)sqlite3_column_int(s, AT_FLAGS);
    if (flags & CITATION_TRANSLATION)
        return true;
    if ((start != g->start || stop != g->stop) && !close_passage(x, g, err))
        return false;
    g->start = start;
    g->stop = stop;
    g->text = passage_text(s, text);
    struct trait trait = {(uint32_t)sqlite3_column_int64(s, ROW_ID),
                          (uint32_t)sqlite3_column_int64(s, ROW_WORK),
                          trait_kind(read_code(s),
                                     read_enum(s, AT_SECTION, SECTIONS),
                                     flags & CITATION_SELF)};
    vec_push(&g->traits, &x->arena, trait);
    return true;
}

static bool gather(struct indexing *x, int64_t doc, struct gathering *g,
                   struct err *err)
{
    str text;
    sqlite3_stmt *s = x->statement[DOC_ROWS];
    if (!read_text(x->store, x->statement[DOC_TEXT], doc, &x->arena, &text,
                   err))
        return false;
    sql_int(s, 1, doc);
    bool done = true;
    while (done && sql_next(x->db, s, err))
        done = take_citation(x, g, text, err);
    sqlite3_reset(s);
    return done && err->kind == ERR_NONE && close_passage(x, g, err);
}

/* What kind of article it is: in its record. */
static bool type_of(struct indexing *x, int64_t doc, str *type, struct err *err)
{
    str records, line;
    if (!doc_records(x->store, doc, &x->arena, &records, err))
        return false;
    str_split(&records, '\n', &line);
    struct err odd = {0};
    SCOPED_JSON *head = json_parse(line, &odd);
    *type = arena_str(&x->arena, json_member_str(head, "type"));
    return true;
}

static bool index_doc(struct indexing *x, int64_t doc, int64_t first,
                      struct err *err)
{
    struct gathering g = {
        .first = first ? first : x->next_text, .known = first > 0, .start = -1};
    str type;
    bool done = type_of(x, doc, &type, err) && gather(x, doc, &g, err);
    if (done) {
        sqlite3_stmt *s = x->statement[first ? SET_DOC : ADD_DOC];
        sql_int(s, 1, doc);
        sql_int(s, 2, g.first);
        sql_int(s, 3, g.passages);
        sql_text(s, 4, type);
        sql_blob(s, 5, buf_str(&g.packed));
        done = sql_do(x->db, s, err);
    }
    buf_close(&g.packed);
    x->next_text += first ? 0 : g.passages;
    x->sum->passages += g.passages;
    x->sum->docs++;
    return done;
}

/* ---- works ------------------------------------------------------------ */

static int64_t journal_of(struct indexing *x, str name, struct err *err)
{
    str folded = fold(name, &x->arena);
    if (folded.len == 0)
        return NONE;
    sqlite3_stmt *s = x->statement[FIND_JOURNAL];
    sql_text(s, 1, folded);
    int64_t id = sql_next(x->db, s, err) ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    if (id || err->kind != ERR_NONE)
        return id;
    s = x->statement[ADD_JOURNAL];
    sql_text(s, 1, folded);
    sql_text(s, 2, name);
    sql_do(x->db, s, err);
    return sqlite3_last_insert_rowid(x->db);
}

/* Columns of NEXT_WORKS. */
enum {
    WORK_ID,
    WORK_TITLE,
    WORK_AUTHOR,
    WORK_CONTAINER,
    WORK_YEAR
};

static bool add_head(struct indexing *x, const str *part, int64_t head,
                     uint32_t *words, struct err *err)
{
    struct counting counting = {.terms = &x->terms};
    sqlite3_stmt *s = x->statement[ADD_HEAD];
    terms_text(&x->terms, TERM_HEAD);
    sql_int(s, 1, head);
    for (int i = 0; i < 3; i++) {
        words_each(&x->words, part[i], count_word, &counting);
        sql_text(s, 2 + i, part[i]);
    }
    *words = counting.n < 255 ? counting.n : 255;
    return sql_do(x->db, s, err);
}

static bool index_work(struct indexing *x, sqlite3_stmt *row, struct err *err)
{
    const str part[] = {sql_column(row, WORK_TITLE),
                        sql_column(row, WORK_AUTHOR),
                        sql_column(row, WORK_CONTAINER)};
    uint32_t words = 0;
    int64_t journal = journal_of(x, part[2], err);
    if (err->kind != ERR_NONE || !add_head(x, part, x->next_head, &words, err))
        return false;
    sqlite3_stmt *s = x->statement[ADD_WORK];
    sql_int(s, 1, sqlite3_column_int64(row, WORK_ID));
    sql_int(s, 2, x->next_head++);
    sql_int(s, 3, words);
    sql_int(s, 4, sqlite3_column_int64(row, WORK_YEAR));
    sql_int(s, 5, journal);
    x->sum->works++;
    return sql_do(x->db, s, err);
}

/* ---- batches ---------------------------------------------------------- */

static bool index_works(struct indexing *x, uint64_t *n, struct err *err)
{
    int64_t known =
        sql_one(x->db, "SELECT ifnull(max(work),0) FROM search_work", 0);
    sqlite3_stmt *s = x->statement[NEXT_WORKS];
    uint64_t before = x->sum->works;
    sql_int(s, 1, known);
    sql_int(s, 2, BATCH_WORKS);
    bool done = true;
    while (done && sql_next(x->db, s, err))
        done = index_work(x, s, err);
    sqlite3_reset(s);
    *n = x->sum->works - before;
    if (!done || err->kind != ERR_NONE)
        return false;
    /* new ones come first: when there was room left, no stale one is left */
    if (*n == BATCH_WORKS)
        return true;
    sql_int(x->statement[NOT_STALE], 1, INT64_MAX);
    return sql_do(x->db, x->statement[NOT_STALE], err);
}

struct next_doc {
    int64_t doc, first;
};

static bool index_docs(struct indexing *x, int64_t *after, uint64_t *n,
                       struct err *err)
{
    vec_of(struct next_doc) next = {0};
    sqlite3_stmt *s = x->statement[NEXT_DOCS];
    sql_int(s, 1, *after);
    sql_int(s, 2, BATCH_DOCS);
    while (sql_next(x->db, s, err)) {
        struct next_doc one = {sqlite3_column_int64(s, 0),
                               sqlite3_column_int64(s, 1)};
        vec_push(&next, &x->arena, one);
    }
    sqlite3_reset(s);
    *n = next.n;
    for (uint32_t i = 0; i < next.n && err->kind == ERR_NONE; i++) {
        size_t mark = arena_mark(&x->arena);
        index_doc(x, next.at[i].doc, next.at[i].first, err);
        arena_rewind(&x->arena, mark);
        *after = next.at[i].doc;
    }
    return err->kind == ERR_NONE;
}

/* One transaction of works or, when there are none left, of docs. */
static bool index_batch(struct indexing *x, int64_t *after, uint64_t *n,
                        struct err *err)
{
    if (!sql_run(x->db, "BEGIN IMMEDIATE", err))
        return false;
    bool done = index_works(x, n, err) &&
                (*n > 0 || index_docs(x, after, n, err)) &&
                terms_save(&x->terms, x->db, err);
    if (done && *n > 0) {
        sql_int(x->statement[SET_STATE], 1, x->next_text);
        sql_int(x->statement[SET_STATE], 2, x->next_head);
        done = sql_do(x->db, x->statement[SET_STATE], err);
    }
    done = done && sql_run(x->db, "COMMIT", err);
    if (!done)
        sqlite3_exec(x->db, "ROLLBACK", NULL, NULL, NULL);
    arena_clear(&x->arena);
    return done;
}

/* ---- the pass --------------------------------------------------------- */

/* Pages written by a step of merging, so that no transaction is long. */
#define MERGE_PAGES 4000

/* FTS5, 6.8: a negative merge starts on all pieces, others go on with it. */
static bool merge(struct indexing *x, const char *table, struct err *err)
{
    SCOPED_ARENA arena = {0};
    for (int pages = -MERGE_PAGES;; pages = MERGE_PAGES) {
        str step =
            arena_format(&arena, "INSERT INTO %s(%s,rank) VALUES('merge',%d)",
                         table, table, pages);
        int before = sqlite3_total_changes(x->db);
        if (!sql_run(x->db, step.ptr, err))
            return false;
        if (sqlite3_total_changes(x->db) - before < 2)
            return true;
    }
}

static bool forget(struct indexing *x, struct err *err)
{
    return sql_run(
        x->db,
        "BEGIN IMMEDIATE;"
        "INSERT INTO search_text(search_text) VALUES('delete-all');"
        "INSERT INTO search_head(search_head) VALUES('delete-all');"
        "DELETE FROM search_doc; DELETE FROM search_work;"
        "DELETE FROM search_stale; DELETE FROM search_term;"
        "DELETE FROM search_journal;"
        "UPDATE search_state SET next_text=1,next_head=1,changed=changed+1;"
        "COMMIT",
        err);
}

static bool begin(struct indexing *x, struct err *err)
{
    if (!words_open(x->db, &x->words, err))
        return false;
    for (int i = 0; i < PASS_STATEMENTS; i++) {
        x->statement[i] = sql_prepare(x->db, sql[i], err);
        if (x->statement[i] == NULL)
            return false;
    }
    x->next_text = sql_one(x->db, "SELECT next_text FROM search_state", 1);
    x->next_head = sql_one(x->db, "SELECT next_head FROM search_state", 1);
    x->sum->docs_of = (uint64_t)sql_one(
        x->db,
        "SELECT count(*) FROM doc d LEFT JOIN search_doc s ON s.doc=d.id"
        " WHERE s.stale IS NOT 0",
        0);
    x->sum->works_of =
        (uint64_t)sql_one(x->db,
                          "SELECT (SELECT count(*) FROM work WHERE id>(SELECT"
                          " ifnull(max(work),0) FROM search_work))+"
                          "(SELECT count(*) FROM search_stale)",
                          0);
    return true;
}

static void end(struct indexing *x)
{
    for (int i = 0; i < PASS_STATEMENTS; i++)
        sql_finish(&x->statement[i]);
    words_close(&x->words);
    arena_close(&x->terms.arena);
    arena_close(&x->arena);
}

static bool index_all(struct indexing *x, const struct index_pass *pass,
                      struct err *err)
{
    int64_t after = 0;
    uint64_t n = 1;
    while (n > 0 && !x->sum->stopped) {
        if (!index_batch(x, &after, &n, err))
            return false;
        if (pass->tick)
            pass->tick(x->sum, pass->user);
        x->sum->stopped = pass->stop && pass->stop();
    }
    return true;
}

/*
 * Pieces are merged when most of the index is new: a search looks into each.
 */
static bool is_mostly_new(const struct indexing *x)
{
    return x->sum->passages > 10000 &&
           (int64_t)x->sum->passages * 2 > x->next_text;
}

bool index_run(struct store *store, const struct index_pass *pass,
               struct index_sum *sum, struct err *err)
{
    struct indexing x = {.store = store, .db = store_db(store), .sum = sum};
    *sum = (struct index_sum){0};
    bool done = (!pass->anew || forget(&x, err)) && begin(&x, err) &&
                index_all(&x, pass, err);
    if (done && !sum->stopped && (pass->tidy || is_mostly_new(&x)))
        done = merge(&x, "search_text", err) && merge(&x, "search_head", err);
    end(&x);
    return done;
}
