#include <stdlib.h>

#include "cite/cite.h"
#include "cite/draft.h"
#include "cite/numbered.h"

/* ---- the list by number ---------------------------------------------- */

/* Two entries of one number: it stands for neither. */
static void number_refs(struct drafts *drafts)
{
    const struct doc *doc = drafts->doc;
    for (uint32_t i = 0; i <= NUMBERED_MAX && i <= doc->ref.n * 2; i++)
        vec_push(&drafts->by_number, drafts->scratch, (uint32_t)NONE);
    bool *twice = arena_zero(drafts->scratch, drafts->by_number.n + 1);
    for_vec (i, doc->ref) {
        uint32_t number = ref_number(doc, i);
        bool part = i && doc->ref.at[i].n == doc->ref.at[i - 1].n;
        if (part || number >= drafts->by_number.n)
            continue;
        twice[number] = drafts->by_number.at[number] != NONE;
        drafts->by_number.at[number] = i;
    }
    for_vec (i, drafts->by_number)
        if (twice[i])
            drafts->by_number.at[i] = NONE;
}

/* ---- in order -------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
    const struct draft *x = a, *y = b;
    if (x->block != y->block)
        return x->block < y->block ? -1 : 1;
    if (x->text.start != y->text.start)
        return x->text.start < y->text.start ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* The sentence a marker begins in; the last one before it, if in none. */
static uint32_t sentence_of(const struct doc *doc, const struct draft *draft)
{
    struct rows rows = doc->block.at[draft->block].sentence;
    uint32_t low = rows.start, high = rows.start + rows.n;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->sentence.at[middle].text.start <= draft->text.start)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* ---- clusters -------------------------------------------------------- */

static const char *const join_word[] = {
#define WORD(word) word,
#include "cite/join.def"
#undef WORD
};

/* A sign between words, 0 bytes if it is none: ASCII, no-break space, dashes
 * and quotes of every kind (U+2000 … U+206F). */
static size_t sign_len(str s)
{
    if (strchr(" ,;()[]-&", s.ptr[0]))
        return 1;
    if (str_starts(s, S("\xC2\xA0")))
        return 2;
    return str_starts(s, S("\xE2\x80")) || str_starts(s, S("\xE2\x81")) ? 3 : 0;
}

static bool is_join_word(str word)
{
    for (size_t i = 0; i < sizeof(join_word) / sizeof(*join_word); i++)
        if (str_eq_nocase(word, str_of(join_word[i])))
            return true;
    return false;
}

/* Nothing but signs and such words: "; see also ". */
static bool joins(str gap)
{
    while (gap.len) {
        size_t sign = sign_len(gap), n = 0;
        while (!sign && n < gap.len && !sign_len(str_from(gap, n)))
            n++;
        if (!sign && !is_join_word(str_first(gap, n)))
            return false;
        gap = str_from(gap, sign + n);
    }
    return true;
}

static uint32_t group_of(const struct doc *doc, const struct draft *draft,
                         uint32_t sentence)
{
    uint32_t own = doc->marker.n;
    if (own == 0 || doc->marker.at[own - 1].sentence != sentence)
        return own;
    const struct marker *last = &doc->marker.at[own - 1];
    uint32_t first = doc->marker.at[last->group].citation.start;
    if (last->citation.start + last->citation.n - first >= GROUP_MAX)
        return own;
    if (draft->text.start <= last->text.end)
        return last->group;
    struct span gap = {last->text.end, draft->text.start};
    return span_len(gap) < 40 && joins(doc_str(doc, gap)) ? last->group : own;
}

/* ---- markers and citations ------------------------------------------- */

struct counts {
    uint32_t *mention; /* [refs] */
    uint32_t unlinked;
};

static void add_citation(struct doc *doc, uint32_t ref, struct counts *counts)
{
    uint32_t mention =
        ref == NONE ? ++counts->unlinked : ++counts->mention[ref];
    vec_push(&doc->citation, doc->arena,
             ((struct citation){doc->marker.n, ref, mention}));
}

static void add_marker(struct drafts *drafts, const struct draft *draft,
                       struct counts *counts)
{
    struct doc *doc = drafts->doc;
    uint32_t sentence = sentence_of(doc, draft), first = doc->citation.n;
    bool linked = false;
    for (uint32_t t = 0; t < draft->target.n; t++)
        linked = linked || drafts->target.at[draft->target.start + t] != NONE;
    for (uint32_t t = 0; t < draft->target.n; t++) {
        uint32_t ref = drafts->target.at[draft->target.start + t];
        if (ref != NONE || !linked)
            add_citation(doc, ref, counts);
        if (!linked)
            break; /* linked to nothing once */
    }
    if (!linked)
        doc_note(doc, NOTE_MARKER_UNLINKED, draft->text, S(""));
    struct marker marker = {
        .text = draft->text,
        .sentence = sentence,
        .citation = {first, doc->citation.n - first},
        .group = group_of(doc, draft, sentence),
        .style = draft->style,
        .tagged = draft->tagged,
    };
    vec_push(&doc->marker, doc->arena, marker);
}

void cite_find(struct doc *doc)
{
    SCOPED_ARENA scratch = {0};
    struct drafts drafts = {.doc = doc, .scratch = &scratch};
    number_refs(&drafts);
    tagged_find(&drafts);
    untagged_find(&drafts);
    if (drafts.draft.n)
        qsort(drafts.draft.at, drafts.draft.n, sizeof(*drafts.draft.at),
              by_place);
    struct counts counts = {
        .mention = arena_zero(&scratch, (doc->ref.n + 1) * sizeof(uint32_t))};
    for_vec (i, drafts.draft)
        add_marker(&drafts, &drafts.draft.at[i], &counts);
}
