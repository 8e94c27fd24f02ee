#include "ingest/import.h"

#include "ingest/input.h"
#include "ingest/stop.h"
#include "store/imports.h"

/* Who speaks in a format. */
static const enum teller teller_of[META_FORMATS] = {
    [META_CROSSREF] = TELLER_CROSSREF,
    [META_OPENALEX] = TELLER_OPENALEX,
    [META_PUBMED] = TELLER_PUBMED,
    [META_DOAJ] = TELLER_DOAJ,
    [META_CROSSMARK] = TELLER_LIST, /* of its titles some are the notice's */
    [META_RETRACTION_WATCH] = TELLER_RETRACTION_WATCH,
    [META_CSL] = TELLER_LIST,
    [META_BIBTEX] = TELLER_LIST,
    [META_RIS] = TELLER_LIST,
    [META_NBIB] = TELLER_PUBMED,
    [META_CSV] = TELLER_LIST,
};

/* One input being imported. */
struct intake {
    struct import *import;
    struct meta_reader *reader;
    str name;
    struct import_row row;
    uint64_t n; /* records of it, bad ones too */
    uint64_t told[3];
    struct arena *arena;
};

enum trouble {
    BAD,
    ODD,
    CONTESTED
};

/* "crossref.json: record 12 (doi:10.1/x): a year of 20233" */
static void tell(struct intake *in, enum trouble trouble, str record, str what)
{
    uint64_t told = in->told[trouble]++;
    str line = arena_format(in->arena, "'%.*s': %.*s%s%.*s", STR(in->name),
                            STR(record), record.len ? ": " : "", STR(what));
    if (told < IMPORT_TOLD)
        in->import->tell(name_clean(line, in->arena), in->import->user);
}

static void tell_rest(struct intake *in)
{
    static const char *const what[] = {"records not read",
                                       "records odd in places",
                                       "records claim others' identifiers"};
    for (int i = 0; i < 3; i++)
        if (in->told[i] > IMPORT_TOLD)
            in->import->tell(
                arena_format(
                    in->arena, "'%.*s': … and %llu more %s", STR(in->name),
                    (unsigned long long)(in->told[i] - IMPORT_TOLD), what[i]),
                in->import->user);
}

static void tell_contested(struct intake *in, str record,
                           const struct meta_put *done)
{
    for_vec (i, done->contested)
        tell(in, CONTESTED, record,
             arena_format(in->arena, "%.*s is another work's already",
                          STR(done->contested.at[i])));
    in->import->sum.contested += done->contested.n > 0;
}

static bool store_work(struct intake *in, const struct work *work, str record,
                       struct err *err)
{
    struct import *import = in->import;
    struct meta_put done;
    work_keys keys = {0};
    if (import->keys)
        import->keys(work, &keys, in->arena);
    if (!meta_put(import->store, work, meta_key(work, in->arena),
                  teller_of[meta_format(in->reader)], &keys, in->arena, &done,
                  err))
        return false;
    if (done.work == 0) {
        import->sum.bad++;
        tell(in, BAD, record, S("it says too little to be any work"));
    }
    import->sum.added += done.is_new;
    import->sum.changed += done.changed && !done.is_new;
    import->sum.notices += done.notices;
    import->sum.merged += done.merged;
    tell_contested(in, record, &done);
    return true;
}

static bool take_work(struct intake *in, const struct work *work, str record,
                      str oddities, struct err *err)
{
    struct import *import = in->import;
    if (oddities.len) {
        import->sum.odd++;
        tell(in, ODD, record, oddities);
    }
    if (import->show)
        import->show(work, import->user);
    return import->store == NULL || store_work(in, work, record, err);
}

/* True to go on; false at the end, and with `err` set on failure. */
static bool take_next(struct intake *in, bool *ended, struct err *err)
{
    struct work work;
    struct err bad = {0};
    str record, oddities;
    struct import_sum *sum = &in->import->sum;
    arena_clear(in->arena);
    enum meta_got got =
        meta_read(in->reader, in->arena, &work, &record, &oddities, &bad);
    *ended = got == META_END || got == META_BROKEN;
    if (bad.kind == ERR_STOP)
        return err_set(err, ERR_STOP, "stopped");
    if (got == META_END)
        return true;
    in->n++;
    if (in->n <= in->row.records) { /* in an import before this one */
        sum->skipped++;
        return true;
    }
    sum->records++;
    if (got != META_WORK) {
        sum->bad++;
        tell(in, BAD, record, str_of(bad.text));
        sum->failed += got == META_BROKEN;
        return true;
    }
    return take_work(in, &work, record, oddities, err);
}

static bool take_all(struct intake *in, struct err *err)
{
    struct import *import = in->import;
    bool ended = false;
    uint64_t before = in->row.records;
    while (!ended) {
        if (stop_wanted())
            return err_set(err, ERR_STOP, "stopped");
        if (!take_next(in, &ended, err))
            return false;
        in->row.records = in->n > before ? in->n : before;
        in->row.done = ended;
        if (import->store && !import_mark(import->store, &in->row, err))
            return false;
        if (import->tick)
            import->tick(&import->sum, import->user);
        if (!ended)
            in->row.records = before > in->n ? before : in->n;
    }
    return true;
}

static bool begin(struct intake *in, const char *hash, bool *known,
                  struct err *err)
{
    struct import *import = in->import;
    *known = false;
    if (import->store == NULL || hash[0] == '\0')
        return true;
    if (!import_begin(import->store, hash, in->name,
                      str_of(meta_format_name[meta_format(in->reader)]),
                      &in->row, err))
        return false;
    *known = in->row.done && !import->again;
    if (import->again)
        in->row.records = 0;
    return true;
}

bool import_feed(struct import *import, struct feed *feed, str name,
                 const char *hash, struct err *err)
{
    SCOPED_ARENA arena = {0};
    struct err trouble = {0};
    struct intake in = {.import = import, .name = name, .arena = &arena};
    bool known;
    import->sum.inputs++;
    SCOPED_META *reader = meta_open(feed, import->format, &trouble);
    if (trouble.kind == ERR_STOP)
        return err_set(err, ERR_STOP, "stopped");
    if (reader == NULL) {
        import->sum.failed++;
        tell(&in, BAD, S(""), str_of(trouble.text));
        return true;
    }
    in.reader = reader;
    if (!begin(&in, hash, &known, err))
        return false;
    import->sum.known += known;
    bool done = known || take_all(&in, err);
    tell_rest(&in);
    return done;
}
