#include "store/tally.h"

#include <stdlib.h>
#include <time.h>

#include "store/context.h"
#include "store/told.h"

/*
 * Direct mapped: a key has one place, and whoever comes last has it.  The key
 * itself is kept, since two keys with one hash are easily made.
 */
#define PLACES  (1u << 16)
#define KEY_MAX 75

struct place {
    struct short_tally tally;
    int64_t version; /* of the data; another one's is as good as empty */
    uint8_t len;
    char key[KEY_MAX];
};

struct tallies {
    struct store *store;
    sqlite3_stmt *work, *refs, *look;
    int64_t looked;  /* when, in tenths of a second */
    int64_t version; /* of the data that `place` is of */
    struct place *place;
};

/* Tenths of a second. */
static int64_t now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &at);
    return at.tv_sec * 10 + at.tv_nsec / 100000000;
}

int64_t tallies_version(struct tallies *tallies)
{
    struct err err = {0};
    int64_t tenth = now(), version = tallies->version;
    if (tenth == tallies->looked)
        return version;
    tallies->looked = tenth;
    if (sql_next(tallies->store->db, tallies->look, &err))
        version = sqlite3_column_int64(tallies->look, 0);
    sqlite3_reset(tallies->look);
    tallies->version = version;
    return version;
}

struct tallies *tallies_open(struct store *store, struct err *err)
{
    struct tallies *tallies = mem_alloc(sizeof(*tallies));
    *tallies = (struct tallies){.store = store, .version = -1};
    tallies->place = mem_alloc(PLACES * sizeof(struct place));
    for (uint32_t i = 0; i < PLACES; i++)
        tallies->place[i] = (struct place){.version = -1};
    tallies->look = sql_prepare(store->db, "PRAGMA data_version", err);
    tallies->work = sql_prepare(store->db, WORK_OF_NAME, err);
    /* all in one index, in the order of docs: no set is needed to count them */
    tallies->refs = sql_prepare(
        store->db, "SELECT doc,told FROM ref WHERE work=?1 ORDER BY doc", err);
    if (err->kind != ERR_NONE)
        tallies_close(&tallies);
    return tallies;
}

void tallies_close(struct tallies **tallies)
{
    struct tallies *gone = *tallies;
    if (gone == NULL)
        return;
    sql_finish(&gone->work);
    sql_finish(&gone->refs);
    sql_finish(&gone->look);
    free(gone->place);
    free(gone);
    *tallies = NULL;
}

static bool find_work(struct tallies *tallies, str key, int64_t *work,
                      struct err *err)
{
    sql_text(tallies->work, 1, key);
    bool found = sql_next(tallies->store->db, tallies->work, err);
    *work = found ? sqlite3_column_int64(tallies->work, 0) : 0;
    sqlite3_reset(tallies->work);
    return err->kind == ERR_NONE;
}

static void count_told(struct short_tally *tally, str told)
{
    uint32_t n = told_count(told);
    for (uint32_t i = 0; i < n; i++) {
        struct told one = told_read(told, i);
        tally->section[one.section]++;
        tally->stance[one.stance]++;
    }
    tally->total += n;
}

static bool count(struct tallies *tallies, int64_t work,
                  struct short_tally *tally, struct err *err)
{
    sqlite3_stmt *s = tallies->refs;
    int64_t listing = 0, citing = 0;
    *tally = (struct short_tally){.work = work};
    sql_int(s, 1, work);
    while (sql_next(tallies->store->db, s, err)) {
        int64_t doc = sqlite3_column_int64(s, 0);
        str told = sql_column(s, 1);
        tally->listing += doc != listing;
        listing = doc;
        if (told_count(told) == 0)
            continue;
        tally->citing += doc != citing;
        citing = doc;
        count_told(tally, told);
    }
    sqlite3_reset(s);
    return err->kind == ERR_NONE;
}

bool tally_find(struct tallies *tallies, str key, struct short_tally *tally,
                struct err *err)
{
    int64_t work;
    struct place *place = &tallies->place[str_hash(key) % PLACES];
    int64_t version = tallies_version(tallies);
    *tally = (struct short_tally){0};
    if (key.len && place->version == version &&
        str_eq((str){place->key, place->len}, key)) {
        *tally = place->tally;
        return true;
    }
    if (key.len == 0 || !find_work(tallies, key, &work, err) || work == 0)
        return err->kind == ERR_NONE;
    if (!count(tallies, work, tally, err))
        return false;
    if (key.len <= KEY_MAX) {
        place->tally = *tally;
        place->version = version;
        place->len = (uint8_t)key.len;
        memcpy(place->key, key.ptr, key.len);
    }
    return true;
}

bool store_size(struct store *store, struct store_size *size, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(store->db,
                                "SELECT (SELECT max(id) FROM doc),"
                                "(SELECT max(id) FROM citation),"
                                "(SELECT max(id) FROM work)",
                                err);
    *size = (struct store_size){0};
    if (s == NULL || !sql_next(store->db, s, err))
        return false;
    size->docs = (uint64_t)sqlite3_column_int64(s, 0);
    size->citations = (uint64_t)sqlite3_column_int64(s, 1);
    size->works = (uint64_t)sqlite3_column_int64(s, 2);
    size->bytes = (uint64_t)(sql_one(store->db, "PRAGMA page_count", 0) *
                             sql_one(store->db, "PRAGMA page_size", 0));
    return true;
}
