/* A query in normal form. */
#include "base/utf8.h"
#include "search/query_inside.h"

static bool is_keyword(str word)
{
    return str_eq(word, S("AND")) || str_eq(word, S("OR")) ||
           str_eq(word, S("NOT"));
}

/* Would these bytes be read as one word, and nothing else? */
static bool is_plain(str words)
{
    if (words.len == 0 || is_keyword(words) || words.ptr[0] == '-' ||
        words.ptr[0] == '+' || words.ptr[0] == '=')
        return false;
    for (size_t i = 0; i < words.len; i++) {
        char c = words.ptr[i];
        bool harmless = is_alpha(c) || is_digit(c) || c == '-' || c == '\'' ||
                        c == '.' || c == '_' || c == '/';
        if ((!harmless && (unsigned char)c < 0x80) ||
            query_quote(str_from(words, i)))
            return false;
    }
    return true;
}

/* A quotation mark inside would end it; to the index it is a blank anyway. */
static void put_quoted(str words, bool prefix, struct buf *out)
{
    buf_char(out, '"');
    for (size_t i = 0; i < words.len; i++) {
        size_t len = query_quote(str_from(words, i));
        buf_char(out, len ? ' ' : words.ptr[i]);
        i += len ? len - 1 : 0;
    }
    buf_add(out, prefix ? S("*\"") : S("\""));
}

static void put_words(const struct query *query, struct buf *out)
{
    bool plain = is_plain(query->words) && query->near == 0;
    if (plain)
        buf_add(out, query->words);
    else
        put_quoted(query->words, query->prefix, out);
    if (query->near)
        buf_format(out, "~%u", query->near);
    if (query->prefix && plain)
        buf_char(out, '*');
}

static void put_years(const struct query *query, struct buf *out)
{
    if (query->from)
        buf_uint(out, query->from);
    if (query->from == query->to && query->from)
        return;
    buf_char(out, '-');
    if (query->to != UINT32_MAX)
        buf_uint(out, query->to);
    else if (query->from == 0)
        buf_uint(out, 9999);
}

static void put_names(const struct query *query, struct buf *out)
{
    const char *name, *comma = "";
    for (unsigned i = 0; (name = query_set_name(query->field, i)) != NULL; i++)
        if (query->set & 1u << i) {
            buf_format(out, "%s%s", comma, name);
            comma = ",";
        }
}

static void put_leaf(const struct query *query, struct buf *out)
{
    bool whole = query->kind == QUERY_VALUE && query->field == FIELD_JOURNAL;
    if (query->field != FIELD_TEXT)
        buf_format(out, "%s:%s", query_field_name[query->field],
                   whole ? "=" : "");
    if (query->kind == QUERY_YEARS)
        put_years(query, out);
    else if (query->kind == QUERY_NAMES)
        put_names(query, out);
    else
        put_words(query, out);
}

static void put_node(const struct query *query, bool inside, struct buf *out)
{
    const char *between = query->kind == QUERY_AND ? " AND " : " OR ";
    if (query->kind == QUERY_NOT) {
        buf_add(out, S("NOT "));
        put_node(query->child, true, out);
        return;
    }
    if (query->kind != QUERY_AND && query->kind != QUERY_OR) {
        put_leaf(query, out);
        return;
    }
    if (inside)
        buf_char(out, '(');
    for (const struct query *q = query->child; q; q = q->next) {
        if (q != query->child)
            buf_add(out, str_of(between));
        put_node(q, true, out);
    }
    if (inside)
        buf_char(out, ')');
}

void query_print(const struct query *query, struct buf *out)
{
    if (query)
        put_node(query, false, out);
}
