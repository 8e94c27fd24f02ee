#include "search/words.h"

#include "store/sql.h"

static fts5_api *find_api(sqlite3 *db, struct err *err)
{
    fts5_api *api = NULL;
    SCOPED_SQL *s = sql_prepare(db, "SELECT fts5(?1)", err);
    if (s == NULL)
        return NULL;
    sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL);
    sql_next(db, s, err);
    if (api == NULL)
        err_set(err, ERR_STORE, "this SQLite has no FTS5");
    return api;
}

bool words_open(sqlite3 *db, struct words *words, struct err *err)
{
    static const char *option[] = {"remove_diacritics", "2"};
    void *maker = NULL;
    *words = (struct words){.api = find_api(db, err)};
    if (words->api == NULL)
        return false;
    if (words->api->xFindTokenizer(words->api, "unicode61", &maker,
                                   &words->cut) != SQLITE_OK ||
        words->cut.xCreate(maker, option, 2, &words->cutter) != SQLITE_OK)
        return err_set(err, ERR_STORE, "this SQLite has no tokenizer");
    return true;
}

void words_close(struct words *words)
{
    if (words->cutter)
        words->cut.xDelete(words->cutter);
    *words = (struct words){0};
}

struct taking {
    word_taker *take;
    void *user;
};

static int take_token(void *context, int flags, const char *token, int len,
                      int start, int end)
{
    const struct taking *taking = context;
    if (flags & FTS5_TOKEN_COLOCATED)
        return SQLITE_OK;
    taking->take(taking->user, (str){token, (size_t)len},
                 (struct span){(uint32_t)start, (uint32_t)end});
    return SQLITE_OK;
}

void words_each(const struct words *words, str text, word_taker *take,
                void *user)
{
    struct taking taking = {take, user};
    if (text.len)
        words->cut.xTokenize(words->cutter, &taking, FTS5_TOKENIZE_DOCUMENT,
                             text.ptr, (int)text.len, take_token);
}

struct listing {
    strs *out;
    struct arena *arena;
};

static void list_word(void *user, str word, struct span at)
{
    (void)at;
    struct listing *listing = user;
    vec_push(listing->out, listing->arena, arena_str(listing->arena, word));
}

void words_list(const struct words *words, str text, strs *out,
                struct arena *arena)
{
    words_each(words, text, list_word, &(struct listing){out, arena});
}
