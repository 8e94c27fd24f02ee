#include "resolve/ref_token.h"

#include "base/utf8.h"

/* ---- characters -----------------------------------------------------------
 */

enum letter {
    LETTER_NONE,
    LETTER_UPPER,
    LETTER_LOWER,
    LETTER_BARE,
    DIGIT
};

/* Rows of code points, ascending; what is in none of them is LETTER_BARE. */
static const struct {
    uint32_t last; /* of the row */
    enum {
        SIGNS,
        UPPER, /* lower case is `off` further on */
        LOWER,
        PAIRS, /* even is upper, its neighbour lower */
        PAIRS_ODD,
        BARE
    } kind;
    uint32_t off;
} char_row[] = {
    {0xA9, SIGNS, 0},      {0xAA, BARE, 0},       {0xB4, SIGNS, 0},
    {0xB5, LOWER, 0},      {0xB9, SIGNS, 0},      {0xBA, BARE, 0},
    {0xBF, SIGNS, 0},      {0xD6, UPPER, 0x20},   {0xD7, SIGNS, 0},
    {0xDE, UPPER, 0x20},   {0xF6, LOWER, 0},      {0xF7, SIGNS, 0},
    {0xFF, LOWER, 0},      {0x137, PAIRS, 1},     {0x138, LOWER, 0},
    {0x148, PAIRS_ODD, 1}, {0x149, LOWER, 0},     {0x177, PAIRS, 1},
    {0x178, BARE, 0},      {0x17E, PAIRS_ODD, 1}, {0x17F, LOWER, 0},
    {0x390, BARE, 0},      {0x3A9, UPPER, 0x20},  {0x3B0, BARE, 0},
    {0x3C9, LOWER, 0},     {0x3FF, BARE, 0},      {0x40F, UPPER, 0x50},
    {0x42F, UPPER, 0x20},  {0x45F, LOWER, 0},     {0x1DFF, BARE, 0},
    {0x1EFF, PAIRS, 1},    {0x1FFF, BARE, 0},     {0x2BFF, SIGNS, 0},
    {0x2FFF, BARE, 0},     {0x303F, SIGNS, 0},    {0xFE2F, BARE, 0},
    {0xFE4F, SIGNS, 0},    {0xFEFE, BARE, 0},     {0xFF0F, SIGNS, 0},
    {0xFF19, BARE, 0},     {0xFF20, SIGNS, 0},    {0xFF3A, BARE, 0},
    {0xFF40, SIGNS, 0},    {0xFF5A, BARE, 0},     {0xFF65, SIGNS, 0},
    {0xFFEF, BARE, 0},     {0xFFFF, SIGNS, 0},
};

/* What a character is; `lower` is it in lower case. */
static enum letter letter_of(uint32_t c, uint32_t *lower)
{
    *lower = c;
    if (c < 0x80) {
        *lower = (unsigned char)to_lower((char)c);
        return is_digit((char)c)   ? DIGIT
               : is_upper((char)c) ? LETTER_UPPER
               : is_lower((char)c) ? LETTER_LOWER
                                   : LETTER_NONE;
    }
    size_t r = 0, rows = sizeof(char_row) / sizeof(*char_row);
    while (r < rows && c > char_row[r].last)
        r++;
    if (r == rows)
        return LETTER_BARE;
    bool odd = c & 1;
    switch (char_row[r].kind) {
    case SIGNS:
        return LETTER_NONE;
    case LOWER:
        return LETTER_LOWER;
    case BARE:
        return LETTER_BARE;
    case UPPER:
        break;
    case PAIRS:
    case PAIRS_ODD:
        if (odd == (char_row[r].kind == PAIRS))
            return LETTER_LOWER;
        break;
    }
    *lower = c + char_row[r].off;
    return LETTER_UPPER;
}

/* What a sign counts as: quotation marks { and }, dashes -, what is odd ~. */
static char sign_of(uint32_t c)
{
    if (c < 0x80)
        return c <= ' ' ? ' ' : (char)c;
    switch (c) {
    case 0xA0:
    case 0x3000:
    case 0xFEFF:
        return ' ';
    case 0xAB:   /* « */
    case 0x201C: /* “ */
    case 0x201E: /* „ */
    case 0x300A: /* 《 */
    case 0x300C: /* 「 */
        return '{';
    case 0xBB:   /* » */
    case 0x201D: /* ” */
    case 0x300B:
    case 0x300D:
        return '}';
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x60:
    case 0xB4:
        return '\'';
    case 0x2026:
    case 0x3002: /* 。 */
    case 0xFF0E:
        return '.';
    case 0x3001: /* 、 */
    case 0xFF0C:
        return ',';
    case 0xFF08:
        return '(';
    case 0xFF09:
        return ')';
    case 0xFF1A:
        return ':';
    case 0xFF1B:
        return ';';
    default:
        break;
    }
    if (c >= 0x2000 && c <= 0x200F)
        return ' ';
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212)
        return '-';
    return '~';
}

/* ---- shape ----------------------------------------------------------------
 */

/* Of each kind of character how many, and what it begins with. */
struct tallied {
    uint32_t upper, lower, bare, digit, n;
    enum letter first;
    uint32_t number;
    bool last_lower;
};

static enum ref_shape shape_of_digits(const struct tallied *w)
{
    static const enum ref_shape by_length[] = {
        SHAPE_DIGIT5, SHAPE_DIGIT1, SHAPE_DIGIT2, SHAPE_DIGIT3, SHAPE_DIGIT4};
    if (w->digit == 4 && w->number >= 1500 && w->number < 2040)
        return SHAPE_YEAR;
    return w->digit > 4 ? SHAPE_DIGIT5 : by_length[w->digit];
}

static enum ref_shape shape_of_mixed(const struct tallied *w, str word)
{
    if (w->digit == 4 && w->n == 5 && w->first == DIGIT && w->lower == 1 &&
        (word.ptr[0] == '1' || word.ptr[0] == '2') && is_lower(word.ptr[4]))
        return SHAPE_YEAR_AB;
    size_t digits_first = 0, digits_last = 0;
    while (is_digit(word.ptr[digits_first]))
        digits_first++;
    while (is_digit(word.ptr[word.len - 1 - digits_last]))
        digits_last++;
    if (digits_last == w->digit)
        return SHAPE_LETTER_DIGITS;
    return digits_first == w->digit ? SHAPE_DIGIT_LETTERS : SHAPE_MIXED;
}

static enum ref_shape shape_of(const struct tallied *w, str word)
{
    if (w->digit)
        return w->digit == w->n ? shape_of_digits(w) : shape_of_mixed(w, word);
    if (w->bare == w->n)
        return SHAPE_OTHER_SCRIPT;
    if (w->upper == w->n)
        return w->n == 1   ? SHAPE_INITIAL
               : w->n == 2 ? SHAPE_CAPS2
               : w->n == 3 ? SHAPE_CAPS3
                           : SHAPE_CAPS;
    if (w->upper == 0)
        return w->n == 1   ? SHAPE_LOWER1
               : w->n <= 3 ? SHAPE_LOWER3
                           : SHAPE_LOWER;
    if (w->first != LETTER_UPPER)
        return SHAPE_ODD;
    return w->upper > 1 ? SHAPE_CAMEL : w->n == 2 ? SHAPE_TITLE2 : SHAPE_TITLE;
}

/* ---- words ----------------------------------------------------------------
 */

static uint32_t hash32(str s)
{
    uint64_t h = str_hash(s);
    return (uint32_t)(h ^ h >> 32);
}

static bool year_at(str text, size_t at)
{
    if (at + 4 > text.len || (text.ptr[at] != '1' && text.ptr[at] != '2'))
        return false;
    for (size_t i = at; i < at + 4; i++)
        if (!is_digit(text.ptr[i]))
            return false;
    return at + 4 == text.len || !is_digit(text.ptr[at + 4]);
}

/* "D|78", "JHEP|0908": capitals, then digits to the end of the word. */
static bool is_series(str text, size_t start, size_t at)
{
    for (size_t i = start; i < at; i++)
        if (!is_upper(text.ptr[i]))
            return false;
    while (at < text.len && is_digit(text.ptr[at]))
        at++;
    return at == text.len ||
           (!is_alpha(text.ptr[at]) && (unsigned char)text.ptr[at] < 0x80);
}

/* Two words grown together: "J|1995;", "2001|Smith", "Rev. D|78" */
static bool breaks(str text, size_t start, size_t at)
{
    if (at == start)
        return false;
    if (is_digit(text.ptr[at]) && is_upper(text.ptr[at - 1]) &&
        is_series(text, start, at))
        return true;
    if (!is_digit(text.ptr[at - 1]) && year_at(text, at) &&
        (at + 4 == text.len || !is_alpha(text.ptr[at + 4])))
        return true;
    return at == start + 4 && year_at(text, start) && is_upper(text.ptr[at]) &&
           at + 1 < text.len && is_lower(text.ptr[at + 1]);
}

/* The word at `at`; adds it to the table, gives its end. */
static size_t cut_word(str text, size_t at, char **lower, ref_tokens *out,
                       struct arena *arena)
{
    struct tallied w = {0};
    size_t start = at, len, n = 0;
    for (; at < text.len && !breaks(text, start, at); at += len) {
        uint32_t low, c = utf8_next(str_from(text, at), &len);
        enum letter kind = letter_of(c, &low);
        if (kind == LETTER_NONE)
            break;
        w.first = w.n ? w.first : kind;
        w.n++;
        w.upper += kind == LETTER_UPPER;
        w.lower += kind == LETTER_LOWER;
        w.bare += kind == LETTER_BARE;
        w.digit += kind == DIGIT;
        if (kind == DIGIT && w.digit <= 9)
            w.number = w.number * 10 + (c - '0');
        n += utf8_put(*lower + n, kind == DIGIT ? '0' : low);
    }
    struct ref_token *token = vec_add(out, arena);
    token->text = (struct span){(uint32_t)start, (uint32_t)at};
    token->lower = (str){*lower, n};
    *lower += n;
    token->word = hash32(token->lower);
    token->shape = shape_of(&w, (str){text.ptr + start, at - start});
    token->number = w.digit == w.n && w.digit <= 9 ? w.number : 0;
    return at;
}

static void add_special(ref_tokens *out, struct span at, enum ref_shape shape,
                        str name, struct arena *arena)
{
    struct ref_token *token = vec_add(out, arena);
    token->text = at;
    token->shape = shape;
    token->lower = name;
    token->word = hash32(name);
}

/* ---- gaps -----------------------------------------------------------------
 */

/* The signs since the last word, spaces made one, at most so many. */
#define GAP_SIGNS 12

struct gap {
    char sign[GAP_SIGNS + 1];
    uint32_t n;
    bool quoted, single;
    uint8_t bracket;
    bool after_word; /* the sign before was no space */
};

static void put_sign(struct gap *gap, char sign)
{
    if (sign == ' ' && gap->n && gap->sign[gap->n - 1] == ' ')
        return;
    if (gap->n < GAP_SIGNS)
        gap->sign[gap->n++] = sign;
}

/* A straight quote opens or closes; a single one may be an apostrophe. */
static char turn_quote(const struct gap *gap, char sign, bool word_follows)
{
    bool space_before = gap->n && (gap->sign[gap->n - 1] == ' ' ||
                                   gap->sign[gap->n - 1] == '(');
    if (sign == '"')
        return gap->quoted ? '}' : '{';
    if (gap->single && !(word_follows && gap->n == 0))
        return '}';
    return space_before && word_follows ? '{' : '\'';
}

static void read_sign(struct gap *gap, char sign, bool word_follows)
{
    bool single = sign == '\'';
    if (sign == '"' || single)
        sign = turn_quote(gap, sign, word_follows);
    if (sign == '{' || sign == '}') {
        gap->quoted = sign == '{';
        gap->single = sign == '{' && single;
    }
    if ((sign == '(' || sign == '[') && gap->bracket < 3)
        gap->bracket++;
    if ((sign == ')' || sign == ']') && gap->bracket > 0)
        gap->bracket--;
    put_sign(gap, sign);
}

/* The strongest sign in it decides: a quotation mark, a bracket, the first. */
static enum ref_gap kind_of_gap(const struct gap *gap)
{
    str s = {gap->sign, gap->n}, bare = str_trim(s);
    bool open = memchr(s.ptr, '(', s.len) || memchr(s.ptr, '[', s.len);
    bool close = memchr(s.ptr, ')', s.len) || memchr(s.ptr, ']', s.len);
    if (s.len == 0)
        return GAP_NOTHING;
    if (bare.len == 0)
        return GAP_SPACE;
    if (memchr(s.ptr, '{', s.len))
        return GAP_QUOTE_OPEN;
    if (memchr(s.ptr, '}', s.len))
        return GAP_QUOTE_CLOSE;
    if (open)
        return GAP_OPEN;
    if (close)
        return bare.len == 1               ? GAP_CLOSE
               : memchr(s.ptr, '.', s.len) ? GAP_CLOSE_DOT
                                           : GAP_CLOSE_OTHER;
    if (bare.ptr[0] == '.' && bare.len > 1)
        return memchr(bare.ptr, ',', bare.len) ? GAP_DOT_COMMA : GAP_DOT_OTHER;
    switch (bare.ptr[0]) {
    case '.':
        return GAP_DOT;
    case ',':
        return GAP_COMMA;
    case ';':
        return GAP_SEMICOLON;
    case ':':
        return GAP_COLON;
    case '-':
        return s.len == bare.len ? GAP_HYPHEN : GAP_DASH;
    case '/':
        return GAP_SLASH;
    case '\'':
        return GAP_APOSTROPHE;
    case '?':
    case '!':
        return GAP_MARK;
    default:
        return GAP_OTHER;
    }
}

/* The gap is over: what it was goes to the word after it. */
static void close_gap(struct gap *gap, struct ref_token *token)
{
    token->gap = kind_of_gap(gap);
    token->gap_hash = hash32((str){gap->sign, gap->n});
    token->quoted = gap->quoted;
    token->bracket = gap->bracket;
    gap->n = 0;
}

static bool word_at(str text, size_t at)
{
    uint32_t lower;
    size_t len;
    return at < text.len && letter_of(utf8_next(str_from(text, at), &len),
                                      &lower) != LETTER_NONE;
}

static size_t cut_id(const struct ref_id *id, ref_tokens *out,
                     struct arena *arena)
{
    bool url = id->kind == REF_ID_URL;
    add_special(out, id->text, url ? SHAPE_URL : SHAPE_ID,
                url ? S("<url>") : S("<id>"), arena);
    return id->text.end;
}

/* Up to the next identifier. */
static str before_id(str text, const ref_ids *ids, uint32_t id)
{
    return id < ids->n ? str_first(text, ids->at[id].text.start) : text;
}

void ref_token_cut(str text, const ref_ids *ids, ref_tokens *out,
                   struct arena *arena)
{
    struct gap gap = {0};
    uint32_t id = 0, n = 0;
    /* a character in lower case has at most twice its bytes */
    char *lower = arena_alloc(arena, 2 * text.len + 8);
    for (size_t at = 0; at < text.len; n = out->n) {
        size_t len;
        uint32_t c = utf8_next(str_from(text, at), &len);
        if (id < ids->n && at == ids->at[id].text.start) {
            at = cut_id(&ids->at[id++], out, arena);
        } else if (c == '&') {
            add_special(out, (struct span){(uint32_t)at, (uint32_t)at + 1},
                        SHAPE_AND, S("&"), arena);
            at++;
        } else if (word_at(text, at)) {
            at = cut_word(before_id(text, ids, id), at, &lower, out, arena);
        } else {
            read_sign(&gap, sign_of(c), word_at(text, at + len));
            at += len;
        }
        if (out->n > n)
            close_gap(&gap, &out->at[out->n - 1]);
    }
    add_special(out, (struct span){(uint32_t)text.len, (uint32_t)text.len},
                SHAPE_END, S("<end>"), arena);
    close_gap(&gap, &out->at[out->n - 1]);
}
