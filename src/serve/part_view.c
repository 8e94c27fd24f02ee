/* What counts as support: the views of labels (doc/view.h), to choose from. */
#include "serve/address.h"
#include "serve/part.h"

static const struct {
    const char *word, *means;
} told[VIEWS] = {
    [VIEW_STRICT] = {"Own evidence",
                     "Only what the citing authors found themselves supports "
                     "or contrasts."},
    [VIEW_BROAD] = {"Anybody’s evidence",
                    "What the citing authors report of others’ evidence "
                    "counts too."},
    [VIEW_WOS] = {"Five labels",
                  "Support, differ, discuss, basis and background, as in the "
                  "Web of Science."},
    [VIEW_CITO] = {"CiTO", "The words of the Citation Typing Ontology, for "
                           "who links data."},
};

enum view call_view(const struct call *call)
{
    return (enum view)call->param.of[PARAM_VIEW].number;
}

void part_views(struct call *call)
{
    struct buf *out = call->out;
    PUT(out, "<section><h2>What counts as support</h2><ul class=\"views\">");
    for (int v = 0; v < VIEWS; v++) {
        PUT(out, "<li><a href=\"");
        address_with(call, PARAM_VIEW,
                     str_of(v == VIEW_STRICT ? "" : view_name[v]));
        buf_format(out, "\"%s>%s</a><p class=\"small quiet\">%s</p></li>",
                   (int)call_view(call) == v ? " aria-current=\"true\"" : "",
                   told[v].word, told[v].means);
    }
    PUT(out, "</ul></section>\n");
}

/* "cito:usesMethodIn" as "usesMethodIn": the view has said whose word it is */
static void put_word(struct buf *out, const char *label)
{
    const char *colon = strchr(label, ':');
    if (colon)
        buf_add(out, str_of(colon + 1));
    else
        part_capital(out, label);
}

void part_label(struct call *call, enum code code)
{
    if (call_view(call) < VIEW_WOS || code == CODES)
        return;
    PUT(call->out, "<span>");
    put_word(call->out, view_word(call_view(call), code));
    PUT(call->out, "</span>");
}

void part_label_chips(struct call *call, const struct census *census)
{
    struct buf *out = call->out;
    enum view view = call_view(call);
    uint64_t n[VIEW_LABELS];
    view_count(view, census->code, n);
    PUT(out, "<ul class=\"chips no-print\">");
    part_chip(call, PARAM_LABEL, S(""));
    PUT(out, "All ");
    part_number(out, census->total);
    PUT(out, "</a></li>");
    for (uint32_t i = 0; i < view_labels(view); i++) {
        if (n[i] == 0)
            continue;
        part_chip(call, PARAM_LABEL, str_of(view_label(view, i)));
        put_word(out, view_label(view, i));
        buf_char(out, ' ');
        part_number(out, n[i]);
        PUT(out, "</a></li>");
    }
    PUT(out, "</ul>\n");
}
