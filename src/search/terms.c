#include "search/terms.h"

#include <stdlib.h>

#include "store/sql.h"

struct term_count {
    uint32_t n[2];
    uint32_t seen; /* the last text it was in */
};

void terms_text(struct terms *terms, enum term_of of)
{
    terms->text++;
    terms->of = of;
}

void terms_take(struct terms *terms, str word)
{
    if (word.len > TERM_MAX)
        return;
    uint32_t row = map_find(&terms->row, word);
    if (row == MAP_NONE) {
        str copy = arena_str(&terms->arena, word);
        row = map_add(&terms->row, copy, terms->term.n, &terms->arena);
        vec_push(&terms->term, &terms->arena, copy);
        vec_add(&terms->count, &terms->arena);
    }
    struct term_count *count = &terms->count.at[row];
    count->n[terms->of] += count->seen != terms->text;
    count->seen = terms->text;
}

static int by_term(const void *a, const void *b, void *user)
{
    const strs *term = user;
    return str_compare(term->at[*(const uint32_t *)a],
                       term->at[*(const uint32_t *)b]);
}

/* In the table's own order: its pages are then met one after the other. */
static uint32_t *in_order(struct terms *terms)
{
    uint32_t *row =
        arena_alloc(&terms->arena, (terms->term.n + 1) * sizeof(*row));
    for_vec (i, terms->term)
        row[i] = i;
    qsort_r(row, terms->term.n, sizeof(*row), by_term, &terms->term);
    return row;
}

bool terms_save(struct terms *terms, sqlite3 *db, struct err *err)
{
    SCOPED_SQL *s = sql_prepare(
        db,
        "INSERT INTO search_term(term,texts,heads) VALUES(?1,?2,?3)"
        " ON CONFLICT(term) DO UPDATE SET texts=texts+excluded.texts,"
        " heads=heads+excluded.heads",
        err);
    if (s == NULL)
        return false;
    const uint32_t *row = in_order(terms);
    for_vec (i, terms->term) {
        const struct term_count *count = &terms->count.at[row[i]];
        sql_text(s, 1, terms->term.at[row[i]]);
        sql_int(s, 2, count->n[TERM_TEXT]);
        sql_int(s, 3, count->n[TERM_HEAD]);
        if (!sql_do(db, s, err))
            return false;
    }
    struct arena arena = terms->arena;
    arena_clear(&arena);
    *terms = (struct terms){.arena = arena};
    return true;
}
