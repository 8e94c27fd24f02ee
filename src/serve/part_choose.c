/* Choosing among citations: links and a form, both without any script. */
#include "serve/address.h"
#include "serve/part.h"

/* ---- chips ------------------------------------------------------------------
 */

void part_chip(struct call *call, enum param param, str value)
{
    str chosen = call->param.of[param].text;
    PUT(call->out, "<li><a class=\"chip\" href=\"");
    address_with(call, param, value);
    PUT(call->out, "#citations\"");
    if (str_eq(chosen, value))
        PUT(call->out, " aria-current=\"true\"");
    buf_char(call->out, '>');
}

void part_stance_chips(struct call *call, const struct census *census)
{
    struct buf *out = call->out;
    PUT(out, "<ul class=\"chips no-print\">");
    part_chip(call, PARAM_STANCE, S(""));
    PUT(out, "All ");
    part_number(out, census->total);
    PUT(out, "</a></li>");
    for (int i = 0; i < STANCES; i++) {
        enum stance stance = stance_order[i];
        if (census->n[stance] == 0)
            continue;
        part_chip(call, PARAM_STANCE, str_of(stance_name[stance]));
        part_stance(out, stance);
        buf_char(out, ' ');
        part_number(out, census->n[stance]);
        PUT(out, "</a></li>");
    }
    PUT(out, "</ul>\n");
}

/* ---- the form
 * ---------------------------------------------------------------- */

static void put_option(struct buf *out, str value, str word, str chosen)
{
    PUT(out, "<option value=\"");
    buf_html(out, value);
    buf_format(out, "\"%s>", str_eq(value, chosen) ? " selected" : "");
    buf_html(out, word);
    PUT(out, "</option>");
}

/* A list to choose from: "value word|value word|…"; the first is the usual. */
struct choice {
    enum param param;
    const char *label, *words;
};

static const struct choice choices[] = {
    {PARAM_SECTION, "Section",
     " Any|introduction Introduction|methods Methods|results Results|"
     "discussion Discussion|other Other"},
    {PARAM_SELF, "Self-citations", " With|exclude Without|only Only these"},
    {PARAM_NOTICE, "From works with a notice",
     " With|exclude Without|only Only these"},
    {PARAM_SORT, "Order",
     " Newest first|oldest Oldest first|confidence Surest first"},
};

static void put_choice(struct call *call, const struct choice *choice)
{
    struct buf *out = call->out;
    str rest = str_of(choice->words), one;
    str chosen = call->param.of[choice->param].given
                     ? call->param.of[choice->param].text
                     : S("");
    buf_format(out, "<label>%s<select name=\"%s\">", choice->label,
               param_row[choice->param].name);
    while (str_split(&rest, '|', &one)) {
        size_t space = str_chr(one, ' ');
        put_option(out, str_first(one, space), str_from(one, space + 1),
                   chosen);
    }
    PUT(out, "</select></label>");
}

static void put_text(struct call *call, enum param param, const char *label,
                     const char *example, int size)
{
    struct buf *out = call->out;
    buf_format(out,
               "<label>%s<input type=\"text\" name=\"%s\" size=\"%d\" "
               "placeholder=\"%s\" value=\"",
               label, param_row[param].name, size, example);
    buf_html(out, call->param.of[param].text);
    PUT(out, "\"></label>");
}

void part_filters(struct call *call)
{
    static const enum param own[] = {PARAM_SECTION, PARAM_SELF, PARAM_NOTICE,
                                     PARAM_SORT,    PARAM_YEAR, PARAM_WORDS};
    struct buf *out = call->out;
    PUT(out, "<form class=\"filters no-print\" action=\"");
    buf_html(out, call->path);
    PUT(out, "#citations\">");
    address_fields(call, own, sizeof(own) / sizeof(*own));
    put_text(call, PARAM_WORDS, "Words", "in the passage", 14);
    put_text(call, PARAM_YEAR, "Years", "2010-2020", 9);
    for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++)
        put_choice(call, &choices[i]);
    PUT(out, "<button class=\"plain\">Apply</button></form>\n");
}

/* ---- other pages
 * ---------------------------------------------------------------- */

void part_pager(struct call *call, str next, uint64_t shown, uint64_t total)
{
    struct buf *out = call->out;
    PUT(out, "<nav class=\"pager\" aria-label=\"Pages\">");
    if (call->param.of[PARAM_CURSOR].given) {
        PUT(out, "<a class=\"button plain\" href=\"");
        address_with(call, PARAMS, S(""));
        PUT(out, "\">To the first page</a>");
    }
    if (next.len) {
        PUT(out, "<a class=\"button plain\" rel=\"next\" href=\"");
        address_with(call, PARAM_CURSOR, next);
        PUT(out, "\">Go on</a>");
    }
    PUT(out, "<span class=\"quiet small\">");
    if (total == 0) {
        PUT(out, "None fits.");
    } else {
        part_number(out, shown);
        PUT(out, " of ");
        part_number(out, total);
        PUT(out, " shown here");
    }
    PUT(out, "</span></nav>\n");
}
