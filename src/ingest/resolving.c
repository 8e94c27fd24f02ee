#include "ingest/resolving.h"

#include <stdlib.h>

#include "doc/work_read.h"
#include "ingest/stop.h"
#include "resolve/cluster.h"
#include "store/meta.h"
#include "store/resolved.h"

/* ---- telling ----------------------------------------------------------------
 */

static bool tell(struct resolving *resolving, const struct json_value *record,
                 str key, enum teller teller, struct arena *arena,
                 struct err *err)
{
    struct work work;
    struct meta_put done;
    work_keys keys = {0};
    work_read(record, &work, arena);
    if (key.len == 0 && work_names(&work, arena).n == 0)
        return true;
    works_store_keys(&work, &keys, arena);
    resolving->told++;
    return meta_put(resolving->store, &work, key, teller, &keys, arena, &done,
                    err);
}

bool resolving_tell(struct resolving *resolving, int64_t doc, struct err *err)
{
    SCOPED_ARENA arena = {0};
    SCOPED_ARENA scratch = {0};
    str rest, line;
    if (!doc_records(resolving->store, doc, &arena, &rest, err))
        return false;
    for (bool first = true; str_split(&rest, '\n', &line) && line.len;
         first = false) {
        SCOPED_JSON *record = json_parse(line, err);
        str key = first ? json_member_str(record, "doc") : S("");
        if (record == NULL ||
            !tell(resolving, record, key, first ? TELLER_ARTICLE : TELLER_REF,
                  &scratch, err))
            return false;
        arena_clear(&scratch);
    }
    return resolved_done(resolving->store, doc, 0, err);
}

/* ---- matching
 * ------------------------------------------------------------------ */

/* The record of a ref; records come in the order of the rows. */
struct ref_records {
    str rest;
    uint32_t next; /* row of the next line */
};

static bool open_records(struct resolving *resolving, int64_t doc,
                         struct ref_records *records, struct arena *arena,
                         struct err *err)
{
    str line;
    records->next = 0;
    return doc_records(resolving->store, doc, arena, &records->rest, err) &&
           (str_split(&records->rest, '\n', &line) || true);
}

static struct json_value *find_record(struct ref_records *records, uint32_t row,
                                      struct err *err)
{
    str line = {0};
    while (records->next <= row && str_split(&records->rest, '\n', &line))
        records->next++;
    if (records->next == row + 1 && line.len)
        return json_parse(line, err);
    err_set(err, ERR_STORE, "a reference without its record");
    return NULL;
}

/* So little that the string says more. */
static bool says_little(const struct work *work)
{
    return work->title.len == 0 &&
           (work->container.len == 0 || work->page.len == 0);
}

static bool link_ref(struct resolving *resolving, int64_t doc,
                     const struct unnamed_ref *ref, const struct match *match,
                     struct arena *arena, struct err *err)
{
    struct resolved_link link = {.doc = doc,
                                 .work = match->work,
                                 .ref = ref->n,
                                 .before = ref->key,
                                 .rule = score_rule_name(match->rule, arena),
                                 .score = match->score};
    resolving->by_rule[match->rule % (1u << RULES)]++;
    return resolved_put(resolving->store, &link, err);
}

static bool match_ref(struct resolving *resolving, int64_t doc,
                      const struct unnamed_ref *ref,
                      const struct json_value *record, struct arena *arena,
                      struct err *err)
{
    struct works works = works_store_plug(&resolving->keeper);
    struct work work;
    str raw = json_member_str(record, "raw");
    work_read(record, &work, arena);
    bool by_string = raw.len && says_little(&work);
    struct match match =
        match_find(&works, by_string ? NULL : &work, raw, arena);
    if (resolving->keeper.err.kind != ERR_NONE) {
        *err = resolving->keeper.err;
        return false;
    }
    resolving->looked++;
    resolving->answer[match.answer]++;
    return match.answer != MATCH_LINK || match.work == ref->work ||
           link_ref(resolving, doc, ref, &match, arena, err);
}

bool resolving_match(struct resolving *resolving, int64_t doc, struct err *err)
{
    SCOPED_ARENA arena = {0};
    SCOPED_ARENA scratch = {0};
    unnamed_refs refs = {0};
    struct ref_records records;
    if (!refs_unnamed(resolving->store, doc, &arena, &refs, err))
        return false;
    if (refs.n && !open_records(resolving, doc, &records, &arena, err))
        return false;
    for_vec (i, refs) {
        SCOPED_JSON *record = find_record(&records, refs.at[i].n, err);
        if (record == NULL ||
            !match_ref(resolving, doc, &refs.at[i], record, &scratch, err))
            return false;
        arena_clear(&scratch);
    }
    return resolved_done(resolving->store, doc, resolving->horizon, err);
}

/* ---- clusters
 * --------------------------------------------------------------------- */

/*
 * So many references without a name are held in memory, some 500 bytes each;
 * of a store with more the rest stays alone.
 */
#define CLUSTER_REFS 4000000

struct gathered {
    str key;
    uint32_t row; /* in `memory` as gathered */
};

struct gathering {
    struct works_memory found;
    vec_of(struct gathered) list;
    struct map known;
    struct arena *arena;
};

static void gather_ref(struct gathering *gathering, str key,
                       const struct json_value *record, struct arena *scratch)
{
    struct work work;
    work_read(record, &work, scratch);
    if (work.title.len == 0 || work.author.n == 0 ||
        gathering->list.n >= CLUSTER_REFS)
        return;
    key = arena_str(gathering->arena, key);
    uint32_t row = gathering->list.n;
    if (map_add(&gathering->known, key, row, gathering->arena) != row)
        return;
    works_memory_add(&gathering->found, &work);
    vec_push(&gathering->list, gathering->arena, ((struct gathered){key, row}));
}

static bool gather_doc(struct resolving *resolving, int64_t doc,
                       struct gathering *gathering, struct arena *scratch,
                       struct err *err)
{
    unnamed_refs refs = {0};
    struct ref_records records;
    if (!refs_unnamed(resolving->store, doc, scratch, &refs, err))
        return false;
    if (refs.n && !open_records(resolving, doc, &records, scratch, err))
        return false;
    for_vec (i, refs) {
        SCOPED_JSON *record = find_record(&records, refs.at[i].n, err);
        if (record == NULL)
            return false;
        gather_ref(gathering, refs.at[i].key, record, scratch);
    }
    return true;
}

static int compare(const void *a, const void *b)
{
    const struct gathered *x = a, *y = b;
    return str_compare(x->key, y->key);
}

static bool move_all(struct resolving *resolving,
                     const struct gathering *gathering,
                     const struct clustered *rows, struct err *err)
{
    SCOPED_ARENA arena = {0};
    for (uint32_t i = 0; i < gathering->list.n; i++) {
        int64_t to;
        if (rows[i].of == i)
            continue;
        if (!meta_find(resolving->store, gathering->list.at[rows[i].of].key,
                       &to, err))
            return false;
        str rule = score_rule_name(rows[i].rule, &arena);
        if (to &&
            !resolved_move(resolving->store, gathering->list.at[i].key, to,
                           rule, rows[i].score, &resolving->clustered, err))
            return false;
        arena_clear(&arena);
    }
    return true;
}

bool resolving_cluster(struct resolving *resolving, const doc_ids *docs,
                       struct err *err)
{
    SCOPED_ARENA arena = {0};
    SCOPED_ARENA scratch = {0};
    struct gathering gathering = {.found.arena = &arena, .arena = &arena};
    struct works_memory sorted = {.arena = &arena};
    for (uint32_t i = 0; i < docs->n && !stop_wanted(); i++) {
        if (!gather_doc(resolving, docs->at[i], &gathering, &scratch, err))
            return false;
        arena_clear(&scratch);
    }
    if (stop_wanted() || gathering.list.n == 0)
        return true;
    qsort(gathering.list.at, gathering.list.n, sizeof *gathering.list.at,
          compare);
    for_vec (i, gathering.list)
        works_memory_add(&sorted,
                         &gathering.found.work.at[gathering.list.at[i].row]);
    works_memory_ready(&sorted);
    return move_all(resolving, &gathering, cluster_works(&sorted, &arena), err);
}
