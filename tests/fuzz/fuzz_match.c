/*
 * Any text as a reference: it is matched against a few works, as a string
 * and, its lines, as fields; the score is a probability, the answer one of
 * three, and asking twice gives the same.
 */
#include <assert.h>

#include "base/utf8.h"
#include "resolve/match.h"
#include "resolve/works_memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void read_fields(str text, struct work *work, struct arena *arena)
{
    str *field[] = {&work->title, &work->container, &work->volume,
                    &work->issue, &work->page,      &work->container_short};
    str line;
    for (size_t i = 0; str_split(&text, '\n', &line); i++)
        if (i < sizeof field / sizeof *field)
            *field[i] = line;
        else
            vec_push(&work->author, arena,
                     ((struct work_name){.family = line, .given = line}));
    str_uint(work->issue, &work->year);
}

static void check_match(const struct works *works, const struct work *fields,
                        str raw, struct arena *arena)
{
    struct match one = match_find(works, fields, raw, arena),
                 two = match_find(works, fields, raw, arena);
    assert(one.answer == two.answer && one.work == two.work);
    assert(one.score >= 0 && one.score <= 1 && one.next <= one.score);
    assert(one.answer == MATCH_NONE || one.work > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    str text = {(const char *)bytes, size};
    if (size > 8192 || utf8_check(text) < text.len)
        return 0;
    SCOPED_ARENA arena = {0};
    struct works_memory memory = {.arena = &arena};
    struct work known = {.title = S("Moss gardens and the memory of rain"),
                         .container = S("Journal of Invented Botany"),
                         .volume = S("14"),
                         .page = S("233-241"),
                         .year = 2012};
    struct work given = {0};
    vec_push(&known.author, &arena,
             ((struct work_name){.family = S("Fenwick"), .given = S("A")}));
    read_fields(text, &given, &arena);
    works_memory_add(&memory, &known);
    works_memory_add(&memory, &given);
    works_memory_ready(&memory);
    struct works works = works_memory_plug(&memory);
    check_match(&works, NULL, text, &arena);
    check_match(&works, &given, S(""), &arena);
    return 0;
}
