/* Numbers that the file hasn't tagged, in square brackets or set high. */
#include "cite/draft.h"
#include "cite/numbered.h"

/* Fewer markers of one style prove nothing. */
#define STYLE_LEAST 3

/* Where the walk over links and runs, in order, has come to. */
struct seek {
    uint32_t link, run;
};

/* ---- which style the paper has --------------------------------------- */

static bool in_square(const struct doc *doc, const struct link *link)
{
    struct span block = doc->block.at[link->block].text;
    for (uint32_t at = link->text.start; at > block.start;) {
        char c = doc->text.ptr[--at];
        if (c == '[')
            return true;
        if (c == ']' || link->text.start - at > 40)
            return false;
    }
    return false;
}

static enum marker_style style_of_link(const struct drafts *drafts, uint32_t i)
{
    const struct doc *doc = drafts->doc;
    const struct link *link = &doc->link.at[i];
    enum marker_style style = link_style(drafts, i);
    str text = doc_str(doc, link->text);
    bool own = text.len && text.ptr[0] == '[';
    if (style == STYLE_NUMBER && !own && !in_square(doc, link))
        return STYLE_OTHER; /* "(3)" may be a formula's as well */
    return style;
}

/* The style of nearly all links; STYLES when there is none. */
static enum marker_style style_of_links(const struct drafts *drafts)
{
    uint32_t count[STYLES] = {0}, n = 0;
    for_vec (i, drafts->doc->link) {
        if (span_len(drafts->doc->link.at[i].text) == 0)
            continue;
        count[style_of_link(drafts, i)]++;
        n++;
    }
    for (int style = 0; style < STYLES; style++)
        if (count[style] >= STYLE_LEAST && count[style] * 10 >= n * 9)
            return (enum marker_style)style;
    return STYLES;
}

/* ---- numbers in a row ------------------------------------------------- */

static bool all_known(const struct drafts *drafts, const numbers *found)
{
    for_vec (i, *found)
        if (refs_of_number(drafts, found->at[i]).n == 0)
            return false;
    return true;
}

static void add_marker(struct drafts *drafts, struct span text, uint32_t block,
                       enum marker_style style, const numbers *found)
{
    struct draft *draft = draft_add(drafts, text, block);
    draft->style = style;
    for_vec (i, *found) {
        struct rows refs = refs_of_number(drafts, found->at[i]);
        for (uint32_t r = refs.start; r < refs.start + refs.n; r++)
            draft_target(drafts, r);
    }
}

/* The first link that ends after `at`; asked for in order. */
static const struct link *link_from(const struct doc *doc, struct seek *seek,
                                    uint32_t at)
{
    while (seek->link < doc->link.n && doc->link.at[seek->link].text.end <= at)
        seek->link++;
    return seek->link < doc->link.n ? &doc->link.at[seek->link] : NULL;
}

static struct span trimmed(const struct doc *doc, struct span text)
{
    while (span_len(text) && strchr(" [(", doc->text.ptr[text.start]))
        text.start++;
    while (span_len(text) && strchr(" ])", doc->text.ptr[text.end - 1]))
        text.end--;
    return text;
}

/* The numbers of `item` but those of the tagged end of a range: "–7" gives 6
 * and 7 when 5 is the link before it. */
static void add_beside(struct drafts *drafts, struct span item, uint32_t link,
                       uint32_t block, enum marker_style style)
{
    struct doc *doc = drafts->doc;
    struct span tagged = doc->link.at[link].text;
    uint32_t printed = link_number(drafts, link), own;
    bool before = tagged.start <= item.start;
    struct span rest = before ? (struct span){tagged.end, item.end}
                              : (struct span){item.start, tagged.start};
    str text = str_trim(doc_str(doc, rest));
    if (before && skip_dash(&text))
        rest.start = rest.end - (uint32_t)text.len;
    while (!before && text.len && !is_digit(text.ptr[text.len - 1]))
        text.len--;
    if (!before)
        rest.end = rest.start + (uint32_t)text.len;
    if (!printed || !str_uint(doc_str(doc, trimmed(doc, rest)), &own))
        return;
    numbers found = {0};
    uint32_t low = before ? printed + 1 : own;
    uint32_t high = before ? own : printed - 1;
    for (uint32_t n = low; n <= high && n - low <= NUMBERED_RANGE_MAX; n++)
        vec_push(&found, drafts->scratch, n);
    if (found.n && all_known(drafts, &found))
        add_marker(drafts, trimmed(doc, rest), block, style, &found);
}

/* What isn't tagged of numbers some of which are. */
static void add_others(struct drafts *drafts, struct span text, uint32_t block,
                       enum marker_style style, struct seek *seek)
{
    struct doc *doc = drafts->doc;
    struct span inner = trimmed(doc, text);
    for (uint32_t at = inner.start; at < inner.end;) {
        struct span item = {at, at};
        while (item.end < inner.end && !strchr(",;", doc->text.ptr[item.end]))
            item.end++;
        at = item.end + 1;
        item = trimmed(doc, item);
        const struct link *link = link_from(doc, seek, item.start);
        numbers found = {0};
        if (link && link->text.start < item.end) {
            bool alone =
                seek->link + 1 == doc->link.n || link[1].text.start >= item.end;
            if (alone &&
                (link->text.start > item.start || link->text.end < item.end))
                add_beside(drafts, item, seek->link, block, style);
        } else if (numbered_parse(doc_str(doc, item), &found,
                                  drafts->scratch)) {
            add_marker(drafts, item, block, style, &found);
        }
    }
}

/* Runs nest: so many are looked at from the first that reaches here. */
#define RUNS_NEAR 32

/* Is it a number of something else: in a formula, or a link elsewhere? */
static bool is_elsewhere(const struct doc *doc, struct seek *seek,
                         struct span text)
{
    while (seek->run < doc->run.n &&
           doc->run.at[seek->run].text.end <= text.start)
        seek->run++;
    for (uint32_t i = seek->run; i < doc->run.n && i - seek->run < RUNS_NEAR &&
                                 doc->run.at[i].text.start < text.end;
         i++)
        if (doc->run.at[i].kind == RUN_FORMULA ||
            doc->run.at[i].kind == RUN_ELSEWHERE)
            return true;
    return false;
}

static void take(struct drafts *drafts, struct span text, uint32_t block,
                 enum marker_style style, struct seek *seek)
{
    struct doc *doc = drafts->doc;
    numbers found = {0};
    if (is_elsewhere(doc, seek, text) ||
        !numbered_parse(doc_str(doc, text), &found, drafts->scratch) ||
        !all_known(drafts, &found))
        return;
    const struct link *link = link_from(doc, seek, text.start);
    if (link && link->text.start < text.end)
        add_others(drafts, text, block, style, seek);
    else
        add_marker(drafts, text, block, style, &found);
}

/* ---- in square brackets ------------------------------------------------ */

/* No marker of numbers is longer. */
#define NUMBERS_LEN_MAX 60

/* "[…]" from `at` on; empty when there is none. */
static struct span bracket_at(const struct doc *doc, uint32_t at,
                              uint32_t limit)
{
    for (uint32_t end = at + 1; end < limit && end < at + NUMBERS_LEN_MAX;
         end++) {
        if (doc->text.ptr[end] == ']')
            return (struct span){at, end + 1};
        if (doc->text.ptr[end] == '[')
            break;
    }
    return (struct span){0};
}

/* Not "pillar[5]arene", "F[1,29]", "[[4,2,2]]": a citation stands by itself. */
static bool by_itself(const struct doc *doc, struct span bracket,
                      struct span block)
{
    char before = ' ', after = ' ';
    if (bracket.start > block.start)
        before = doc->text.ptr[bracket.start - 1];
    if (bracket.end < block.end)
        after = doc->text.ptr[bracket.end];
    return !is_alpha(before) && !is_digit(before) && before != '[' &&
           !is_alpha(after) && !is_digit(after) && after != ']';
}

static void find_square(struct drafts *drafts)
{
    struct doc *doc = drafts->doc;
    struct seek seek = {0, 0};
    for_vec (block, doc->block) {
        struct span text = doc->block.at[block].text;
        for (uint32_t at = text.start; at < text.end; at++) {
            struct span bracket = {0};
            if (doc->text.ptr[at] == '[')
                bracket = bracket_at(doc, at, text.end);
            if (span_len(bracket) && by_itself(doc, bracket, text))
                take(drafts, bracket, block, STYLE_NUMBER, &seek);
        }
    }
}

/* ---- set high ----------------------------------------------------------- */

/*
 * May a citation stand here?  After a sign or a word of four letters, so that
 * "cm²", "10⁵", "x²" and "Ca²" are none, and not before a letter ("¹⁰B").
 */
static bool may_stand(const struct doc *doc, struct span high,
                      struct span block)
{
    str before = {doc->text.ptr + block.start, high.start - block.start};
    str after = {doc->text.ptr + high.end, block.end - high.end};
    if (before.len < 4 ||
        (after.len && (is_alpha(after.ptr[0]) || is_digit(after.ptr[0]))))
        return false;
    if (strchr(".,;:\"", before.ptr[before.len - 1]))
        return !is_digit(before.ptr[before.len - 2]);
    for (size_t i = 1; i <= 4; i++) {
        char c = before.ptr[before.len - i];
        if (!is_lower(c) && (unsigned char)c < 0x80)
            return false;
    }
    return true;
}

/* Runs that touch are one: "3", ",", "5". */
static struct span joined_runs(const struct doc *doc, uint32_t *run)
{
    struct span all = doc->run.at[(*run)++].text;
    for (; *run < doc->run.n && doc->run.at[*run].kind == RUN_SUPERSCRIPT &&
           doc->run.at[*run].text.start <= all.end;
         ++*run)
        if (doc->run.at[*run].text.end > all.end)
            all.end = doc->run.at[*run].text.end;
    return all;
}

static void find_high(struct drafts *drafts)
{
    struct doc *doc = drafts->doc;
    struct seek seek = {0, 0};
    uint32_t block = 0;
    for (uint32_t run = 0; run < doc->run.n;) {
        if (doc->run.at[run].kind != RUN_SUPERSCRIPT) {
            run++;
            continue;
        }
        struct span high = joined_runs(doc, &run);
        while (block < doc->block.n &&
               doc->block.at[block].text.end <= high.start)
            block++;
        if (block == doc->block.n)
            return;
        const struct block *in = &doc->block.at[block];
        if (in->kind != BLOCK_TABLE && span_len(high) <= NUMBERS_LEN_MAX &&
            span_has(in->text, high) && may_stand(doc, high, in->text))
            take(drafts, high, block, STYLE_SUPERSCRIPT, &seek);
    }
}

/* ---- both ---------------------------------------------------------------- */

/* How many different refs the markers from `first` on cite. */
static uint32_t refs_cited(const struct drafts *drafts, uint32_t first)
{
    uint32_t n = 0;
    const struct doc *doc = drafts->doc;
    bool *seen = arena_zero(drafts->scratch, doc->ref.n + 1);
    for (uint32_t i = first; i < drafts->draft.n; i++) {
        struct rows rows = drafts->draft.at[i].target;
        for (uint32_t t = rows.start; t < rows.start + rows.n; t++) {
            n += !seen[drafts->target.at[t]];
            seen[drafts->target.at[t]] = true;
        }
    }
    return n;
}

/* Without any link the numbers must name half of the list to be believed. */
static bool believed(struct drafts *drafts, void (*find)(struct drafts *))
{
    uint32_t first = drafts->draft.n, target = drafts->target.n;
    find(drafts);
    if (refs_cited(drafts, first) * 2 >= drafts->doc->ref.n)
        return true;
    drafts->draft.n = first;
    drafts->target.n = target;
    return false;
}

void untagged_find(struct drafts *drafts)
{
    if (drafts->doc->ref.n < STYLE_LEAST)
        return;
    enum marker_style style = style_of_links(drafts);
    if (drafts->doc->link.n == 0) {
        if (!believed(drafts, find_square) && !believed(drafts, find_high))
            names_find(drafts);
    } else if (style == STYLE_NUMBER) {
        find_square(drafts);
    } else if (style == STYLE_SUPERSCRIPT) {
        find_high(drafts);
    } else if (style == STYLE_AUTHOR_YEAR) {
        names_find(drafts);
    }
}
