/* stet export: the store's records or its works, for other programs. */
#include "base/log.h"
#include "cmd/ask.h"
#include "cmd/commands.h"
#include "export/export.h"
#include "resolve/identifier.h"
#include "store/meta.h"

struct args {
    str store, format;
    bool works, tallies;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    TEXT(struct args, format, "format", 0, "FORMAT",
         "jsonl: the records of extract (default); csv: a line a citation; "
         "bibtex, ris, csl: the works"),
    FLAG(struct args, works, "works", 'w',
         "jsonl and csv, too, are of works, a line each"),
    FLAG(struct args, tallies, "tallies", 0,
         "works: add how often each is cited, as a note"),
    END_OF_OPTIONS};

static const char *const column[] = {
    "doc",    "citation", "ref",   "work",   "section", "block_kind",
    "before", "sentence", "after", "stance", "code",    "corrected"};
#define COLUMNS (sizeof(column) / sizeof(*column))

/* A correction is told by who made it. */
static str column_of(const struct json_value *record, const char *name)
{
    const struct json_value *value = json_member(record, name);
    return json_is_object(value) ? json_member_str(value, "who")
                                 : json_as_str(value);
}

static bool put_csv(str records, struct buf *out, struct err *err)
{
    str rest = records, line;
    while (str_split(&rest, '\n', &line) && line.len) {
        SCOPED_JSON *record = json_parse(line, err);
        if (record == NULL)
            return false;
        for (size_t i = 0; i < COLUMNS; i++) {
            if (i)
                buf_char(out, ',');
            buf_csv(out, column_of(record, column[i]));
        }
        buf_add(out, S("\r\n")); /* RFC 4180, 2.1 */
    }
    return true;
}

static bool export_doc(struct store *store, int64_t doc, bool csv,
                       struct err *err)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF out = {0};
    SCOPED_BUF citations = {0};
    str records;
    if (!doc_records(store, doc, &arena, &records, err) ||
        !doc_citations(store, doc, &citations, err))
        return false;
    if (!csv) {
        buf_add(&out, records);
        buf_add(&out, buf_str(&citations));
    } else if (!put_csv(buf_str(&citations), &out, err)) {
        return false;
    }
    return cmd_out(buf_str(&out)) ||
           err_set(err, ERR_STOP, "nobody reads the output");
}

static void put_header(void)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        cmd_out(i ? S(",") : S(""));
        cmd_out(str_of(column[i]));
    }
    cmd_out(S("\r\n"));
}

static int export_records(struct store *store, bool csv, struct arena *arena)
{
    struct err err = {0};
    doc_ids docs = {0};
    if (!doc_list(store, arena, &docs, &err))
        return cmd_fail(&err);
    if (csv)
        put_header();
    for_vec (i, docs)
        if (!export_doc(store, docs.at[i], csv, &err))
            return cmd_fail(&err);
    return EXIT_DONE;
}

/* ---- works ------------------------------------------------------------ */

struct job {
    struct store *store;
    struct exporter exporter;
    struct buf out;
    bool tallies;
};

/* "cited 16 times by 9 works: 3 supporting, 1 contrasting, 12 mentioning" */
static bool tell_tally(struct store *store, int64_t id, struct arena *arena,
                       str *note, struct err *err)
{
    struct tally tally;
    if (!work_tally(store, id, arena, &tally, err))
        return false;
    *note = arena_format(
        arena,
        "cited %llu times by %llu works: %llu supporting, %llu contrasting, "
        "%llu mentioning",
        (unsigned long long)tally.total, (unsigned long long)tally.works,
        (unsigned long long)tally.stance[STANCE_SUPPORTING],
        (unsigned long long)tally.stance[STANCE_CONTRASTING],
        (unsigned long long)tally.stance[STANCE_MENTIONING]);
    return true;
}

static bool put_work(struct job *job, int64_t id, const struct work *work,
                     struct arena *arena, struct err *err)
{
    str note = {0};
    if (job->tallies && !tell_tally(job->store, id, arena, &note, err))
        return false;
    export_work(&job->exporter, work, note);
    bool read = cmd_out(buf_str(&job->out));
    buf_clear(&job->out);
    return read || err_set(err, ERR_STOP, "nobody reads the output");
}

static bool export_all(struct job *job, struct err *err)
{
    SCOPED_ARENA arena = {0};
    struct work work;
    int64_t id = 0;
    for (bool found;; arena_clear(&arena)) {
        if (!meta_next(job->store, &id, &arena, &work, &found, err))
            return false;
        if (!found)
            return true;
        if (!put_work(job, id, &work, &arena, err))
            return false;
    }
}

/* `found` false when nobody knows it. */
static bool export_one(struct job *job, str typed, bool *found, struct err *err)
{
    SCOPED_ARENA arena = {0};
    struct work work;
    int64_t id;
    str key = id_key(typed, &arena);
    *found = false;
    if (!meta_find(job->store, key.len ? key : typed, &id, err))
        return false;
    if (id == 0)
        return true;
    if (!meta_fetch(job->store, id, &arena, &work, found, err))
        return false;
    return !*found || put_work(job, id, &work, &arena, err);
}

static int export_works(struct job *job, strs ids)
{
    struct err err = {0};
    int code = EXIT_DONE;
    bool done = ids.n > 0 || export_all(job, &err);
    for (uint32_t i = 0; done && i < ids.n; i++) {
        bool found;
        done = export_one(job, ids.at[i], &found, &err);
        if (done && !found) {
            log_warn("there is no work '%.*s'", STR(ids.at[i]));
            code = EXIT_SOME;
        }
    }
    export_end(&job->exporter);
    cmd_out(buf_str(&job->out));
    buf_close(&job->out);
    return done ? code : cmd_fail(&err);
}

/* ---- the command ------------------------------------------------------ */

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct args *args = arguments;
    struct err err = {0};
    struct job job = {.tallies = args->tallies};
    bool csv = str_eq(args->format, S("csv"));
    bool json = args->format.len == 0 || str_eq(args->format, S("jsonl"));
    bool works = args->works || operands.n || !(csv || json);
    const struct export_format *format =
        export_format_of(json ? S("json") : args->format);
    if (format == NULL)
        return cmd_misuse(&cmd_export, "there is no format '%.*s'",
                          STR(args->format));
    SCOPED_STORE *store = place_open(args->store, STORE_READ, arena, &err);
    if (store == NULL)
        return cmd_fail(&err);
    if (!works)
        return export_records(store, csv, arena);
    job.store = store;
    job.exporter = export_begin(format, &job.out, arena);
    return export_works(&job, operands);
}

const struct command cmd_export = {
    .name = "export",
    .operands = "[ID…]",
    .summary = "write the store as JSON Lines or CSV, or works as BibTeX, RIS",
    .details =
        "JSON Lines are the records that 'stet extract' writes "
        "(docs/DATA.md), article by article; CSV has a line a citation "
        "with its context. With --works, an ID, or one of the formats of "
        "reference managers, it is works that are written: those named, or "
        "all of whom anything is known.",
    .examples = "stet export > all.jsonl\n"
                "stet export --format=csv > all.csv\n"
                "stet export --format=bibtex --tallies 10.5555/abc\n"
                "stet export --works --format=csv > works.csv",
    .options = options,
    .args_size = sizeof(struct args),
    .run = run,
};
