/* How rare the words of a query are. */
#include <math.h>

#include "search/plan.h"
#include "store/sql.h"

/* The first text after all that begin with `word`. */
static str after(str word, struct arena *arena)
{
    return arena_format(arena, "%.*s\xf4\x8f\xbf\xbf", STR(word));
}

bool plan_frequency(const struct planning *p, str word, bool prefix, double *n,
                    struct err *err)
{
    static const enum question question[2][2] = {
        {ASK_TEXTS_WITH, ASK_TEXTS_FROM}, {ASK_HEADS_WITH, ASK_HEADS_FROM}};
    sqlite3_stmt *s = asked_statement(
        p->asked, question[p->what == SEARCH_WORKS][prefix], err);
    if (s == NULL)
        return false;
    sql_text(s, 1, word);
    if (prefix)
        sql_text(s, 2, after(word, p->arena));
    *n = sql_next(p->asked->db, s, err) ? sqlite3_column_double(s, 0) : 0;
    return err->kind == ERR_NONE;
}

/* ln(1 + (N - n + ½) / (n + ½)): never below zero. */
static double idf(double all, double n)
{
    n = n > all ? all : n;
    return log(1 + (all - n + 0.5) / (n + 0.5));
}

bool plan_weigh(const struct planning *p, struct plan *plan, struct err *err)
{
    double all = p->what == SEARCH_WORKS ? p->holding->works->living
                                         : p->holding->columns->living;
    for_vec (i, plan->phrase) {
        struct phrase *phrase = &plan->phrase.at[i];
        double rarest = all;
        for (uint32_t w = 0; w < phrase->word.n && !phrase->unwanted; w++) {
            bool prefix = phrase->prefix && w + 1 == phrase->word.n;
            double n;
            if (!plan_frequency(p, phrase->word.at[w], prefix, &n, err))
                return false;
            rarest = n < rarest ? n : rarest;
        }
        phrase->weight = phrase->unwanted ? 0 : idf(all, rarest);
    }
    return true;
}
