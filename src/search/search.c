#include "search/search.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "search/counts.h"
#include "search/page.h"
#include "search/query_inside.h"
#include "search/suggest.h"
#include "store/sql.h"

const char *const search_sort_name[SORTS] = {
    "relevance", "newest", "oldest", "cited", "supported", "contrasted"};
const char *const facet_name[FACETS] = {"stance",  "section", "year",
                                        "journal", "type",    "has"};

#define LIMIT_USUAL 20

struct search {
    struct asked asked;
    search_key *key;
    struct share *share;
    struct words words;
    struct collecting *site; /* of the pass that runs */
    uint64_t docs;           /* in the store, when it was … */
    int64_t version;         /* … of this version */
};

struct search *search_open(struct store *store, search_key *key,
                           struct err *err)
{
    struct search *search = mem_alloc(sizeof(*search));
    *search = (struct search){.key = key, .version = -1};
    search->asked.store = store;
    search->asked.db = store_db(store);
    search->share = share_join(store);
    if (words_open(store_db(store), &search->words, err) &&
        collect_function(&search->words, &search->site, err))
        return search;
    search_close(&search);
    return NULL;
}

void search_close(struct search **search)
{
    if (*search == NULL)
        return;
    share_leave((*search)->share);
    asked_close(&(*search)->asked);
    words_close(&(*search)->words);
    free(*search);
    *search = NULL;
}

/* ---- what is asked ---------------------------------------------------- */

/* One run. */
struct running {
    struct search *search;
    const struct search_request *request;
    struct search_reply *reply;
    struct arena *arena;
    struct query *query;
    struct holding holding;
    struct planning planning;
    struct plan plan;
    struct collecting collecting;
};

static bool is_number(str text)
{
    uint32_t n;
    return str_uint(text, &n);
}

/* Could it be an identifier and nothing else?  "cited:10.1/x" is no such. */
static bool is_bare(str typed)
{
    size_t colon = str_chr(typed, ':');
    bool field = colon != STR_NONE &&
                 query_field_of(str_first(typed, colon)) < QUERY_FIELD_COUNT;
    return typed.len && typed.len < QUERY_MAX && !field &&
           (is_alpha(typed.ptr[0]) || is_digit(typed.ptr[0])) &&
           str_chr(typed, ' ') == STR_NONE;
}

/*
 * An identifier asks for its work, or for the citations of it.  A bare number
 * may be one, but is a word as well.
 */
static bool take_identifier(struct running *r, struct err *err)
{
    str typed = str_trim(r->request->query);
    str key = is_bare(typed) ? r->search->key(typed, r->arena) : S("");
    struct work_row work;
    if (key.len == 0)
        return true;
    if (!work_row(r->search->asked.store, key, r->arena, &work, err))
        return false;
    if (work.id > 0)
        r->reply->exact = work.key;
    if (is_number(typed))
        return true;
    return query_of_field(S("cited"), key, r->arena, &r->query, err);
}

static bool read_query(struct running *r, struct err *err)
{
    const struct search_request *request = r->request;
    if (!take_identifier(r, err))
        return false;
    if (r->query == NULL && !query_parse(request->query, r->arena, &r->query,
                                         &r->reply->wrong_at, err))
        return false;
    if (r->query == NULL && str_trim(request->query).len)
        return err_set(err, ERR_USAGE, "there is no word in it to search for");
    for_vec (i, request->filter) {
        struct query *one;
        if (!query_of_field(request->filter.at[i].field,
                            request->filter.at[i].value, r->arena, &one, err))
            return false;
        r->query = query_and(r->query, one, r->arena);
    }
    SCOPED_BUF out = {0};
    query_print(r->query, &out);
    r->reply->query = arena_str(r->arena, buf_str(&out));
    return true;
}

static bool check_request(const struct search_request *request, struct err *err)
{
    if (request->limit > SEARCH_LIMIT_MAX)
        return err_set(err, ERR_USAGE, "a page has %d results at most",
                       SEARCH_LIMIT_MAX);
    if (request->offset > SEARCH_OFFSET_MAX)
        return err_set(err, ERR_USAGE,
                       "a page begins after %d results at most; go on from "
                       "there by cursor",
                       SEARCH_OFFSET_MAX);
    if (request->what == SEARCH_CITATIONS && request->sort > SORT_OLDEST)
        return err_set(err, ERR_USAGE,
                       "citations are sorted by relevance, newest or oldest");
    return true;
}

/* ---- cursors ---------------------------------------------------------- */

/* Where a page ended: the bits of its last key, and the row. */
static str write_cursor(const struct kept *last, struct arena *arena)
{
    uint64_t bits;
    memcpy(&bits, &last->key, sizeof(bits));
    return arena_format(arena, "%016" PRIx64 "%08" PRIx32, bits, last->row);
}

static bool read_hex(str text, uint64_t *value)
{
    *value = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = to_lower(text.ptr[i]);
        bool letter = c >= 'a' && c <= 'f';
        if (!is_digit(c) && !letter)
            return false;
        *value = *value << 4 | (uint64_t)(letter ? c - 'a' + 10 : c - '0');
    }
    return true;
}

static bool read_cursor(str cursor, struct kept *last, struct err *err)
{
    uint64_t bits, row;
    if (cursor.len != 24 || !read_hex(str_first(cursor, 16), &bits) ||
        !read_hex(str_from(cursor, 16), &row))
        return err_set(err, ERR_USAGE, "this cursor is none of ours");
    memcpy(&last->key, &bits, sizeof(bits));
    last->row = (uint32_t)row;
    return true;
}

/* ---- the run ---------------------------------------------------------- */

static bool plan(struct running *r, struct err *err)
{
    struct search *search = r->search;
    bool works = plan_needs_works(r->query, r->request->what);
    int64_t changed = asked_number(&search->asked, ASK_CHANGED, -1);
    if (changed < 0)
        return err_set(err, ERR_STORE, "the store has no index of words");
    if (!share_hold(search->share, search->asked.store, changed, works,
                    &r->holding, err))
        return false;
    r->planning = (struct planning){.asked = &search->asked,
                                    .words = &search->words,
                                    .key = search->key,
                                    .holding = &r->holding,
                                    .what = r->request->what,
                                    .broad = r->request->broad,
                                    .arena = r->arena};
    return plan_make(&r->planning, r->query, &r->plan, err) &&
           plan_weigh(&r->planning, &r->plan, err);
}

static bool collect(struct running *r, uint32_t limit, struct err *err)
{
    const struct search_request *request = r->request;
    struct collecting *c = &r->collecting;
    *c = (struct collecting){.asked = &r->search->asked,
                             .plan = &r->plan,
                             .columns = r->holding.columns,
                             .works = r->holding.works,
                             .what = request->what,
                             .sort = request->sort,
                             .broad = request->broad,
                             .after = request->cursor.len > 0};
    if (c->after && !read_cursor(request->cursor, &c->last, err))
        return false;
    c->journals =
        1 + (uint32_t)asked_number(&r->search->asked, ASK_JOURNALS, 0);
    /* one more than is shown tells whether there are more */
    uint32_t shown = (c->after ? 0 : request->offset) + limit;
    collect_begin(c, shown + 1, r->arena);
    if (!collect_run(c, &r->search->site, err))
        return false;
    if (c->n > shown) {
        c->n = shown;
        r->reply->cursor = write_cursor(&c->kept[shown - 1], r->arena);
    }
    return true;
}

/* Asked again only when somebody has written since. */
static void count_pending(struct running *r)
{
    struct search *search = r->search;
    int64_t version = asked_number(&search->asked, ASK_VERSION, 0) * 1000003 +
                      sqlite3_total_changes(search->asked.db);
    if (version != search->version)
        search->docs = (uint64_t)asked_number(&search->asked, ASK_DOCS, 0);
    search->version = version;
    uint64_t indexed = r->holding.columns->indexed;
    r->reply->pending = search->docs > indexed ? search->docs - indexed : 0;
}

static void count_works(struct running *r)
{
    const struct collecting *c = &r->collecting;
    r->reply->total = c->total;
    r->reply->citations = c->citations;
    for (uint32_t i = 0; c->of_doc && i < c->columns->n_docs; i++)
        r->reply->works += c->of_doc[i] > 0;
}

static bool answer(struct running *r, struct err *err)
{
    const struct search_request *request = r->request;
    struct collecting *c = &r->collecting;
    uint32_t limit = request->limit ? request->limit : LIMIT_USUAL;
    if (!collect(r, limit, err))
        return false;
    uint32_t from = c->after ? 0 : request->offset;
    count_works(r);
    count_pending(r);
    if (from < c->n &&
        !page_read(c, &r->search->words, from, r->arena, r->reply, err))
        return false;
    if (request->facets && !counts_facets(c, r->arena, r->reply, err))
        return false;
    return suggest_make(&r->planning, r->query, &r->reply->instead, err);
}

bool search_run(struct search *search, const struct search_request *request,
                struct arena *arena, struct search_reply *reply,
                struct err *err)
{
    struct running r = {
        .search = search, .request = request, .reply = reply, .arena = arena};
    sqlite3 *db = search->asked.db;
    *reply = (struct search_reply){0};
    if (!check_request(request, err))
        return false;
    /* one view of the store for all of it */
    bool begun = sqlite3_get_autocommit(db) != 0;
    if (begun && !sql_run(db, "BEGIN", err))
        return false;
    bool done = read_query(&r, err) && plan(&r, err) && answer(&r, err);
    asked_rest(&search->asked);
    share_drop(search->share, &r.holding);
    if (begun)
        sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    return done;
}
