/* One citation: its words, its label, and why it has it. */
#include "base/json.h"
#include "serve/link.h"
#include "serve/part.h"
#include "serve/v1.h"
#include "store/correct.h"

/* value[0] is "doi:10.5555/x#B12/2"; false when it has answered. */
static bool find(struct call *call, struct sheet_shown *shown)
{
    struct err err = {0};
    int64_t doc = 0, id = 0;
    size_t hash = str_last_chr(call->value[0], '#');
    bool found = false;
    str key = call_key(call, str_first(call->value[0], hash));
    if (hash == STR_NONE || key.len == 0) {
        reply_error(call, 404,
                    "a citation is named by an article and a place "
                    "in it: doi:10.5555/x#B12/2");
        return false;
    }
    if (!doc_row(call->store, key, &doc, &err) ||
        (doc && !sheet_find(call->store, doc,
                            str_from(call->value[0], hash + 1), &id, &err)) ||
        (id &&
         !sheet_show_id(call->store, id, call->arena, shown, &found, &err))) {
        reply_failed(call, &err);
        return false;
    }
    if (!found)
        reply_error(call, 404, "no such citation has been read");
    return found;
}

static void put_headings(struct buf *out, str headings)
{
    struct err err = {0};
    SCOPED_JSON *list = headings.len ? json_parse(headings, &err) : NULL;
    const struct json_value *v = list ? json_first(list) : NULL;
    if (v == NULL)
        return;
    PUT(out, "<dt>Under the heading</dt><dd>");
    for (bool first = true; v; v = json_next(v), first = false) {
        if (!first)
            PUT(out, " › ");
        buf_html(out, json_as_str(v));
    }
    PUT(out, "</dd>");
}

static void put_probability(struct buf *out, const struct citation_row *row,
                            enum stance stance)
{
    PUT(out, "<tr><th scope=\"row\">");
    part_stance(out, stance);
    buf_format(out, "</th><td class=\"n\">%.1f %%</td></tr>",
               (double)(100 * row->p[stance]));
}

static void put_label(struct call *call, const struct citation_row *row)
{
    struct buf *out = call->out;
    PUT(out, "<section><h2>How sure is the machine?</h2>");
    if (row->model.len == 0 || row->stance == STANCE_UNCLASSIFIED) {
        PUT(out, "<p class=\"quiet\">This text couldn’t be judged, so it has "
                 "no stance.</p></section>\n");
        return;
    }
    PUT(out, "<table><caption class=\"hidden\">Probabilities of the stances"
             "</caption><thead class=\"hidden\"><tr><th scope=\"col\">Stance"
             "</th><th scope=\"col\">Probability</th></tr></thead><tbody>");
    put_probability(out, row, STANCE_SUPPORTING);
    put_probability(out, row, STANCE_CONTRASTING);
    put_probability(out, row, STANCE_MENTIONING);
    PUT(out, "</tbody></table><p class=\"small quiet\">Said by ");
    buf_html(out, row->model);
    PUT(out, ". <a href=\"/about#accuracy\">How right is it?</a></p>"
             "</section>\n");
}

/* The row as it was before people corrected it; false when it has answered. */
static bool as_the_machine(struct call *call, const struct sheet_shown *shown,
                           struct citation_row *row)
{
    struct err err = {0};
    struct label label;
    if (!correction_machine(call->store, shown->id, call->arena, &label,
                            &row->model, &err)) {
        reply_failed(call, &err);
        return false;
    }
    row->stance = label.stance;
    memcpy(row->p, label.p, sizeof(row->p));
    return true;
}

static void put_facts(struct call *call, const struct sheet_shown *shown)
{
    struct buf *out = call->out;
    const struct citation_row *row = &shown->row;
    PUT(out, "<section><h2>Where it stands</h2><dl>");
    put_headings(out, row->headings);
    PUT(out, "<dt>Class of section</dt><dd>");
    part_capital(out, section_name[row->section]);
    PUT(out, "</dd>");
    if (row->intent != INTENT_NONE) {
        PUT(out, "<dt>Cited as</dt><dd>");
        part_capital(out, intent_name[row->intent]);
        PUT(out, "</dd>");
    }
    buf_format(out, "<dt>Mention of this reference</dt><dd>No. %u</dd></dl>",
               shown->mention);
    PUT(out, "<p class=\"small\"><a href=\"/api/v1/citation/");
    buf_uint(out, (uint64_t)shown->id);
    PUT(out, ".jsonld\">As a Web Annotation</a></p></section>\n");
}

static str author_of(const struct known *known)
{
    return known->work.author.n ? known->work.author.at[0].family : S("");
}

static void put_cited(struct call *call, const struct known *cited)
{
    PUT(call->out, "<p class=\"from cited\">Cited: ");
    part_work_line(call, cited->key, cited->work.title, author_of(cited),
                   cited->work.year, cited->work.container);
    PUT(call->out, "</p>\n");
    part_notices(call, &cited->notice);
}

static str name_and_year(str name, uint32_t year, struct arena *arena)
{
    return year ? arena_format(arena, "%.*s %u", STR(name), year) : name;
}

/* "Quist 2022 cites Halvorsen 1998" */
static str title_of(const struct citation_row *row, const struct known *cited,
                    struct arena *arena)
{
    str author = author_of(cited);
    if (row->author.len == 0 || author.len == 0)
        return S("A citation");
    return arena_format(arena, "%.*s cites %.*s",
                        STR(name_and_year(row->author, row->year, arena)),
                        STR(name_and_year(author, cited->work.year, arena)));
}

void page_citation(struct call *call)
{
    struct sheet_shown shown;
    struct buf *out = call->out;
    struct known cited = {0};
    if (!find(call, &shown) || !known_by_key(call, shown.work, &cited))
        return;
    struct citation_row machine = shown.row;
    if (shown.row.corrected && !as_the_machine(call, &shown, &machine))
        return;
    str title = title_of(&shown.row, &cited, call->arena);
    page_open(call, &(struct page){.title = title, .address = call->path});
    PUT(out, "<h1>");
    buf_html(out, title);
    PUT(out, "</h1>\n<div class=\"two part\"><div>"
             "<ol class=\"citations\">\n");
    part_citation(call, &shown);
    PUT(out, "</ol>\n");
    if (shown.work.len)
        put_cited(call, &cited);
    PUT(out, "</div>\n<aside class=\"aside\" aria-label=\"About it\">\n");
    put_label(call, &machine);
    part_corrections(call, &shown);
    put_facts(call, &shown);
    PUT(out, "</aside></div>\n");
    page_close(call);
}
