#include "resolve/works_memory.h"

#include <stdlib.h>

#include "resolve/match_keys.h"

/* What matching asks for, in memory of its own. */
static struct work keep(const struct work *work, struct arena *arena)
{
    struct work kept = {.year = work->year};
    const str *from[] = {
        &work->title,  &work->container, &work->container_short,
        &work->volume, &work->issue,     &work->page,
        &work->type};
    str *to[] = {&kept.title,  &kept.container, &kept.container_short,
                 &kept.volume, &kept.issue,     &kept.page,
                 &kept.type};
    for (size_t i = 0; i < sizeof to / sizeof *to; i++)
        *to[i] = from[i]->len ? arena_str(arena, *from[i]) : (str){0};
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++)
        if (work->id[scheme].len)
            kept.id[scheme] = arena_str(arena, work->id[scheme]);
    for_vec (i, work->author)
        vec_push(&kept.author, arena,
                 ((struct work_name){
                     .family = arena_str(arena, work->author.at[i].family),
                     .given = arena_str(arena, work->author.at[i].given)}));
    return kept;
}

int64_t works_memory_add(struct works_memory *memory, const struct work *work)
{
    SCOPED_ARENA scratch = {0};
    match_keys keys = {0};
    vec_push(&memory->work, memory->arena, keep(work, memory->arena));
    match_keys_of_work(work, &keys, &scratch);
    for_vec (i, keys)
        vec_push(&memory->filed, memory->arena,
                 ((struct filed){keys.at[i].hash, memory->work.n}));
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++)
        if (work->id[scheme].len)
            map_add(&memory->named,
                    arena_format(memory->arena, "%s:%.*s",
                                 id_scheme_name[scheme], STR(work->id[scheme])),
                    memory->work.n, memory->arena);
    return memory->work.n;
}

static int compare(const void *a, const void *b)
{
    const struct filed *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->work > y->work) - (x->work < y->work);
}

void works_memory_ready(struct works_memory *memory)
{
    if (memory->sorted < memory->filed.n)
        qsort(memory->filed.at, memory->filed.n, sizeof(struct filed), compare);
    memory->sorted = memory->filed.n;
}

/* ---- the plug ------------------------------------------------------------ */

static uint32_t under(void *keeper, uint32_t key, int64_t *id, uint32_t most)
{
    const struct works_memory *memory = keeper;
    uint32_t low = 0, high = memory->sorted, n = 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (memory->filed.at[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < memory->sorted && memory->filed.at[low].key == key; low++) {
        if (n == most)
            return 0;
        id[n++] = memory->filed.at[low].work;
    }
    return n;
}

static int64_t named(void *keeper, enum id_scheme scheme, str id)
{
    const struct works_memory *memory = keeper;
    SCOPED_ARENA scratch = {0};
    str key =
        arena_format(&scratch, "%s:%.*s", id_scheme_name[scheme], STR(id));
    uint32_t found = map_find(&memory->named, key);
    return found == MAP_NONE ? 0 : found;
}

static bool fetch(void *keeper, int64_t id, struct work *work,
                  struct arena *arena)
{
    const struct works_memory *memory = keeper;
    (void)arena;
    if (id < 1 || id > memory->work.n)
        return false;
    *work = memory->work.at[id - 1];
    return true;
}

struct works works_memory_plug(struct works_memory *memory)
{
    return (struct works){memory, under, named, fetch};
}
