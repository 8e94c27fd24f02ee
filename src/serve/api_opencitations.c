/*
 * Rows as OpenCitations' index gives them (version 2): all values are strings,
 * all names of a work stand in one of them, with spaces between.
 *
 * An oci is made of our numbers of the two works; it names the same pair as
 * long as this store lives.
 */
#include <stdio.h>

#include "serve/known.h"
#include "store/sheet.h"

/* OpenCitations gives 200,000 at most; we don't make a thread that busy. */
#define ROWS 10000

/* One end of a citation. */
struct end {
    str names, date;
    int64_t id;
    uint32_t year, month, day;
    strs issn;
    vec_of(struct work_name) author;
};

static void read_date(struct end *end, str date)
{
    str year = S(""), month = S(""), day = S("");
    end->date = date;
    str_split(&date, '-', &year);
    str_split(&date, '-', &month);
    str_split(&date, '-', &day);
    str_uint(year, &end->year);
    str_uint(month, &end->month);
    str_uint(day, &end->day);
}

/* OpenCitations has no names of refs without an identifier. */
static str join_names(struct call *call, const struct known *known)
{
    SCOPED_BUF out = {0};
    for_vec (i, known->ids) {
        buf_add(&out, out.len ? S(" ") : S(""));
        buf_add(&out, known->ids.at[i]);
    }
    return arena_str(call->arena, buf_str(&out));
}

static bool read_end(struct call *call, int64_t id, struct end *end)
{
    struct known known;
    *end = (struct end){.id = id};
    if (!known_by_id(call, id, &known))
        return false;
    end->names = join_names(call, &known);
    end->issn = known.work.issn;
    end->author.at = known.work.author.at;
    end->author.n = known.work.author.n;
    read_date(end, known.work.date.len || known.work.year == 0
                       ? known.work.date
                       : arena_format(call->arena, "%u", known.work.year));
    return true;
}

/* ---- a row -------------------------------------------------------------- */

/* From the cited to the citing: as fine as the coarser date allows. */
static str timespan(struct call *call, const struct end *citing,
                    const struct end *cited)
{
    if (citing->year == 0 || cited->year == 0)
        return S("");
    bool months = citing->month && cited->month;
    bool days = months && citing->day && cited->day;
    int y = (int)citing->year - (int)cited->year;
    int m = months ? (int)citing->month - (int)cited->month : 0;
    int d = days ? (int)citing->day - (int)cited->day : 0;
    bool back = y < 0 || (y == 0 && (m < 0 || (m == 0 && d < 0)));
    if (back)
        y = -y, m = -m, d = -d;
    if (d < 0)
        d += 30, m--;
    if (m < 0)
        m += 12, y--;
    if (days)
        return arena_format(call->arena, "%sP%dY%dM%dD", back ? "-" : "", y, m,
                            d);
    if (months)
        return arena_format(call->arena, "%sP%dY%dM", back ? "-" : "", y, m);
    return arena_format(call->arena, "%sP%dY", back ? "-" : "", y);
}

static bool share_issn(const struct end *a, const struct end *b)
{
    for_vec (i, a->issn)
        for_vec (k, b->issn)
            if (str_eq(a->issn.at[i], b->issn.at[k]))
                return true;
    return false;
}

static bool share_author(const struct end *a, const struct end *b)
{
    for_vec (i, a->author)
        for_vec (k, b->author) {
            const struct work_name *x = &a->author.at[i];
            const struct work_name *y = &b->author.at[k];
            bool given = x->given.len && y->given.len &&
                         x->given.ptr[0] == y->given.ptr[0];
            if ((x->orcid.len && str_eq(x->orcid, y->orcid)) ||
                (given && str_eq_nocase(x->family, y->family)))
                return true;
        }
    return false;
}

static const char *const name[] = {"oci",      "citing",   "cited",
                                   "creation", "timespan", "journal_sc",
                                   "author_sc"};

static bool wants_csv(const struct call *call)
{
    const struct param_value *format = &call->param.of[PARAM_OC_FORMAT];
    str accept = header_find(&call->request->header, S("Accept"));
    return format->given ? format->number == 1
                         : str_find(accept, S("text/csv")) != STR_NONE;
}

static void put_row(struct call *call, struct json *json,
                    const struct end *citing, const struct end *cited)
{
    str value[7] = {arena_format(call->arena, "%lld-%lld",
                                 (long long)citing->id, (long long)cited->id),
                    citing->names,
                    cited->names,
                    citing->date,
                    timespan(call, citing, cited),
                    share_issn(citing, cited) ? S("yes") : S("no"),
                    share_author(citing, cited) ? S("yes") : S("no")};
    if (!wants_csv(call))
        json_object(json);
    for (int i = 0; i < 7; i++) {
        if (wants_csv(call)) {
            buf_add(call->out, i ? S(",") : S(""));
            buf_csv(call->out, value[i]);
        } else {
            json_key(json, name[i]);
            json_str(json, value[i]);
        }
    }
    if (wants_csv(call))
        buf_add(call->out, S("\r\n"));
    else
        json_end(json);
}

/* The rows between one work and others. */
static void answer_rows(struct call *call, int64_t work, const work_list *other,
                        bool toward)
{
    struct json json = json_on(call->out);
    struct end self;
    if (!read_end(call, work, &self))
        return;
    if (wants_csv(call))
        buf_add(call->out, S("oci,citing,cited,creation,timespan,journal_sc,"
                             "author_sc\r\n"));
    else
        json_array(&json);
    for_vec (i, *other) {
        struct end end;
        size_t mark = arena_mark(call->arena);
        if (!read_end(call, other->at[i], &end))
            return;
        put_row(call, &json, toward ? &end : &self, toward ? &self : &end);
        arena_rewind(call->arena, mark);
    }
    if (!wants_csv(call))
        json_end(&json);
    if (wants_csv(call))
        reply_as(call, S("text/csv; charset=utf-8"));
    else
        reply_json(call);
}

/* ---- handlers ----------------------------------------------------------- */

/* Unknown is an empty list here: so it is there. */
static bool find(struct call *call, struct work_row *work)
{
    struct err err = {0};
    str key = call_key(call, call->value[0]);
    work->id = 0;
    work->doc = 0;
    if (key.len == 0 || work_row(call->store, key, call->arena, work, &err))
        return true;
    reply_failed(call, &err);
    return false;
}

static bool read_works(struct call *call, const struct work_row *work,
                       bool toward, work_list *works)
{
    struct err err = {0};
    bool read =
        toward ? work->id == 0 || citing_works(call->store, work->id, 0, ROWS,
                                               call->arena, works, &err)
               : work->doc == 0 || cited_works(call->store, work->doc,
                                               call->arena, works, &err);
    if (!read)
        reply_failed(call, &err);
    return read;
}

static void answer(struct call *call, bool toward, bool count)
{
    struct work_row work;
    work_list works = {0};
    if (!find(call, &work) || !read_works(call, &work, toward, &works))
        return;
    if (!count) {
        answer_rows(call, work.id, &works, toward);
        return;
    }
    if (wants_csv(call)) {
        buf_format(call->out, "count\r\n%u\r\n", works.n);
        reply_as(call, S("text/csv; charset=utf-8"));
        return;
    }
    buf_format(call->out, "[{\"count\":\"%u\"}]", works.n);
    reply_json(call);
}

void oc_citations(struct call *call)
{
    answer(call, true, false);
}

void oc_references(struct call *call)
{
    answer(call, false, false);
}

void oc_citation_count(struct call *call)
{
    answer(call, true, true);
}

void oc_reference_count(struct call *call)
{
    answer(call, false, true);
}

void oc_citation(struct call *call)
{
    str cited = call->value[0], citing;
    uint32_t from, to;
    if (!str_split(&cited, '-', &citing) || !str_uint(citing, &from) ||
        !str_uint(cited, &to)) {
        reply_invalid(call, 400, "path", S("oci"), "an oci is like 12-34");
        return;
    }
    work_list works = {0}, one = {0};
    struct err err = {0};
    if (!citing_works(call->store, to, (int64_t)from - 1, 1, call->arena,
                      &works, &err)) {
        reply_failed(call, &err);
        return;
    }
    if (works.n && works.at[0] == from)
        vec_push(&one, call->arena, from);
    answer_rows(call, to, &one, true);
}
