#include "search/lit.h"

/* The words of the text and where they are. */
struct cutting {
    strs word;
    spans at;
    struct arena *arena;
};

static void take_word(void *user, str word, struct span at)
{
    struct cutting *cut = user;
    vec_push(&cut->word, cut->arena, arena_str(cut->arena, word));
    vec_push(&cut->at, cut->arena, at);
}

/* Does the phrase stand at word `at`? */
static bool stands(const struct cutting *cut, uint32_t at,
                   const struct phrase *phrase)
{
    uint32_t n = phrase->word.n;
    if (n == 0 || n > cut->word.n - at)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        bool begins = phrase->prefix && i + 1 == n;
        str have = cut->word.at[at + i], want = phrase->word.at[i];
        if (begins ? !str_starts(have, want) : !str_eq(have, want))
            return false;
    }
    return true;
}

static bool is_sought(const struct phrase *phrase, enum query_field field)
{
    return phrase->field == field || phrase->field == FIELD_TEXT;
}

/* How many words from here on are of a phrase; the longest one counts. */
static uint32_t longest(const struct cutting *cut, uint32_t at,
                        const phrases *phrase, enum query_field field)
{
    uint32_t n = 0;
    for_vec (i, *phrase) {
        const struct phrase *one = &phrase->at[i];
        if (one->word.n > n && is_sought(one, field) && stands(cut, at, one))
            n = one->word.n;
    }
    return n;
}

void lit_find(const struct words *words, const phrases *phrase,
              enum query_field field, str text, spans *out, struct arena *arena)
{
    if (phrase->n == 0)
        return;
    struct cutting cut = {.arena = arena};
    words_each(words, text, take_word, &cut);
    for (uint32_t at = 0; at < cut.word.n;) {
        uint32_t n = longest(&cut, at, phrase, field);
        if (n) {
            struct span lit = {cut.at.at[at].start, cut.at.at[at + n - 1].end};
            vec_push(out, arena, lit);
        }
        at += n ? n : 1;
    }
}
