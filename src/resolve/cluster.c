#include "resolve/cluster.h"

#include "resolve/match.h"
#include "resolve/match_score.h"

/* Row a takes row b for its work. */
struct pair {
    uint32_t a, b;
    float score;
    unsigned rule;
};
typedef vec_of(struct pair) pair_list;

static bool is_pair(const struct match *match)
{
    const unsigned least = RULE_TITLE | RULE_AUTHOR;
    unsigned needed = match->score >= CLUSTER_SURE ? least : least | RULE_YEAR;
    return (match->rule & needed) == needed;
}

static void find_pairs(struct works_memory *memory, pair_list *out,
                       struct arena *arena)
{
    SCOPED_ARENA scratch = {0};
    struct works works = works_memory_plug(memory);
    for_vec (i, memory->work) {
        struct match near[CLUSTER_NEAR];
        const struct work *work = &memory->work.at[i];
        arena_clear(&scratch);
        uint32_t n = match_near(&works, work, (int64_t)i + 1, CLUSTER_LEAST,
                                near, CLUSTER_NEAR, &scratch);
        for (uint32_t k = 0; k < n; k++)
            if (is_pair(&near[k]))
                vec_push(out, arena,
                         ((struct pair){i, (uint32_t)near[k].work - 1,
                                        near[k].score, near[k].rule}));
    }
}

/* Pairs stand in the order of their first rows. */
static bool has_pair(const pair_list *pairs, const uint32_t *first, uint32_t a,
                     uint32_t b)
{
    for (uint32_t i = first[a]; i < first[a + 1]; i++)
        if (pairs->at[i].b == b)
            return true;
    return false;
}

static uint32_t root_of(struct clustered *rows, uint32_t row)
{
    while (rows[row].of != row) {
        rows[row].of = rows[rows[row].of].of;
        row = rows[row].of;
    }
    return row;
}

/* The lower row is the root. */
static void join(struct clustered *rows, const struct pair *pair)
{
    uint32_t a = root_of(rows, pair->a), b = root_of(rows, pair->b);
    if (a < b)
        rows[b].of = a;
    else
        rows[a].of = b;
    for (int end = 0; end < 2; end++) {
        struct clustered *row = &rows[end ? pair->a : pair->b];
        if (pair->score > row->score) {
            row->score = pair->score;
            row->rule = pair->rule;
        }
    }
}

static uint32_t *find_firsts(const pair_list *pairs, uint32_t n,
                             struct arena *arena)
{
    uint32_t *first = arena_zero(arena, (n + 2) * sizeof *first);
    for_vec (i, *pairs)
        first[pairs->at[i].a + 1]++;
    for (uint32_t i = 0; i <= n; i++)
        first[i + 1] += first[i];
    return first;
}

struct clustered *cluster_works(struct works_memory *memory,
                                struct arena *arena)
{
    uint32_t n = memory->work.n;
    pair_list pairs = {0};
    struct clustered *rows = arena_zero(arena, (n + 1) * sizeof *rows);
    find_pairs(memory, &pairs, arena);
    const uint32_t *first = find_firsts(&pairs, n, arena);
    for (uint32_t i = 0; i < n; i++)
        rows[i].of = i;
    for_vec (i, pairs)
        if (pairs.at[i].a < pairs.at[i].b &&
            has_pair(&pairs, first, pairs.at[i].b, pairs.at[i].a))
            join(rows, &pairs.at[i]);
    for (uint32_t i = 0; i < n; i++)
        rows[i].of = root_of(rows, i);
    return rows;
}
