#include "serve/select.h"

#include <stdio.h>
#include <stdlib.h>

#include "doc/view.h"

/* Words are looked for in at most so many texts a request. */
#define TEXTS_MAX 5000

enum sort {
    SORT_NEWEST,
    SORT_OLDEST,
    SORT_CONFIDENCE
};

/* ---- filters ------------------------------------------------------------ */

static bool in_set(const struct param_value *set, unsigned value)
{
    return !set->given || set->set >> value & 1;
}

/* include, exclude, only */
static bool as_wished(const struct param_value *wish, bool is)
{
    return wish->number == 0 || (wish->number == 2) == is;
}

static bool in_range(const struct param_value *range, uint32_t value)
{
    return !range->given ||
           (value >= range->number &&
            (range->to == 0 ? str_chr(range->text, '-') != STR_NONE ||
                                  value == range->number
                            : value <= range->to) &&
            value != 0);
}

static uint32_t codes_of(const struct call *call)
{
    const struct param_value *label = &call->param.of[PARAM_LABEL];
    enum view view = (enum view)call->param.of[PARAM_VIEW].number;
    return label->text.len ? view_codes(view, label->text) : UINT32_MAX;
}

bool select_check(struct call *call)
{
    if (codes_of(call))
        return true;
    reply_invalid(call, 400, "query", S("label"),
                  "the view '%s' has no such label",
                  view_name[call->param.of[PARAM_VIEW].number]);
    return false;
}

bool select_fits(const struct call *call, const struct sheet_row *row)
{
    const struct param_value *of = call->param.of;
    return (of[PARAM_LABEL].text.len == 0 || codes_of(call) >> row->code & 1) &&
           in_set(&of[PARAM_STANCE], row->stance) &&
           in_set(&of[PARAM_SECTION], row->section) &&
           in_set(&of[PARAM_EVIDENCE], row->evidence) &&
           in_set(&of[PARAM_INTENT], row->intent) &&
           in_range(&of[PARAM_YEAR], row->year) &&
           as_wished(&of[PARAM_SELF], row->self) &&
           as_wished(&of[PARAM_NOTICE], row->notice) &&
           row->percent >= of[PARAM_CONFIDENCE].number;
}

static bool has_words(const struct call *call, const struct citation_row *row)
{
    str words = call->param.of[PARAM_WORDS].text;
    return str_find_nocase(row->sentence, words) != STR_NONE ||
           str_find_nocase(row->before, words) != STR_NONE ||
           str_find_nocase(row->after, words) != STR_NONE;
}

/* ---- order -------------------------------------------------------------- */

/* What comes first has the smaller `first`, then the smaller place. */
struct place {
    int64_t first;
    const struct sheet_row *row;
};

static int64_t order_of(enum sort sort, const struct sheet_row *row)
{
    switch (sort) {
    case SORT_OLDEST:
        return row->year ? row->year : INT32_MAX;
    case SORT_CONFIDENCE:
        return -(int64_t)row->percent;
    default:
        return -(int64_t)row->year;
    }
}

static int order(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int by = order(x->first, y->first);
    by = by ? by : order(x->row->doc, y->row->doc);
    by = by ? by : order(x->row->ref, y->row->ref);
    return by ? by : order(x->row->mention, y->row->mention);
}

/* "-2015.77.3.0": after this place. */
static bool read_cursor(struct call *call, struct place *after)
{
    str text = call->param.of[PARAM_CURSOR].text;
    long long first, doc;
    unsigned ref, mention;
    char end;
    struct sheet_row *row = arena_new(call->arena, struct sheet_row);
    *after = (struct place){INT64_MIN, row};
    if (text.len == 0)
        return true;
    if (sscanf(arena_str(call->arena, text).ptr, "%18lld.%18lld.%9u.%9u%c",
               &first, &doc, &ref, &mention, &end) != 4) {
        reply_invalid(call, 400, "query", S("cursor"),
                      "'cursor' is none of ours");
        return false;
    }
    after->first = first;
    *row = (struct sheet_row){.doc = doc, .ref = ref, .mention = mention};
    return true;
}

/* ---- pages -------------------------------------------------------------- */

static struct place *find_places(struct call *call, const struct sheet *sheet,
                                 uint32_t *n)
{
    enum sort sort = (enum sort)call->param.of[PARAM_SORT].number;
    struct place *place =
        arena_alloc(call->arena, (sheet->n + 1) * sizeof(*place));
    *n = 0;
    for (uint32_t i = 0; i < sheet->n; i++)
        if (select_fits(call, &sheet->at[i]))
            place[(*n)++] =
                (struct place){order_of(sort, &sheet->at[i]), &sheet->at[i]};
    qsort(place, *n, sizeof(*place), compare);
    return place;
}

static str cursor_at(struct call *call, struct place place)
{
    return arena_format(call->arena, "%lld.%lld.%u.%u", (long long)place.first,
                        (long long)place.row->doc, place.row->ref,
                        place.row->mention);
}

static bool show(struct call *call, const struct place *place, uint32_t n,
                 sheet_shown *shown)
{
    struct err err = {0};
    const struct sheet_row **row =
        arena_alloc(call->arena, (n + 1) * sizeof(*row));
    for (uint32_t i = 0; i < n; i++)
        row[i] = place[i].row;
    if (sheet_show(call->store, row, n, call->arena, shown, &err))
        return true;
    reply_failed(call, &err);
    return false;
}

/* Page by page, until as many as wanted have the words. */
static bool show_with_words(struct call *call, const struct place *place,
                            uint32_t n, uint32_t limit,
                            struct selected *selected)
{
    uint32_t at = 0;
    while (at < n && at < TEXTS_MAX && selected->shown.n < limit) {
        sheet_shown some = {0};
        uint32_t step = n - at < limit ? n - at : limit;
        if (!show(call, place + at, step, &some))
            return false;
        uint32_t i = 0;
        for (; i < some.n && selected->shown.n < limit; i++)
            if (has_words(call, &some.at[i].row))
                vec_push(&selected->shown, call->arena, some.at[i]);
        at += some.n < step ? step : i;
    }
    if (at < n)
        selected->next = cursor_at(call, place[at - 1]);
    return true;
}

bool select_page(struct call *call, const struct sheet *sheet,
                 struct selected *selected)
{
    struct place after;
    uint32_t n, from = 0, limit = call->param.of[PARAM_LIMIT].number;
    *selected = (struct selected){0};
    if (!select_check(call) || !read_cursor(call, &after))
        return false;
    struct place *place = find_places(call, sheet, &n);
    selected->total = n;
    while (from < n && compare(&place[from], &after) <= 0)
        from++;
    if (call->param.of[PARAM_WORDS].text.len)
        return show_with_words(call, place + from, n - from, limit, selected);
    if (n - from > limit)
        selected->next = cursor_at(call, place[from + limit - 1]);
    return show(call, place + from, n - from < limit ? n - from : limit,
                &selected->shown);
}
