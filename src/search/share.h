/*
 * The columns of a store, shared by all who search it in this process.
 *
 * Everybody who searches a store joins its share and leaves it again; what is
 * held stays as it is until it is dropped, also when others have got newer
 * ones by then.  One thread reads new columns when the index has changed; the
 * others don't wait for it.
 */
#ifndef STET_SEARCH_SHARE_H
#define STET_SEARCH_SHARE_H

#include "search/columns.h"

struct share;

struct share *share_join(struct store *store);
void share_leave(struct share *share);

/* What a search uses; `works` is null when it wasn't asked for. */
struct holding {
    const struct columns *columns;
    const struct work_columns *works;
    struct held *held;
};

/*
 * Those of the index's state `changed`, or somewhat older ones.  The caller is
 * inside a transaction: what it reads next fits the columns.
 */
bool share_hold(struct share *share, struct store *store, int64_t changed,
                bool works, struct holding *holding, struct err *err);
void share_drop(struct share *share, struct holding *holding);

#endif
