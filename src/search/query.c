/* Reading a query: recursive descent, as deep as QUERY_DEPTH_MAX. */
#include "search/query.h"

#include "base/utf8.h"
#include "search/query_inside.h"

/* One reading. */
struct reading {
    str text;
    size_t at;
    enum query_field field; /* of the words that have none themselves */
    unsigned depth, nodes;
    struct arena *arena;
    size_t wrong; /* byte */
    struct err *err;
};

static str rest_of(const struct reading *r)
{
    return str_from(r->text, r->at);
}

static char peek(const struct reading *r)
{
    return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}

static void skip_space(struct reading *r)
{
    while (r->at < r->text.len && is_space(r->text.ptr[r->at]))
        r->at++;
}

/* "at character 7: expected a closing ')'" */
static bool wrong(struct reading *r, size_t at, const char *what)
{
    r->wrong = at;
    size_t n = utf8_count(str_first(r->text, at));
    return err_set(r->err, ERR_USAGE, "at character %zu: %s", n + 1, what);
}

static bool wrong_value(struct reading *r, size_t at)
{
    struct err why = *r->err;
    return wrong(r, at, why.text);
}

static struct query *new_node(struct reading *r, enum query_kind kind)
{
    struct query *node = arena_new(r->arena, struct query);
    node->kind = kind;
    node->field = r->field;
    r->nodes++;
    return node;
}

/* ---- words ------------------------------------------------------------ */

static bool at_end_of_word(str s)
{
    return s.len == 0 || is_space(s.ptr[0]) || s.ptr[0] == '(' ||
           s.ptr[0] == ')' || query_quote(s) > 0;
}

/* Up to white space, a parenthesis or a quotation mark. */
static str take_word(struct reading *r)
{
    size_t start = r->at;
    while (!at_end_of_word(rest_of(r)))
        r->at++;
    return (str){r->text.ptr + start, r->at - start};
}

/* An identifier: parentheses belong to it in pairs. */
static str take_id(struct reading *r)
{
    size_t start = r->at;
    int open = 0;
    for (; r->at < r->text.len && !is_space(peek(r)); r->at++) {
        open += (peek(r) == '(') - (peek(r) == ')');
        if (open < 0 || query_quote(rest_of(r)))
            break;
    }
    return (str){r->text.ptr + start, r->at - start};
}

static bool take_quoted(struct reading *r, str *words)
{
    size_t open = r->at;
    r->at += query_quote(rest_of(r));
    size_t start = r->at;
    while (r->at < r->text.len && query_quote(rest_of(r)) == 0)
        r->at++;
    *words = (str){r->text.ptr + start, r->at - start};
    if (r->at == r->text.len)
        return wrong(r, open, "this quotation mark isn't closed");
    r->at += query_quote(rest_of(r));
    return true;
}

/* "~5" after a phrase. */
static bool take_near(struct reading *r, struct query *node)
{
    if (peek(r) != '~')
        return true;
    size_t start = ++r->at;
    while (is_digit(peek(r)))
        r->at++;
    str digits = {r->text.ptr + start, r->at - start};
    if (!str_uint(digits, &node->near) || node->near == 0)
        return wrong(r, start, "expected how many words apart, as in ~5");
    if (node->near > QUERY_NEAR_MAX)
        return wrong(r, start, "words can be 100 apart at most");
    return true;
}

static unsigned letters_of(str word)
{
    unsigned n = 0;
    for (size_t i = 0; i < word.len; i++)
        n += ((unsigned char)word.ptr[i] & 0xC0) != 0x80;
    return n;
}

/* "spind*"; one letter's words are a tenth of all there are. */
static bool take_star(struct reading *r, struct query *node, size_t start)
{
    if (!str_ends(node->words, S("*")))
        return true;
    while (str_ends(node->words, S("*")))
        node->words.len--;
    node->prefix = true;
    size_t space = str_last_chr(node->words, ' ');
    str last = space == STR_NONE ? node->words : str_from(node->words, space);
    return letters_of(str_trim(last)) >= 2 || !query_has_word(node->words) ||
           wrong(r, start, "a word's beginning needs two letters before '*'");
}

/* Words for the index; null in `out` when there are none in it. */
static bool read_text(struct reading *r, struct query **out)
{
    size_t start = r->at;
    struct query *node = new_node(r, QUERY_WORDS);
    if (query_quote(rest_of(r)) == 0)
        node->words = take_word(r);
    else if (!take_quoted(r, &node->words) || !take_near(r, node))
        return false;
    node->words = str_trim(node->words);
    if (!take_star(r, node, start))
        return false;
    if (query_has_word(node->words))
        *out = node;
    return true;
}

/* ---- fields ----------------------------------------------------------- */

/* A value that isn't text: of a fixed list, a year, an identifier. */
static bool read_value(struct reading *r, struct query **out)
{
    size_t start = r->at;
    struct query *node = new_node(r, QUERY_VALUE);
    str value = {0};
    if (query_quote(rest_of(r))) {
        if (!take_quoted(r, &value))
            return false;
    } else {
        bool id = query_field_values[r->field] == VALUE_ID;
        value = (id ? take_id : take_word)(r);
    }
    *out = node;
    return query_value(node, value, r->arena, r->err) || wrong_value(r, start);
}

/* journal:="Sleep" is the journal of that name, not one with it in its name. */
static bool read_whole_journal(struct reading *r, struct query **out)
{
    size_t start = r->at++;
    struct query *node = new_node(r, QUERY_VALUE);
    if (query_quote(rest_of(r)) == 0)
        node->words = take_word(r);
    else if (!take_quoted(r, &node->words))
        return false;
    *out = node;
    return query_has_word(node->words) ||
           wrong(r, start, "expected a journal's name after 'journal:='");
}

static bool read_one(struct reading *r, struct query **out)
{
    if (query_field_values[r->field] != VALUE_TEXT)
        return read_value(r, out);
    if (r->field == FIELD_JOURNAL && peek(r) == '=')
        return read_whole_journal(r, out);
    return read_text(r, out);
}

static bool read_primary(struct reading *r, struct query **out);

/* The length of "name:" at the front when a value follows it, else 0. */
static size_t field_len(str s)
{
    size_t n = 0;
    while (n < s.len && is_alpha(s.ptr[n]))
        n++;
    if (n == 0 || n + 1 >= s.len || s.ptr[n] != ':')
        return 0;
    char next = s.ptr[n + 1];
    return is_space(next) || next == ')' || next == ':' ? 0 : n + 1;
}

static bool no_field(struct reading *r, str name)
{
    SCOPED_BUF what = {0};
    buf_format(&what, "there is no field '%.*s'; there are",
               STR(str_first(name, 30)));
    for (int i = 0; i < QUERY_FIELD_COUNT; i++)
        buf_format(&what, "%s %s", i ? "," : "", query_field_name[i]);
    buf_add(&what, S(" (in quotation marks it is text)"));
    buf_char(&what, '\0');
    return wrong(r, r->at, what.ptr);
}

static bool read_field(struct reading *r, size_t len, struct query **out)
{
    str name = str_first(rest_of(r), len - 1);
    enum query_field field = query_field_of(name), before = r->field;
    if (field == QUERY_FIELD_COUNT)
        return no_field(r, name);
    r->at += len;
    r->field = field;
    bool read = peek(r) == '(' ? read_primary(r, out) : read_one(r, out);
    r->field = before;
    return read;
}

/* ---- Boolean ---------------------------------------------------------- */

static bool read_or(struct reading *r, struct query **out);

/* Is this word of the language next?  Then pass over it. */
static bool take_keyword(struct reading *r, str keyword)
{
    skip_space(r);
    str rest = rest_of(r);
    if (!str_starts(rest, keyword) ||
        !at_end_of_word(str_from(rest, keyword.len)))
        return false;
    r->at += keyword.len;
    return true;
}

static bool read_group(struct reading *r, struct query **out)
{
    size_t open = r->at++;
    if (!read_or(r, out))
        return false;
    skip_space(r);
    if (peek(r) != ')')
        return wrong(r, open, "this '(' isn't closed");
    r->at++;
    return true;
}

static bool read_primary(struct reading *r, struct query **out)
{
    if (r->nodes > QUERY_NODES_MAX)
        return wrong(r, r->at, "too much in one query");
    size_t len = field_len(rest_of(r));
    if (peek(r) == '(')
        return read_group(r, out);
    return len ? read_field(r, len, out) : read_one(r, out);
}

static bool is_over(struct reading *r)
{
    skip_space(r);
    return r->at == r->text.len || peek(r) == ')';
}

static bool is_keyword(const struct reading *r, str keyword)
{
    struct reading ahead = *r;
    return take_keyword(&ahead, keyword);
}

/* What OR and AND stand between must be there. */
static bool operand_missing(struct reading *r, const char *what)
{
    if (is_over(r) || is_keyword(r, S("OR")) || is_keyword(r, S("AND")))
        return !wrong(r, r->at, what);
    return false;
}

static struct query *negated(struct reading *r, struct query *query)
{
    if (query == NULL || query->kind == QUERY_NOT)
        return query ? query->child : NULL;
    struct query *node = new_node(r, QUERY_NOT);
    node->child = query;
    return node;
}

static bool is_sign(const struct reading *r, char sign)
{
    str rest = rest_of(r);
    return peek(r) == sign && rest.len > 1 && !is_space(rest.ptr[1]) &&
           rest.ptr[1] != ')';
}

static bool read_unary(struct reading *r, struct query **out)
{
    size_t start = r->at;
    bool sign = is_sign(r, '-');
    bool no = sign || take_keyword(r, S("NOT"));
    r->at += sign || (!no && is_sign(r, '+'));
    skip_space(r);
    if (no && operand_missing(r, "expected words after NOT"))
        return false;
    if (++r->depth > QUERY_DEPTH_MAX)
        return wrong(r, start, "nested too deep");
    bool read = no ? read_unary(r, out) : read_primary(r, out);
    r->depth--;
    if (read && no)
        *out = negated(r, *out);
    return read;
}

/* A list of one kind; a child of that kind gives its own children. */
static struct query *joined(struct arena *arena, enum query_kind kind,
                            struct query *a, struct query *b)
{
    if (a == NULL || b == NULL)
        return a ? a : b;
    struct query *node = a;
    if (a->kind != kind) {
        node = arena_new(arena, struct query);
        node->kind = kind;
        node->child = a;
    }
    struct query **end = &node->child;
    while (*end)
        end = &(*end)->next;
    *end = b->kind == kind ? b->child : b;
    return node;
}

static bool read_and(struct reading *r, struct query **out)
{
    if (operand_missing(r, "expected words here"))
        return false;
    while (!is_over(r) && !is_keyword(r, S("OR"))) {
        struct query *one = NULL;
        if (take_keyword(r, S("AND")) &&
            operand_missing(r, "expected words after AND"))
            return false;
        skip_space(r);
        if (!read_unary(r, &one))
            return false;
        *out = joined(r->arena, QUERY_AND, *out, one);
    }
    return true;
}

static bool read_or(struct reading *r, struct query **out)
{
    if (!read_and(r, out))
        return false;
    while (take_keyword(r, S("OR"))) {
        struct query *one = NULL;
        if (operand_missing(r, "expected words after OR") || !read_and(r, &one))
            return false;
        *out = joined(r->arena, QUERY_OR, *out, one);
    }
    return true;
}

bool query_parse(str text, struct arena *arena, struct query **query,
                 uint32_t *wrong_at, struct err *err)
{
    struct reading r = {.text = text, .arena = arena, .err = err};
    *query = NULL;
    *wrong_at = 0;
    if (text.len > QUERY_MAX)
        return err_set(err, ERR_USAGE, "a query of %zu bytes; %d are enough",
                       text.len, QUERY_MAX);
    size_t bad = utf8_check(text);
    bool read = bad == text.len ? true : wrong(&r, bad, "this is not UTF-8");
    read =
        read && (is_over(&r) && r.at == text.len ? true : read_or(&r, query));
    if (read && r.at < text.len)
        read = wrong(&r, r.at, "this ')' closes nothing");
    if (!read)
        *wrong_at = (uint32_t)utf8_count(str_first(text, r.wrong));
    return read;
}

bool query_of_field(str field, str value, struct arena *arena,
                    struct query **query, struct err *err)
{
    *query = arena_new(arena, struct query);
    (*query)->field = query_field_of(field);
    if ((*query)->field == QUERY_FIELD_COUNT)
        return err_set(err, ERR_USAGE, "there is no field '%.*s'",
                       STR(str_first(field, 60)));
    if (value.len > QUERY_MAX || utf8_check(value) != value.len)
        return err_set(err, ERR_USAGE, "'%.*s:' takes text of %d bytes at most",
                       STR(field), QUERY_MAX);
    if (!query_value(*query, value, arena, err))
        return false;
    if ((*query)->kind == QUERY_WORDS && !query_has_word(value))
        return err_set(err, ERR_USAGE, "'%.*s:' needs a value", STR(field));
    if ((*query)->field == FIELD_JOURNAL)
        (*query)->kind = QUERY_VALUE;
    return true;
}

struct query *query_and(struct query *a, struct query *b, struct arena *arena)
{
    return joined(arena, QUERY_AND, a, b);
}
