/* /api/v1: citations, one by one, with all that is known of each. */
#include <assert.h>

#include "base/utf8.h"
#include "doc/view.h"
#include "serve/select.h"
#include "serve/v1.h"

static const char *const column[] = {
    "id",           "url",           "citing",
    "citing_title", "citing_author", "citing_container",
    "citing_year",  "citing_notice", "cited",
    "citation",     "headings",      "section",
    "block_kind",   "part",          "before",
    "sentence",     "after",         "marker",
    "marker_start", "marker_end",    "self_citation",
    "stance",       "p_supporting",  "p_contrasting",
    "p_mentioning", "evidence",      "intent",
    "model",        "code",          "label",
    "corrected"};

enum {
    C_ID,
    C_URL,
    C_CITING,
    C_CITING_TITLE,
    C_CITING_AUTHOR,
    C_CITING_CONTAINER,
    C_CITING_YEAR,
    C_CITING_NOTICE,
    C_CITED,
    C_CITATION,
    C_HEADINGS,
    C_SECTION,
    C_BLOCK_KIND,
    C_PART,
    C_BEFORE,
    C_SENTENCE,
    C_AFTER,
    C_MARKER,
    C_MARKER_START,
    C_MARKER_END,
    C_SELF,
    C_STANCE,
    C_P_SUPPORTING,
    C_P_CONTRASTING,
    C_P_MENTIONING,
    C_EVIDENCE,
    C_INTENT,
    C_MODEL,
    C_CODE,
    C_LABEL,
    C_CORRECTED,
    COLUMNS
};

static_assert(sizeof(column) / sizeof(*column) == COLUMNS, "a name each");

str v1_citation_url(struct call *call, int64_t id)
{
    return arena_format(call->arena, "%.*s/api/v1/citation/%lld",
                        STR(call_base(call)), (long long)id);
}

static void put_citing(struct table *table, const struct citation_row *row)
{
    table_text(table, C_CITING, row->doc_key);
    table_text(table, C_CITING_TITLE, row->title);
    table_text(table, C_CITING_AUTHOR, row->author);
    table_text(table, C_CITING_CONTAINER, row->container);
    table_count(table, C_CITING_YEAR, row->year);
    table_text(table, C_CITING_NOTICE, row->notice);
}

static void put_headings(struct table *table, const struct citation_row *row)
{
    struct err err = {0};
    strs list = {0};
    if (row->headings.len == 0 || !table_wants(table, C_HEADINGS))
        return;
    SCOPED_JSON *headings = json_parse(row->headings, &err);
    for (const struct json_value *v = json_first(headings); v; v = json_next(v))
        vec_push(&list, table->call->arena, json_as_str(v));
    table_list(table, C_HEADINGS, &list);
}

static void put_place(struct table *table, const struct citation_row *row)
{
    put_headings(table, row);
    table_text(table, C_SECTION, str_of(section_name[row->section]));
    table_text(table, C_BLOCK_KIND, str_of(block_kind_name[row->kind]));
    table_text(table, C_PART, row->part);
}

/* Offsets count code points of the sentence, as in the records. */
static void put_words(struct table *table, const struct citation_row *row)
{
    str words = {row->sentence.ptr + row->marker.start, span_len(row->marker)};
    size_t start = utf8_count(str_first(row->sentence, row->marker.start));
    table_text(table, C_BEFORE, row->before);
    table_text(table, C_SENTENCE, row->sentence);
    table_text(table, C_AFTER, row->after);
    if (words.len == 0)
        return;
    table_text(table, C_MARKER, words);
    table_uint(table, C_MARKER_START, start);
    table_uint(table, C_MARKER_END, start + utf8_count(words));
}

static void put_label(struct table *table, const struct citation_row *row)
{
    enum view view = (enum view)table->call->param.of[PARAM_VIEW].number;
    table_text(table, C_STANCE, str_of(stance_name[row->stance]));
    if (row->model.len == 0) {
        table_text(table, C_LABEL, str_of(view_word(view, row->code)));
        return;
    }
    table_number(table, C_P_SUPPORTING, (double)row->p[STANCE_SUPPORTING], 3);
    table_number(table, C_P_CONTRASTING, (double)row->p[STANCE_CONTRASTING], 3);
    table_number(table, C_P_MENTIONING, (double)row->p[STANCE_MENTIONING], 3);
    table_text(table, C_EVIDENCE, str_of(evidence_name[row->evidence]));
    table_text(table, C_INTENT, str_of(intent_name[row->intent]));
    table_text(table, C_MODEL, row->model);
    table_text(table, C_CODE, code_str(row->code));
    table_text(table, C_LABEL, str_of(view_word(view, row->code)));
    table_bool(table, C_CORRECTED, row->corrected);
}

static void put_citation(struct table *table, const struct sheet_shown *shown)
{
    const struct citation_row *row = &shown->row;
    table_row(table);
    table_uint(table, C_ID, (uint64_t)shown->id);
    table_text(table, C_URL, v1_citation_url(table->call, shown->id));
    put_citing(table, row);
    table_text(table, C_CITED, shown->work);
    table_text(table, C_CITATION, row->id);
    put_place(table, row);
    put_words(table, row);
    table_bool(table, C_SELF, row->self);
    put_label(table, row);
}

/* ---- lists -------------------------------------------------------------- */

static void answer_list(struct call *call, bool toward)
{
    struct work_row work;
    struct sheet sheet;
    struct selected selected;
    struct table table;
    if (!call_work(call, &work) || !call_sheet(call, &work, toward, &sheet) ||
        !select_page(call, &sheet, &selected) ||
        !table_open(&table, call, column, COLUMNS))
        return;
    for_vec (i, selected.shown)
        put_citation(&table, &selected.shown.at[i]);
    table_close(&table, selected.total, selected.next);
}

void v1_citations(struct call *call)
{
    answer_list(call, true);
}

void v1_citing(struct call *call)
{
    answer_list(call, false);
}

/* ---- one ---------------------------------------------------------------- */

bool call_citation(struct call *call, struct sheet_shown *shown)
{
    uint32_t number;
    struct err err = {0};
    bool found = false;
    int64_t id = str_uint(call->value[0], &number) ? number : 0;
    if (id &&
        !sheet_show_id(call->store, id, call->arena, shown, &found, &err)) {
        reply_failed(call, &err);
        return false;
    }
    if (!found) {
        reply_error(call, 404, "there is no such citation");
        return false;
    }
    return true;
}

void v1_citation(struct call *call)
{
    struct sheet_shown shown;
    struct table table;
    str accept = header_find(&call->request->header, S("Accept"));
    if (!call_citation(call, &shown))
        return;
    if (str_find(accept, S("ld+json")) != STR_NONE &&
        !call->param.of[PARAM_FORMAT].given) {
        put_annotation(call, &shown);
        return;
    }
    if (!table_open_one(&table, call, column, COLUMNS))
        return;
    put_citation(&table, &shown);
    table_close(&table, 1, S(""));
}
