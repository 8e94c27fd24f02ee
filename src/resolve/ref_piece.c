#include "resolve/ref_piece.h"

static char byte_at(str text, size_t at)
{
    return at < text.len ? text.ptr[at] : 0;
}

/* A bracket before or after that is opened or closed inside is its own. */
static void own_brackets(str text, struct span *at)
{
    static const char open[] = "([", close[] = ")]";
    for (int b = 0; b < 2; b++) {
        int depth = 0, least = 0;
        for (uint32_t i = at->start; i < at->end; i++) {
            depth += text.ptr[i] == open[b];
            depth -= text.ptr[i] == close[b];
            least = depth < least ? depth : least;
        }
        if (depth > 0 && byte_at(text, at->end) == close[b])
            at->end++;
        if (least < 0 && at->start > 0 && text.ptr[at->start - 1] == open[b])
            at->start--;
    }
}

static const char *const company[] = {"Inc",  "Co",   "Ltd",  "Corp",
                                      "Ltda", "Bros", "Assoc"};

static bool ends_in_company(str piece)
{
    for (size_t i = 0; i < sizeof(company) / sizeof(*company); i++)
        if (str_ends(piece, str_of(company[i])))
            return true;
    return false;
}

/* Is the full stop after the piece part of it? */
static bool owns_stop(enum refstring_field field, str piece,
                      enum ref_shape last)
{
    switch (field) {
    case REFSTRING_AUTHOR:
    case REFSTRING_EDITOR:
        return last == SHAPE_INITIAL || last == SHAPE_CAPS2 ||
               str_ends(piece, S(" al"));
    case REFSTRING_JOURNAL:
    case REFSTRING_BOOK:
    case REFSTRING_SERIES:
        return str_chr(piece, '.') != STR_NONE;
    case REFSTRING_EDITION:
        return true;
    case REFSTRING_PUBLISHER:
        return ends_in_company(piece);
    default:
        return false;
    }
}

static struct span bounds(const struct ref_words *words, uint32_t from,
                          uint32_t to, enum refstring_field field)
{
    const struct ref_token *token = words->token.at;
    struct span at = {token[from].text.start, token[to].text.end};
    str piece = {words->text.ptr + at.start, span_len(at)};
    char next = byte_at(words->text, at.end);
    if (next == '.' && owns_stop(field, piece, token[to].shape))
        at.end++;
    if (field == REFSTRING_TITLE && (next == '?' || next == '!'))
        at.end++;
    own_brackets(words->text, &at);
    return at;
}

static bool is_special(enum ref_shape shape)
{
    return shape == SHAPE_ID || shape == SHAPE_URL;
}

/* The first word after `from` that doesn't go on with its field. */
static uint32_t end_of_field(const struct ref_words *words,
                             const struct crf_path *path, uint32_t from)
{
    enum refstring_field field = ref_label_field(path->label[from]);
    uint32_t to = from + 1, n = words->token.n - 1;
    while (to < n && path->label[to] == ref_label(field, false) &&
           !is_special(words->token.at[to].shape))
        to++;
    return to;
}

static void put_piece(const struct ref_words *words,
                      const struct crf_path *path, uint32_t from, uint32_t to,
                      struct refstring *out, struct arena *arena)
{
    enum refstring_field field = ref_label_field(path->label[from]);
    struct refstring_piece *piece = vec_add(&out->piece, arena);
    piece->field = field;
    piece->text = bounds(words, from, to - 1, field);
    piece->p = 1;
    for (uint32_t t = from; t < to; t++)
        piece->p = path->p[t] < piece->p ? path->p[t] : piece->p;
}

/* An identifier or address, sure as a rule is. */
static void put_special(const struct ref_token *token, struct refstring *out,
                        struct arena *arena)
{
    struct refstring_piece *piece = vec_add(&out->piece, arena);
    piece->field = token->shape == SHAPE_URL ? REFSTRING_URL : REFSTRING_ID;
    piece->text = token->text;
    piece->p = 1;
}

/* The words from … to - 1 are in no field: are they worth telling? */
static bool tells(const struct keywords *keywords, const struct ref_token *from,
                  const struct ref_token *to, bool first)
{
    if (first && to - from == 1 && from->number)
        return false;
    while (from < to && is_keyword(keywords, from->word))
        from++;
    return from < to;
}

void ref_pieces(const struct keywords *keywords, const struct ref_words *words,
                const struct crf_path *path, struct refstring *out,
                struct arena *arena)
{
    const struct ref_token *token = words->token.at;
    uint32_t n = words->token.n - 1, to;
    for (uint32_t t = 0; t < n; t = to) {
        to = t + 1;
        if (is_special(token[t].shape)) {
            put_special(&token[t], out, arena);
        } else if (path->label[t]) {
            to = end_of_field(words, path, t);
            put_piece(words, path, t, to, out, arena);
        } else {
            while (to < n && path->label[to] == 0 &&
                   !is_special(token[to].shape))
                to++;
            str rest = {words->text.ptr + token[t].text.start,
                        token[to - 1].text.end - token[t].text.start};
            if (tells(keywords, token + t, token + to, t == 0))
                vec_push(&out->rest, arena, rest);
        }
    }
}
