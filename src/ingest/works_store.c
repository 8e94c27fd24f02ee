#include "ingest/works_store.h"

#include "resolve/match_keys.h"

void works_store_close(struct works_store *keeper)
{
    if (keeper->store)
        store_let_go(keeper->store);
    arena_close(&keeper->scratch);
}

static void remember(struct works_store *keeper, const struct err *err)
{
    if (keeper->err.kind == ERR_NONE)
        keeper->err = *err;
}

static uint32_t under(void *plug, uint32_t key, int64_t *id, uint32_t most)
{
    struct works_store *keeper = plug;
    struct err err = {0};
    work_ids found = {0};
    arena_clear(&keeper->scratch);
    if (!meta_by_key(keeper->store, key, most, &keeper->scratch, &found,
                     &err)) {
        remember(keeper, &err);
        return 0;
    }
    for_vec (i, found)
        id[i] = found.at[i];
    return found.n;
}

static int64_t named(void *plug, enum id_scheme scheme, str id)
{
    struct works_store *keeper = plug;
    struct err err = {0};
    int64_t work = 0;
    arena_clear(&keeper->scratch);
    str name = arena_format(&keeper->scratch, "%s:%.*s", id_scheme_name[scheme],
                            STR(id));
    if (!meta_find(keeper->store, name, &work, &err))
        remember(keeper, &err);
    return work;
}

static bool fetch(void *plug, int64_t id, struct work *work,
                  struct arena *arena)
{
    struct works_store *keeper = plug;
    struct err err = {0};
    bool found = false;
    if (!meta_fetch(keeper->store, id, arena, work, &found, &err))
        remember(keeper, &err);
    return found && err.kind == ERR_NONE;
}

struct works works_store_plug(struct works_store *keeper)
{
    struct err err = {0};
    if (!store_hold(keeper->store, &err))
        remember(keeper, &err);
    return (struct works){keeper, under, named, fetch};
}

void works_store_keys(const struct work *work, work_keys *keys,
                      struct arena *arena)
{
    match_keys made = {0};
    match_keys_of_work(work, &made, arena);
    for_vec (i, made)
        vec_push(keys, arena, made.at[i].hash);
}

struct packed *works_store_pack(const struct doc *doc)
{
    SCOPED_ARENA scratch = {0};
    struct packed *packed = store_pack(doc);
    struct work self = work_of_doc(doc, &scratch);
    work_keys keys = {0};
    works_store_keys(&self, &keys, &scratch);
    packed_keys(packed, keys.at, keys.n);
    return packed;
}
