#include "classify/token.h"

#include "classify/foreign.h"

/* A bracket longer than this holds a clause, not citations. */
#define BRACKET_MAX 240u

#define FNV_START 2166136261u
#define FNV_PRIME 16777619u

static uint32_t hash_on(uint32_t hash, char c)
{
    return (hash ^ (unsigned char)c) * FNV_PRIME;
}

static char normal(char c)
{
    return is_digit(c) ? '0' : to_lower(c);
}

static uint32_t hash_more(uint32_t hash, str word)
{
    for (size_t i = 0; i < word.len; i++)
        hash = hash_on(hash, normal(word.ptr[i]));
    return hash;
}

uint32_t token_word(str word)
{
    return hash_more(FNV_START, word);
}

static bool ends(str word, str end, size_t least)
{
    if (word.len < end.len + least)
        return false;
    for (size_t i = 0; i < end.len; i++)
        if (to_lower(word.ptr[word.len - end.len + i]) != end.ptr[i])
            return false;
    return true;
}

static str without(str word, str end, size_t least)
{
    return ends(word, end, least) ? str_first(word, word.len - end.len) : word;
}

/* The word without -s, then -ed or -ing, then -e: a prefix of it. */
static str stem_of(str word)
{
    char last = word.len ? to_lower(word.ptr[word.len - 1]) : ' ';
    if (last != 's' && last != 'd' && last != 'g' && last != 'e')
        return word;
    if (!ends(word, S("ss"), 0))
        word = without(word, S("s"), 3);
    if (ends(word, S("ed"), 4)) /* "noted" mustn't become "not" */
        word = without(word, S("ed"), 4);
    else
        word = without(word, S("ing"), 4);
    return without(word, S("e"), 4);
}

uint32_t token_stem(str word)
{
    return token_word(stem_of(word));
}

/* ---- cutting -------------------------------------------------------- */

static bool is_letter(char c)
{
    return is_alpha(c) || (unsigned char)c >= 0x80;
}

/* No-break spaces, dashes and quotes of U+2000 … U+206F, and U+00A0. */
static inline size_t blank_or_dash(str text, size_t at)
{
    const unsigned char *byte = (const unsigned char *)text.ptr + at;
    if (byte[0] < 0x80)
        return 0;
    if (at + 1 < text.len && byte[0] == 0xC2 && byte[1] == 0xA0)
        return 2;
    if (at + 2 < text.len && byte[0] == 0xE2 && byte[1] <= 0x81 &&
        byte[1] >= 0x80)
        return 3;
    return 0;
}

/* Where the word or number that begins at `at` ends; not beyond `stop`. */
static size_t word_end(str text, size_t at, size_t stop)
{
    bool number = is_digit(text.ptr[at]);
    size_t end = at;
    while (end < stop) {
        char c = text.ptr[end];
        bool more = end + 1 < stop && is_letter(text.ptr[end + 1]);
        bool digits = end + 1 < stop && is_digit(text.ptr[end + 1]);
        if (blank_or_dash(text, end))
            break;
        if (is_letter(c) || is_digit(c) || (c == '-' && more && end > at) ||
            (c == '\'' && more) || (number && c == '.' && digits))
            end++;
        else
            break;
    }
    return end;
}

static void add_token(tokens *out, str text, struct span at,
                      enum token_kind kind, uint8_t clause, struct arena *arena)
{
    str word = {text.ptr + at.start, span_len(at)};
    struct token token = {.at = at,
                          .kind = kind,
                          .clause = clause,
                          .capital = word.len && is_upper(word.ptr[0])};
    str stem = kind == TOKEN_WORD ? stem_of(word) : word;
    token.stem = kind >= TOKEN_CITE ? (uint32_t)kind : token_word(stem);
    token.word = kind == TOKEN_WORD
                     ? hash_more(token.stem, str_from(word, stem.len))
                     : token.stem;
    vec_push(out, arena, token);
}

/* Words and signs of a stretch that has no target in it. */
static void cut(str text, struct span part, tokens *out, struct arena *arena)
{
    size_t at = part.start;
    while (at < part.end) {
        char c = text.ptr[at];
        size_t skip = blank_or_dash(text, at);
        if (is_space(c) || skip) {
            at += skip ? skip : 1;
            continue;
        }
        size_t end = at + 1;
        enum token_kind kind = TOKEN_SIGN;
        if (is_letter(c) || is_digit(c)) {
            end = word_end(text, at, part.end);
            kind = is_digit(c) ? TOKEN_NUMBER : TOKEN_WORD;
        }
        add_token(out, text, (struct span){(uint32_t)at, (uint32_t)end}, kind,
                  0, arena);
        at = end;
    }
}

/* ---- brackets ------------------------------------------------------- */

static bool is_sign(str text, const struct token *token, char c)
{
    return token->kind == TOKEN_SIGN && text.ptr[token->at.start] == c;
}

static bool is_year(str text, const struct token *token)
{
    const char *p = text.ptr + token->at.start;
    return token->kind == TOKEN_NUMBER && span_len(token->at) >= 4 &&
           ((p[0] == '1' && p[1] >= '7') || (p[0] == '2' && p[1] == '0')) &&
           is_digit(p[2]) && is_digit(p[3]) &&
           (span_len(token->at) == 4 || is_lower(p[4]));
}

/* What is found between a bracket and the one that closes it. */
struct inside {
    uint32_t years, numbers, words, capitals;
    uint32_t target; /* TOKEN_NONE: not in it */
};

/* The token that closes the bracket at `open`; TOKEN_NONE when none near. */
static uint32_t bracket_close(str text, const tokens *all, uint32_t open,
                              struct inside *inside)
{
    bool round = is_sign(text, &all->at[open], '(');
    uint32_t limit = all->at[open].at.start + BRACKET_MAX;
    *inside = (struct inside){.target = TOKEN_NONE};
    for (uint32_t i = open + 1; i < all->n; i++) {
        const struct token *token = &all->at[i];
        if (token->at.start > limit)
            return TOKEN_NONE;
        if (is_sign(text, token, round ? ')' : ']'))
            return i;
        if (is_sign(text, token, round ? '(' : '['))
            return TOKEN_NONE;
        if (token->kind == TOKEN_TARGET)
            inside->target = i;
        inside->years += is_year(text, token);
        inside->numbers += token->kind == TOKEN_NUMBER;
        inside->words += token->kind == TOKEN_WORD && !token->capital;
        inside->capitals += token->kind == TOKEN_WORD && token->capital;
    }
    return TOKEN_NONE;
}

/* Is it citations, not a remark? */
static bool is_citations(str text, const tokens *all, uint32_t open,
                         const struct inside *inside)
{
    if (inside->target != TOKEN_NONE)
        return true;
    if (inside->years && (inside->capitals || inside->numbers == inside->years))
        return inside->words <= 8;
    return is_sign(text, &all->at[open], '[') && inside->numbers &&
           inside->words + inside->capitals == 0;
}

/* Is the token this word?  `word` is in lower case. */
static bool is_word(str text, const struct token *token, str word)
{
    str own = {text.ptr + token->at.start, span_len(token->at)};
    return token->kind == TOKEN_WORD && own.len == word.len &&
           to_lower(own.ptr[0]) == word.ptr[0] && str_starts_nocase(own, word);
}

/* Lower-case words of a bracket that say something: "(but see …)". */
static bool tells(str text, const struct token *token)
{
    static const str mute[] = {STR_ROW("and"), STR_ROW("et"),  STR_ROW("al"),
                               STR_ROW("in"),  STR_ROW("von"), STR_ROW("de"),
                               STR_ROW("van")};
    if (token->kind != TOKEN_WORD || token->capital || span_len(token->at) < 2)
        return false;
    for (size_t i = 0; i < sizeof(mute) / sizeof(*mute); i++)
        if (is_word(text, token, mute[i]))
            return false;
    return true;
}

/* Citations before and after the target in its bracket, by their signs. */
static void count_neighbours(str text, const tokens *all, uint32_t open,
                             uint32_t close, uint32_t at, struct target *target)
{
    target->bracketed = true;
    for (uint32_t i = open + 1; i < close; i++) {
        bool number = all->at[i].kind == TOKEN_NUMBER;
        bool counts = is_year(text, &all->at[i]) ||
                      (number && span_len(all->at[i].at) < 4);
        if (counts && i < at)
            target->before++;
        if (counts && i > at)
            target->after++;
    }
}

/* "et al", "and colleagues": the last two words before row `n`. */
static bool ends_in_others(str text, const tokens *out, uint32_t n)
{
    return n >= 2 && (is_word(text, &out->at[n - 1], S("al")) ||
                      is_word(text, &out->at[n - 1], S("colleagues")) ||
                      is_word(text, &out->at[n - 1], S("coworkers")));
}

/* "Wu and Li", "Wu & Li" */
static bool ends_in_pair(str text, const tokens *out, uint32_t n)
{
    return n >= 3 && out->at[n - 1].capital && out->at[n - 3].capital &&
           (is_word(text, &out->at[n - 2], S("and")) ||
            is_sign(text, &out->at[n - 2], '&'));
}

/* Take the names before a citation away: "Smith et al.", "Wu and Li". */
static bool drop_names(str text, tokens *out)
{
    uint32_t n = out->n;
    if (n && is_sign(text, &out->at[n - 1], '.'))
        n--;
    bool pair = n == out->n && ends_in_pair(text, out, n);
    if (!pair && !ends_in_others(text, out, n))
        return false;
    uint32_t from = n - 2;
    while (from && out->at[from - 1].capital)
        from--;
    out->n = from;
    return true;
}

/* One token in place of a bracket, then the words in it that tell. */
static void fold_bracket(str text, const tokens *all, uint32_t open,
                         uint32_t close, uint32_t target_at, tokens *out,
                         struct target *target, struct arena *arena)
{
    bool is_target = target_at != TOKEN_NONE;
    bool narrative = drop_names(text, out);
    struct span at = {all->at[open].at.start, all->at[close].at.end};
    if (is_target) {
        at = all->at[target_at].at;
        count_neighbours(text, all, open, close, target_at, target);
        target->narrative = target->narrative || narrative;
        target->token = out->n;
    }
    add_token(out, text, at, is_target ? TOKEN_TARGET : TOKEN_CITE, 0, arena);
    for (uint32_t i = open + 1; i < close; i++)
        if (tells(text, &all->at[i]))
            vec_push(out, arena, all->at[i]);
}

/* ---- clauses -------------------------------------------------------- */

static bool begins_clause(str text, const struct token *token)
{
    static const str word[] = {STR_ROW("but"),     STR_ROW("while"),
                               STR_ROW("whereas"), STR_ROW("although"),
                               STR_ROW("though"),  STR_ROW("however"),
                               STR_ROW("yet"),     STR_ROW("whilst"),
                               STR_ROW("despite"), STR_ROW("nevertheless")};
    if (is_sign(text, token, ';') || is_sign(text, token, ':'))
        return true;
    for (size_t i = 0; i < sizeof(word) / sizeof(*word); i++)
        if (is_word(text, token, word[i]))
            return true;
    return false;
}

static void number_clauses(str text, tokens *out, uint32_t first)
{
    uint8_t clause = 0;
    for (uint32_t i = first; i < out->n; i++) {
        if (i > first && clause < UINT8_MAX && begins_clause(text, &out->at[i]))
            clause++;
        out->at[i].clause = clause;
    }
}

/* Brackets of citations become one token. */
static void fold_citations(str text, const tokens *all, tokens *out,
                           struct target *target, struct arena *arena)
{
    for (uint32_t i = 0; i < all->n; i++) {
        const struct token *token = &all->at[i];
        struct inside inside;
        uint32_t close = TOKEN_NONE;
        if (is_sign(text, token, '(') || is_sign(text, token, '['))
            close = bracket_close(text, all, i, &inside);
        if (close != TOKEN_NONE && is_citations(text, all, i, &inside)) {
            fold_bracket(text, all, i, close, inside.target, out, target,
                         arena);
            i = close;
            continue;
        }
        if (token->kind == TOKEN_TARGET) {
            target->narrative |= drop_names(text, out);
            target->token = out->n;
        }
        vec_push(out, arena, *token);
    }
}

/* "Allen (1975)" as a marker: the name is in it. */
static bool names_itself(str marker)
{
    return marker.len && is_letter(marker.ptr[0]) &&
           str_chr(marker, '(') != STR_NONE;
}

void tokens_of(str text, struct span marker, tokens *out, struct target *target,
               struct arena *arena)
{
    tokens all = {0};
    uint32_t first = out->n;
    bool there = marker.start <= marker.end && marker.end <= text.len;
    struct span part = {0, there ? marker.start : (uint32_t)text.len};
    *target = (struct target){.token = TOKEN_NONE};
    cut(text, part, &all, arena);
    if (there) {
        add_token(&all, text, marker, TOKEN_TARGET, 0, arena);
        cut(text, (struct span){marker.end, (uint32_t)text.len}, &all, arena);
        target->narrative =
            names_itself((str){text.ptr + marker.start, span_len(marker)});
    }
    fold_citations(text, &all, out, target, arena);
    number_clauses(text, out, first);
    foreign_read(out, first);
}
