/*
 * How long the writing thread takes for an article, and what the store takes
 * for a citation: made-up papers with as many references (57), citations (93)
 * and words as the articles of the corpus.
 *
 *     store FILE.db ARTICLES
 *
 * A line each time the store has grown by a tenth of that or by a thousand:
 * CPU time of packing and of putting the last articles.  Half of the
 * references are to works that others cite too, few of them to many (Zipf's
 * law), and six in ten have a DOI, as printed references do.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "paper.h"
#include "store/store.h"

#define REFS   57
#define CITED  93
#define BLOCKS 23
#define WORDS  170 /* a block: about 1,100 bytes */

static uint64_t state = 88172645463325252u;

/* Xorshift: the same papers on every machine. */
static uint32_t below(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32) % n;
}

/* Ranks 0 … n-1, rank r about 1/(r+1) as likely as the first. */
static uint32_t zipf(uint32_t n)
{
    return (uint32_t)pow((double)n, below(1u << 24) / (double)(1u << 24)) - 1;
}

static void add_words(struct buf *out, unsigned n)
{
    static const char *const piece[] = {
        "ra",  "ne", "to",  "mi",  "lu",  "sten", "vor", "gal", "pha",
        "qui", "do", "ter", "bre", "nol", "ix",   "ka",  "se",  "mun"};
    for (unsigned i = 0; i < n; i++) {
        uint32_t word = zipf(40000) + 3;
        buf_char(out, ' ');
        for (; word; word /= 18)
            buf_add(out, str_of(piece[word % 18]));
    }
}

static const char *sentence(struct arena *arena, unsigned words)
{
    SCOPED_BUF out = {0};
    buf_add(&out, S("The"));
    add_words(&out, words);
    return arena_str(arena, buf_str(&out)).ptr;
}

static void add_refs(struct doc *doc, uint32_t n)
{
    struct arena *arena = doc->arena;
    for (unsigned i = 0; i < REFS; i++) {
        uint32_t work =
            below(2) ? zipf(n * 20 + 1000) : n * 100 + i + (1u << 30);
        const char *key = arena_format(arena, "B%u", i).ptr;
        str name = work % 10 < 6 ? arena_format(arena, "doi:10.%u/j.%u.%08x",
                                                1000 + work % 9000, work % 97,
                                                work * 2654435761u)
                                 : arena_format(arena, "ref:%08x%08x",
                                                work * 2654435761u, ~work);
        uint32_t row = paper_ref(doc, key, name.ptr, sentence(arena, 12),
                                 1960 + work % 60);
        paper_ref_author(doc, row, sentence(arena, 1) + 4);
        if (work % 10 < 3)
            paper_ref_id(doc, row, arena_format(arena, "pmid:%u", work).ptr);
    }
}

static void add_block(struct doc *doc, unsigned cited)
{
    SCOPED_BUF out = {0};
    buf_add(&out, S("The"));
    for (unsigned i = 0; i < 7; i++) {
        add_words(&out, WORDS / 7);
        if (i < cited)
            buf_format(&out, " {B%u}", below(REFS));
        buf_add(&out, i < 6 ? S(". Then") : S("."));
    }
    paper_block(doc, BLOCK_TEXT, arena_str(doc->arena, buf_str(&out)).ptr);
}

static struct doc *make(struct arena *arena, uint32_t n)
{
    const char *key = arena_format(arena, "doi:10.5555/made.%u", n).ptr;
    struct doc *doc = paper_new(arena, key, sentence(arena, 11), 2000 + n % 25);
    add_refs(doc, n);
    for (unsigned i = 0; i < BLOCKS; i++) {
        if (i % 5 == 0)
            paper_section(doc, (enum section)(i / 5), sentence(arena, 2));
        add_block(doc, CITED / BLOCKS + (i < CITED % BLOCKS));
    }
    return doc;
}

static double cpu(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void fail(const struct err *err)
{
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

static void one(struct store *store, struct arena *arena, uint32_t n,
                double *packing, double *putting)
{
    struct err err = {0};
    enum put_result result;
    struct doc *doc = make(arena, n);
    double begun = cpu();
    struct packed *packed = store_pack(doc);
    double packed_at = cpu();
    if (!store_put(store, packed, &result, &err))
        fail(&err);
    *putting += cpu() - packed_at;
    *packing += packed_at - begun;
    packed_free(packed);
    arena_clear(arena);
}

int main(int argc, char **argv)
{
    struct err err = {0};
    SCOPED_ARENA arena = {0};
    uint32_t all = argc == 3 ? (uint32_t)strtoul(argv[2], NULL, 10) : 0;
    uint32_t step = all > 10000 ? all / 10 : 1000;
    if (all == 0)
        return fprintf(stderr, "usage: store FILE.db ARTICLES\n"), 2;
    SCOPED_STORE *store = store_open(str_of(argv[1]), STORE_WRITE, &err);
    if (store == NULL)
        fail(&err);
    double packing = 0, putting = 0;
    uint32_t since = 0;
    printf("articles\tpack µs\tput µs\n");
    for (uint32_t n = 1; n <= all; n++) {
        one(store, &arena, n, &packing, &putting);
        since++;
        if (n % step && n != 1000 && n != all)
            continue;
        printf("%u\t%.0f\t%.0f\n", n, packing / since, putting / since);
        fflush(stdout);
        packing = putting = since = 0;
    }
    if (!store_commit(store, &err))
        fail(&err);
    return 0;
}
