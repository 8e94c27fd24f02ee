#include "cite/draft.h"
#include "cite/numbered.h"

static const struct link *link_at(const struct drafts *drafts, uint32_t i)
{
    return &drafts->doc->link.at[i];
}

/* The text of a link, brackets and spaces aside. */
static str core(const struct drafts *drafts, uint32_t i)
{
    str text = str_trim(doc_str(drafts->doc, link_at(drafts, i)->text));
    while (text.len && strchr("[(, ", text.ptr[0]))
        text = str_from(text, 1);
    while (text.len && strchr("]), ", text.ptr[text.len - 1]))
        text.len--;
    return text;
}

/* Nothing to see: empty, or only signs between its neighbours. */
static bool is_hollow(const struct drafts *drafts, uint32_t i)
{
    str text = core(drafts, i);
    while (text.len && (strchr(".;:", text.ptr[0]) || skip_dash(&text)))
        if (text.len && strchr(".;:", text.ptr[0]))
            text = str_from(text, 1);
    return text.len == 0;
}

bool is_year(str text)
{
    uint32_t year;
    if (text.len == 5 && is_lower(text.ptr[4]))
        text.len = 4;
    return text.len == 4 && str_uint(text, &year) && year >= 1500 &&
           year < 2100;
}

enum marker_style link_style(const struct drafts *drafts, uint32_t i)
{
    str text = core(drafts, i);
    bool digits = text.len > 0;
    for (size_t c = 0; c < text.len; c++)
        digits =
            digits && (is_digit(text.ptr[c]) || strchr(" ,;-", text.ptr[c]) ||
                       (unsigned char)text.ptr[c] >= 0x80);
    if (is_year(text))
        return STYLE_AUTHOR_YEAR;
    if (link_at(drafts, i)->superscript && digits)
        return STYLE_SUPERSCRIPT;
    if (digits)
        return STYLE_NUMBER;
    for (size_t c = 0; c + 4 <= text.len; c++)
        if (is_year(str_first(str_from(text, c), 4)))
            return STYLE_AUTHOR_YEAR;
    struct span at = link_at(drafts, i)->text;
    bool own = str_starts(doc_str(drafts->doc, at), S("["));
    bool square =
        own || (at.start && drafts->doc->text.ptr[at.start - 1] == '[');
    return square ? STYLE_KEY : STYLE_OTHER;
}

/* "5b" of a ref that holds several works: the second of them. */
static struct rows part_meant(const struct drafts *drafts, uint32_t i)
{
    const struct doc *doc = drafts->doc;
    struct rows target = link_at(drafts, i)->target;
    const uint32_t *row = &doc->target.at[target.start];
    str text = core(drafts, i);
    if (target.n < 2 || text.len == 0 || !is_lower(text.ptr[text.len - 1]) ||
        (text.len > 1 && !is_digit(text.ptr[text.len - 2])))
        return target;
    for (uint32_t t = 0; t < target.n; t++)
        if (row[t] == NONE || doc->ref.at[row[t]].n != doc->ref.at[row[0]].n)
            return target;
    uint32_t part = (uint32_t)(text.ptr[text.len - 1] - 'a');
    return part < target.n ? (struct rows){target.start + part, 1} : target;
}

static void add_targets(struct drafts *drafts, uint32_t i)
{
    struct rows target = part_meant(drafts, i);
    for (uint32_t t = target.start; t < target.start + target.n; t++)
        draft_target(drafts, drafts->doc->target.at[t]);
}

static bool targets_have(const struct drafts *drafts, uint32_t ref)
{
    struct rows rows = drafts->draft.at[drafts->draft.n - 1].target;
    for (uint32_t t = rows.start; t < rows.start + rows.n; t++)
        if (drafts->target.at[t] == ref)
            return true;
    return false;
}

/* The members of a range that aren't tagged themselves. */
static void add_members(struct drafts *drafts, uint32_t from, uint32_t to)
{
    for (uint32_t number = from; number <= to; number++) {
        struct rows refs = refs_of_number(drafts, number);
        for (uint32_t r = refs.start; r < refs.start + refs.n; r++)
            if (!targets_have(drafts, r))
                draft_target(drafts, r);
    }
}

uint32_t link_number(const struct drafts *drafts, uint32_t i)
{
    struct rows target = link_at(drafts, i)->target;
    uint32_t ref = drafts->doc->target.at[target.start];
    uint32_t printed;
    if (target.n == 0 || ref == NONE || !str_uint(core(drafts, i), &printed))
        return 0;
    return ref_number(drafts->doc, ref) == printed ? printed : 0;
}

/* Only a dash between them, brackets and spaces aside: "3]–[7". */
static bool joined_by_dash(const struct drafts *drafts, uint32_t i, uint32_t j)
{
    struct span gap = {link_at(drafts, i)->text.end,
                       link_at(drafts, j)->text.start};
    if (gap.end <= gap.start || gap.end - gap.start > 12)
        return false;
    str text = doc_str(drafts->doc, gap);
    while (text.len && strchr(" ])", text.ptr[0]))
        text = str_from(text, 1);
    if (!skip_dash(&text))
        return false;
    while (text.len && strchr(" [(", text.ptr[0]))
        text = str_from(text, 1);
    return text.len == 0;
}

/* Once for all links, from the last on: thousands may be hollow in a row. */
static void find_shown(struct drafts *drafts)
{
    uint32_t n = drafts->doc->link.n;
    uint32_t next = NONE;
    drafts->shown = arena_alloc(drafts->scratch, (n + 1) * sizeof(next));
    for (uint32_t i = n; i-- > 0;) {
        bool last = i + 1 == n ||
                    link_at(drafts, i + 1)->block != link_at(drafts, i)->block;
        drafts->shown[i] = last ? NONE : next;
        next = is_hollow(drafts, i) ? drafts->shown[i] : i;
    }
}

/* The link that ends a range begun by link `i`, NONE when there is none. */
static uint32_t range_end(struct drafts *drafts, uint32_t i)
{
    uint32_t j = drafts->shown[i];
    uint32_t from = link_number(drafts, i);
    uint32_t to = j == NONE ? 0 : link_number(drafts, j);
    bool dash = j != NONE && joined_by_dash(drafts, i, j);
    if (!dash || from == 0 || to == 0 ||
        link_at(drafts, i)->superscript != link_at(drafts, j)->superscript)
        return NONE;
    if (to <= from || to - from > NUMBERED_RANGE_MAX) {
        struct span where = {link_at(drafts, i)->text.start,
                             link_at(drafts, j)->text.end};
        doc_note(drafts->doc, to <= from ? NOTE_RANGE_BROKEN : NOTE_RANGE_WIDE,
                 where, S(""));
        return NONE;
    }
    return j;
}

static struct span block_of(const struct drafts *drafts, uint32_t i)
{
    return drafts->doc->block.at[link_at(drafts, i)->block].text;
}

/* In the order of the list: 3, 4, 5, not the tagged ends first. */
static void sort_targets(struct drafts *drafts)
{
    struct rows rows = drafts->draft.at[drafts->draft.n - 1].target;
    uint32_t *target = &drafts->target.at[rows.start];
    for (uint32_t i = 1; i < rows.n; i++)
        for (uint32_t k = i; k && target[k - 1] > target[k]; k--) {
            uint32_t swapped = target[k];
            target[k] = target[k - 1];
            target[k - 1] = swapped;
        }
}

static void add_range(struct drafts *drafts, uint32_t i, uint32_t j)
{
    struct span text = {link_at(drafts, i)->text.start,
                        link_at(drafts, j)->text.end};
    text = with_brackets(drafts->doc, text, block_of(drafts, i));
    struct draft *draft = draft_add(drafts, text, link_at(drafts, i)->block);
    draft->style = link_style(drafts, i);
    draft->tagged = true;
    for (uint32_t link = i; link <= j; link++)
        add_targets(drafts, link);
    add_members(drafts, link_number(drafts, i) + 1, link_number(drafts, j) - 1);
    sort_targets(drafts);
}

/* The targets in the order printed: 3 4 5, not the tagged 3 and 5 first. */
static void order_as(struct drafts *drafts, const numbers *printed)
{
    struct rows rows = drafts->draft.at[drafts->draft.n - 1].target;
    uint32_t *target = &drafts->target.at[rows.start], done = 0;
    for_vec (n, *printed)
        for (uint32_t i = done; i < rows.n; i++)
            if (target[i] != NONE &&
                ref_number(drafts->doc, target[i]) == printed->at[n]) {
                uint32_t here = target[i];
                memmove(&target[done + 1], &target[done],
                        (i - done) * sizeof(*target));
                target[done++] = here;
            }
}

/* "3–7" or "3,5" as the text of one link that names fewer refs. */
static void add_written_out(struct drafts *drafts, uint32_t i)
{
    numbers printed = {0};
    struct rows target = link_at(drafts, i)->target;
    uint32_t first = drafts->doc->target.at[target.start];
    if (first == NONE ||
        !numbered_parse(core(drafts, i), &printed, drafts->scratch) ||
        printed.n <= target.n ||
        printed.at[0] != ref_number(drafts->doc, first))
        return;
    for_vec (n, printed)
        add_members(drafts, printed.at[n], printed.at[n]);
    order_as(drafts, &printed);
}

/* Where the link before, in the same block, ends. */
static uint32_t floor_of(const struct drafts *drafts, uint32_t i)
{
    if (i && link_at(drafts, i - 1)->block == link_at(drafts, i)->block)
        return link_at(drafts, i - 1)->text.end;
    return block_of(drafts, i).start;
}

static struct span shown_text(struct drafts *drafts, uint32_t i)
{
    const struct link *link = link_at(drafts, i);
    struct span text = link->text, block = block_of(drafts, i);
    uint32_t ref = drafts->doc->target.at[link->target.start];
    str words = core(drafts, i);
    if (ref != NONE && is_year(words)) {
        struct span named =
            with_name(drafts->doc, text, ref, floor_of(drafts, i));
        if (named.start != text.start)
            return named;
    }
    return with_brackets(drafts->doc, text, block);
}

/* A hollow link stands with its neighbour: the one before, else after. */
static struct span hollow_text(struct drafts *drafts, uint32_t i)
{
    const struct link *link = link_at(drafts, i);
    uint32_t n = drafts->draft.n;
    if (n && drafts->draft.at[n - 1].block == link->block &&
        link->text.start <= drafts->draft.at[n - 1].text.end + 4)
        return drafts->draft.at[n - 1].text;
    uint32_t next = drafts->shown[i];
    if (next != NONE && link_at(drafts, next)->text.start <= link->text.end + 4)
        return shown_text(drafts, next);
    struct span named = named_beside(drafts->doc, link, floor_of(drafts, i));
    return span_len(named) ? named : link->text;
}

/* ---- name and year, each a link ---------------------------------------- */

static bool has_digit(str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (is_digit(text.ptr[i]))
            return true;
    return false;
}

/* Is link `i` the names whose year is the next link, of the same ref? */
static bool names_next(const struct drafts *drafts, uint32_t i)
{
    const struct doc *doc = drafts->doc;
    if (i + 1 >= doc->link.n || drafts->shown[i] != i + 1)
        return false;
    const struct link *name = link_at(drafts, i), *year = name + 1;
    if (name->target.n != 1 || year->target.n != 1 ||
        doc->target.at[name->target.start] == NONE ||
        doc->target.at[name->target.start] !=
            doc->target.at[year->target.start] ||
        has_digit(core(drafts, i)) || !is_year(core(drafts, i + 1)) ||
        year->text.start - name->text.end > 3)
        return false;
    str gap = doc_str(doc, (struct span){name->text.end, year->text.start});
    while (gap.len && strchr(" ,([", gap.ptr[0]))
        gap = str_from(gap, 1);
    return gap.len == 0;
}

static void add_named(struct drafts *drafts, uint32_t i)
{
    const struct doc *doc = drafts->doc;
    struct span text = {link_at(drafts, i)->text.start,
                        link_at(drafts, i + 1)->text.end};
    struct span block = block_of(drafts, i);
    char before = doc->text.ptr[link_at(drafts, i + 1)->text.start - 1];
    if (text.end < block.end && before == '(' && doc->text.ptr[text.end] == ')')
        text.end++;
    struct draft *draft = draft_add(drafts, text, link_at(drafts, i)->block);
    draft->style = STYLE_AUTHOR_YEAR;
    draft->tagged = true;
    add_targets(drafts, i);
}

/* The "b" of "2011a,b" is printed as the year before it is. */
static enum marker_style style_after(const struct drafts *drafts, uint32_t i)
{
    enum marker_style style = link_style(drafts, i);
    str text = core(drafts, i);
    if (style != STYLE_OTHER || text.len != 1 || !is_lower(text.ptr[0]) ||
        drafts->draft.n == 0)
        return style;
    const struct draft *last = &drafts->draft.at[drafts->draft.n - 1];
    const struct link *link = link_at(drafts, i);
    bool near = last->block == link->block &&
                link->text.start >= last->text.end &&
                link->text.start - last->text.end <= 3;
    return near && last->style == STYLE_AUTHOR_YEAR ? STYLE_AUTHOR_YEAR : style;
}

/* What a link shows, or what stands beside it. */
static void add_link(struct drafts *drafts, uint32_t i, bool hollow)
{
    struct span text = hollow ? hollow_text(drafts, i) : shown_text(drafts, i);
    enum marker_style style = style_after(drafts, i);
    if (hollow && has_digit(doc_str(drafts->doc, text)) &&
        is_alpha(drafts->doc->text.ptr[text.start]))
        style = STYLE_AUTHOR_YEAR;
    struct draft *draft = draft_add(drafts, text, link_at(drafts, i)->block);
    draft->style = style;
    draft->tagged = true;
    add_targets(drafts, i);
    add_written_out(drafts, i);
}

void tagged_find(struct drafts *drafts)
{
    find_shown(drafts);
    for (uint32_t i = 0; i < drafts->doc->link.n; i++) {
        bool hollow = is_hollow(drafts, i);
        uint32_t end = hollow ? NONE : range_end(drafts, i);
        if (end != NONE) {
            add_range(drafts, i, end);
            i = end;
            continue;
        }
        if (!hollow && names_next(drafts, i)) {
            add_named(drafts, i++);
            continue;
        }
        add_link(drafts, i, hollow);
    }
}
