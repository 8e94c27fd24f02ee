/* /api/v1: search over citing passages and over works; authors. */
#include <assert.h>

#include "serve/passage.h"
#include "serve/v1.h"

static const char *const passage_column[] = {"score",
                                             "citing",
                                             "citing_title",
                                             "citing_author",
                                             "citing_container",
                                             "citing_year",
                                             "section",
                                             "before",
                                             "sentence",
                                             "after",
                                             "html",
                                             "ids",
                                             "cited",
                                             "stances"};

enum {
    P_SCORE,
    P_CITING,
    P_TITLE,
    P_AUTHOR,
    P_CONTAINER,
    P_YEAR,
    P_SECTION,
    P_BEFORE,
    P_SENTENCE,
    P_AFTER,
    P_HTML,
    P_IDS,
    P_CITED,
    P_STANCES,
    P_COLUMNS
};

static const char *const work_column[] = {
    "score",        "work",      "title",      "author",      "container",
    "year",         "citations", "supporting", "contrasting", "mentioning",
    "unclassified", "notices",   "full_text"};

enum {
    F_SCORE,
    F_WORK,
    F_TITLE,
    F_AUTHOR,
    F_CONTAINER,
    F_YEAR,
    F_CITATIONS,
    F_SUPPORTING,
    F_CONTRASTING,
    F_MENTIONING,
    F_UNCLASSIFIED,
    F_NOTICES,
    F_FULL_TEXT,
    F_COLUMNS
};

static_assert(sizeof(passage_column) / sizeof(char *) == P_COLUMNS &&
                  sizeof(work_column) / sizeof(char *) == F_COLUMNS,
              "a name each");

static void put_cited(struct table *table, const struct passage *passage)
{
    strs ids = {0}, works = {0}, stances = {0};
    struct arena *arena = table->call->arena;
    for_vec (i, passage->cited) {
        const struct cited *cited = &passage->cited.at[i];
        vec_push(&ids, arena,
                 arena_format(arena, "%lld", (long long)cited->row));
        vec_push(&works, arena, cited->work);
        vec_push(&stances, arena, str_of(stance_name[cited->stance]));
    }
    table_list(table, P_IDS, &ids);
    table_list(table, P_CITED, &works);
    table_list(table, P_STANCES, &stances);
}

static void put_passage_row(struct table *table, const struct passage *passage)
{
    const struct citation_row *row = &passage->row;
    table_row(table);
    table_number(table, P_SCORE, passage->score, 3);
    table_text(table, P_CITING, row->doc_key);
    table_text(table, P_TITLE, row->title);
    table_text(table, P_AUTHOR, row->author);
    table_text(table, P_CONTAINER, row->container);
    table_count(table, P_YEAR, row->year);
    table_text(table, P_SECTION, str_of(section_name[row->section]));
    table_text(table, P_BEFORE, row->before);
    table_text(table, P_SENTENCE, row->sentence);
    table_text(table, P_AFTER, row->after);
    if (table_wants(table, P_HTML)) {
        SCOPED_BUF html = {0};
        put_passage(&html, passage);
        table_text(table, P_HTML, buf_str(&html));
    }
    put_cited(table, passage);
}

static void put_work_row(struct table *table, const struct found_work *work)
{
    static const enum stance stance[] = {STANCE_SUPPORTING, STANCE_CONTRASTING,
                                         STANCE_MENTIONING,
                                         STANCE_UNCLASSIFIED};
    table_row(table);
    table_number(table, F_SCORE, work->score, 3);
    table_text(table, F_WORK, work->key);
    table_text(table, F_TITLE, work->title);
    table_text(table, F_AUTHOR, work->author);
    table_text(table, F_CONTAINER, work->container);
    table_count(table, F_YEAR, work->year);
    table_uint(table, F_CITATIONS, work->citations);
    for (unsigned i = 0; i < 4; i++)
        table_uint(table, F_SUPPORTING + i, work->stance[stance[i]]);
    table_list(table, F_NOTICES, &work->notices);
    table_bool(table, F_FULL_TEXT, work->full_text);
}

/* ---- beside the rows ---------------------------------------------------- */

static void put_facets(struct json *json, const struct search_reply *found)
{
    json_key(json, "facets"), json_object(json);
    for (int f = 0; f < FACETS; f++) {
        json_key(json, facet_name[f]), json_object(json);
        for_vec (i, found->facet[f]) {
            json_key_str(json, found->facet[f].at[i].value);
            json_uint(json, found->facet[f].at[i].n);
        }
        json_end(json);
    }
    json_end(json);
}

static void answer(struct call *call, const struct search_request *request,
                   bool works)
{
    struct search_reply found = {0};
    struct table table;
    if (!passage_search(call, request, &found) ||
        !table_open(&table, call, works ? work_column : passage_column,
                    works ? F_COLUMNS : P_COLUMNS))
        return;
    for_vec (i, found.passage)
        put_passage_row(&table, &found.passage.at[i]);
    for_vec (i, found.work)
        put_work_row(&table, &found.work.at[i]);
    if (table_beside(&table)) {
        json_text(&table.json, "query", found.query);
        json_text(&table.json, "exact", found.exact);
        json_text(&table.json, "instead", found.instead);
        json_count(&table.json, "pending", found.pending);
        if (request->facets)
            put_facets(&table.json, &found);
    }
    table_close(&table, found.total, found.cursor);
}

void v1_search(struct call *call)
{
    const struct param_value *of = call->param.of;
    bool works = of[PARAM_WHAT].number == 1;
    struct search_request request = {
        .what = works ? SEARCH_WORKS : SEARCH_CITATIONS,
        .query = of[PARAM_Q].text,
        .sort = (enum search_sort)of[PARAM_SEARCH_SORT].number,
        .limit = of[PARAM_LIMIT].number,
        .cursor = of[PARAM_CURSOR].text,
        .facets = of[PARAM_FACETS].number};
    answer(call, &request, works);
}

/* Works of an author, by name: nobody is told apart from a namesake. */
void v1_authors(struct call *call)
{
    const struct param_value *of = call->param.of;
    struct search_request request = {.what = SEARCH_WORKS,
                                     .sort = SORT_CITED,
                                     .limit = of[PARAM_LIMIT].number,
                                     .cursor = of[PARAM_CURSOR].text};
    passage_filter(call, &request, "author", call->value[0]);
    answer(call, &request, true);
}

void v1_journal_works(struct call *call)
{
    const struct param_value *of = call->param.of;
    struct search_request request = {.what = SEARCH_WORKS,
                                     .sort = SORT_CITED,
                                     .limit = of[PARAM_LIMIT].number,
                                     .cursor = of[PARAM_CURSOR].text};
    journal_rows rows = {0};
    struct err err = {0};
    if (!journal_by_issn(call->store, call->value[0], call->arena, &rows,
                         &err)) {
        reply_failed(call, &err);
        return;
    }
    if (rows.n == 0) {
        reply_error(call, 404, "no journal of this ISSN is known");
        return;
    }
    passage_filter(call, &request, "journal", rows.at[0].title);
    answer(call, &request, true);
}
