/* resolve/cluster: which of a few references mean one work. */
#include "resolve/cluster.h"

#include "check.h"

static struct arena arena;

static struct work work(const char *family, const char *title, uint32_t year)
{
    struct work made = {.title = str_of(title), .year = year};
    vec_push(&made.author, &arena,
             ((struct work_name){.family = str_of(family)}));
    return made;
}

static struct works_memory *shelve(const struct work *row, uint32_t n)
{
    struct works_memory *memory = arena_new(&arena, struct works_memory);
    memory->arena = &arena;
    for (uint32_t i = 0; i < n; i++)
        works_memory_add(memory, &row[i]);
    works_memory_ready(memory);
    return memory;
}

static void what_means_the_same_is_one(void)
{
    const struct work row[] = {
        work("Harrow", "The long history of small bridges in towns", 1987),
        work("Quist", "Granite under load: a field guide to cracks", 1990),
        work("Harrow", "Long history of small bridges in towns.", 1987),
        work("Harrow", "The long history of smal bridges in towns", 1987),
    };
    struct clustered *made = cluster_works(shelve(row, 4), &arena);
    CHECK(made[0].of == 0 && made[2].of == 0 && made[3].of == 0);
    CHECK(made[1].of == 1 && made[1].score <= 0);
}

static void parts_and_editions_stay_apart(void)
{
    const struct work row[] = {
        work("Quist", "Granite under load. Part I", 1990),
        work("Quist",
             "Granite under load. Part I: grains and their ways to "
             "break in winter",
             1990),
        work("Harrow", "The long history of small bridges in towns", 1987),
        work("Harrow", "The long history of small bridges in towns", 1999),
        work("Lindgren", "The long history of small bridges in towns", 1987),
    };
    struct clustered *made = cluster_works(shelve(row, 5), &arena);
    for (uint32_t i = 0; i < 5; i++)
        CHECK(made[i].of == i);
}

static void nothing_is_no_cluster(void)
{
    const struct work row[] = {{.year = 1990}, {.year = 1990}};
    struct clustered *made = cluster_works(shelve(row, 2), &arena);
    CHECK(made[0].of == 0 && made[1].of == 1);
    cluster_works(shelve(row, 0), &arena);
}

int main(void)
{
    TEST(what_means_the_same_is_one);
    TEST(parts_and_editions_stay_apart);
    TEST(nothing_is_no_cluster);
    arena_close(&arena);
    return check_end();
}
