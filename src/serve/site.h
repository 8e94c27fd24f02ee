/* A site from inside. */
#ifndef STET_SERVE_SITE_H
#define STET_SERVE_SITE_H

#include <time.h>

#include "serve/call.h"

struct site {
    const struct conf *conf;
    struct metrics *metrics;
    struct store *store;
    struct tallies *tallies;
    str path;                 /* of the store */
    struct arena kept, arena; /* as long as the site; as long as a reply */
    struct buf out;
    time_t changed;  /* when the store last was … */
    int64_t version; /* … and which version that was */
};

/* When the store was last written to; 0 when that can't be said. */
time_t site_changed(struct site *site);

#endif
