/* ingest/workers: many hands, one order. */
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "check.h"
#include "ingest/hash.h"
#include "ingest/workers.h"

#define FILES 200

static struct arena arena;
static char folder[] = "/tmp/stet-workers-XXXXXX";

/* One run: what was taken, in order; which of it fails. */
struct trial {
    struct buf taken; /* "n.xml hash\n" */
    unsigned fails_at;
    unsigned n;
    const char *known;
};

static atomic_int alive; /* made and neither taken nor dropped */

static void *make(struct doc *doc, void *user)
{
    (void)user;
    struct buf *made = mem_alloc(sizeof(*made));
    *made = (struct buf){0};
    size_t slash = str_last_chr(doc->source, '/');
    buf_format(made, "%.*s %.8s\n", STR(str_from(doc->source, slash + 1)),
               doc->sha256);
    if (doc->source.len % 3 == 0)
        usleep(100); /* so that the later ones overtake */
    atomic_fetch_add(&alive, 1);
    return made;
}

static void drop(void *made)
{
    atomic_fetch_sub(&alive, 1);
    buf_close(made);
    free(made);
}

static bool take(void *made, void *user, struct err *err)
{
    struct trial *trial = user;
    bool fine = ++trial->n != trial->fails_at;
    if (fine)
        buf_add(&trial->taken, buf_str(made));
    drop(made);
    return fine || err_set(err, ERR_STORE, "full");
}

static bool is_known(unsigned worker, const char *sha256, void *user)
{
    (void)worker;
    return strcmp(sha256, ((struct trial *)user)->known) == 0;
}

static void write_file(const char *name, str text)
{
    FILE *file = fopen(arena_format(&arena, "%s/%s", folder, name).ptr, "w");
    if (file == NULL || fwrite(text.ptr, 1, text.len, file) != text.len)
        die("can't write %s", name);
    fclose(file);
}

static bool run_all(struct trial *trial, const char *path, unsigned workers,
                    struct work_sum *sum, struct err *err)
{
    strs paths = {0};
    vec_push(&paths, &arena, arena_format(&arena, "%s/%s", folder, path));
    struct workload work = {.paths = paths,
                            .workers = workers,
                            .user = trial,
                            .known = trial->known ? is_known : NULL,
                            .make = make,
                            .take = take,
                            .drop = drop};
    return work_run(&work, sum, err);
}

/* ---- claims ---------------------------------------------------------- */

static void the_order_is_that_of_the_inputs(void)
{
    struct trial alone = {0};
    struct work_sum sum;
    struct err err = {0};
    CHECK(run_all(&alone, "many", 1, &sum, &err));
    CHECK(sum.inputs == FILES && sum.articles == FILES && sum.failed == 0);
    for (unsigned workers = 2; workers <= 9; workers += 7) {
        struct trial trial = {0};
        CHECK(run_all(&trial, "many", workers, &sum, &err));
        CHECK(str_eq(buf_str(&trial.taken), buf_str(&alone.taken)));
        buf_close(&trial.taken);
    }
    buf_close(&alone.taken);
    CHECK(alive == 0);
}

static void a_taker_that_fails_ends_it_all(void)
{
    for (unsigned at = 1; at < FILES; at += 40) {
        struct trial trial = {.fails_at = at};
        struct work_sum sum;
        struct err err = {0};
        CHECK(!run_all(&trial, "many", 3, &sum, &err));
        CHECK_STR(str_of(err.text), S("full"));
        CHECK(trial.n == at && sum.articles == at - 1 && alive == 0);
        buf_close(&trial.taken);
    }
}

static void a_file_of_many_articles_is_taken_in_their_order(void)
{
    struct trial trial = {0};
    struct work_sum sum;
    struct err err = {0};
    char hash[HASH_SIZE], want[64];
    hash_bytes(S("<set><article/><article/></set>"), hash);
    write_file("set.xml", S("<set><article/><article/></set>"));
    CHECK(run_all(&trial, "set.xml", 2, &sum, &err));
    CHECK(sum.inputs == 1 && sum.articles == 2);
    int n = snprintf(want, sizeof(want), "set.xml %.8s\nset.xml#2 ", hash);
    CHECK(str_starts(buf_str(&trial.taken), (str){want, (size_t)n}));
    buf_close(&trial.taken);
}

static void what_is_known_is_left_alone(void)
{
    char hash[HASH_SIZE];
    struct work_sum sum;
    struct err err = {0};
    struct trial trial = {.known = hash};
    hash_bytes(S("<article><body><p>7</p></body></article>"), hash);
    CHECK(run_all(&trial, "many", 2, &sum, &err));
    CHECK(sum.known == 1 && sum.articles == FILES - 1);
    CHECK(sum.inputs == FILES);
    buf_close(&trial.taken);
}

/* Of a file cut short by a kill the first article may be all that is known. */
static void the_first_of_many_being_known_says_nothing(void)
{
    char hash[HASH_SIZE];
    struct work_sum sum;
    struct err err = {0};
    struct trial trial = {.known = hash};
    hash_bytes(S("<set><article/><article/></set>"), hash);
    CHECK(run_all(&trial, "set.xml", 2, &sum, &err));
    CHECK(sum.known == 0 && sum.articles == 2);
    buf_close(&trial.taken);
}

static void of_a_broken_file_the_whole_articles_are_taken(void)
{
    struct trial trial = {0};
    struct work_sum sum;
    struct err err = {0};
    write_file("cut.xml", S("<set><article/><article><body>"));
    CHECK(run_all(&trial, "cut.xml", 2, &sum, &err));
    CHECK(sum.articles == 1 && sum.failed == 1 && alive == 0);
    buf_close(&trial.taken);
}

int main(void)
{
    if (mkdtemp(folder) == NULL)
        die("can't make a folder");
    mkdir(arena_format(&arena, "%s/many", folder).ptr, 0777);
    for (unsigned i = 0; i < FILES; i++)
        write_file(arena_format(&arena, "many/%u.xml", i).ptr,
                   arena_format(
                       &arena, "<article><body><p>%u</p></body></article>", i));
    TEST(the_order_is_that_of_the_inputs);
    TEST(a_taker_that_fails_ends_it_all);
    TEST(a_file_of_many_articles_is_taken_in_their_order);
    TEST(what_is_known_is_left_alone);
    TEST(the_first_of_many_being_known_says_nothing);
    TEST(of_a_broken_file_the_whole_articles_are_taken);
    int code = system(arena_format(&arena, "rm -rf '%s'", folder).ptr);
    arena_close(&arena);
    return check_end() || code != 0;
}
