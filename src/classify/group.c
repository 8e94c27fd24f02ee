#include "classify/group.h"

#include <assert.h>
#include <math.h>

/* The same feature twice counts once; past this many nobody would see it. */
#define SEEN_SLOTS 8192u
#define SEEN_MAX   (SEEN_SLOTS * 3 / 4)

static const float group_weight[GROUPS] = {
#define GROUP_WEIGHT(name, weight) weight,
    FEATURE_GROUPS(GROUP_WEIGHT)
#undef GROUP_WEIGHT
};

/* murmur3's finaliser: every bit counts in every other. */
uint32_t group_mix(uint32_t a, uint32_t b)
{
    uint32_t h = a * 0x9E3779B1u + b;
    h ^= h >> 16;
    h *= 0x85EBCA6Bu;
    h ^= h >> 13;
    h *= 0xC2B2AE35u;
    return h ^ h >> 16;
}

/*
 * The features of the group being made: a hash set of the thread's own, as
 * large as the group needs and emptied slot by slot, since clearing it whole
 * would cost more than the features do.
 */
struct seen {
    uint32_t hash[SEEN_SLOTS]; /* 0: empty */
    uint16_t used[SEEN_MAX];
    uint32_t n, mask;
};

static _Thread_local struct seen seen;

static void seen_begin(uint32_t most)
{
    uint32_t slots = 16;
    while (slots < most * 2 && slots < SEEN_SLOTS)
        slots *= 2;
    for (uint32_t i = 0; i < seen.n; i++)
        seen.hash[seen.used[i]] = 0;
    seen.n = 0;
    seen.mask = slots - 1;
}

/* Was it there before?  It is afterwards. */
static bool seen_before(uint32_t hash)
{
    uint32_t at = hash & seen.mask;
    hash |= hash == 0;
    while (seen.hash[at] && seen.hash[at] != hash)
        at = (at + 1) & seen.mask;
    if (seen.hash[at])
        return true;
    seen.hash[at] = hash;
    seen.used[seen.n++] = (uint16_t)at;
    return false;
}

void group_begin(struct group *group, enum group_kind kind, size_t most,
                 struct arena *arena)
{
    uint32_t room = most < SEEN_MAX ? (uint32_t)most : SEEN_MAX;
    *group = (struct group){.kind = kind, .most = room};
    group->hash = arena_alloc(arena, room * sizeof(*group->hash));
    group->from = arena_alloc(arena, room * sizeof(*group->from));
    seen_begin(room);
}

void group_add(struct group *group, uint32_t what, uint32_t hash,
               struct span from)
{
    assert(what < 64);
    hash = group_mix(hash, (uint32_t)group->kind * 64 + what);
    if (group->n == group->most || seen_before(hash))
        return;
    group->hash[group->n] = hash;
    group->from[group->n++] = from;
}

void group_end(struct group *group)
{
    if (group->n)
        group->value = group_weight[group->kind] / sqrtf((float)group->n);
}

const int32_t *group_sum(struct group *group, const struct linear *model)
{
    if (!group->summed)
        linear_sum(model, group->hash, group->n, group->sum);
    group->summed = true;
    return group->sum;
}
