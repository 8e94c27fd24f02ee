#include "search/collect.h"

#include <stdlib.h>

#include "store/sql.h"

/* BM25's parameters, where nearly everybody has them. */
#define K1 1.2
#define B  0.75

/* ---- the best --------------------------------------------------------- */

static bool is_before(const struct kept *a, const struct kept *b)
{
    if (a->key > b->key || a->key < b->key)
        return a->key > b->key;
    return a->row < b->row;
}

static void sift_down(struct collecting *c, uint32_t at)
{
    for (;;) {
        uint32_t worst = at, child = 2 * at + 1;
        for (uint32_t i = child; i < c->n && i <= child + 1; i++)
            if (is_before(&c->kept[worst], &c->kept[i]))
                worst = i;
        if (worst == at)
            return;
        struct kept swap = c->kept[at];
        c->kept[at] = c->kept[worst];
        c->kept[worst] = swap;
        at = worst;
    }
}

static void sift_up(struct collecting *c, uint32_t at)
{
    while (at && is_before(&c->kept[(at - 1) / 2], &c->kept[at])) {
        struct kept swap = c->kept[at];
        c->kept[at] = c->kept[(at - 1) / 2];
        c->kept[(at - 1) / 2] = swap;
        at = (at - 1) / 2;
    }
}

static void keep(struct collecting *c, struct kept one)
{
    if (c->after && !is_before(&c->last, &one))
        return;
    if (c->n < c->room) {
        c->kept[c->n] = one;
        sift_up(c, c->n++);
    } else if (c->room && is_before(&one, &c->kept[0])) {
        c->kept[0] = one;
        sift_down(c, 0);
    }
}

/* ---- scores ----------------------------------------------------------- */

static double frequency(const Fts5ExtensionApi *api, Fts5Context *fts,
                        int phrase)
{
    Fts5PhraseIter at;
    int column, offset, n = 0;
    if (api->xPhraseFirst(fts, phrase, &at, &column, &offset) != SQLITE_OK)
        return 0;
    for (; column >= 0; n++)
        api->xPhraseNext(fts, &at, &column, &offset);
    return n;
}

/* Σ idf·(k1 + 1)·tf / (tf + k1·(1 - b + b·words/mean)) */
static double bm25(const struct collecting *c, const Fts5ExtensionApi *api,
                   Fts5Context *fts, uint8_t words)
{
    double score = 0;
    for_vec (i, c->plan->phrase) {
        double weight = c->plan->phrase.at[i].weight;
        double tf = weight > 0 ? frequency(api, fts, (int)i) : 0;
        if (tf > 0)
            score += weight * (K1 + 1) * tf / (tf + (double)c->norm[words]);
    }
    return score;
}

/* Without a year last, whichever way. */
#define NO_YEAR (-100000.0)

static double year_key(const struct collecting *c, uint16_t year)
{
    if (year == 0)
        return NO_YEAR;
    return c->sort == SORT_OLDEST ? -(double)year : year;
}

/* ---- passages --------------------------------------------------------- */

/* Count those of its citations that pass; how many do. */
static uint32_t count_passage(struct collecting *c, uint32_t row)
{
    const struct columns *k = c->columns;
    uint32_t n = 0;
    for (uint32_t i = k->trait[row]; i < k->trait[row + 1]; i++) {
        if (!test_citation(c->plan->test, k, row, &k->traits[i]))
            continue;
        c->kind[k->traits[i].kind]++;
        n++;
    }
    return n;
}

static void take_passage(struct collecting *c, int64_t rowid,
                         const Fts5ExtensionApi *api, Fts5Context *fts)
{
    const struct columns *k = c->columns;
    if (rowid < 0 || rowid >= k->passages || k->doc[rowid] == NO_DOC)
        return;
    struct kept one = {.row = (uint32_t)rowid};
    uint32_t n = count_passage(c, one.row);
    if (n == 0)
        return;
    uint32_t doc = k->doc[one.row];
    c->total++;
    c->citations += n;
    c->of_doc[doc] += n;
    one.score = api && c->sort == SORT_RELEVANCE
                    ? bm25(c, api, fts, k->words[one.row])
                    : 0;
    one.key = api && c->sort == SORT_RELEVANCE ? one.score
                                               : year_key(c, k->docs[doc].year);
    keep(c, one);
}

/* ---- works ------------------------------------------------------------ */

static void count_work(struct collecting *c, const struct column_work *work)
{
    uint64_t stance[STANCES];
    work_stances(work, c->broad, stance);
    c->total++;
    for (int i = 0; i < STANCES; i++) {
        c->citations += stance[i];
        c->stance[i] += stance[i] > 0;
    }
    c->of_year[work->year]++;
    if (work->journal < c->journals)
        c->of_journal[work->journal]++;
    if (work->is_doc)
        c->type[work->type]++;
    for (int kind = 0; kind < NOTICE_KINDS; kind++)
        c->notice[kind] += work->notices >> kind & 1;
}

static double work_key(const struct collecting *c,
                       const struct column_work *work, double score)
{
    uint64_t stance[STANCES], all = 0;
    work_stances(work, c->broad, stance);
    for (int i = 0; i < STANCES; i++)
        all += stance[i];
    switch (c->sort) {
    case SORT_NEWEST:
    case SORT_OLDEST:
        return year_key(c, work->year);
    case SORT_SUPPORTED:
        return (double)stance[STANCE_SUPPORTING];
    case SORT_CONTRASTED:
        return (double)stance[STANCE_CONTRASTING];
    case SORT_RELEVANCE:
        return c->plan->match.len ? score : (double)all;
    default:
        return (double)all;
    }
}

static void take_work(struct collecting *c, int64_t rowid,
                      const Fts5ExtensionApi *api, Fts5Context *fts)
{
    const struct work_columns *w = c->works;
    if (rowid < 0 || rowid >= w->heads || w->of_head[rowid] == 0)
        return;
    struct kept one = {.row = w->of_head[rowid]};
    if (!test_work(c->plan->test, w, one.row))
        return;
    const struct column_work *work = &w->work[one.row];
    count_work(c, work);
    if (api && c->sort == SORT_RELEVANCE)
        one.score = bm25(c, api, fts, w->words[rowid]);
    one.key = work_key(c, work, one.score);
    keep(c, one);
}

/* ---- the pass --------------------------------------------------------- */

static void take(struct collecting *c, int64_t rowid,
                 const Fts5ExtensionApi *api, Fts5Context *fts)
{
    if (c->what == SEARCH_WORKS)
        take_work(c, rowid, api, fts);
    else
        take_passage(c, rowid, api, fts);
}

/* Never true, so that SQLite goes on to the next match by itself. */
static void take_match(const Fts5ExtensionApi *api, Fts5Context *fts,
                       sqlite3_context *context, int n, sqlite3_value **value)
{
    (void)n;
    (void)value;
    struct collecting **site = api->xUserData(fts);
    if (*site)
        take(*site, api->xRowid(fts), api, fts);
    sqlite3_result_int(context, 0);
}

bool collect_function(const struct words *words, struct collecting **site,
                      struct err *err)
{
    return words->api->xCreateFunction(words->api, "stet_take", site,
                                       take_match, NULL) == SQLITE_OK ||
           err_set(err, ERR_STORE, "SQLite takes no function of ours");
}

void collect_begin(struct collecting *c, uint32_t room, struct arena *arena)
{
    bool works = c->what == SEARCH_WORKS;
    double mean = works ? c->works->mean : c->columns->mean;
    for (int i = 0; i < 256; i++)
        c->norm[i] = (float)(K1 * (1 - B + B * i / (mean > 0 ? mean : 1)));
    c->room = room;
    c->kept = arena_alloc(arena, (room + 1) * sizeof(*c->kept));
    if (!works)
        c->of_doc =
            arena_zero(arena, (c->columns->n_docs + 1) * sizeof(*c->of_doc));
    if (!works)
        return;
    c->of_journal = arena_zero(arena, (c->journals + 1) * sizeof(uint32_t));
    c->of_year = arena_zero(arena, (UINT16_MAX + 1) * sizeof(uint32_t));
}

static bool run_match(struct collecting *c, struct collecting **site,
                      struct err *err)
{
    sqlite3_stmt *s = asked_statement(
        c->asked, c->what == SEARCH_WORKS ? ASK_MATCH_HEADS : ASK_MATCH_TEXTS,
        err);
    if (s == NULL)
        return false;
    sql_text(s, 1, c->plan->match);
    *site = c;
    sql_next(c->asked->db, s, err);
    *site = NULL;
    return err->kind == ERR_NONE;
}

static int in_order(const void *a, const void *b)
{
    return is_before(a, b) ? -1 : is_before(b, a) ? 1 : 0;
}

bool collect_run(struct collecting *c, struct collecting **site,
                 struct err *err)
{
    uint32_t rows =
        c->what == SEARCH_WORKS ? c->works->heads : c->columns->passages;
    if (c->plan->match.len == 0)
        for (uint32_t row = 0; row < rows; row++)
            take(c, row, NULL, NULL);
    else if (!run_match(c, site, err))
        return false;
    qsort(c->kept, c->n, sizeof(*c->kept), in_order);
    return true;
}
