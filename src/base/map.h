/*
 * A map from text to a number: which ref has this id, which work this DOI.
 *
 * Keys are slices that must outlive the map; both live in the same arena.
 * Nothing is ever removed.  All zero is an empty one.
 */
#ifndef STET_BASE_MAP_H
#define STET_BASE_MAP_H

#include "base/arena.h"

#define MAP_NONE UINT32_MAX

struct map {
    struct map_slot *slot;
    uint32_t n;
    uint32_t size; /* a power of two, at most three quarters full */
};

/* The value of `key`, MAP_NONE when it isn't there. */
uint32_t map_find(const struct map *map, str key);

/*
 * Enter `key` with `value` unless it is there already; gives the value that
 * stands there afterwards.  The first one entered stays.
 */
uint32_t map_add(struct map *map, str key, uint32_t value, struct arena *arena);

#endif
