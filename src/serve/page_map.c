/*
 * The map of a work: who cites it, by year and by how often they are cited
 * themselves, with lines for what cites what.  A table says the same.
 */
#include <math.h>
#include <stdlib.h>

#include "serve/link.h"
#include "serve/part.h"

/* More can't be told apart; the most cited are shown. */
#define NODES_MAX 60u
/* Of so many we look how often they are cited. */
#define CITING_MAX 2000u

#define WIDE   760
#define HIGH   440
#define LEFT   46
#define BOTTOM 400

struct node {
    int64_t work, doc;             /* doc 0: the work the map is of */
    const struct sheet_row *first; /* of its citations of that work */
    str key, title, author;
    uint32_t year, cited;
    uint32_t n[STANCES]; /* what it does with the work the map is of */
    double x, y;
};
typedef vec_of(struct node) nodes;

struct edge {
    uint32_t from, to;
    enum stance stance;
};
typedef vec_of(struct edge) edges;

struct map_page {
    struct known known;
    nodes node; /* the first is the work itself */
    edges edge;
    uint32_t citing; /* works that cite it, shown or not */
};

/* What is rarest says most. */
static enum stance told_by(const uint32_t n[STANCES])
{
    return n[STANCE_CONTRASTING]  ? STANCE_CONTRASTING
           : n[STANCE_SUPPORTING] ? STANCE_SUPPORTING
           : n[STANCE_MENTIONING] ? STANCE_MENTIONING
                                  : STANCE_UNCLASSIFIED;
}

/* ---- gathering
 * ---------------------------------------------------------------- */

/* A node for each citing doc; docs stand together in a sheet. */
static void gather_citing(const struct sheet *sheet, nodes *out,
                          struct arena *arena)
{
    for (uint32_t i = 0; i < sheet->n && out->n <= CITING_MAX; i++) {
        const struct sheet_row *row = &sheet->at[i];
        if (out->n == 1 || out->at[out->n - 1].doc != row->doc)
            vec_push(out, arena,
                     ((struct node){
                         .doc = row->doc, .first = row, .year = row->year}));
        out->at[out->n - 1].n[row->stance]++;
    }
}

static int by_cited(const void *a, const void *b)
{
    const struct node *x = a, *y = b;
    if (x->cited != y->cited)
        return x->cited < y->cited ? 1 : -1;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

static bool weigh(struct call *call, struct node *node, struct err *err)
{
    struct short_tally tally;
    if ((node->doc && !doc_work(call->store, node->doc, &node->work, err)) ||
        !work_key_of(call->store, node->work, call->arena, &node->key, err) ||
        !tally_find(call->tallies, node->key, &tally, err))
        return false;
    node->cited = tally.total;
    return true;
}

static bool describe(struct call *call, nodes *node, struct err *err)
{
    sheet_shown shown = {0};
    const struct sheet_row *first[NODES_MAX + 1];
    for (uint32_t i = 1; i < node->n; i++)
        first[i - 1] = node->at[i].first;
    if (!sheet_show(call->store, first, node->n - 1, call->arena, &shown, err))
        return false;
    for (uint32_t i = 0; i < shown.n && i + 1 < node->n; i++) {
        node->at[i + 1].title = shown.at[i].row.title;
        node->at[i + 1].author = shown.at[i].row.author;
    }
    return true;
}

static uint32_t find_node(const nodes *node, int64_t work)
{
    for_vec (i, *node)
        if (node->at[i].work == work)
            return i;
    return NONE;
}

/* What the doc of a node says of the others. */
static bool gather_edges(struct call *call, struct map_page *map, uint32_t from,
                         struct err *err)
{
    struct sheet sheet;
    uint32_t told[NODES_MAX + 1][STANCES] = {{0}};
    if (!sheet_of_doc(call->store, map->node.at[from].doc, call->arena, &sheet,
                      err))
        return false;
    for (uint32_t i = 0; i < sheet.n; i++) {
        uint32_t to = find_node(&map->node, sheet.at[i].work);
        if (to != NONE && to != from)
            told[to][sheet.at[i].stance]++;
    }
    for_vec (to, map->node) {
        const uint32_t *n = told[to];
        if (n[0] + n[1] + n[2] + n[3])
            vec_push(&map->edge, call->arena,
                     ((struct edge){from, to, told_by(n)}));
    }
    return true;
}

static bool gather(struct call *call, const struct sheet *sheet,
                   struct map_page *map, struct err *err)
{
    nodes *node = &map->node;
    struct node own = {.work = map->known.id,
                       .title = map->known.work.title,
                       .year = map->known.work.year};
    vec_push(node, call->arena, own);
    gather_citing(sheet, node, call->arena);
    map->citing = node->n - 1;
    for_vec (i, *node)
        if (!weigh(call, &node->at[i], err))
            return false;
    qsort(node->at + 1, node->n - 1, sizeof(*node->at), by_cited);
    if (node->n > NODES_MAX + 1)
        node->n = NODES_MAX + 1;
    if (!describe(call, node, err))
        return false;
    for (uint32_t i = 1; i < node->n; i++)
        if (!gather_edges(call, map, i, err))
            return false;
    return true;
}

/* ---- placing
 * -------------------------------------------------------------------- */

struct scale {
    uint32_t first, last; /* years */
    double most;          /* log of the most cited */
};

static struct scale scale_of(const nodes *node)
{
    struct scale scale = {UINT32_MAX, 0, 1};
    for_vec (i, *node) {
        uint32_t year = node->at[i].year;
        if (year && year < scale.first)
            scale.first = year;
        if (year > scale.last)
            scale.last = year;
        scale.most = fmax(scale.most, log1p(node->at[i].cited));
    }
    if (scale.last == 0)
        scale.first = scale.last = 2000;
    return scale;
}

static double x_of(const struct scale *scale, double year)
{
    double years = scale->last - scale->first + 1;
    return LEFT + (year - scale->first + 0.5) / years * (WIDE - LEFT - 10);
}

static double y_of(const struct scale *scale, double cited)
{
    return BOTTOM - 12 - log1p(cited) / scale->most * (BOTTOM - 40);
}

/* Works of one year stand beside each other, so that few are hidden. */
static void place(nodes *node, const struct scale *scale)
{
    double column = x_of(scale, 1) - x_of(scale, 0);
    for_vec (i, *node) {
        struct node *one = &node->at[i];
        double aside = ((i * 37) % 100 / 100.0 - 0.5) * column * 0.8;
        one->x = x_of(scale, one->year ? one->year : scale->first) + aside;
        one->y = y_of(scale, one->cited);
    }
}

/* ---- drawing
 * ---------------------------------------------------------------------- */

static void put_axes(struct buf *out, const struct scale *scale)
{
    uint32_t every = (scale->last - scale->first) / 8 + 1;
    for (uint32_t year = scale->first; year <= scale->last; year += every)
        buf_format(out,
                   "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%u</text>",
                   x_of(scale, year), HIGH - 16, year);
    for (uint32_t n = 0; log1p(n) <= scale->most + 0.001; n = n ? n * 10 : 1)
        buf_format(out,
                   "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%.0f\" "
                   "y2=\"%.0f\"/><text x=\"%d\" y=\"%.0f\" "
                   "text-anchor=\"end\">%u</text>",
                   LEFT, WIDE, y_of(scale, n), y_of(scale, n), LEFT - 6,
                   y_of(scale, n) + 4, n);
    PUT(out, "<text x=\"4\" y=\"18\">times cited</text>");
}

static void put_edge(struct buf *out, const nodes *node,
                     const struct edge *edge)
{
    const struct node *from = &node->at[edge->from], *to = &node->at[edge->to];
    buf_format(out,
               "<line class=\"edge-%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" "
               "y2=\"%.1f\"/>",
               stance_name[edge->stance], from->x, from->y, to->x, to->y);
}

static void put_node(struct buf *out, const struct node *node)
{
    PUT(out, "<a href=\"");
    link_work(out, node->key);
    PUT(out, "\" aria-label=\"");
    buf_html(out, node->title.len ? node->title : node->key);
    PUT(out, "\"><title>");
    buf_html(out, node->author);
    buf_format(out, " %u: ", node->year);
    buf_html(out, node->title.len ? node->title : node->key);
    buf_format(out,
               "</title><circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" "
               "r=\"%d\"/></a>",
               node->doc ? "node" : "node own", node->x, node->y,
               node->doc ? 7 : 10);
}

static void put_picture(struct buf *out, const struct map_page *map,
                        const struct scale *scale)
{
    buf_format(out,
               "<figure class=\"chart map\"><figcaption class=\"legend\">"
               "<span><svg class=\"key\" viewBox=\"0 0 30 8\" "
               "aria-hidden=\"true\"><line class=\"edge-supporting\" x2=\"30\" "
               "y1=\"4\" y2=\"4\"/></svg> supports</span><span>"
               "<svg class=\"key\" viewBox=\"0 0 30 8\" aria-hidden=\"true\">"
               "<line class=\"edge-contrasting\" x2=\"30\" y1=\"4\" y2=\"4\"/>"
               "</svg> contrasts</span><span><svg class=\"key\" "
               "viewBox=\"0 0 30 8\" aria-hidden=\"true\"><line "
               "class=\"edge-mentioning\" x2=\"30\" y1=\"4\" y2=\"4\"/></svg> "
               "mentions</span></figcaption><svg viewBox=\"0 0 %d %d\" "
               "data-pan role=\"group\" aria-label=\"Map of citing works; a "
               "table follows\">",
               WIDE, HIGH);
    put_axes(out, scale);
    for_vec (i, map->edge)
        put_edge(out, &map->node, &map->edge.at[i]);
    for (uint32_t i = map->node.n; i-- > 0;)
        put_node(out, &map->node.at[i]);
    PUT(out, "</svg></figure>\n");
}

static void put_row(struct call *call, const struct map_page *map, uint32_t i)
{
    struct buf *out = call->out;
    const struct node *node = &map->node.at[i];
    uint32_t also = 0;
    for_vec (e, map->edge)
        also += map->edge.at[e].from == i && map->edge.at[e].to != 0;
    buf_format(out, "<tr><td class=\"n\">%u</td><th scope=\"row\">",
               node->year);
    part_work_line(call, node->key, node->title, node->author, 0, S(""));
    PUT(out, "</th><td>");
    part_stance(out, told_by(node->n));
    buf_format(out,
               "</td><td class=\"n\">%u</td><td class=\"n\">%u</td></tr>\n",
               node->cited, also);
}

static void put_table(struct call *call, const struct map_page *map)
{
    struct buf *out = call->out;
    PUT(out, "<div class=\"scroll part\" tabindex=\"0\" role=\"region\" "
             "aria-label=\"The map as a table\"><table><caption>The same as a "
             "table</caption><thead><tr><th scope=\"col\" class=\"n\">Year</th>"
             "<th scope=\"col\">Citing work</th><th scope=\"col\">Of this work"
             "</th><th scope=\"col\" class=\"n\">Times cited</th>"
             "<th scope=\"col\" class=\"n\">Cites others here</th></tr></thead>"
             "<tbody>\n");
    for (uint32_t i = 1; i < map->node.n; i++)
        put_row(call, map, i);
    PUT(out, "</tbody></table></div>\n");
}

static void put_map(struct call *call, struct map_page *map)
{
    struct buf *out = call->out;
    struct scale scale = scale_of(&map->node);
    place(&map->node, &scale);
    part_work_head(call, &map->known);
    PUT(out, "<p class=\"verdict\">");
    part_count(out, map->citing, "work read here cites",
               "works read here cite");
    PUT(out, " it");
    if (map->citing > NODES_MAX)
        buf_format(out, "; the %u most cited are shown", NODES_MAX);
    PUT(out, ". <a href=\"");
    link_work(out, map->known.key);
    PUT(out, "\">Read what they say</a></p>\n");
    put_picture(out, map, &scale);
    put_table(call, map);
}

void page_map(struct call *call)
{
    struct map_page map = {0};
    struct err err = {0};
    struct sheet sheet;
    if (!call_known(call, &map.known))
        return;
    struct work_row row = {.id = map.known.id, .doc = map.known.doc};
    if (!call_sheet(call, &row, true, &sheet))
        return;
    if (!gather(call, &sheet, &map, &err)) {
        reply_failed(call, &err);
        return;
    }
    page_open(call, &(struct page){.title = S("Map of citations"),
                                   .address = call->path});
    put_map(call, &map);
    page_close(call);
}
