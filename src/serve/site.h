/* A site from inside. */
#ifndef STET_SERVE_SITE_H
#define STET_SERVE_SITE_H

#include <time.h>

#include "ingest/reasons.h"
#include "search/search.h"
#include "serve/call.h"
#include "store/counts.h"
#include "store/sheet.h"

struct site {
    const struct conf *conf;
    struct metrics *metrics;
    struct store *store;
    struct tallies *tallies;
    struct search *search;    /* opened when first asked */
    struct reasons *reasons;  /* likewise */
    str path;                 /* of the store */
    struct arena kept, arena; /* as long as the site; as long as a reply */
    struct buf out;
    time_t changed;  /* when the store last was … */
    int64_t version; /* … and which version that was */
    char date[40];   /* of `changed`, as HTTP writes it */
    struct store_counts counts;
    uint64_t count_after; /* of metrics_now */
    struct arena noticed_in;
    id_list noticed; /* docs with notices, of the version … */
    int64_t noticed_of;
};

/* What is made when first asked for, made now. */
void site_prepare(struct site *site);

/* When the store was last written to; 0 when that can't be said. */
time_t site_changed(struct site *site);

/* What the store holds, as it was within the last minute. */
bool site_counts(struct site *site, struct store_counts *out, struct err *err);

/* Docs that have a notice; kept until somebody commits. */
bool site_noticed(struct site *site, const id_list **docs, struct err *err);

#endif
