#include "classify/cue.h"

#include <assert.h>

/* A "not" reaches this many words. */
#define NOT_REACH 4u

const char *const cue_class_name[CUE_CLASSES] = {
    "agree", "similar", "differ", "turn", "dispute", "surprise", "own",
    "shown", "others",  "find",   "not",  "hedge",   "why",      "more",
    "less",  "than",    "link",   "use",  "gap",     "known"};

static const struct {
    enum cue_class class;
    const char *words;
} table[] = {
#define CUE(class, words) {CUE_##class, words},
#include "classify/cue.def"
#undef CUE
};

#define ROWS (sizeof(table) / sizeof(*table))

static void read_row(size_t i, struct cue_row *row)
{
    str rest = str_of(table[i].words), word;
    row->class = table[i].class;
    while (str_word(&rest, &word)) {
        assert(row->words < CUE_WORDS);
        row->stem[row->words++] = token_stem(word);
    }
}

/* The slot of a first word: its own or a free one. */
static uint32_t *find_slot(const struct lexicon *lexicon, uint32_t *slots,
                           uint32_t stem)
{
    uint32_t at = stem & (LEXICON_SLOTS - 1);
    while (slots[at] && lexicon->row[slots[at] - 1].stem[0] != stem)
        at = (at + 1) & (LEXICON_SLOTS - 1);
    return &slots[at];
}

static bool same_words(const struct cue_row *a, const struct cue_row *b)
{
    return a->words == b->words &&
           memcmp(a->stem, b->stem, a->words * sizeof(*a->stem)) == 0;
}

/* Put a row among those of its first word: the longer before the shorter. */
static void enter(struct lexicon *lexicon, struct cue_row *rows, uint32_t i)
{
    uint32_t *from = find_slot(lexicon, lexicon->slot, rows[i].stem[0]);
    while (*from && rows[*from - 1].words >= rows[i].words) {
        if (same_words(&rows[*from - 1], &rows[i]))
            return; /* the same but for an ending: the first one stands */
        from = &rows[*from - 1].next;
    }
    rows[i].next = *from;
    *from = i + 1;
}

struct lexicon *lexicon_new(struct arena *arena)
{
    static_assert(ROWS < LEXICON_SLOTS * 3 / 4, "a larger table of slots");
    struct lexicon *lexicon = arena_new(arena, struct lexicon);
    struct cue_row *rows = arena_zero(arena, ROWS * sizeof(*rows));
    lexicon->row = rows;
    lexicon->rows = (uint32_t)ROWS;
    for (uint32_t i = 0; i < ROWS; i++) {
        read_row(i, &rows[i]);
        enter(lexicon, rows, i);
    }
    return lexicon;
}

static bool row_fits(const struct cue_row *row, const tokens *in, uint32_t at,
                     uint32_t to)
{
    if (row->words > to - at)
        return false;
    for (uint32_t w = 1; w < row->words; w++)
        if (in->at[at + w].stem != row->stem[w])
            return false;
    return true;
}

/* The longest row that stands at a token; rows when none does. */
static uint32_t row_at(const struct lexicon *lexicon, const tokens *in,
                       uint32_t at, uint32_t to)
{
    uint32_t slot = in->at[at].stem & (LEXICON_SLOTS - 1);
    const struct cue_row *row = lexicon->row;
    while (lexicon->slot[slot] &&
           row[lexicon->slot[slot] - 1].stem[0] != in->at[at].stem)
        slot = (slot + 1) & (LEXICON_SLOTS - 1);
    for (uint32_t i = lexicon->slot[slot]; i; i = row[i - 1].next)
        if (row_fits(&row[i - 1], in, at, to))
            return i - 1;
    return lexicon->rows;
}

void cues_find(const struct lexicon *lexicon, const tokens *in, uint32_t from,
               uint32_t to, cues_found *out, struct arena *arena)
{
    uint32_t not_until = 0;
    for (uint32_t at = from; at < to;) {
        uint32_t row = row_at(lexicon, in, at, to);
        if (row == lexicon->rows) {
            at++;
            continue;
        }
        const struct cue_row *found = &lexicon->row[row];
        bool not = found->class == CUE_NOT;
        vec_push(out, arena,
                 ((struct cue_found){at, found->words, row, found->class,
                                     !not &&at < not_until}));
        at += found->words;
        if (not )
            not_until = at + NOT_REACH;
    }
}
