/*
 * scite's citation graph: statements toward a work, statements made by one,
 * references both ways.  scite sells these and leaves the text out; here it is.
 */
#include "base/map.h"
#include "serve/scite.h"

/* As many rows as one answer holds without `limit`. */
#define ROWS 3000

/* The part of `n` that limit and offset ask for. */
static uint32_t page_of(const struct call *call, uint32_t n, uint32_t *from)
{
    uint32_t limit = call->param.of[PARAM_ROWS].number;
    uint32_t offset = call->param.of[PARAM_OFFSET].number;
    if (!call->param.of[PARAM_ROWS].given)
        limit = ROWS;
    *from = offset < n ? offset : n;
    return limit < n - *from ? limit : n - *from;
}

static void put_self(struct json *json, bool self)
{
    json_key(json, "selfCites"), json_array(json);
    if (self) {
        json_object(json);
        json_text(json, "type", S("SHAREDAUTHOR"));
        json_end(json);
    }
    json_end(json);
}

static void put_scores(struct json *json, const struct citation_row *row)
{
    static const struct {
        const char *key;
        enum stance stance;
    } score[] = {{"negative", STANCE_CONTRASTING},
                 {"positive", STANCE_SUPPORTING},
                 {"neutral", STANCE_MENTIONING}};
    if (row->model.len == 0)
        return;
    for (int i = 0; i < 3; i++) {
        json_key(json, score[i].key);
        json_number(json, (double)row->p[score[i].stance], 3);
    }
    json_key(json, "typeConfidence");
    json_number(json, (double)row->p[row->stance], 3);
}

/* Our own: what the label rests on. */
static void put_more(struct json *json, const struct citation_row *row)
{
    json_text(json, "evidence", str_of(evidence_name[row->evidence]));
    json_text(json, "intent", str_of(intent_name[row->intent]));
    json_text(json, "sourceNotice", row->notice);
}

static void put_citation(struct call *call, struct json *json,
                         const struct sheet_shown *shown)
{
    const struct citation_row *row = &shown->row;
    json_object(json);
    json_key(json, "id"), json_uint(json, (uint64_t)shown->id);
    json_text(json, "source", scite_name(row->doc_key));
    json_text(json, "target", scite_name(shown->work));
    put_scores(json, row);
    json_text(json, "type", str_of(scite_stance(row->stance)));
    json_key(json, "expertClassification"), json_null(json);
    json_key(json, "section");
    json_str(json, scite_section(row, call->arena));
    put_self(json, row->self);
    scite_snippet(json, shown, call->arena);
    json_key(json, "refLocation");
    json_str(json,
             arena_format(call->arena, "b%u/%u", shown->ref_n, shown->mention));
    put_more(json, row);
    json_end(json);
}

static void add_once(struct call *call, struct map *seen, int64_t work,
                     work_list *works)
{
    str name = arena_format(call->arena, "%lld", (long long)work);
    if (map_add(seen, name, works->n, call->arena) == works->n)
        vec_push(works, call->arena, work);
}

/* Citations of a part of a sheet; `works` gets who cites, or who is cited. */
static bool put_page(struct call *call, struct json *json,
                     const struct sheet *sheet, work_list *works)
{
    struct err err = {0};
    sheet_shown shown = {0};
    struct map seen = {0};
    uint32_t from, n = page_of(call, sheet->n, &from);
    const struct sheet_row **row =
        arena_alloc(call->arena, (n + 1) * sizeof(*row));
    for (uint32_t i = 0; i < n; i++)
        row[i] = &sheet->at[from + i];
    if (!sheet_show(call->store, row, n, call->arena, &shown, &err)) {
        reply_failed(call, &err);
        return false;
    }
    json_key(json, "citations"), json_array(json);
    for_vec (i, shown) {
        put_citation(call, json, &shown.at[i]);
        add_once(call, &seen, row[i]->work ? row[i]->work : shown.at[i].citing,
                 works);
    }
    json_end(json);
    return true;
}

static bool put_maps(struct call *call, struct json *json,
                     const work_list *works)
{
    return (!call->param.of[PARAM_PAPERS].number ||
            scite_papers(call, json, works)) &&
           (!call->param.of[PARAM_TALLIES].number ||
            scite_tallies(call, json, works));
}

/* ---- counts of a whole sheet -------------------------------------------- */

#define YEARS 3000

static void put_sections(struct json *json, const struct sheet *sheet)
{
    uint32_t n[SECTIONS] = {0};
    for (uint32_t i = 0; i < sheet->n; i++)
        n[sheet->at[i].section]++;
    json_key(json, "sections"), json_object(json);
    for (int s = 0; s < SECTIONS; s++)
        json_key(json, section_name[s]), json_uint(json, n[s]);
    json_end(json);
}

static void put_years(struct call *call, struct json *json,
                      const struct sheet *sheet)
{
    uint32_t(*n)[STANCES] = arena_zero(call->arena, YEARS * sizeof(*n));
    for (uint32_t i = 0; i < sheet->n; i++)
        n[sheet->at[i].year < YEARS ? sheet->at[i].year : 0]
         [sheet->at[i].stance]++;
    json_key(json, "dateHistogram"), json_object(json);
    for (uint32_t year = 1; year < YEARS; year++) {
        uint32_t sum = 0;
        for (int s = 0; s < STANCES; s++)
            sum += n[year][s];
        if (sum == 0)
            continue;
        json_key(json, arena_format(call->arena, "%u", year).ptr);
        json_object(json);
        json_key(json, "total"), json_uint(json, sum);
        for (int s = 0; s < STANCES; s++)
            json_key(json, scite_stance((enum stance)s)),
                json_uint(json, n[year][s]);
        json_end(json);
    }
    json_end(json);
}

static void put_metadata(struct call *call, struct json *json,
                         const struct sheet *sheet)
{
    uint32_t self = 0;
    for (uint32_t i = 0; i < sheet->n; i++)
        self += sheet->at[i].self;
    json_key(json, "metadata"), json_object(json);
    json_key(json, "totalCitationCount"), json_uint(json, sheet->n);
    json_key(json, "restrictedCitationCount"), json_uint(json, 0);
    json_key(json, "citingCounts"), json_object(json);
    json_key(json, "total"), json_uint(json, sheet->n);
    put_sections(json, sheet);
    json_key(json, "pubTypes"), json_object(json), json_end(json);
    json_key(json, "journals"), json_object(json), json_end(json);
    json_key(json, "relationships"), json_object(json);
    json_key(json, "selfCite"), json_uint(json, self);
    json_key(json, "independent"), json_uint(json, sheet->n - self);
    json_end(json);
    put_years(call, json, sheet);
    json_key(json, "authors"), json_object(json), json_end(json);
    json_end(json);
    json_end(json);
}

static void answer_sheet(struct call *call, const struct sheet *sheet)
{
    work_list works = {0};
    struct json json = json_on(call->out);
    json_object(&json);
    if (!put_page(call, &json, sheet, &works) || !put_maps(call, &json, &works))
        return;
    put_metadata(call, &json, sheet);
    json_end(&json);
    reply_json(call);
}

static void answer_citations(struct call *call, bool toward)
{
    struct work_row work;
    struct sheet sheet;
    if (call_work(call, &work) && call_sheet(call, &work, toward, &sheet))
        answer_sheet(call, &sheet);
}

void api_citing(struct call *call)
{
    answer_citations(call, true);
}

void api_cited_by(struct call *call)
{
    answer_citations(call, false);
}

/* ---- references --------------------------------------------------------- */

static bool is_wanted(struct call *call, str source)
{
    const strs *wanted = &call->param.of[PARAM_SOURCE_DOI].all;
    for_vec (i, *wanted)
        if (str_eq(call_key(call, wanted->at[i]), source))
            return true;
    return wanted->n == 0;
}

static bool put_reference(struct call *call, struct json *json, str source,
                          str target)
{
    json_object(json);
    json_text(json, "source", scite_name(source));
    json_text(json, "target", scite_name(target));
    json_key(json, "selfCites"), json_array(json), json_end(json);
    json_text(json, "dataSource", S("FT")); /* a full text */
    json_end(json);
    (void)call;
    return true;
}

/* One reference for each of `works`, to or from the work asked about. */
static void answer_references(struct call *call, const struct work_row *work,
                              const work_list *works, bool toward)
{
    struct err err = {0};
    struct json json = json_on(call->out);
    uint32_t from, n = page_of(call, works->n, &from);
    work_list page = {works->at + from, n, n};
    json_object(&json);
    json_key(&json, "metadata"), json_object(&json);
    json_key(&json, "totalReferenceCount"), json_uint(&json, works->n);
    json_key(&json, "distinctSourceCount"),
        json_uint(&json, toward ? works->n : works->n > 0);
    json_key(&json, "restrictedReferenceCount"), json_uint(&json, 0);
    json_end(&json);
    json_key(&json, "references"), json_array(&json);
    for_vec (i, page) {
        str other;
        if (!work_key_of(call->store, page.at[i], call->arena, &other, &err)) {
            reply_failed(call, &err);
            return;
        }
        if (!toward || is_wanted(call, other))
            put_reference(call, &json, toward ? other : work->key,
                          toward ? work->key : other);
    }
    json_end(&json);
    if (!put_maps(call, &json, &page))
        return;
    json_end(&json);
    reply_json(call);
}

void api_references_to(struct call *call)
{
    struct work_row work;
    work_list works = {0};
    struct err err = {0};
    if (!call_work(call, &work))
        return;
    if (citing_works(call->store, work.id, 0, INT32_MAX, call->arena, &works,
                     &err))
        answer_references(call, &work, &works, true);
    else
        reply_failed(call, &err);
}

void api_references_from(struct call *call)
{
    struct work_row work;
    work_list works = {0};
    struct err err = {0};
    if (!call_work(call, &work))
        return;
    if (work.doc == 0 ||
        cited_works(call->store, work.doc, call->arena, &works, &err))
        answer_references(call, &work, &works, false);
    else
        reply_failed(call, &err);
}
