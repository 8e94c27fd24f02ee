/* stet export: the store's records, for other programs. */
#include "cmd/ask.h"
#include "cmd/commands.h"

struct args {
    str store, format;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    TEXT(struct args, format, "format", 0, "FORMAT",
         "jsonl: the records of extract (default); csv: a line a citation"),
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

static int run(void *arguments, strs operands, struct arena *arena)
{
    (void)operands;
    struct args *args = arguments;
    struct err err = {0};
    doc_ids docs = {0};
    bool csv = str_eq(args->format, S("csv"));
    if (!csv && args->format.len && !str_eq(args->format, S("jsonl")))
        return cmd_misuse(&cmd_export, "--format is jsonl or csv");
    SCOPED_STORE *store = place_open(args->store, STORE_READ, arena, &err);
    if (store == NULL || !doc_list(store, arena, &docs, &err))
        return cmd_fail(&err);
    if (csv)
        put_header();
    for_vec (i, docs)
        if (!export_doc(store, docs.at[i], csv, &err))
            return cmd_fail(&err);
    return EXIT_DONE;
}

const struct command cmd_export = {
    .name = "export",
    .operands = "",
    .summary = "write the whole store as JSON Lines or CSV",
    .details = "JSON Lines are the records that 'stet extract' writes "
               "(docs/DATA.md), article by article; CSV has a line a citation "
               "with its context.",
    .examples = "stet export > all.jsonl\nstet export --format=csv > all.csv",
    .options = options,
    .args_size = sizeof(struct args),
    .run = run,
};
