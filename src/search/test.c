#include "search/test.h"

static bool has_bit(const struct test *test, uint32_t n)
{
    return n < test->size && (test->bits[n >> 3] >> (n & 7) & 1);
}

static bool test_doc(const struct test *test, const struct column_doc *doc)
{
    switch (test->kind) {
    case TEST_YEARS:
        return doc->year >= test->from && doc->year <= test->to && doc->year;
    case TEST_NOTICES:
        return (doc->notices & test->set) != 0;
    case TEST_TYPES:
        return test->allowed[doc->type];
    case TEST_JOURNAL:
        return doc->journal == test->id;
    case TEST_CITING:
        return doc->work == test->id;
    case TEST_WORKS:
        return has_bit(test, doc->work);
    default:
        return false;
    }
}

bool test_citation(const struct test *test, const struct columns *columns,
                   uint32_t passage, const struct trait *trait)
{
    if (test == NULL)
        return true;
    const struct test *t = test->child;
    switch (test->kind) {
    case TEST_AND:
        while (t && test_citation(t, columns, passage, trait))
            t = t->next;
        return t == NULL;
    case TEST_OR:
        while (t && !test_citation(t, columns, passage, trait))
            t = t->next;
        return t != NULL;
    case TEST_NOT:
        return !test_citation(t, columns, passage, trait);
    case TEST_TRAIT:
        return test->allowed[trait->kind];
    case TEST_CITED:
        return trait->work == test->id;
    case TEST_TEXTS:
        return has_bit(test, passage);
    default:
        return test_doc(test, &columns->docs[columns->doc[passage]]);
    }
}

static bool has_code(const struct column_work *work, uint32_t set)
{
    for (unsigned i = 0; i <= CODES; i++)
        if (set & 1u << i && work->cited[i])
            return true;
    return false;
}

static bool test_work_itself(const struct test *test,
                             const struct column_work *work, uint32_t id)
{
    switch (test->kind) {
    case TEST_CODES:
        return has_code(work, test->set);
    case TEST_YEARS:
        return work->year >= test->from && work->year <= test->to && work->year;
    case TEST_NOTICES:
        return (work->notices & test->set) != 0;
    case TEST_TYPES:
        return work->is_doc && test->allowed[work->type];
    case TEST_JOURNAL:
        return work->journal == test->id;
    case TEST_WORK:
        return id == test->id;
    case TEST_WORKS:
        return has_bit(test, id);
    default:
        return false;
    }
}

bool test_work(const struct test *test, const struct work_columns *columns,
               uint32_t work)
{
    if (test == NULL)
        return true;
    const struct test *t = test->child;
    switch (test->kind) {
    case TEST_AND:
        while (t && test_work(t, columns, work))
            t = t->next;
        return t == NULL;
    case TEST_OR:
        while (t && !test_work(t, columns, work))
            t = t->next;
        return t != NULL;
    case TEST_NOT:
        return !test_work(t, columns, work);
    default:
        return test_work_itself(test, &columns->work[work], work);
    }
}
