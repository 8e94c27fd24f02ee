/*
 * How long a search takes in a store of millions of citations.
 *
 *     search make FILE.db RECORDS.jsonl CITATIONS
 *     search ask FILE.db
 *
 * `make` loads the records (of `stet extract`) over and over, under new keys,
 * until the store has so many citations.  From the second time on three in a
 * hundred words of six letters and more are replaced by made-up ones, drawn by
 * Zipf's law from three million, and half of the works cited are new: words
 * and works grow in number as they would with as many different articles.
 *
 * `ask` draws queries by how many passages a word is in, and prints for each
 * kind p50 and p99 of the thread's CPU time and of wall time, in
 * milliseconds.  What is measured is all of search_run, the page of twenty
 * with its texts and lit words included.
 */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "doc/record.h"
#include "resolve/identifier.h"
#include "search/search.h"
#include "store/sql.h"

static uint64_t state = 88172645463325252u;

/* Xorshift: the same on every machine. */
static uint32_t below(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32) % n;
}

static uint32_t zipf(uint32_t n)
{
    return (uint32_t)pow((double)n, below(1u << 24) / (double)(1u << 24)) - 1;
}

static void fail(const struct err *err)
{
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

/* ---- making ------------------------------------------------------------- */

#define REPLACED 3 /* words in a hundred */
#define RANKS    3000000u

/* A made-up word of as many letters. */
static void replace_word(char *word, size_t len)
{
    uint64_t n = (zipf(RANKS) + 1) * 0x9E3779B97F4A7C15u;
    for (size_t i = 0; i < len; i++, n = n * 6364136223846793005u + 1442695)
        word[i] = (char)('a' + (n >> 40) % 26);
}

static void replace_words(struct doc *doc)
{
    for_vec (b, doc->block) {
        struct span at = doc->block.at[b].text;
        uint32_t start = at.start;
        for (uint32_t i = at.start; i <= at.end; i++) {
            if (i < at.end && isalpha((unsigned char)doc->text.ptr[i]))
                continue;
            if (i - start >= 6 && below(100) < REPLACED)
                replace_word(doc->text.ptr + start, i - start);
            start = i + 1;
        }
    }
}

/* Other last letters: another work. */
static void rename_span(struct doc *doc, struct span span, unsigned turn)
{
    if (span_len(span) < 12)
        return;
    for (uint32_t i = 1; i <= 3; i++, turn /= 26)
        doc->text.ptr[span.end - i] = (char)('a' + turn % 26);
}

static void make_another(struct doc *doc, unsigned turn)
{
    if (turn == 0)
        return;
    replace_words(doc);
    doc->key = arena_format(doc->arena, "%.*s.%u", STR(doc->key), turn);
    for (int s = 0; s < ID_SCHEMES; s++)
        doc->meta.id.of[s] = (struct span){0};
    snprintf(doc->sha256, 9, "%08x", turn * 2654435761u);
    doc->sha256[8] = '0';
    for_vec (i, doc->ref) {
        struct ref *ref = &doc->ref.at[i];
        for (int s = 0; s < ID_SCHEMES; s++)
            ref->id.of[s] = (struct span){0};
        if (below(2))
            rename_span(doc, ref->work, turn);
    }
}

static void load_once(struct store *store, const char *path, unsigned turn,
                      uint64_t *citations, uint64_t wanted)
{
    struct err err = {0};
    SCOPED_ARENA arena = {0};
    FILE *file = fopen(path, "rb");
    SCOPED_LINES lines = {.file = file};
    struct doc *doc;
    enum put_result result;
    if (file == NULL)
        exit(2);
    while (*citations < wanted &&
           (doc = record_read(&lines, &arena, &err)) != NULL) {
        make_another(doc, turn);
        struct packed *packed = store_pack(doc);
        if (!store_put(store, packed, &result, &err))
            fail(&err);
        packed_free(packed);
        *citations += doc->citation.n;
        arena_clear(&arena);
    }
    fclose(file);
    if (err.kind != ERR_NONE)
        fail(&err);
}

static void make(const char *db, const char *records, uint64_t wanted)
{
    struct err err = {0};
    SCOPED_STORE *store = store_open(str_of(db), STORE_WRITE, &err);
    if (store == NULL)
        fail(&err);
    uint64_t citations = 0;
    for (unsigned turn = 0; citations < wanted; turn++)
        load_once(store, records, turn, &citations, wanted);
    if (!store_commit(store, &err))
        fail(&err);
}

/* ---- asking ------------------------------------------------------------- */

#define QUERIES 25
#define REPEATS 4

struct asking {
    struct store *store;
    struct search *search;
    struct arena arena;
    uint64_t passages;
};

static double clock_ms(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Words in so many passages, drawn at random. */
static void draw(struct asking *a, double from, double to, strs *out)
{
    struct err err = {0};
    sqlite3 *db = store_db(a->store);
    strs all = {0};
    SCOPED_SQL *s = sql_prepare(db,
                                "SELECT term FROM search_term WHERE texts"
                                " BETWEEN ?1 AND ?2 AND term GLOB '[a-z]*'"
                                " AND length(term)>2",
                                &err);
    if (s == NULL)
        fail(&err);
    sqlite3_bind_double(s, 1, from);
    sqlite3_bind_double(s, 2, to);
    while (sql_next(db, s, &err))
        vec_push(&all, &a->arena, sql_copy(s, 0, &a->arena));
    for (int i = 0; i < QUERIES && all.n; i++)
        vec_push(out, &a->arena, all.at[below(all.n)]);
}

/* Two words that stand side by side in some passage. */
static void draw_phrases(struct asking *a, const strs *word, strs *out)
{
    for_vec (i, *word) {
        struct err err = {0};
        struct search_reply reply;
        struct search_request request = {.query = word->at[i], .limit = 1};
        if (!search_run(a->search, &request, &a->arena, &reply, &err))
            fail(&err);
        if (reply.passage.n == 0 || reply.passage.at[0].sentence.n == 0)
            continue;
        str text = reply.passage.at[0].row.sentence, next;
        size_t at = reply.passage.at[0].sentence.at[0].end;
        str rest = str_from(text, at);
        if (str_word(&rest, &next) && next.len > 2 && is_alpha(next.ptr[0]))
            vec_push(out, &a->arena,
                     arena_format(&a->arena, "\"%.*s %.*s\"", STR(word->at[i]),
                                  STR(next)));
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void measure(struct asking *a, const char *name, const strs *query,
                    struct search_request request)
{
    static double cpu[QUERIES * REPEATS], wall[QUERIES * REPEATS];
    size_t n = 0;
    uint64_t found = 0;
    for (int repeat = 0; repeat < REPEATS; repeat++)
        for_vec (i, *query) {
            struct err err = {0};
            struct search_reply reply;
            SCOPED_ARENA arena = {0};
            request.query = query->at[i];
            double c = clock_ms(CLOCK_THREAD_CPUTIME_ID);
            double w = clock_ms(CLOCK_MONOTONIC);
            if (!search_run(a->search, &request, &arena, &reply, &err))
                fail(&err);
            cpu[n] = clock_ms(CLOCK_THREAD_CPUTIME_ID) - c;
            wall[n++] = clock_ms(CLOCK_MONOTONIC) - w;
            found += reply.total;
        }
    if (n == 0)
        return;
    qsort(cpu, n, sizeof(*cpu), by_size);
    qsort(wall, n, sizeof(*wall), by_size);
    printf("%s\t%zu\t%.3f\t%.3f\t%.3f\t%.3f\t%.0f\n", name, n, cpu[n / 2],
           cpu[n * 99 / 100], wall[n / 2], wall[n * 99 / 100],
           (double)found / (double)n);
    fflush(stdout);
}

static void ask_all(struct asking *a)
{
    strs rare = {0}, medium = {0}, common = {0}, two = {0}, phrase = {0};
    double n = (double)a->passages;
    draw(a, 20, 200, &rare);
    draw(a, n * 0.004, n * 0.02, &medium);
    draw(a, n * 0.06, n * 0.2, &common);
    draw_phrases(a, &medium, &phrase);
    draw_phrases(a, &rare, &phrase);
    phrase.n = phrase.n < QUERIES ? phrase.n : QUERIES;
    for (int i = 0; i < QUERIES && common.n; i++)
        vec_push(&two, &a->arena,
                 arena_format(&a->arena, "%.*s %.*s",
                              STR(common.at[below(common.n)]),
                              STR(common.at[below(common.n)])));
    struct search_request plain = {0}, counted = {.facets = true}, filter = {0};
    struct search_request works = {.what = SEARCH_WORKS};
    struct search_filter stance = {S("stance"), S("supporting")};
    struct search_filter year = {S("year"), S("2015-2020")};
    vec_push(&filter.filter, &a->arena, stance);
    vec_push(&filter.filter, &a->arena, year);
    printf("query\tn\tcpu p50\tcpu p99\twall p50\twall p99\tfound\n");
    measure(a, "rare", &rare, plain);
    measure(a, "medium", &medium, plain);
    measure(a, "common", &common, plain);
    measure(a, "two common", &two, plain);
    measure(a, "phrase", &phrase, plain);
    measure(a, "common, stance and years", &common, filter);
    measure(a, "common, facets", &common, counted);
    measure(a, "works, medium", &medium, works);
    measure(a, "works, common", &common, works);
}

static void ask(const char *db)
{
    struct err err = {0};
    struct asking a = {0};
    SCOPED_STORE *store = store_open(str_of(db), STORE_READ, &err);
    SCOPED_SEARCH *search = store ? search_open(store, id_key, &err) : NULL;
    struct search_request first = {.query = S("first")};
    struct search_reply reply;
    if (search == NULL)
        fail(&err);
    a.store = store;
    a.search = search;
    a.passages = (uint64_t)sql_one(store_db(store),
                                   "SELECT sum(passages) FROM search_doc", 0);
    double begun = clock_ms(CLOCK_THREAD_CPUTIME_ID);
    if (!search_run(search, &first, &a.arena, &reply, &err))
        fail(&err);
    printf("the first search, which reads the columns\t%.1f\n",
           clock_ms(CLOCK_THREAD_CPUTIME_ID) - begun);
    begun = clock_ms(CLOCK_THREAD_CPUTIME_ID);
    first.what = SEARCH_WORKS;
    if (!search_run(search, &first, &a.arena, &reply, &err))
        fail(&err);
    printf("the first of works\t%.1f\n",
           clock_ms(CLOCK_THREAD_CPUTIME_ID) - begun);
    ask_all(&a);
    arena_close(&a.arena);
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "make") == 0)
        make(argv[2], argv[3], strtoull(argv[4], NULL, 10));
    else if (argc == 3 && strcmp(argv[1], "ask") == 0)
        ask(argv[2]);
    else
        return fprintf(stderr, "usage: search make DB RECORDS N | ask DB\n"), 2;
    return 0;
}
