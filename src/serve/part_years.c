/*
 * Support and contrast over the years.
 *
 * Mentions would swamp the rest, so all citations have a strip of their own
 * above; below it support grows upwards and contrast downwards, on one scale.
 * Many years share a column. A table says the same.
 */
#include <assert.h>

#include "serve/part.h"

/* In units of the picture, which is as wide as the page allows. */
#define WIDE    480
#define LEFT    30
#define TOP     22
#define STRIP   28  /* height of the strip of all */
#define PANEL   96  /* height of the panel of two */
#define COLUMNS 40u /* more are too narrow to see */

struct column {
    uint32_t from, to; /* years */
    uint32_t n[STANCES];
    uint32_t all;
};

struct picture {
    vec_of(struct column) column;
    uint32_t step;          /* years a column */
    uint32_t all, up, down; /* the highest of each */
    double width;           /* of a column */
    double unit;            /* height of one citation in the panel */
    double zero;            /* where the panel's axis is */
};

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* Years nobody gave are in the table alone. */
static uint32_t known_from(const struct census *census)
{
    return census->year.n && census->year.at[0].year == 0 ? 1 : 0;
}

static void add_year(struct picture *picture, const struct census_year *year)
{
    assert(picture->column.n > 0); /* the year is one of theirs */
    uint32_t first = picture->column.at[0].from;
    struct column *column =
        &picture->column.at[(year->year - first) / picture->step];
    for (int i = 0; i < STANCES; i++) {
        column->n[i] += year->n[i];
        column->all += year->n[i];
    }
    picture->all = larger(picture->all, column->all);
    picture->up = larger(picture->up, column->n[STANCE_SUPPORTING]);
    picture->down = larger(picture->down, column->n[STANCE_CONTRASTING]);
}

static struct picture picture_of(const struct census *census,
                                 struct arena *arena)
{
    struct picture picture = {0};
    uint32_t start = known_from(census);
    if (start == census->year.n)
        return picture;
    uint32_t first = census->year.at[start].year;
    uint32_t years = census->year.at[census->year.n - 1].year - first + 1;
    picture.step = (years + COLUMNS - 1) / COLUMNS;
    for (uint32_t y = first; y < first + years; y += picture.step)
        vec_push(&picture.column, arena,
                 ((struct column){.from = y, .to = y + picture.step - 1}));
    for (uint32_t i = start; i < census->year.n; i++)
        add_year(&picture, &census->year.at[i]);
    picture.width = (double)(WIDE - LEFT) / picture.column.n;
    if (picture.width > 28)
        picture.width = 28;
    picture.unit = (double)PANEL / larger(picture.up + picture.down, 2);
    picture.zero = TOP + STRIP + 24 + picture.unit * larger(picture.up, 1);
    return picture;
}

/* ---- drawing ---------------------------------------------------------------
 */

static void put_bar(struct buf *out, const char *what, double x, double y,
                    double width, double height)
{
    if (height > 0)
        buf_format(out,
                   "<rect class=\"fill-%s\" x=\"%.1f\" y=\"%.1f\" "
                   "width=\"%.1f\" height=\"%.1f\"/>",
                   what, x, y, width, height);
}

static void put_number(struct buf *out, double y, uint32_t n)
{
    buf_format(out, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">", LEFT - 5,
               y + 4);
    part_number(out, n);
    PUT(out, "</text>");
}

static void put_line(struct buf *out, const char *class, double y)
{
    buf_format(out,
               "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" "
               "y2=\"%.1f\"/>",
               class, LEFT, WIDE, y, y);
}

static void put_column(struct buf *out, const struct picture *picture,
                       uint32_t i)
{
    const struct column *column = &picture->column.at[i];
    double x = LEFT + i * picture->width + picture->width * 0.1;
    double width = picture->width * 0.8;
    double all = (double)STRIP * column->all / picture->all;
    double up = picture->unit * column->n[STANCE_SUPPORTING];
    double down = picture->unit * column->n[STANCE_CONTRASTING];
    PUT(out, "<g><title>");
    buf_uint(out, column->from);
    if (column->to > column->from)
        buf_format(out, "–%u", column->to);
    buf_format(out, ": %u supporting, %u contrasting, %u in all</title>",
               column->n[STANCE_SUPPORTING], column->n[STANCE_CONTRASTING],
               column->all);
    put_bar(out, "mentioning", x, TOP + STRIP - all, width, all);
    put_bar(out, "supporting", x, picture->zero - up, width, up);
    put_bar(out, "contrasting", x, picture->zero, width, down);
    PUT(out, "</g>");
}

static double bottom_of(const struct picture *picture)
{
    return picture->zero + picture->unit * larger(picture->down, 1);
}

static void put_axes(struct buf *out, const struct picture *picture)
{
    double top = picture->zero - picture->unit * larger(picture->up, 1);
    put_line(out, "zero", TOP + STRIP);
    put_number(out, TOP, picture->all);
    put_line(out, "axis", top);
    put_number(out, top, larger(picture->up, 1));
    put_line(out, "axis", bottom_of(picture));
    put_number(out, bottom_of(picture), larger(picture->down, 1));
    put_line(out, "zero", picture->zero);
}

/* A year under every so many columns, and under the last if there is room. */
static void put_years(struct buf *out, const struct picture *picture)
{
    uint32_t every = (uint32_t)(44 / picture->width) + 1;
    for (uint32_t i = 0; i < picture->column.n; i += every)
        buf_format(out,
                   "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%u"
                   "</text>",
                   LEFT + (i + 0.5) * picture->width, bottom_of(picture) + 20,
                   picture->column.at[i].from);
}

static void put_notice(struct buf *out, const struct picture *picture,
                       const struct notice_row *notice, int line)
{
    uint32_t year;
    uint32_t first = picture->column.at[0].from;
    uint32_t last = picture->column.at[picture->column.n - 1].to;
    if (!str_uint(str_first(notice->date, 4), &year) || year < first ||
        year > last)
        return;
    double x = LEFT + (year - first + 0.5) / picture->step * picture->width;
    buf_format(out,
               "<line class=\"event\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" "
               "y2=\"%.1f\"/><text class=\"event-word\" x=\"%.1f\" y=\"%d\" "
               "text-anchor=\"%s\">%s %u</text>",
               x, x, 4 + 14 * line, bottom_of(picture), x < 240 ? x + 4 : x - 4,
               14 + 14 * line, x < 240 ? "start" : "end",
               notice_kind_name[notice->kind], year);
}

static void put_picture(struct buf *out, const struct picture *picture,
                        const notice_rows *notices)
{
    buf_format(out,
               "<svg viewBox=\"0 0 %d %.0f\" role=\"img\" "
               "aria-label=\"Citations by year of the citing work; a table "
               "follows\">",
               WIDE, bottom_of(picture) + 28);
    put_axes(out, picture);
    for_vec (i, picture->column)
        put_column(out, picture, i);
    put_years(out, picture);
    for_vec (i, *notices)
        put_notice(out, picture, &notices->at[i], (int)(i % 2));
    PUT(out, "</svg>");
}

/* ---- the table
 * --------------------------------------------------------------- */

static void put_row(struct buf *out, const struct census_year *year)
{
    PUT(out, "<tr><th scope=\"row\">");
    if (year->year)
        buf_uint(out, year->year);
    else
        PUT(out, "unknown");
    PUT(out, "</th>");
    for (int i = 0; i < STANCES; i++) {
        PUT(out, "<td class=\"n\">");
        part_number(out, year->n[stance_order[i]]);
        PUT(out, "</td>");
    }
    PUT(out, "</tr>");
}

static void put_table(struct buf *out, const struct census *census)
{
    PUT(out, "<details class=\"small\"><summary>The same as a table</summary>"
             "<table><caption>Citations by year of the citing work</caption>"
             "<thead><tr><th scope=\"col\">Year</th>"
             "<th scope=\"col\" class=\"n\">Supporting</th>"
             "<th scope=\"col\" class=\"n\">Contrasting</th>"
             "<th scope=\"col\" class=\"n\">Mentioning</th>"
             "<th scope=\"col\" class=\"n\">Unclassified</th></tr></thead>"
             "<tbody>");
    for_vec (i, census->year)
        put_row(out, &census->year.at[i]);
    PUT(out, "</tbody></table></details>\n");
}

void part_years(struct buf *out, const struct census *census,
                const notice_rows *notices)
{
    SCOPED_ARENA arena = {0};
    struct picture picture = picture_of(census, &arena);
    if (picture.column.n) {
        PUT(out, "<figure class=\"chart\"><figcaption class=\"legend\">");
        part_stance(out, STANCE_SUPPORTING);
        part_stance(out, STANCE_CONTRASTING);
        PUT(out, "<span class=\"quiet\">above, in grey: all</span>"
                 "</figcaption>");
        put_picture(out, &picture, notices);
        PUT(out, "</figure>\n");
    }
    put_table(out, census);
}

void part_sections(struct buf *out, const struct census *census)
{
    PUT(out, "<table class=\"rows-bar\"><caption class=\"hidden\">Citations by "
             "section</caption><thead class=\"hidden\"><tr>"
             "<th scope=\"col\">Section</th><th scope=\"col\">Citations</th>"
             "<th scope=\"col\">Shares</th></tr></thead><tbody>");
    static const enum section order[] = {SECTION_INTRODUCTION, SECTION_METHODS,
                                         SECTION_RESULTS, SECTION_DISCUSSION,
                                         SECTION_OTHER};
    for (int i = 0; i < SECTIONS; i++) {
        const uint32_t *n = census->section[order[i]];
        uint32_t all = 0;
        for (int k = 0; k < STANCES; k++)
            all += n[k];
        if (all == 0)
            continue;
        PUT(out, "<tr><th scope=\"row\">");
        part_capital(out, section_name[order[i]]);
        PUT(out, "</th><td class=\"n\">");
        part_number(out, all);
        PUT(out, "</td><td>");
        part_bar(out, n);
        PUT(out, "<span class=\"hidden\">");
        buf_format(out, "%u supporting, %u contrasting</span></td></tr>",
                   n[STANCE_SUPPORTING], n[STANCE_CONTRASTING]);
    }
    PUT(out, "</tbody></table>\n");
}
