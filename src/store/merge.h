/*
 * Two works that are one, and back: whoever merges is logged, and each merge
 * can be undone.
 */
#ifndef STET_STORE_MERGE_H
#define STET_STORE_MERGE_H

#include "base/vec.h"
#include "store/store.h"

/*
 * Take `gone` into `kept`: its names, its refs, docs, notices and relations
 * become kept's, what its record knows fills gaps.  `why` is for people.
 */
bool work_merge(struct store *store, int64_t kept, int64_t gone, str why,
                struct err *err);

/*
 * Undo a merge of the log: the work comes back with the names and refs it
 * had, as far as kept still has them.  False in `found`: no such merge, or it
 * was undone already.
 */
bool work_split(struct store *store, int64_t merge, bool *found,
                struct err *err);

struct merge_row {
    int64_t id, kept;
    str kept_key, gone_key, why, at; /* at: 2026-11-27T20:41:14Z */
    bool undone;
};
typedef vec_of(struct merge_row) merge_rows;

/* The newest first; of one work, or of all (0). */
bool merge_log(struct store *store, int64_t work, uint32_t limit,
               struct arena *arena, merge_rows *rows, struct err *err);

#endif
