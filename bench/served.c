/*
 * A store to serve from: made-up articles with 57 references and 93 labelled
 * citations each, one in a hundred words of a full text, and one work that
 * every one of the first ten thousand cites.
 *
 *     served FILE.db ARTICLES [FIRST]      11,000 make a million citations
 *
 * Works cited are doi:10.5555/w.N with N by Zipf's law over a hundred
 * thousand, or cited once; the one that all cite is doi:10.5555/giant.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "paper.h"
#include "store/store.h"

#define REFS   57
#define CITED  93
#define BLOCKS 16
#define WORKS  100000
#define GIANT  10000

static uint64_t state = 88172645463325252u;

/* Xorshift: the same papers on every machine. */
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

static void add_words(struct buf *out, unsigned n)
{
    static const char *const piece[] = {"ra",   "ne",  "to",  "mi",
                                        "sten", "vor", "gal", "qui",
                                        "do",   "ter", "ka",  "se"};
    for (unsigned i = 0; i < n; i++) {
        uint32_t word = zipf(40000) + 3;
        buf_char(out, ' ');
        for (; word; word /= 12)
            buf_add(out, str_of(piece[word % 12]));
    }
}

static void add_refs(struct doc *doc, uint32_t n)
{
    for (unsigned i = 0; i < REFS; i++) {
        const char *key = arena_format(doc->arena, "B%u", i).ptr;
        uint32_t work = below(2) ? zipf(WORKS) : WORKS + n * REFS + i;
        str name = i == 0 && n <= GIANT
                       ? S("doi:10.5555/giant")
                       : arena_format(doc->arena, "doi:10.5555/w.%u", work);
        SCOPED_BUF title = {0};
        add_words(&title, 9);
        paper_ref(doc, key, name.ptr,
                  arena_str(doc->arena, buf_str(&title)).ptr, 1970 + work % 50);
    }
}

static void add_block(struct doc *doc, unsigned first, unsigned cited)
{
    SCOPED_BUF out = {0};
    buf_add(&out, S("The"));
    for (unsigned i = 0; i < cited; i++) {
        add_words(&out, 22);
        buf_format(&out, " {B%u}. Then",
                   first == 0 && i == 0 ? 0 : below(REFS));
    }
    add_words(&out, 10);
    buf_char(&out, '.');
    paper_block(doc, BLOCK_TEXT, arena_str(doc->arena, buf_str(&out)).ptr);
}

static struct doc *make(struct arena *arena, uint32_t n)
{
    static const enum stance stance[] = {STANCE_MENTIONING, STANCE_MENTIONING,
                                         STANCE_MENTIONING, STANCE_SUPPORTING,
                                         STANCE_CONTRASTING};
    const char *key = arena_format(arena, "doi:10.5555/made.%u", n).ptr;
    SCOPED_BUF title = {0};
    add_words(&title, 11);
    struct doc *doc = paper_new(
        arena, key, arena_str(arena, buf_str(&title)).ptr, 1995 + n % 30);
    paper_author(doc, "Made", "Up");
    add_refs(doc, n);
    for (unsigned i = 0, at = 0; i < BLOCKS; i++) {
        unsigned cited = CITED / BLOCKS + (i < CITED % BLOCKS);
        if (i % 4 == 0)
            paper_section(doc, (enum section)(i / 4 + 1), "A heading");
        add_block(doc, at, cited);
        at += cited;
    }
    paper_label(doc, "stance-1", stance[n % 5]);
    return doc;
}

int main(int argc, char **argv)
{
    struct err err = {0};
    SCOPED_ARENA arena = {0};
    uint32_t all = argc >= 3 ? (uint32_t)strtoul(argv[2], NULL, 10) : 0;
    uint32_t first = argc == 4 ? (uint32_t)strtoul(argv[3], NULL, 10) : 1;
    if (all == 0)
        return fprintf(stderr, "usage: served FILE.db ARTICLES [FIRST]\n"), 2;
    SCOPED_STORE *store = store_open(str_of(argv[1]), STORE_WRITE, &err);
    for (uint32_t n = first; store && n < first + all; n++) {
        enum put_result result;
        struct packed *packed = store_pack(make(&arena, n));
        if (!store_put(store, packed, &result, &err))
            break;
        packed_free(packed);
        arena_clear(&arena);
    }
    if (err.kind == ERR_NONE && store_commit(store, &err))
        return 0;
    fprintf(stderr, "%s\n", err.text);
    return 1;
}
