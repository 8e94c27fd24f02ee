#include "resolve/match_container.h"

#include "text/fold.h"

/* ISO 4, 4.2: articles, conjunctions and prepositions are left out. */
static bool is_left_out(str word)
{
    static const char *const small[] = {
        "of",  "the",   "and", "for", "in",  "on",   "a",       "an", "to",
        "at",  "de",    "la",  "le",  "des", "du",   "les",     "et", "der",
        "die", "das",   "fur", "und", "del", "los",  "e",       "y",  "il",
        "di",  "della", "da",  "do",  "dos", "part", "section", NULL};
    for (const char *const *s = small; *s; s++)
        if (str_eq(word, str_of(*s)))
            return true;
    return false;
}

/* The letters of `part`, in order, in `whole`; first and last agree. */
static bool is_drawn_together(str part, str whole)
{
    size_t at = 0;
    if (part.len < 3 || part.ptr[part.len - 1] != whole.ptr[whole.len - 1])
        return false;
    for (size_t i = 0; i < whole.len && at < part.len; i++)
        at += whole.ptr[i] == part.ptr[at];
    return at == part.len;
}

bool match_abbreviates(str word, str other)
{
    str part = word.len <= other.len ? word : other;
    str whole = word.len <= other.len ? other : word;
    if (part.len == 0 || part.ptr[0] != whole.ptr[0])
        return false;
    return str_starts(whole, part) || is_drawn_together(part, whole);
}

#define NAME_WORDS 24

struct name_words {
    str word[NAME_WORDS];
    uint32_t n;
    size_t letters;
};

static struct name_words split_name(str container, struct arena *scratch)
{
    struct name_words name = {.n = 0};
    str rest = fold(container, scratch), word;
    while (name.n < NAME_WORDS && str_word(&rest, &word))
        if (!is_left_out(word)) {
            name.word[name.n++] = word;
            name.letters += word.len;
        }
    return name;
}

/* "pnas" of "proceedings national academy sciences". */
static bool is_acronym(str word, const struct name_words *name)
{
    if (word.len != name->n || name->n < 3)
        return false;
    for (uint32_t i = 0; i < name->n; i++)
        if (word.ptr[i] != name->word[i].ptr[0])
            return false;
    return true;
}

/* "J" could be anybody's initial, "Neurosci" couldn't. */
static float credit(str word, str whole)
{
    static const float part[] = {0, 0.5F, 0.75F};
    return (float)whole.len *
           (word.len < 3 && word.len < whole.len ? part[word.len] : 1);
}

/*
 * Which of the name's next words is meant, the one after being allowed to be
 * missing, but not the first: its place, name->n for none of them.
 */
static uint32_t find_next(const struct name_words *name, uint32_t next,
                          str word)
{
    uint32_t last = next == 0 ? 0 : next + 1;
    for (; next < name->n && next <= last; next++)
        if (match_abbreviates(word, name->word[next]))
            return next;
    return name->n;
}

/* How far the name is spelled by the words from `from` on. */
static struct container_match align(const struct name_words *name,
                                    const struct sought *sought, uint32_t from)
{
    struct container_match match = {.from = from, .to = from};
    float letters = 0;
    for (uint32_t i = from, next = 0; i < sought->word.n; i++) {
        str word = sought->word.at[i].text;
        if (i > from && is_left_out(word))
            continue;
        next = find_next(name, next, word);
        if (next == name->n)
            break;
        letters += credit(word, name->word[next++]);
        match.to = i + 1;
    }
    match.share = letters / (float)name->letters;
    return match;
}

struct container_match match_container(str container,
                                       const struct sought *sought,
                                       struct arena *scratch)
{
    struct container_match best = {0};
    size_t mark = arena_mark(scratch);
    struct name_words name = split_name(container, scratch);
    for (uint32_t i = 0; i < sought->word.n && name.n; i++) {
        str word = sought->word.at[i].text;
        if (word.ptr[0] != name.word[0].ptr[0])
            continue;
        struct container_match match = align(&name, sought, i);
        if (is_acronym(word, &name))
            match = (struct container_match){1, i, i + 1};
        if (match.share > best.share)
            best = match;
    }
    arena_rewind(scratch, mark);
    return best;
}
