#include "search/expression.h"

#include "store/sql.h"

/* ---- strings ---------------------------------------------------------- */

/*
 * FTS5 strings are in quotation marks, doubled inside (FTS5, 3.1).  A word of
 * the tokenizer's has neither these nor anything else of the language.
 */
static void put_string(struct buf *out, const str *word, uint32_t n)
{
    buf_char(out, '"');
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            buf_char(out, ' ');
        for (size_t c = 0; c < word[i].len; c++) {
            if (word[i].ptr[c] == '"')
                buf_char(out, '"');
            if (word[i].ptr[c])
                buf_char(out, word[i].ptr[c]);
        }
    }
    buf_char(out, '"');
}

static const char *column_of(enum query_field field)
{
    switch (field) {
    case FIELD_TITLE:
        return "title:";
    case FIELD_AUTHOR:
        return "author:";
    case FIELD_JOURNAL:
        return "journal:";
    default:
        return "";
    }
}

static void add_phrase(struct expression *x, const struct query *query,
                       const str *word, uint32_t n, bool last)
{
    struct phrase phrase = {.field = query->field,
                            .prefix = last && query->prefix};
    for (uint32_t i = 0; i < n; i++)
        vec_push(&phrase.word, x->arena, word[i]);
    put_string(&x->text, word, n);
    if (phrase.prefix)
        buf_add(&x->text, S("*"));
    vec_push(&x->phrase, x->arena, phrase);
}

/* Nothing, when the tokenizer finds no word in it. */
static void add_words(struct expression *x, const struct query *query,
                      bool heads)
{
    strs word = {0};
    words_list(x->words, query->words, &word, x->arena);
    if (word.n == 0)
        return;
    if (heads)
        buf_add(&x->text, str_of(column_of(query->field)));
    if (query->near == 0 || word.n == 1) {
        add_phrase(x, query, word.at, word.n, true);
        return;
    }
    buf_add(&x->text, S("NEAR("));
    for_vec (i, word) {
        buf_add(&x->text, i ? S(" ") : S(""));
        add_phrase(x, query, &word.at[i], 1, i + 1 == word.n);
    }
    buf_format(&x->text, ",%u)", query->near);
}

/* ---- Boolean ---------------------------------------------------------- */

/* What comes stands behind `between`, if it is anything. */
static void add_behind(struct expression *x, const struct query *query,
                       bool heads, str between, bool *any)
{
    size_t before = x->text.len;
    if (*any)
        buf_add(&x->text, between);
    size_t start = x->text.len;
    expression_add(x, query, heads);
    if (x->text.len == start)
        x->text.len = before;
    else
        *any = true;
}

void expression_add(struct expression *x, const struct query *query, bool heads)
{
    if (query->kind == QUERY_WORDS) {
        add_words(x, query, heads);
        return;
    }
    size_t before = x->text.len;
    bool any = false;
    buf_char(&x->text, '(');
    for (const struct query *q = query->child; q; q = q->next)
        add_behind(x, q, heads,
                   query->kind == QUERY_AND ? S(" AND ") : S(" OR "), &any);
    buf_char(&x->text, ')');
    if (!any)
        x->text.len = before;
}

bool expression_is_words(const struct query *query, bool heads)
{
    if (query->kind == QUERY_WORDS)
        return heads || query->field == FIELD_TEXT;
    if (query->kind != QUERY_AND && query->kind != QUERY_OR)
        return false;
    for (const struct query *q = query->child; q; q = q->next)
        if (!expression_is_words(q, heads))
            return false;
    return true;
}

void expression_all(struct expression *x, const struct query *first, bool list,
                    bool heads)
{
    bool wanted = false, unwanted = false;
    for (const struct query *q = first; q; q = list ? q->next : NULL)
        if (expression_is_words(q, heads))
            add_behind(x, q, heads, S(" AND "), &wanted);
    if (!wanted)
        return;
    uint32_t n = x->phrase.n;
    size_t end = x->text.len;
    SCOPED_BUF all = {0};
    buf_char(&all, '(');
    buf_add(&all, buf_str(&x->text));
    buf_add(&all, S(") NOT ("));
    buf_clear(&x->text);
    for (const struct query *q = first; q; q = list ? q->next : NULL)
        if (q->kind == QUERY_NOT && expression_is_words(q->child, heads))
            add_behind(x, q->child, heads, S(" OR "), &unwanted);
    buf_add(&all, buf_str(&x->text));
    buf_char(&all, ')');
    buf_clear(&x->text);
    buf_add(&x->text, unwanted ? buf_str(&all) : (str){all.ptr + 1, end});
    for (; n < x->phrase.n; n++)
        x->phrase.at[n].unwanted = true;
}

/* ---- sets ------------------------------------------------------------- */

bool expression_bits(struct asked *asked, str text,
                     const struct work_columns *works, uint8_t *bits,
                     uint32_t size, struct err *err)
{
    sqlite3_stmt *s =
        asked_statement(asked, works ? ASK_FIND_HEADS : ASK_FIND_TEXTS, err);
    if (s == NULL)
        return false;
    sql_text(s, 1, text);
    while (sql_next(asked->db, s, err)) {
        int64_t row = sqlite3_column_int64(s, 0);
        if (works && (row < 0 || row > works->heads))
            continue;
        uint32_t n = works ? works->of_head[row] : (uint32_t)row;
        if (n < size)
            bits[n >> 3] |= (uint8_t)(1u << (n & 7));
    }
    return err->kind == ERR_NONE;
}
