#include "base/map.h"

struct map_slot {
    uint64_t hash;
    str key;
    uint32_t value;
    bool used;
};

static struct map_slot *slot_for(const struct map *map, str key, uint64_t hash)
{
    uint32_t i = (uint32_t)(hash ^ hash >> 32) & (map->size - 1);
    while (map->slot[i].used &&
           (map->slot[i].hash != hash || !str_eq(map->slot[i].key, key)))
        i = (i + 1) & (map->size - 1);
    return &map->slot[i];
}

static void grow(struct map *map, struct arena *arena)
{
    struct map old = *map;
    map->size = old.size ? old.size * 2 : 64;
    map->slot = arena_zero(arena, map->size * sizeof(*map->slot));
    for (uint32_t i = 0; i < old.size; i++)
        if (old.slot[i].used)
            *slot_for(map, old.slot[i].key, old.slot[i].hash) = old.slot[i];
}

uint32_t map_find(const struct map *map, str key)
{
    if (map->n == 0)
        return MAP_NONE;
    const struct map_slot *slot = slot_for(map, key, str_hash(key));
    return slot->used ? slot->value : MAP_NONE;
}

uint32_t map_add(struct map *map, str key, uint32_t value, struct arena *arena)
{
    if (map->n >= map->size / 4 * 3)
        grow(map, arena);
    uint64_t hash = str_hash(key);
    struct map_slot *slot = slot_for(map, key, hash);
    if (!slot->used) {
        *slot = (struct map_slot){hash, key, value, true};
        map->n++;
    }
    return slot->value;
}
