/*
 * The works somebody knows, whoever it is: the store, an array, a file.
 *
 * `resolve` looks works up but may not know where they are kept, so it says
 * here what it asks, and whoever keeps them plugs in (DESIGN, section 3).  A
 * work has a number of the keeper's.  A keeper that meets trouble answers
 * "nothing" and remembers why; whoever plugged it in asks afterwards.
 */
#ifndef STET_RESOLVE_WORKS_H
#define STET_RESOLVE_WORKS_H

#include "doc/work.h"

struct works {
    void *keeper;

    /*
     * The works kept under a blocking key (resolve/match_keys.h), in order;
     * gives how many.  If there are more than `most`, none: what many share
     * tells nothing of any of them.
     */
    uint32_t (*under)(void *keeper, uint32_t key, int64_t *id, uint32_t most);

    /* The work of a normal identifier; 0 when there is none. */
    int64_t (*named)(void *keeper, enum id_scheme scheme, str id);

    /*
     * What is known of it, made in `arena`; false when it has gone.  Needed
     * are author, title, container, container_short, volume, issue, page,
     * type, year and the identifiers.
     */
    bool (*fetch)(void *keeper, int64_t id, struct work *work,
                  struct arena *arena);
};

#endif
