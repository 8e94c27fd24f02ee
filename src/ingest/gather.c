#include "ingest/gather.h"

#include "base/json.h"
#include "doc/work_read.h"
#include "ingest/stop.h"
#include "ingest/works_store.h"
#include "store/imports.h"
#include "store/rows.h"

/* How far it has come is kept as an import is, under a hash of nothing. */
static const char all_refs[] =
    "000000000000000000000000000000000000000000000000"
    "0000000000000000";

static bool put_ref(struct store *store, str line, struct gather_sum *sum,
                    struct arena *arena, struct err *err)
{
    struct work work = {0};
    struct meta_put done;
    work_keys keys = {0};
    SCOPED_JSON *record = json_parse(line, err);
    if (record == NULL)
        return false;
    if (!str_eq(json_member_str(record, "record"), S("ref")))
        return true;
    work_read(record, &work, arena);
    if (work.title.len == 0 && work.container.len == 0)
        return true;
    works_store_keys(&work, &keys, arena);
    if (!meta_put(store, &work, json_member_str(record, "work"), TELLER_REF,
                  &keys, arena, &done, err))
        return false;
    sum->refs++;
    sum->changed += done.changed;
    return true;
}

static bool put_doc(struct store *store, int64_t doc, struct gather_sum *sum,
                    struct err *err)
{
    SCOPED_ARENA arena = {0};
    str records, line;
    if (!doc_records(store, doc, &arena, &records, err))
        return false;
    while (str_split(&records, '\n', &line))
        if (line.len && !put_ref(store, line, sum, &arena, err))
            return false;
    sum->docs++;
    return true;
}

bool gather_refs(struct store *store, struct gather_sum *sum, struct err *err)
{
    SCOPED_ARENA arena = {0};
    struct import_row row;
    doc_ids docs = {0};
    if (!import_begin(store, all_refs, S("references"), S("jats"), &row, err) ||
        !doc_list(store, &arena, &docs, err))
        return false;
    for_vec (i, docs) {
        if ((uint64_t)docs.at[i] <= row.records)
            continue;
        if (stop_wanted())
            return err_set(err, ERR_STOP, "stopped");
        if (!put_doc(store, docs.at[i], sum, err))
            return false;
        row.records = (uint64_t)docs.at[i];
        if (!import_mark(store, &row, err))
            return false;
    }
    row.done = true; /* so that it is written; more may come */
    return import_mark(store, &row, err) && meta_settle(store, err);
}
