#include "resolve/match.h"

#include <math.h>

#include "resolve/match_candidates.h"
#include "resolve/match_score.h"

const char *const match_answer_name[MATCH_ANSWERS] = {"none", "review", "link"};

/* ---- one after the other
 * ----------------------------------------------------- */

/* So many of the candidates are compared at first. */
#define FIRST_LOOK 10

/* When one of them is this likely, the others needn't be. */
#define SURE 0.8F

struct search {
    const struct works *works;
    const struct sought *sought;
    struct match best;
    struct arena *scratch;
};

/* How likely one work is, by which fields; 0 when it has gone. */
static float judge(const struct search *search, int64_t work, unsigned *rule)
{
    struct work known = {0};
    struct agreement agreement;
    size_t mark = arena_mark(search->scratch);
    if (!search->works->fetch(search->works->keeper, work, &known,
                              search->scratch))
        return 0;
    match_agree(search->sought, &known, &agreement, search->scratch);
    arena_rewind(search->scratch, mark);
    *rule = score_rule(&agreement);
    return score_of(&agreement);
}

static void compare(struct search *search, int64_t work)
{
    struct match *best = &search->best;
    unsigned rule = 0;
    float score = judge(search, work, &rule);
    best->candidates++;
    if (score > best->score) {
        best->next = best->score;
        best->score = score;
        best->work = work;
        best->rule = rule;
    } else if (score > best->next)
        best->next = score;
}

/* ---- the answer
 * ------------------------------------------------------------------ */

static float log_odds(float p)
{
    const float least = 1e-6F;
    p = p < least ? least : p > 1 - least ? 1 - least : p;
    return logf(p / (1 - p));
}

/* Three fields, words among them; with the title two. */
static bool is_founded(unsigned rule)
{
    const unsigned words = RULE_TITLE | RULE_AUTHOR | RULE_CONTAINER;
    unsigned n = 0;
    for (int i = 1; i < RULES; i++)
        n += (rule >> i) & 1;
    return n + ((rule & RULE_TITLE) != 0) >= 3 && (rule & words);
}

static enum match_answer answer_of(const struct match *match)
{
    float ahead = log_odds(match->score) - log_odds(match->next);
    if (match->score < MATCH_REVIEWS)
        return MATCH_NONE;
    if (match->score >= MATCH_LINKS && ahead >= MATCH_MARGIN &&
        is_founded(match->rule) && (match->rule & RULE_NO_LINK) == 0)
        return MATCH_LINK;
    return MATCH_REVIEW;
}

/* ---- identifiers
 * -------------------------------------------------------------------- */

/* What a printed identifier needs beside it: nothing that speaks against it. */
#define IDENTIFIED 0.02F

static bool find_named(struct search *search)
{
    const struct works *works = search->works;
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++) {
        str id = search->sought->id[scheme];
        int64_t work =
            id.len && scheme != ID_ISBN
                ? works->named(works->keeper, (enum id_scheme)scheme, id)
                : 0;
        if (work == 0)
            continue;
        search->best = (struct match){0};
        compare(search, work);
        if (search->best.score < IDENTIFIED && search->sought->word.n > 3)
            continue;
        search->best.work = work;
        search->best.answer = MATCH_LINK;
        search->best.rule |= RULE_IDENTIFIER;
        search->best.score = 1;
        return true;
    }
    search->best = (struct match){0};
    return false;
}

/* ----
 * ---------------------------------------------------------------------------------
 */

static void look(struct search *search, bool wide)
{
    size_t mark = arena_mark(search->scratch);
    struct candidates *candidates =
        arena_new(search->scratch, struct candidates);
    candidates_find(search->works, search->sought, wide, candidates,
                    search->scratch);
    search->best = (struct match){0};
    for (uint32_t i = 0; i < candidates->n; i++) {
        if (i >= FIRST_LOOK && search->best.score >= SURE)
            break;
        compare(search, candidates->at[i].work);
    }
    search->best.answer = answer_of(&search->best);
    arena_rewind(search->scratch, mark);
}

struct match match_find(const struct works *works, const struct work *fields,
                        str raw, struct arena *scratch)
{
    struct sought sought;
    size_t mark = arena_mark(scratch);
    sought_make(fields, raw, &sought, scratch);
    struct search search = {works, &sought, {0}, scratch};
    if (!find_named(&search)) {
        look(&search, false);
        if (search.best.answer == MATCH_NONE)
            look(&search, true);
    }
    arena_rewind(scratch, mark);
    return search.best;
}

/* ---- all that are near ------------------------------------------------------
 */

static void keep(struct match *found, uint32_t *n, uint32_t most,
                 struct match match)
{
    uint32_t at = *n;
    while (at > 0 && found[at - 1].score < match.score)
        at--;
    if (at == most)
        return;
    uint32_t last = *n < most ? (*n)++ : most - 1;
    for (; last > at; last--)
        found[last] = found[last - 1];
    found[at] = match;
}

uint32_t match_near(const struct works *works, const struct work *fields,
                    int64_t self, float least, struct match *found,
                    uint32_t most, struct arena *scratch)
{
    struct sought sought;
    size_t mark = arena_mark(scratch);
    uint32_t n = 0;
    sought_make(fields, S(""), &sought, scratch);
    struct search search = {works, &sought, {0}, scratch};
    struct candidates *candidates = arena_new(scratch, struct candidates);
    candidates_find(works, &sought, false, candidates, scratch);
    for (uint32_t i = 0; i < candidates->n; i++) {
        struct match match = {.work = candidates->at[i].work};
        if (match.work == self)
            continue;
        match.score = judge(&search, match.work, &match.rule);
        if (match.score >= least && is_founded(match.rule) &&
            (match.rule & RULE_NO_LINK) == 0)
            keep(found, &n, most, match);
    }
    arena_rewind(scratch, mark);
    return n;
}
