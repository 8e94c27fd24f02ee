/* stet report: who cites a work, and in which words. */
#include "base/json.h"
#include "base/utf8.h"
#include "cmd/ask.h"
#include "cmd/commands.h"
#include "cmd/print.h"

struct args {
    str store, view, stance, section, year, self;
    uint32_t limit, offset;
    bool json, all;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    FLAG(struct args, json, "json", 0, "JSON instead of text"),
    VIEW_OPTION(struct args),
    TEXT(struct args, stance, "stance", 0, "LABEL",
         "only supporting, contrasting, mentioning or unclassified, or "
         "another label of the view"),
    TEXT(struct args, section, "section", 0, "SECTION",
         "only from introduction, methods, results, discussion or other"),
    TEXT(struct args, year, "year", 0, "YEARS",
         "only by works of 2015, 2010-2015, 2010- or -2015"),
    TEXT(struct args, self, "self", 0, "WHICH",
         "only: nothing but self-citations; exclude: none of them"),
    COUNT(struct args, limit, "limit", 'n', "N", "citations a page (20)"),
    COUNT(struct args, offset, "offset", 0, "N", "citations to pass over"),
    FLAG(struct args, all, "all", 'a', "all citations on one page"),
    END_OF_OPTIONS};

/* ---- filters ---------------------------------------------------------- */

static bool read_name(str value, const char *const *name, int n, bool *by,
                      int *out)
{
    *by = value.len > 0;
    for (int i = 0; i < n; i++)
        if (str_eq_nocase(value, str_of(name[i])))
            *out = i;
    return value.len == 0 || *out >= 0;
}

static bool read_years(str value, struct filter *filter)
{
    str from = value, to = value;
    size_t dash = str_chr(value, '-');
    if (value.len == 0)
        return true;
    if (dash != STR_NONE) {
        from = str_first(value, dash);
        to = str_from(value, dash + 1);
    }
    return (from.len == 0 || str_uint(from, &filter->year_from)) &&
           (to.len == 0 || str_uint(to, &filter->year_to)) &&
           from.len + to.len > 0;
}

static const char *read_filter(const struct args *args, struct filter *filter,
                               enum view *view)
{
    int section = -1;
    *view = view_of(args->view);
    if (*view == VIEWS)
        return "--view is " VIEW_CHOICE;
    filter->codes = view_codes(*view, args->stance);
    if (args->stance.len && filter->codes == 0)
        return "--stance is a label of the view: supporting, contrasting, "
               "mentioning, unclassified unless --view says otherwise";
    if (!read_name(args->section, section_name, SECTIONS, &filter->by_section,
                   &section))
        return "--section is introduction, methods, results, discussion or "
               "other";
    if (!read_years(args->year, filter))
        return "--year is like 2015, 2010-2015, 2010- or -2015";
    filter->self_only = str_eq(args->self, S("only"));
    filter->no_self = str_eq(args->self, S("exclude"));
    if (args->self.len && !filter->self_only && !filter->no_self)
        return "--self is only or exclude";
    filter->section = section < 0 ? SECTION_OTHER : (enum section)section;
    filter->limit = args->all ? 0 : args->limit ? args->limit : 20;
    filter->offset = args->offset;
    return NULL;
}

/* ---- for people ------------------------------------------------------- */

static void print_citation(struct print *print, const struct citation_row *row,
                           enum view view, uint64_t number)
{
    print->indent = 0;
    print_format(print, "%llu.", (unsigned long long)number);
    print->indent = 3;
    print_words(print, row->author.len ? row->author : S("(no author)"),
                (struct span){0});
    if (row->year)
        print_format(print, "%u,", row->year);
    print_words(print, row->container, (struct span){0});
    print_format(print, "· %s", section_name[row->section]);
    if (row->kind != BLOCK_TEXT)
        print_format(print, "(%s)", block_kind_name[row->kind]);
    print_format(print, "· %s", view_word(view, row->code));
    if (row->corrected)
        print_format(print, "(corrected)");
    if (row->self)
        print_format(print, "· self-citation%s",
                     row->self_lead ? " (first or last author)" : "");
    print_line(print);
    if (row->notice.len) {
        print_styled(print, PRINT_ALARM, S("The citing work has a notice:"));
        print_styled(print, PRINT_ALARM, row->notice);
        print_line(print);
    }
    print_words(print, row->before, (struct span){0});
    print_words(print, row->sentence, row->marker);
    print_words(print, row->after, (struct span){0});
    print_line(print);
    SCOPED_BUF id = {0}; /* as explain and correct take it */
    buf_format(&id, "%.*s#%.*s", STR(row->doc_key), STR(row->id));
    print_styled(print, PRINT_DIM, buf_str(&id));
    print_line(print);
    buf_char(print->out, '\n');
}

static void print_report(const struct work_row *work, const struct tally *tally,
                         const struct filter *filter, enum view view,
                         const citation_rows *rows, uint64_t total,
                         struct buf *out)
{
    struct print print = print_on(out);
    print_work(&print, work);
    print_tally(&print, tally, view);
    buf_char(out, '\n');
    for_vec (i, *rows)
        print_citation(&print, &rows->at[i], view, filter->offset + i + 1);
    print.indent = 0;
    if (total == 0 && tally->total)
        print_format(&print, "No citation fits these filters.");
    else if (filter->offset + rows->n < total)
        print_format(&print, "%llu of %llu shown; go on with --offset=%llu.",
                     (unsigned long long)rows->n, (unsigned long long)total,
                     (unsigned long long)filter->offset + rows->n);
    print_line(&print);
}

/* ---- for programs ----------------------------------------------------- */

static void json_citation(struct json *json, const struct citation_row *row,
                          enum view view)
{
    size_t start = utf8_count(str_first(row->sentence, row->marker.start));
    size_t end = utf8_count(str_first(row->sentence, row->marker.end));
    json_object(json);
    json_text(json, "citation", row->id);
    json_key(json, "citing");
    json_object(json);
    json_text(json, "doc", row->doc_key);
    json_text(json, "title", row->title);
    json_text(json, "first_author", row->author);
    json_text(json, "container", row->container);
    json_count(json, "year", row->year);
    json_text(json, "notice", row->notice);
    json_end(json);
    json_text(json, "section", str_of(section_name[row->section]));
    if (row->kind != BLOCK_TEXT)
        json_text(json, "block_kind", str_of(block_kind_name[row->kind]));
    json_text(json, "before", row->before);
    json_text(json, "sentence", row->sentence);
    json_text(json, "after", row->after);
    json_key(json, "marker");
    json_object(json);
    json_key(json, "start"), json_uint(json, start);
    json_key(json, "end"), json_uint(json, end);
    json_end(json);
    json_key(json, "self_citation"), json_bool(json, row->self);
    json_text(json, "self_level", self_level(row->self, row->self_lead));
    json_text(json, "stance", str_of(view_word(view, row->code)));
    json_text(json, "code", code_str(row->code));
    if (row->corrected)
        json_key(json, "corrected"), json_bool(json, true);
    json_end(json);
}

static void json_report(const struct work_row *work, const struct tally *tally,
                        const struct filter *filter, enum view view,
                        const citation_rows *rows, uint64_t total,
                        struct buf *out)
{
    struct json json = json_on(out);
    json_object(&json);
    json_key(&json, "work");
    json_work(&json, work);
    json_key(&json, "tally");
    json_tally(&json, tally, view);
    json_key(&json, "total"), json_uint(&json, total);
    json_key(&json, "offset"), json_uint(&json, filter->offset);
    json_key(&json, "citations");
    json_array(&json);
    for_vec (i, *rows)
        json_citation(&json, &rows->at[i], view);
    json_end(&json);
    json_end(&json);
    buf_char(out, '\n');
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct args *args = arguments;
    struct filter filter = {0};
    enum view view;
    struct err err = {0};
    const char *wrong = read_filter(args, &filter, &view);
    if (wrong)
        return cmd_misuse(&cmd_report, "%s", wrong);
    SCOPED_STORE *store = place_open(args->store, STORE_READ, arena, &err);
    struct work_row work;
    struct tally tally;
    citation_rows rows = {0};
    uint64_t total = 0;
    if (store == NULL || !ask_work(store, operands.at[0], arena, &work, &err) ||
        !work_tally(store, work.id, arena, &tally, &err) ||
        !work_citations(store, work.id, &filter, arena, &rows, &total, &err))
        return cmd_fail(&err);
    SCOPED_BUF out = {0};
    if (args->json)
        json_report(&work, &tally, &filter, view, &rows, total, &out);
    else
        print_report(&work, &tally, &filter, view, &rows, total, &out);
    return cmd_out(buf_str(&out)) ? EXIT_DONE : EXIT_SOME;
}

const struct command cmd_report = {
    .name = "report",
    .operands = "ID",
    .summary = "tell who cites a work, and in which words",
    .details =
        "ID is a DOI (with or without https://doi.org/), pmid:…, PMC…, "
        "arXiv:…, isbn:… or a key that Stet shows. The newest citing works "
        "come first; each citation is shown in its sentence, with the "
        "sentences before and after it.\n\n"
        "What the store doesn't hold isn't counted: \"not found\" doesn't mean "
        "that nobody cites it. Stances are unclassified unless a model has "
        "labelled the store.",
    .examples = "stet report 10.5555/abc\n"
                "stet report --section=discussion --self=exclude 10.5555/abc\n"
                "stet report --view=wos --stance=differ 10.5555/abc\n"
                "stet report --json --limit=100 PMC99000001",
    .options = options,
    .args_size = sizeof(struct args),
    .least = 1,
    .most = 1,
    .run = run,
};
