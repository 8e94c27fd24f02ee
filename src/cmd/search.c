/* stet search: passages that cite, and works, by their words. */
#include "search/search.h"

#include "cmd/ask.h"
#include "cmd/commands.h"
#include "cmd/found.h"
#include "cmd/print.h"
#include "resolve/identifier.h"

struct args {
    str store, sort, cursor, view;
    str stance, section, year, journal, author, title, type, has, self, citing,
        cited;
    uint32_t limit, offset;
    bool works, facets, json;
};

static const struct option_row options[] = {
    STORE_OPTION(struct args),
    FLAG(struct args, works, "works", 'w',
         "works by title, author and journal, instead of passages"),
    FLAG(struct args, json, "json", 0, "JSON instead of text"),
    FLAG(struct args, facets, "facets", 'f',
         "count what is found by stance, section, year, journal …"),
    TEXT(struct args, sort, "sort", 0, "ORDER",
         "relevance, newest, oldest; of works also cited, supported, "
         "contrasted"),
    TEXT(struct args, view, "view", 0, "VIEW",
         "whose evidence makes a stance: strict (the citing authors' own) or "
         "broad (anybody's)"),
    TEXT(struct args, stance, "stance", 0, "STANCE", "as stance: in the query"),
    TEXT(struct args, section, "section", 0, "SECTION", "as section:"),
    TEXT(struct args, year, "year", 0, "YEARS", "as year:"),
    TEXT(struct args, journal, "journal", 0, "NAME", "that journal alone"),
    TEXT(struct args, author, "author", 0, "NAME", "as author:"),
    TEXT(struct args, title, "title", 0, "WORDS", "as title:"),
    TEXT(struct args, type, "type", 0, "TYPE", "as type:"),
    TEXT(struct args, has, "has", 0, "NOTICE", "as has:"),
    TEXT(struct args, self, "self", 0, "WHICH", "only or exclude"),
    TEXT(struct args, citing, "citing", 0, "ID", "as citing:"),
    TEXT(struct args, cited, "cited", 0, "ID", "as cited:"),
    COUNT(struct args, limit, "limit", 'n', "N", "results a page (20)"),
    COUNT(struct args, offset, "offset", 0, "N", "results to pass over"),
    TEXT(struct args, cursor, "cursor", 0, "CURSOR",
         "go on where that page ended"),
    END_OF_OPTIONS};

static const struct {
    const char *field;
    size_t offset;
} filter[] = {
    {"stance", offsetof(struct args, stance)},
    {"section", offsetof(struct args, section)},
    {"year", offsetof(struct args, year)},
    {"journal", offsetof(struct args, journal)},
    {"author", offsetof(struct args, author)},
    {"title", offsetof(struct args, title)},
    {"type", offsetof(struct args, type)},
    {"has", offsetof(struct args, has)},
    {"self", offsetof(struct args, self)},
    {"citing", offsetof(struct args, citing)},
    {"cited", offsetof(struct args, cited)},
};

static bool read_sort(str name, enum search_sort *sort)
{
    for (int i = 0; i < SORTS; i++)
        if (name.len == 0 || str_eq_nocase(name, str_of(search_sort_name[i]))) {
            *sort = (enum search_sort)i;
            return true;
        }
    return false;
}

static struct search_request read_request(const struct args *args,
                                          strs operands, struct arena *arena)
{
    struct search_request request = {.what = args->works ? SEARCH_WORKS
                                                         : SEARCH_CITATIONS,
                                     .limit = args->limit,
                                     .offset = args->offset,
                                     .cursor = args->cursor,
                                     .facets = args->facets,
                                     .broad = str_eq(args->view, S("broad"))};
    SCOPED_BUF query = {0};
    for_vec (i, operands) {
        buf_add(&query, i ? S(" ") : S(""));
        buf_add(&query, operands.at[i]);
    }
    request.query = arena_str(arena, buf_str(&query));
    for (size_t i = 0; i < sizeof(filter) / sizeof(*filter); i++) {
        str value;
        memcpy(&value, (const char *)args + filter[i].offset, sizeof(value));
        struct search_filter one = {str_of(filter[i].field), value};
        if (value.len)
            vec_push(&request.filter, arena, one);
    }
    return request;
}

static int run(void *arguments, strs operands, struct arena *arena)
{
    struct args *args = arguments;
    struct err err = {0};
    struct search_request request = read_request(args, operands, arena);
    struct search_reply reply;
    if (!read_sort(args->sort, &request.sort))
        return cmd_misuse(&cmd_search,
                          "--sort is relevance, newest, oldest, cited, "
                          "supported or contrasted");
    if (args->view.len && !request.broad && !str_eq(args->view, S("strict")))
        return cmd_misuse(&cmd_search, "--view is strict or broad");
    if (request.query.len == 0 && request.filter.n == 0)
        return cmd_misuse(&cmd_search, "search needs words or a condition");
    SCOPED_STORE *store = place_open(args->store, STORE_READ, arena, &err);
    SCOPED_SEARCH *search = store ? search_open(store, id_key, &err) : NULL;
    if (search == NULL || !search_run(search, &request, arena, &reply, &err))
        return cmd_fail(&err);
    SCOPED_BUF out = {0};
    (args->json ? found_json : found_text)(&request, &reply, &out);
    if (!cmd_out(buf_str(&out)))
        return EXIT_SOME;
    return reply.total ? EXIT_DONE : EXIT_SOME;
}

const struct command cmd_search = {
    .name = "search",
    .operands = "[QUERY…]",
    .summary = "find the passages that cite, or works, by their words",
    .details =
        "Finds the sentences that cite something, with the sentences around "
        "them, by the words in them; with --works it finds works by title, "
        "author and journal.\n\n"
        "Words side by side must all be there. AND, OR, NOT (or a minus before "
        "the word) and parentheses combine them; \"slow wave\" is a phrase, "
        "\"sleep loss\"~5 words at most five apart, spindl* a beginning. "
        "Conditions: title: author: journal: of the citing work; year: as "
        "2015, 2015-2020 or >2010; section: stance: self: type: citing: cited: "
        "and has: with retraction, correction and so on. Quotation marks must "
        "be kept from the shell.\n\n"
        "An identifier alone finds the citations of that work. The exit code "
        "is 1 when nothing is found.",
    .examples = "stet search 'sleep AND stance:contrasting'\n"
                "stet search '\"slow wave\"~3 spindl* -rats' --year=2015-\n"
                "stet search --works --sort=contrasted memory\n"
                "stet search --facets --json replication",
    .options = options,
    .args_size = sizeof(struct args),
    .run = run,
};
