/*
 * Stances, shown: a disc with a plus supports, a lozenge with an unequal sign
 * contrasts, a square with a dash mentions, a dotted ring can't be judged.
 */
#include "serve/part.h"

static const char shapes[] =
    "<svg hidden><symbol id=\"supporting\" viewBox=\"0 0 16 16\">"
    "<circle cx=\"8\" cy=\"8\" r=\"8\" fill=\"currentColor\"/>"
    "<path class=\"cut\" d=\"M8 4v8M4 8h8\" stroke-width=\"2\"/></symbol>"
    "<symbol id=\"contrasting\" viewBox=\"0 0 16 16\">"
    "<path d=\"M8 0l8 8-8 8-8-8z\" fill=\"currentColor\"/>"
    "<path class=\"cut\" d=\"M4.6 6.6h6.8M4.6 9.6h6.8M9.8 4.6L6.2 11.6\" "
    "stroke-width=\"1.5\"/></symbol>"
    "<symbol id=\"mentioning\" viewBox=\"0 0 16 16\">"
    "<rect x=\"1\" y=\"1\" width=\"14\" height=\"14\" rx=\"2\" fill=\"none\" "
    "stroke=\"currentColor\" stroke-width=\"1.6\"/>"
    "<path d=\"M4.5 8h7\" stroke=\"currentColor\" stroke-width=\"1.8\"/>"
    "</symbol><symbol id=\"unclassified\" viewBox=\"0 0 16 16\">"
    "<circle cx=\"8\" cy=\"8\" r=\"6.8\" fill=\"none\" stroke=\"currentColor\" "
    "stroke-width=\"1.6\" stroke-dasharray=\"2 2.6\"/></symbol>"
    "<symbol id=\"alarm\" viewBox=\"0 0 20 20\">"
    "<path d=\"M10 1l9 17H1zM10 7v5M10 14v2\" fill=\"none\" "
    "stroke=\"currentColor\" stroke-width=\"2\"/></symbol></svg>\n";

const enum stance stance_order[STANCES] = {
    STANCE_SUPPORTING, STANCE_CONTRASTING, STANCE_MENTIONING,
    STANCE_UNCLASSIFIED};

void part_shapes(struct buf *out)
{
    buf_add(out, str_of(shapes));
}

void part_shape(struct buf *out, const char *name)
{
    buf_format(out,
               "<svg class=\"shape\" aria-hidden=\"true\">"
               "<use href=\"#%s\"/></svg>",
               name);
}

void part_stance(struct buf *out, enum stance stance)
{
    buf_format(out, "<span class=\"stance %s\">", stance_name[stance]);
    part_shape(out, stance_name[stance]);
    part_capital(out, stance_name[stance]);
    PUT(out, "</span>");
}

static void put_piece(struct buf *out, enum stance stance, double at,
                      double width)
{
    buf_format(out,
               "<rect class=\"fill-%s\" x=\"%.2f\" y=\"0\" width=\"%.2f\" "
               "height=\"12\"/>",
               stance_name[stance], at, width);
}

void part_bar(struct buf *out, const uint32_t n[STANCES])
{
    double all = 0, at = 0;
    for (int i = 0; i < STANCES; i++)
        all += n[i];
    PUT(out, "<svg class=\"bar\" viewBox=\"0 0 100 12\" "
             "preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    for (int i = 0; i < STANCES && all > 0; i++) {
        double width = 100 * n[stance_order[i]] / all;
        /* a hair's breadth apart; what is there can be seen */
        if (n[stance_order[i]])
            put_piece(out, stance_order[i], at,
                      width > 0.9 ? width - 0.3 : 0.6);
        at += width;
    }
    PUT(out, "</svg>");
}

void part_tally(struct buf *out, const uint32_t n[STANCES])
{
    PUT(out, "<ul class=\"tally\">");
    for (int i = 0; i < STANCES; i++) {
        if (stance_order[i] == STANCE_UNCLASSIFIED && n[stance_order[i]] == 0)
            continue;
        PUT(out, "<li><b>");
        part_number(out, n[stance_order[i]]);
        PUT(out, "</b> ");
        part_stance(out, stance_order[i]);
        PUT(out, "</li>");
    }
    PUT(out, "</ul>\n");
}

void part_tally_mini(struct buf *out, const uint32_t n[STANCES])
{
    PUT(out, "<span class=\"mini\">");
    for (int i = 0; i < STANCES; i++) {
        enum stance stance = stance_order[i];
        if (n[stance] == 0 && stance == STANCE_UNCLASSIFIED)
            continue;
        buf_format(out, "<span class=\"stance %s\">", stance_name[stance]);
        part_shape(out, stance_name[stance]);
        part_number(out, n[stance]);
        buf_format(out, "<span class=\"hidden\"> %s</span></span>",
                   stance_name[stance]);
    }
    PUT(out, "</span>");
}
