#include "search/share.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>

/* One state of the index, and how many use it: the share itself is one. */
struct held {
    struct columns *columns;
    struct work_columns *works; /* null until somebody needs them */
    unsigned users;
};

struct share {
    str path;
    unsigned members;
    struct held *now;
    bool loading; /* somebody reads newer ones */
    double took, at;
    struct arena arena;
    struct share *next;
};

/* Guards all that stands in shares; never held while the store is read. */
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t loaded = PTHREAD_COND_INITIALIZER;
static struct share *shares;

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void let_go(struct held *held)
{
    if (held == NULL || --held->users > 0)
        return;
    columns_free(held->columns);
    work_columns_free(held->works);
    free(held);
}

struct share *share_join(struct store *store)
{
    str path = str_of(sqlite3_db_filename(store_db(store), "main"));
    pthread_mutex_lock(&guard);
    struct share *share = shares;
    while (share && !str_eq(share->path, path))
        share = share->next;
    if (share == NULL) {
        share = mem_alloc(sizeof(*share));
        *share = (struct share){.next = shares};
        share->path = arena_str(&share->arena, path);
        shares = share;
    }
    share->members++;
    pthread_mutex_unlock(&guard);
    return share;
}

void share_leave(struct share *share)
{
    if (share == NULL)
        return;
    pthread_mutex_lock(&guard);
    if (--share->members == 0) {
        struct share **at = &shares;
        while (*at != share)
            at = &(*at)->next;
        *at = share->next;
        let_go(share->now);
        arena_close(&share->arena);
        free(share);
    }
    pthread_mutex_unlock(&guard);
}

/*
 * Are these new enough?  Large ones are read again after twenty times as long
 * as that takes, so that an index that grows all the time costs a twentieth.
 */
static bool is_fresh(const struct share *share, int64_t changed)
{
    if (share->now == NULL)
        return false;
    bool costly = share->took > 0.02;
    return share->now->columns->changed == changed || share->loading ||
           (costly && seconds() - share->at < 20 * share->took);
}

static void install(struct share *share, struct columns *columns, double took)
{
    share->loading = false;
    if (columns) {
        let_go(share->now);
        share->now = mem_alloc(sizeof(*share->now));
        *share->now = (struct held){.columns = columns, .users = 1};
        share->took = took;
        share->at = seconds();
    }
    pthread_cond_broadcast(&loaded);
}

/* The guard is held, and let go of only to read the store. */
static bool refresh(struct share *share, struct store *store, struct err *err)
{
    share->loading = true;
    pthread_mutex_unlock(&guard);
    double begun = seconds();
    struct columns *columns = columns_load(store, err);
    pthread_mutex_lock(&guard);
    install(share, columns, seconds() - begun);
    return columns != NULL;
}

/* The same for the works of a state: whoever is first reads them. */
static bool add_works(struct held *held, struct store *store, struct err *err)
{
    if (held->works)
        return true;
    pthread_mutex_unlock(&guard);
    struct work_columns *works = work_columns_load(store, held->columns, err);
    pthread_mutex_lock(&guard);
    if (held->works == NULL)
        held->works = works;
    else
        work_columns_free(works);
    return held->works != NULL;
}

bool share_hold(struct share *share, struct store *store, int64_t changed,
                bool works, struct holding *holding, struct err *err)
{
    pthread_mutex_lock(&guard);
    while (share->now == NULL && share->loading)
        pthread_cond_wait(&loaded, &guard);
    bool held = is_fresh(share, changed) || refresh(share, store, err);
    *holding = (struct holding){0};
    if (held) {
        holding->held = share->now;
        share->now->users++;
        held = !works || add_works(holding->held, store, err);
        holding->columns = holding->held->columns;
        holding->works = works ? holding->held->works : NULL;
    }
    pthread_mutex_unlock(&guard);
    if (!held)
        share_drop(share, holding);
    return held;
}

void share_drop(struct share *share, struct holding *holding)
{
    (void)share;
    pthread_mutex_lock(&guard);
    let_go(holding->held);
    pthread_mutex_unlock(&guard);
    *holding = (struct holding){0};
}
