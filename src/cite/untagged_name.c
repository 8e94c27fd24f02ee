/*
 * Names and years that the file hasn't tagged: "Smith and Wu (2010)",
 * "(Smith et al. 2010a; Wu, 2011)".
 *
 * A year says which refs it may be; the names before it, which of those it is.
 * They must be the ref's authors as such a marker prints them: one alone, two
 * with "and", more with "et al.", or all of them.  When two refs pass, the
 * marker is noted and not linked.
 */
#include "base/map.h"
#include "cite/draft.h"

#define YEAR_FIRST 1500u
#define YEARS      600u

/*
 * So many refs are held against years in one doc, then no more: a long paper
 * needs some ten thousand, a made-up one would go on for hours.
 */
#define TRIES_MAX 1000000u

/* Names may stand this far before their year. */
#define NAMES_REACH 100

struct search {
    struct drafts *drafts;
    uint32_t *of_year; /* [YEARS]: the first ref of it, or NONE */
    uint32_t *next;    /* [refs]: the next one of its year, or NONE */
    struct map family; /* of all authors of all refs */
    uint32_t block, tries;
    uint32_t floor;          /* names don't begin before it */
    uint32_t last, last_end; /* the ref linked last in this block, and where */
};

/* ---- the list -------------------------------------------------------- */

static void list_refs(struct search *s)
{
    const struct doc *doc = s->drafts->doc;
    struct arena *scratch = s->drafts->scratch;
    s->of_year = arena_alloc(scratch, YEARS * sizeof(*s->of_year));
    s->next = arena_alloc(scratch, (doc->ref.n + 1) * sizeof(*s->next));
    for (uint32_t y = 0; y < YEARS; y++)
        s->of_year[y] = NONE;
    for (uint32_t i = doc->ref.n; i-- > 0;) {
        const struct ref *ref = &doc->ref.at[i];
        uint32_t year = ref->year - YEAR_FIRST;
        for (uint32_t p = 0; p < ref->author.n; p++)
            map_add(&s->family,
                    doc_str(doc, doc->person.at[ref->author.start + p].family),
                    i, scratch);
        if (year >= YEARS || ref->author.n == 0)
            continue;
        s->next[i] = s->of_year[year];
        s->of_year[year] = i;
    }
}

static str family_of(const struct doc *doc, const struct ref *ref, uint32_t n)
{
    return doc_str(doc, doc->person.at[ref->author.start + n].family);
}

/* ---- does a name fit? ------------------------------------------------ */

static bool is_letter(char c)
{
    return is_alpha(c) || (unsigned char)c >= 0x80;
}

/* Where `name` stands last in `text` as a word of its own. */
static size_t find_name(str text, str name)
{
    for (size_t at = text.len; name.len > 1 && at-- > 0;) {
        str here = str_from(text, at);
        if (!str_starts(here, name) || (at && is_letter(text.ptr[at - 1])))
            continue;
        if (here.len == name.len || !is_letter(here.ptr[name.len]))
            return at;
    }
    return STR_NONE;
}

/* Is another author named right before: "Wu and |Smith 2010"? */
static bool follows_name(const struct search *s, str before)
{
    static const char *const joint[] = {"and", "&", "y", "e", "und", "et"};
    before = str_trim(before);
    bool joined = before.len && before.ptr[before.len - 1] == ',';
    while (before.len && before.ptr[before.len - 1] == ',')
        before.len--;
    size_t space = str_last_chr(before, ' ');
    str word = space == STR_NONE ? before : str_from(before, space + 1);
    for (size_t i = 0; i < sizeof(joint) / sizeof(*joint); i++)
        if (str_eq(word, str_of(joint[i])))
            return true;
    while (word.len && strchr("([", word.ptr[0]))
        word = str_from(word, 1);
    return joined && map_find(&s->family, word) != MAP_NONE;
}

static bool says_others(str gap)
{
    static const char *const word[] = {"et al", "colleagues", "co-workers",
                                       "coworkers", "others"};
    for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++)
        if (str_find(gap, str_of(word[i])) != STR_NONE)
            return true;
    return false;
}

/* Are the names of the gap those of the ref's other authors, in order? */
static bool names_agree(const struct doc *doc, const struct ref *ref, str gap)
{
    bool others = says_others(gap);
    uint32_t n = 1;
    for (; n < ref->author.n; n++) {
        size_t at = find_name(gap, family_of(doc, ref, n));
        if (at == STR_NONE)
            break;
        gap = str_from(gap, at + family_of(doc, ref, n).len);
    }
    for (size_t i = 0; i < gap.len; i++)
        if (is_upper(gap.ptr[i]) && (i == 0 || !is_letter(gap.ptr[i - 1])))
            return false; /* somebody else's */
    return others ? n < ref->author.n : n == ref->author.n;
}

/* Where the names of a ref begin before a year; NONE when they don't. */
static uint32_t names_before(const struct search *s, uint32_t row,
                             uint32_t year)
{
    const struct doc *doc = s->drafts->doc;
    const struct ref *ref = &doc->ref.at[row];
    uint32_t from =
        year - s->floor > NAMES_REACH ? year - NAMES_REACH : s->floor;
    str before = doc_str(doc, (struct span){from, year});
    str family = family_of(doc, ref, 0);
    size_t at = find_name(before, family);
    if (at == STR_NONE)
        return NONE;
    str gap = str_from(before, at + family.len);
    if (!is_name_gap(gap) || !names_agree(doc, ref, gap) ||
        follows_name(s, str_first(before, at)))
        return NONE;
    return from + (uint32_t)at;
}

static bool same_authors(const struct doc *doc, uint32_t a, uint32_t b)
{
    const struct ref *x = &doc->ref.at[a], *y = &doc->ref.at[b];
    if (x->author.n != y->author.n)
        return false;
    for (uint32_t n = 0; n < x->author.n; n++)
        if (!str_eq(family_of(doc, x, n), family_of(doc, y, n)))
            return false;
    return true;
}

/* "(Smith 2010, 2012)": the names are those of the marker just before. */
static bool goes_on(const struct search *s, uint32_t row, uint32_t year)
{
    const struct doc *doc = s->drafts->doc;
    if (s->last == NONE || year < s->last_end || year - s->last_end > 6)
        return false;
    str gap = str_trim(doc_str(doc, (struct span){s->last_end, year}));
    return (str_eq(gap, S(",")) || str_eq(gap, S("and")) ||
            str_eq(gap, S("&"))) &&
           same_authors(doc, s->last, row);
}

/* ---- years ----------------------------------------------------------- */

/* "2010" or "2010a" at `at`, as a word of its own; empty if none. */
static struct span year_at(const struct doc *doc, uint32_t at,
                           struct span block)
{
    str text = doc_str(doc, (struct span){at, block.end});
    struct span year = {at, at + 4};
    char before = at > block.start ? doc->text.ptr[at - 1] : ' ';
    if (text.len < 4 || !is_year(str_first(text, 4)) ||
        (is_letter(before) && (unsigned char)before < 0x80) ||
        is_digit(before) || strchr("./-", before))
        return (struct span){0};
    if (text.len > 4 && is_lower(text.ptr[4]))
        year.end++;
    str after = str_from(text, span_len(year));
    bool ends =
        after.len == 0 || !(is_letter(after.ptr[0]) || is_digit(after.ptr[0]) ||
                            strchr("/-", after.ptr[0]));
    return ends ? year : (struct span){0};
}

/* Where the list tells years apart by letters, so must the ref's entry. */
static bool letter_agrees(const struct doc *doc, uint32_t row, str year)
{
    return year.len == 4 ||
           str_find(doc_str(doc, doc->ref.at[row].raw), year) != STR_NONE;
}

static void add_marker(struct search *s, struct span text, uint32_t row)
{
    struct doc *doc = s->drafts->doc;
    str shown = doc_str(doc, text);
    bool open =
        str_chr(shown, '(') != STR_NONE && str_chr(shown, ')') == STR_NONE;
    s->last = row;
    s->last_end = text.end;
    if (open && text.end < doc->text.len && doc->text.ptr[text.end] == ')')
        text.end++;
    draft_add(s->drafts, text, s->block)->style = STYLE_AUTHOR_YEAR;
    draft_target(s->drafts, row);
    s->floor = text.end;
}

static void take_year(struct search *s, struct span year)
{
    struct doc *doc = s->drafts->doc;
    str printed = doc_str(doc, year);
    uint32_t value, found = NONE, from = year.start, fits = 0;
    if (!str_uint(str_first(printed, 4), &value))
        return;
    uint32_t row = s->of_year[value - YEAR_FIRST];
    for (; row != NONE && s->tries < TRIES_MAX; row = s->next[row]) {
        s->tries++;
        if (!letter_agrees(doc, row, printed))
            continue;
        uint32_t names = names_before(s, row, year.start);
        if (names == NONE && !goes_on(s, row, year.start))
            continue;
        from = names == NONE ? year.start : names;
        found = row;
        fits++;
    }
    if (fits == 1)
        add_marker(s, (struct span){from, year.end}, found);
    else if (fits > 1)
        doc_note(doc, NOTE_MARKER_AMBIGUOUS, (struct span){from, year.end},
                 S(""));
}

/* ---- all of them ----------------------------------------------------- */

static void find_in_block(struct search *s, uint32_t *link)
{
    struct doc *doc = s->drafts->doc;
    struct span block = doc->block.at[s->block].text;
    s->floor = block.start;
    s->last = NONE;
    for (uint32_t at = block.start; at + 4 <= block.end; at++) {
        if (doc->text.ptr[at] != '1' && doc->text.ptr[at] != '2')
            continue;
        while (*link < doc->link.n && doc->link.at[*link].text.end <= at) {
            if (doc->link.at[*link].text.end > s->floor)
                s->floor = doc->link.at[*link].text.end;
            ++*link;
        }
        bool tagged =
            *link < doc->link.n && doc->link.at[*link].text.start <= at;
        struct span year = tagged ? (struct span){0} : year_at(doc, at, block);
        if (span_len(year))
            take_year(s, year);
    }
}

void names_find(struct drafts *drafts)
{
    struct search s = {.drafts = drafts};
    uint32_t link = 0;
    list_refs(&s);
    for_vec (i, drafts->doc->block) {
        s.block = i;
        find_in_block(&s, &link);
    }
    if (s.tries >= TRIES_MAX)
        doc_note(drafts->doc, NOTE_TOO_MANY, (struct span){0},
                 S("years to find refs for"));
}
