#include "cite/draft.h"
#include "cite/numbered.h"

/* Fewer markers of one style prove nothing. */
#define STYLE_LEAST 3

/* Where the walk over the links, in order, has come to. */
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

/* Do nearly all links stand in square brackets, as numbers? */
static bool links_are_bracketed(const struct doc *doc)
{
    uint32_t square = 0;
    for_vec (i, doc->link) {
        str text = doc_str(doc, doc->link.at[i].text);
        bool number = text.len && (is_digit(text.ptr[0]) ||
                                   (text.len > 1 && is_digit(text.ptr[1])));
        bool own = text.len && text.ptr[0] == '[';
        square += number && (own || in_square(doc, &doc->link.at[i]));
    }
    return square >= STYLE_LEAST && square * 10 >= doc->link.n * 9;
}

/* ---- brackets -------------------------------------------------------- */

/* "[…]" from `at` on, at most 60 bytes long; empty when there is none. */
static struct span bracket_at(const struct doc *doc, uint32_t at,
                              uint32_t limit)
{
    for (uint32_t end = at + 1; end < limit && end < at + 60; end++) {
        if (doc->text.ptr[end] == ']')
            return (struct span){at, end + 1};
        if (doc->text.ptr[end] == '[')
            break;
    }
    return (struct span){0};
}

static bool all_known(const struct drafts *drafts, const numbers *found)
{
    for_vec (i, *found)
        if (refs_of_number(drafts, found->at[i]).n == 0)
            return false;
    return true;
}

/* Does a link stand in it?  Asked for in order. */
static bool holds_link(const struct doc *doc, struct seek *seek,
                       struct span text)
{
    while (seek->link < doc->link.n &&
           doc->link.at[seek->link].text.end <= text.start)
        seek->link++;
    return seek->link < doc->link.n &&
           doc->link.at[seek->link].text.start < text.end;
}

static bool in_formula(const struct doc *doc, struct seek *seek, uint32_t at)
{
    while (seek->run < doc->run.n && doc->run.at[seek->run].text.end <= at)
        seek->run++;
    return seek->run < doc->run.n && doc->run.at[seek->run].text.start <= at &&
           doc->run.at[seek->run].kind == RUN_FORMULA;
}

static void add_marker(struct drafts *drafts, struct span text, uint32_t block,
                       const numbers *found)
{
    struct draft *draft = draft_add(drafts, text, block);
    draft->style = STYLE_NUMBER;
    for_vec (i, *found) {
        struct rows refs = refs_of_number(drafts, found->at[i]);
        for (uint32_t r = refs.start; r < refs.start + refs.n; r++)
            draft_target(drafts, r);
    }
}

static void find_in_block(struct drafts *drafts, uint32_t block,
                          struct seek *seek)
{
    struct doc *doc = drafts->doc;
    struct span text = doc->block.at[block].text;
    for (uint32_t at = text.start; at < text.end; at++) {
        if (doc->text.ptr[at] != '[')
            continue;
        struct span bracket = bracket_at(doc, at, text.end);
        numbers found = {0};
        if (span_len(bracket) && !holds_link(doc, seek, bracket) &&
            !in_formula(doc, seek, at) &&
            numbered_parse(doc_str(doc, bracket), &found, drafts->scratch) &&
            all_known(drafts, &found))
            add_marker(drafts, bracket, block, &found);
    }
}

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

/*
 * Only where the style is beyond doubt: the tagged links stand in square
 * brackets, or there is no link at all and the brackets name at least half of
 * the list.
 */
void untagged_find(struct drafts *drafts)
{
    struct doc *doc = drafts->doc;
    if (doc->ref.n < STYLE_LEAST || (doc->link.n && !links_are_bracketed(doc)))
        return;
    uint32_t first = drafts->draft.n, target = drafts->target.n;
    struct seek seek = {0, 0};
    for_vec (i, doc->block)
        find_in_block(drafts, i, &seek);
    bool proven =
        doc->link.n > 0 || refs_cited(drafts, first) * 2 >= doc->ref.n;
    if (!proven) {
        drafts->draft.n = first;
        drafts->target.n = target;
    }
}
