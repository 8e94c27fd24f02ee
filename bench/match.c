/*
 * Matching against many works: makes a store of N invented records, then
 * matches M references to them, of which three in ten are nobody's.
 *
 *     bench/match STORE N M
 *
 * Prints bytes a record, seconds (CPU) to put them, references a second (CPU)
 * and how many were linked, rightly and wrongly.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "ingest/works_store.h"
#include "resolve/match.h"
#include "resolve/match_keys.h"
#include "store/meta.h"

/* ---- invented works: the n-th is always the same --------------------------
 */

static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

struct dice {
    uint64_t seed, n;
};

static uint32_t roll(struct dice *dice, uint32_t sides)
{
    return (uint32_t)(mix(dice->seed * 1000003 + ++dice->n) % sides);
}

/* Squared: few words are common and many rare, as in titles. */
static uint32_t roll_skewed(struct dice *dice, uint32_t sides)
{
    double x = roll(dice, 1u << 20) / (double)(1u << 20);
    return (uint32_t)(x * x * x * sides);
}

/* A word of two to four syllables, by its number. */
static void put_word(struct buf *out, uint64_t number, uint32_t syllables)
{
    static const char *const onset[] = {"b", "c", "d", "f", "g", "l",  "m", "n",
                                        "p", "r", "s", "t", "v", "st", "tr"};
    static const char *const rime[] = {"a",  "e",  "i",  "o",  "u",
                                       "an", "en", "or", "is", "al"};
    uint64_t x = mix(number + 77);
    for (uint32_t i = 0; i < syllables; i++, x /= 150) {
        buf_add(out, str_of(onset[x % 15]));
        buf_add(out, str_of(rime[x / 15 % 10]));
    }
}

static str word(struct arena *arena, uint64_t number, uint32_t syllables)
{
    SCOPED_BUF out = {0};
    put_word(&out, number, syllables);
    return arena_str(arena, buf_str(&out));
}

static str words(struct dice *dice, uint32_t n, struct arena *arena)
{
    SCOPED_BUF out = {0};
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            buf_char(&out, ' ');
        put_word(&out, roll_skewed(dice, 60000), 2 + roll(dice, 3));
    }
    return arena_str(arena, buf_str(&out));
}

#define JOURNALS 5000

static struct work invent(uint64_t n, struct arena *arena)
{
    struct dice dice = {.seed = n};
    struct dice journal = {.seed = 1u << 30 | roll_skewed(&dice, JOURNALS)};
    struct work work = {.type = S("journal-article")};
    uint32_t page = 1 + roll(&dice, 1800), authors = 1 + roll(&dice, 6);
    work.year = 1970 + roll(&dice, 55);
    work.id[ID_DOI] = arena_format(arena, "10.5555/bench.%u", (unsigned)n);
    work.title = words(&dice, 6 + roll(&dice, 8), arena);
    work.container = words(&journal, 2 + roll(&journal, 3), arena);
    work.volume = arena_format(arena, "%u", work.year - 1960);
    work.issue = arena_format(arena, "%u", 1 + roll(&dice, 12));
    work.page = arena_format(arena, "%u-%u", page, page + 4 + roll(&dice, 12));
    for (uint32_t i = 0; i < authors; i++)
        vec_push(&work.author, arena,
                 ((struct work_name){
                     .family = word(arena, roll_skewed(&dice, 40000), 2),
                     .given = word(arena, roll(&dice, 400), 1)}));
    return work;
}

/* ---- the store
 * --------------------------------------------------------------- */

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void must(bool done, const struct err *err)
{
    if (!done)
        die("%s", err->text);
}

static void fill(struct store *store, uint64_t n)
{
    SCOPED_ARENA arena = {0};
    struct err err = {0};
    for (uint64_t i = 0; i < n; i++) {
        struct work work = invent(i, &arena);
        struct meta_put done;
        work_keys keys = {0};
        works_store_keys(&work, &keys, &arena);
        must(meta_put(store, &work, S(""), TELLER_CROSSREF, &keys, &arena,
                      &done, &err),
             &err);
        if (i % 10000 == 9999)
            must(store_commit(store, &err), &err);
        arena_clear(&arena);
    }
    must(meta_settle(store, &err) && store_commit(store, &err), &err);
}

/* ---- references
 * ------------------------------------------------------------------ */

/* In four ways: fields, a whole string, one without title, one cut. */
static struct match ask(const struct works *works, uint64_t n,
                        const struct work *work, struct arena *arena)
{
    str author = work->author.at[0].family;
    switch (n % 4) {
    case 0: {
        struct work fields = *work;
        memset(fields.id, 0, sizeof fields.id);
        return match_find(works, &fields, S(""), arena);
    }
    case 1:
        return match_find(
            works, NULL,
            arena_format(arena,
                         "%.*s et al. (%u). %.*s. %.*s, %.*s(%.*s), "
                         "%.*s.",
                         STR(author), work->year, STR(work->title),
                         STR(work->container), STR(work->volume),
                         STR(work->issue), STR(work->page)),
            arena);
    case 2:
        return match_find(works, NULL,
                          arena_format(arena, "[%u] %.*s, %.*s %.*s (%u) %.*s.",
                                       (unsigned)(n % 90), STR(author),
                                       STR(work->container), STR(work->volume),
                                       work->year,
                                       STR(match_digits(work->page))),
                          arena);
    default:
        return match_find(works, NULL,
                          arena_format(arena, "%.*s. %.*s. %u", STR(author),
                                       STR(str_first(work->title, 40)),
                                       work->year),
                          arena);
    }
}

static void query(struct store *store, uint64_t n, uint64_t m)
{
    SCOPED_ARENA arena = {0};
    SCOPED_WORKS_STORE keeper = {.store = store};
    struct works works = works_store_plug(&keeper);
    uint64_t right = 0, wrong = 0, links = 0;
    double begun = seconds();
    for (uint64_t i = 0; i < m; i++) {
        bool there = i % 10 < 7;
        uint64_t which = mix(i) % n + (there ? 0 : n);
        struct work work = invent(which, &arena), found = {0};
        struct match match = ask(&works, i / 10, &work, &arena);
        if (match.answer == MATCH_LINK && ++links &&
            works.fetch(works.keeper, match.work, &found, &arena)) {
            bool same = str_eq(found.id[ID_DOI], work.id[ID_DOI]);
            right += same;
            wrong += !same;
        }
        arena_clear(&arena);
    }
    double took = seconds() - begun;
    must(keeper.err.kind == ERR_NONE, &keeper.err);
    printf("references a second\t%.0f\nlinked, percent of those that are "
           "there\t%.2f\nwrong links, percent\t%.3f\n",
           (double)m / took, 100 * (double)right / ((double)m * 0.7),
           100 * (double)wrong / (double)(links ? links : 1));
}

int main(int argc, char **argv)
{
    struct err err = {0};
    struct stat file = {0};
    if (argc != 4)
        die("bench/match STORE N M");
    uint64_t n = strtoull(argv[2], NULL, 10), m = strtoull(argv[3], NULL, 10);
    bool filled = stat(argv[1], &file) == 0; /* by an earlier run */
    SCOPED_STORE *store = store_open(str_of(argv[1]), STORE_WRITE, &err);
    must(store != NULL, &err);
    double begun = seconds();
    if (!filled)
        fill(store, n);
    printf("records put a second\t%.0f\n", (double)n / (seconds() - begun));
    store_close(&store);
    stat(argv[1], &file);
    printf("bytes a record\t%.0f\n", (double)file.st_size / (double)n);
    store = store_open(str_of(argv[1]), STORE_READ, &err);
    must(store != NULL, &err);
    query(store, n, m);
    return 0;
}
