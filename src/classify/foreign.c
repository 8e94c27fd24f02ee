#include "classify/foreign.h"

#include <assert.h>

/*
 * A text is foreign when this many of its words are in the dictionary, and
 * one in FOREIGN_SHARE of all.
 */
#define FOREIGN_LEAST 3u
#define FOREIGN_SHARE 6u

static const struct {
    str word, english;
} row[] = {
#define WORD(word, english) {STR_ROW(word), STR_ROW(english)},
#include "classify/foreign.def"
#undef WORD
};

#define ROWS  (sizeof(row) / sizeof(*row))
#define SLOTS 1024u /* a power of two, well above the rows */

/* The words by their hashes; each thread makes its own when it first asks. */
struct dictionary {
    uint32_t word[SLOTS]; /* 0: empty */
    uint32_t english[SLOTS], stem[SLOTS];
    bool made;
};

static _Thread_local struct dictionary dictionary;

static uint32_t slot_of(uint32_t word)
{
    uint32_t at = word & (SLOTS - 1);
    while (dictionary.word[at] && dictionary.word[at] != word)
        at = (at + 1) & (SLOTS - 1);
    return at;
}

static void make_dictionary(void)
{
    static_assert(ROWS < SLOTS / 2, "a larger table of slots");
    for (size_t i = 0; i < ROWS; i++) {
        uint32_t at = slot_of(token_word(row[i].word));
        dictionary.word[at] = token_word(row[i].word);
        dictionary.english[at] = token_word(row[i].english);
        dictionary.stem[at] = token_stem(row[i].english);
    }
    dictionary.made = true;
}

static bool is_foreign(const tokens *all, uint32_t first)
{
    uint32_t known = 0, words = 0;
    for (uint32_t i = first; i < all->n; i++) {
        const struct token *token = &all->at[i];
        words += token->kind == TOKEN_WORD;
        known += token->kind == TOKEN_WORD &&
                 dictionary.word[slot_of(token->word)] != 0;
    }
    return known >= FOREIGN_LEAST && known * FOREIGN_SHARE >= words;
}

static void read_all(tokens *all, uint32_t first)
{
    for (uint32_t i = first; i < all->n; i++) {
        struct token *token = &all->at[i];
        uint32_t at = slot_of(token->word);
        if (token->kind != TOKEN_WORD || dictionary.word[at] == 0)
            continue;
        token->word = dictionary.english[at];
        token->stem = dictionary.stem[at];
    }
}

void foreign_read(tokens *all, uint32_t first)
{
    if (!dictionary.made)
        make_dictionary();
    if (is_foreign(all, first))
        read_all(all, first);
}

void foreign_heading(tokens *all)
{
    if (!dictionary.made)
        make_dictionary();
    read_all(all, 0);
}
