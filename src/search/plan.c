/* From a query to FTS5's expression and a test. */
#include "search/plan.h"

#include "search/expression.h"
#include "store/rows.h"
#include "store/sql.h"
#include "text/fold.h"

/* ---- what kind of condition a part is --------------------------------- */

/* Can the index itself answer this, but for a NOT around it? */
static bool is_words(const struct planning *p, const struct query *query)
{
    return expression_is_words(query, p->what == SEARCH_WORKS);
}

static bool is_no_words(const struct planning *p, const struct query *query)
{
    return query->kind == QUERY_NOT && is_words(p, query->child);
}

bool plan_needs_works(const struct query *query, enum search_for what)
{
    if (what == SEARCH_WORKS)
        return true;
    if (query == NULL)
        return false;
    for (const struct query *q = query->child; q; q = q->next)
        if (plan_needs_works(q, what))
            return true;
    return query->kind == QUERY_WORDS && query->field != FIELD_TEXT;
}

/* ---- tests ------------------------------------------------------------ */

static struct test *new_test(const struct planning *p, enum test_kind kind)
{
    struct test *test = arena_new(p->arena, struct test);
    test->kind = kind;
    return test;
}

/* The codes that a view shows as one of these stances. */
static uint32_t codes_of(const struct planning *p, uint32_t stances)
{
    uint32_t codes = 0;
    for (unsigned code = 0; code <= CODES; code++)
        if (stances >> code_stance((enum code)code, p->broad) & 1)
            codes |= 1u << code;
    return codes;
}

static void trait_allowed(const struct planning *p, const struct query *query,
                          bool *allowed)
{
    uint32_t codes = codes_of(p, query->set);
    for (unsigned i = 0; i < 256; i++) {
        uint8_t kind = (uint8_t)i;
        if (query->field == FIELD_STANCE)
            allowed[i] = codes >> trait_code(kind) & 1;
        else if (query->field == FIELD_SECTION)
            allowed[i] = query->set >> trait_section(kind) & 1;
        else
            allowed[i] = query->set >> trait_self(kind) & 1;
    }
}

static bool names_test(const struct planning *p, const struct query *query,
                       struct test **out, struct err *err)
{
    bool works = p->what == SEARCH_WORKS;
    bool notices = query->field == FIELD_HAS;
    bool stance = query->field == FIELD_STANCE;
    if (works && !notices && !stance)
        return err_set(err, ERR_USAGE,
                       "'%s:' is a condition on citations, not on works",
                       query_field_name[query->field]);
    *out = new_test(p, notices ? TEST_NOTICES
                       : works ? TEST_CODES
                               : TEST_TRAIT);
    (*out)->set = stance ? codes_of(p, query->set) : query->set;
    if ((*out)->kind != TEST_TRAIT)
        return true;
    (*out)->allowed = arena_zero(p->arena, 256 * sizeof(bool));
    trait_allowed(p, query, (*out)->allowed);
    return true;
}

static void type_test(const struct planning *p, const struct query *query,
                      struct test **out)
{
    const strs *types = &p->holding->columns->types;
    str wanted = fold(query->words, p->arena);
    *out = new_test(p, TEST_TYPES);
    (*out)->allowed = arena_zero(p->arena, 256 * sizeof(bool));
    for_vec (i, *types)
        (*out)->allowed[i] = str_eq(fold(types->at[i], p->arena), wanted);
}

/* The journal of a folded name; 0 when there is none. */
static bool find_journal(const struct planning *p, str name, uint32_t *id,
                         struct err *err)
{
    sqlite3_stmt *s = asked_statement(p->asked, ASK_JOURNAL_ID, err);
    if (s == NULL)
        return false;
    sql_text(s, 1, name);
    bool found = sql_next(p->asked->db, s, err);
    *id = found ? (uint32_t)sqlite3_column_int64(s, 0) : 0;
    return err->kind == ERR_NONE;
}

static bool find_work(const struct planning *p, str key, uint32_t *id,
                      struct err *err)
{
    int64_t work = work_find(p->asked->store, key, err);
    *id = work > 0 ? (uint32_t)work : 0;
    return work >= 0;
}

static bool id_test(const struct planning *p, const struct query *query,
                    struct test **out, struct err *err)
{
    bool journal = query->field == FIELD_JOURNAL;
    bool works = p->what == SEARCH_WORKS;
    if (works && query->field == FIELD_CITING)
        return err_set(err, ERR_USAGE,
                       "'%s:' is a condition on citations, not on works",
                       query_field_name[query->field]);
    str name =
        journal ? fold(query->words, p->arena) : p->key(query->words, p->arena);
    if (name.len == 0)
        return err_set(err, ERR_USAGE, "'%.*s' is no identifier we know",
                       STR(str_first(query->words, 100)));
    *out = new_test(p, journal                        ? TEST_JOURNAL
                       : query->field == FIELD_CITING ? TEST_CITING
                       : works                        ? TEST_WORK
                                                      : TEST_CITED);
    if (!(journal ? find_journal : find_work)(p, name, &(*out)->id, err))
        return false;
    if ((*out)->id == 0)
        (*out)->kind = TEST_NEVER;
    return true;
}

/* Words as bits: the passages, or the works, that the index finds. */
static bool words_test(const struct planning *p, const struct query *query,
                       struct plan *plan, struct test **out, struct err *err)
{
    struct expression x = {.words = p->words, .arena = p->arena};
    bool head = p->what == SEARCH_WORKS || query->field != FIELD_TEXT;
    if (query->kind != QUERY_WORDS)
        head = p->what == SEARCH_WORKS;
    *out = new_test(p, head ? TEST_WORKS : TEST_TEXTS);
    (*out)->size =
        head ? p->holding->works->works + 1 : p->holding->columns->passages;
    (*out)->bits = arena_zero(p->arena, (*out)->size / 8 + 1);
    expression_add(&x, query, head);
    for_vec (i, x.phrase)
        vec_push(&plan->lit, p->arena, x.phrase.at[i]);
    bool found =
        x.text.len == 0 || expression_bits(p->asked, buf_str(&x.text),
                                           head ? p->holding->works : NULL,
                                           (*out)->bits, (*out)->size, err);
    buf_close(&x.text);
    return found;
}

static bool test_make(const struct planning *p, const struct query *query,
                      struct plan *plan, struct test **out, struct err *err);

static bool list_test(const struct planning *p, const struct query *query,
                      struct plan *plan, struct test **out, struct err *err)
{
    *out = new_test(p, query->kind == QUERY_AND  ? TEST_AND
                       : query->kind == QUERY_OR ? TEST_OR
                                                 : TEST_NOT);
    uint32_t lit = plan->lit.n;
    struct test **end = &(*out)->child;
    for (const struct query *q = query->child; q; q = q->next) {
        if (!test_make(p, q, plan, end, err))
            return false;
        end = &(*end)->next;
    }
    if (query->kind == QUERY_NOT)
        plan->lit.n = lit;
    return true;
}

static bool test_make(const struct planning *p, const struct query *query,
                      struct plan *plan, struct test **out, struct err *err)
{
    if (query->kind == QUERY_WORDS || is_words(p, query))
        return words_test(p, query, plan, out, err);
    switch (query->kind) {
    case QUERY_YEARS:
        *out = new_test(p, TEST_YEARS);
        (*out)->from = query->from;
        (*out)->to = query->to;
        return true;
    case QUERY_NAMES:
        return names_test(p, query, out, err);
    case QUERY_VALUE:
        if (query->field != FIELD_TYPE)
            return id_test(p, query, out, err);
        type_test(p, query, out);
        return true;
    default:
        return list_test(p, query, plan, out, err);
    }
}

/* ---- the whole -------------------------------------------------------- */

/*
 * Split what must all hold into what drives, and the rest.  Unwanted words go
 * with the wanted ones, if there are any.
 */
static void split(const struct planning *p, const struct query *query,
                  struct expression *x, struct query **rest)
{
    bool all = query->kind == QUERY_AND;
    const struct query *first = all ? query->child : query;
    bool drives = false;
    for (const struct query *q = first; q; q = all ? q->next : NULL)
        drives |= is_words(p, q);
    if (drives)
        expression_all(x, first, all, p->what == SEARCH_WORKS);
    for (const struct query *q = first; q; q = all ? q->next : NULL) {
        if (drives && (is_words(p, q) || is_no_words(p, q)))
            continue;
        struct query *copy = arena_new(p->arena, struct query);
        *copy = *q;
        copy->next = NULL;
        *rest = query_and(*rest, copy, p->arena);
    }
}

bool plan_make(const struct planning *p, const struct query *query,
               struct plan *plan, struct err *err)
{
    struct expression x = {.words = p->words, .arena = p->arena};
    struct query *rest = NULL;
    *plan = (struct plan){0};
    if (query == NULL)
        return true;
    split(p, query, &x, &rest);
    plan->match = arena_str(p->arena, buf_str(&x.text));
    plan->phrase = x.phrase;
    buf_close(&x.text);
    for_vec (i, plan->phrase)
        if (!plan->phrase.at[i].unwanted)
            vec_push(&plan->lit, p->arena, plan->phrase.at[i]);
    if (rest == NULL && plan->match.len == 0) /* words of no alphabet */
        plan->test = new_test(p, TEST_NEVER);
    return rest == NULL || test_make(p, rest, plan, &plan->test, err);
}
