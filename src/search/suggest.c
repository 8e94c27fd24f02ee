#include "search/suggest.h"

#include "search/terms.h"
#include "store/sql.h"

/* A word in so few texts may be an error; a shorter one is anything. */
#define RARE     3
#define SHORTEST 4
/* Only longer words may have two errors; they share their first letters. */
#define LONG  7
#define SAME  2
#define TIMES 20 /* so much more frequent must the other be */

/* The best so far. */
struct guess {
    const struct planning *p;
    sqlite3_stmt *look_up;
    char word[TERM_MAX + 1];
    size_t len;
    double n, least;
};

static void consider(struct guess *guess, str word, double n)
{
    if (n < guess->least || n <= guess->n)
        return;
    guess->n = n;
    guess->len = word.len;
    memcpy(guess->word, word.ptr, word.len);
}

static void try_word(struct guess *guess, str word, struct err *err)
{
    sql_text(guess->look_up, 1, word);
    if (sql_next(guess->p->asked->db, guess->look_up, err))
        consider(guess, word, sqlite3_column_double(guess->look_up, 0));
    sqlite3_reset(guess->look_up);
}

/* Every word that one letter dropped, doubled, changed or swapped makes. */
static void one_away(struct guess *guess, str word, struct err *err)
{
    static const char letter[] = "abcdefghijklmnopqrstuvwxyz";
    char out[TERM_MAX + 2];
    size_t n = word.len;
    for (size_t at = 0; at <= n; at++) {
        memcpy(out, word.ptr, at);
        for (size_t l = 0; l < 26; l++) { /* one more, another */
            out[at] = letter[l];
            memcpy(out + at + 1, word.ptr + at, n - at);
            if (n < TERM_MAX)
                try_word(guess, (str){out, n + 1}, err);
            if (at < n) {
                memcpy(out + at + 1, word.ptr + at + 1, n - at - 1);
                try_word(guess, (str){out, n}, err);
            }
        }
        if (at == n)
            break;
        memcpy(out + at, word.ptr + at + 1, n - at - 1); /* one less */
        try_word(guess, (str){out, n - 1}, err);
        if (at + 1 == n)
            continue;
        memcpy(out, word.ptr, n);
        out[at] = word.ptr[at + 1];
        out[at + 1] = word.ptr[at];
        try_word(guess, (str){out, n}, err);
    }
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Levenshtein's distance, by rows; a row of b holds a's of one letter more. */
static unsigned distance(str a, str b)
{
    unsigned row[TERM_MAX + 1];
    for (unsigned j = 0; j <= b.len; j++)
        row[j] = j;
    for (unsigned i = 0; i < a.len; i++) {
        unsigned corner = row[0];
        row[0] = i + 1;
        for (unsigned j = 0; j < b.len; j++) {
            unsigned change = corner + (a.ptr[i] != b.ptr[j]);
            corner = row[j + 1];
            row[j + 1] = least(change, least(corner, row[j]) + 1);
        }
    }
    return row[b.len];
}

static bool two_away(struct guess *guess, str word, struct err *err)
{
    sqlite3_stmt *s = asked_statement(guess->p->asked, ASK_TERMS_FROM, err);
    if (s == NULL)
        return false;
    str from = str_first(word, SAME);
    sql_text(s, 1, from);
    sql_text(s, 2,
             arena_format(guess->p->arena, "%.*s\xf4\x8f\xbf\xbf", STR(from)));
    sqlite3_bind_double(s, 3, guess->least);
    sql_int(s, 4, (int64_t)word.len - 2);
    sql_int(s, 5, (int64_t)word.len + 2);
    while (sql_next(guess->p->asked->db, s, err)) {
        str other = sql_column(s, 0);
        if (other.len <= TERM_MAX && distance(word, other) <= 2)
            consider(guess, other, sqlite3_column_double(s, 1));
    }
    return err->kind == ERR_NONE;
}

/* A better word; the same when it is as good as any. */
static str better(const struct planning *p, str word, struct err *err)
{
    double n;
    if (word.len < SHORTEST || word.len > TERM_MAX ||
        !plan_frequency(p, word, false, &n, err) || n > RARE)
        return word;
    sqlite3_stmt *s = asked_statement(p->asked, ASK_TERM, err);
    if (s == NULL)
        return word;
    struct guess guess = {.p = p, .look_up = s};
    guess.least = n * TIMES > RARE ? n * TIMES : RARE;
    one_away(&guess, word, err);
    if (guess.len == 0 && word.len >= LONG)
        two_away(&guess, word, err);
    return guess.len ? arena_str(p->arena, (str){guess.word, guess.len}) : word;
}

/* ---- in the query ----------------------------------------------------- */

/* The words of one condition, written anew. */
struct writing {
    const struct planning *p;
    str words;
    size_t at; /* written so far */
    struct buf out;
    bool changed;
    struct err *err;
};

static void write_word(void *user, str word, struct span at)
{
    struct writing *w = user;
    str other = better(w->p, word, w->err);
    if (str_eq(other, word))
        return;
    buf_add(&w->out, (str){w->words.ptr + w->at, at.start - w->at});
    buf_add(&w->out, other);
    w->at = at.end;
    w->changed = true;
}

static bool change_words(const struct planning *p, struct query *query,
                         bool *changed, struct err *err)
{
    struct writing w = {.p = p, .words = query->words, .err = err};
    if (query->prefix)
        return true;
    words_each(p->words, query->words, write_word, &w);
    if (w.changed) {
        buf_add(&w.out, str_from(w.words, w.at));
        query->words = arena_str(p->arena, buf_str(&w.out));
        *changed = true;
    }
    buf_close(&w.out);
    return err->kind == ERR_NONE;
}

static bool change(const struct planning *p, struct query *query, bool *changed,
                   struct err *err)
{
    if (query->kind == QUERY_WORDS)
        return change_words(p, query, changed, err);
    if (query->kind == QUERY_NOT)
        return true;
    for (struct query *q = query->child; q; q = q->next)
        if (!change(p, q, changed, err))
            return false;
    return true;
}

bool suggest_make(const struct planning *p, struct query *query, str *instead,
                  struct err *err)
{
    bool changed = false;
    *instead = S("");
    if (query == NULL || !change(p, query, &changed, err))
        return query == NULL;
    SCOPED_BUF out = {0};
    if (changed)
        query_print(query, &out);
    *instead = arena_str(p->arena, buf_str(&out));
    return true;
}
