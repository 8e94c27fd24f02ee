/* resolve/match: which of a few invented works a reference means. */
#include "resolve/match.h"

#include "check.h"
#include "resolve/match_container.h"
#include "resolve/match_keys.h"
#include "resolve/match_score.h"
#include "resolve/works_memory.h"
#include "text/approx.h"

/* DOI; families; title; container; year; volume; issue; pages */
static const char *const shelf[] = {
    "moss;Fenwick,Osei,Lund;Moss gardens and the memory of rain;Journal of "
    "Invented Botany;2012;14;3;233-241",
    "ferns;Osei,Lund;Ferns of the lower valley;Journal of Invented "
    "Botany;2012;14;3;242-250",
    "granite-1;Quist,Marrow;Granite under load. Part I: grains;Stone "
    "Letters;2009;5;;80-90",
    "granite-2;Quist,Marrow;Granite under load. Part II: cracks;Stone "
    "Letters;2009;5;;91-99",
    "bridges;Harrow;The long history of small bridges;;1987;;;",
};

static void read_row(str row, struct work *work, struct arena *arena)
{
    str doi, families, family, year;
    str_split(&row, ';', &doi);
    str_split(&row, ';', &families);
    str_split(&row, ';', &work->title);
    str_split(&row, ';', &work->container);
    str_split(&row, ';', &year);
    str_split(&row, ';', &work->volume);
    str_split(&row, ';', &work->issue);
    work->page = row;
    work->id[ID_DOI] = arena_format(arena, "10.5555/%.*s", STR(doi));
    str_uint(year, &work->year);
    while (str_split(&families, ',', &family))
        vec_push(&work->author, arena, ((struct work_name){.family = family}));
}

static struct works_memory *fill(struct arena *arena)
{
    struct works_memory *memory = arena_new(arena, struct works_memory);
    memory->arena = arena;
    for (size_t i = 0; i < sizeof shelf / sizeof *shelf; i++) {
        struct work work = {0};
        read_row(str_of(shelf[i]), &work, arena);
        works_memory_add(memory, &work);
    }
    works_memory_ready(memory);
    return memory;
}

static void put(const struct works_memory *memory, const struct match *match,
                struct buf *out)
{
    SCOPED_ARENA arena = {0};
    buf_add(out, str_of(match_answer_name[match->answer]));
    if (match->answer == MATCH_NONE)
        return;
    str doi = memory->work.at[match->work - 1].id[ID_DOI];
    buf_format(out, " %.*s %.*s", STR(str_from(doi, 8)),
               STR(score_rule_name(match->rule, &arena)));
}

static void run(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    struct works_memory *memory = fill(&arena);
    struct works works = works_memory_plug(memory);
    struct match match = match_find(&works, NULL, input, &arena);
    put(memory, &match, out);
}

/* ---- fields ----------------------------------------------------------------
 */

static void every_work_is_found_by_its_own_fields(void)
{
    SCOPED_ARENA arena = {0};
    struct works_memory *memory = fill(&arena);
    struct works works = works_memory_plug(memory);
    for_vec (i, memory->work) {
        struct work fields = memory->work.at[i];
        memset(fields.id, 0, sizeof fields.id);
        struct match match = match_find(&works, &fields, S(""), &arena);
        CHECK(match.answer == MATCH_LINK);
        CHECK(match.work == (int64_t)i + 1);
    }
}

static void two_that_say_the_same_are_looked_at(void)
{
    SCOPED_ARENA arena = {0};
    struct works_memory *memory = fill(&arena);
    struct work twin = memory->work.at[0];
    twin.id[ID_DOI] = S("10.5555/twin");
    works_memory_add(memory, &twin);
    works_memory_ready(memory);
    struct works works = works_memory_plug(memory);
    memset(twin.id, 0, sizeof twin.id);
    struct match match = match_find(&works, &twin, S(""), &arena);
    CHECK(match.answer == MATCH_REVIEW);
}

static void nothing_is_nobodys(void)
{
    SCOPED_ARENA arena = {0};
    struct works_memory *memory = fill(&arena);
    struct works works = works_memory_plug(memory);
    struct work nothing = {0};
    CHECK(match_find(&works, &nothing, S(""), &arena).answer == MATCH_NONE);
    CHECK(match_find(&works, NULL, S(""), &arena).answer == MATCH_NONE);
}

/* A megabyte, ten thousand authors, absurd numbers: an answer all the same. */
static void giants_are_cut(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF text = {0};
    struct works_memory *memory = fill(&arena);
    struct works works = works_memory_plug(memory);
    struct work giant = memory->work.at[0];
    memset(giant.id, 0, sizeof giant.id);
    while (text.len < (1u << 20))
        buf_add(&text, S("Fenwick 2012 14 233 99999999999999999999 é "));
    match_find(&works, NULL, buf_str(&text), &arena);
    for (int i = 0; i < 10000; i++)
        vec_push(&giant.author, &arena,
                 ((struct work_name){.family = S("Fenwick")}));
    giant.year = 4000000000u;
    giant.title = buf_str(&text);
    works_memory_add(memory, &giant);
    works_memory_ready(memory);
    match_find(&works, &giant, S(""), &arena);
    CHECK(memory->work.n == 6);
}

/* ---- parts
 * -------------------------------------------------------------------- */

static float share(const char *container, const char *printed)
{
    SCOPED_ARENA arena = {0};
    struct sought sought;
    sought_make(NULL, str_of(printed), &sought, &arena);
    return match_container(str_of(container), &sought, &arena).share;
}

static void journals_are_known_by_their_short_names(void)
{
    CHECK(share("Journal of the American Chemical Society",
                "J. Am. Chem. Soc. 114, 10834") > 0.8F);
    CHECK(share("J Neurosci", "The Journal of Neuroscience 27: 582") > 0.7F);
    CHECK(share("Proceedings of the National Academy of Sciences",
                "Smith, PNAS 2001") == 1);
    CHECK(share("Journal of Neuroscience", "J. N. Smith and B. Cole") < 0.6F);
    CHECK(share("Stone Letters", "Journal of Botany") == 0);
}

static void an_edit_is_an_edit(void)
{
    struct approx found = approx_find(S("gardens"), S("mossgardemsand"));
    CHECK(found.edits == 1);
    CHECK(found.end == 11);
    CHECK(approx_find(S(""), S("x")).edits == 0);
    CHECK(approx_find(S("abc"), S("")).edits == 3);
}

/* Over the seam between the blocks of sixty-four. */
static void long_patterns_are_found_too(void)
{
    char pattern[200], text[400];
    memset(pattern, 'a', sizeof pattern);
    memset(text, 'b', sizeof text);
    memcpy(text + 100, pattern, sizeof pattern);
    text[163] = text[164] = 'c';
    struct approx found =
        approx_find((str){pattern, sizeof pattern}, (str){text, sizeof text});
    CHECK(found.edits == 2);
    CHECK(found.end == 300);
}

static void a_work_has_few_keys(void)
{
    SCOPED_ARENA arena = {0};
    struct works_memory *memory = fill(&arena);
    for_vec (i, memory->work) {
        match_keys keys = {0};
        match_keys_of_work(&memory->work.at[i], &keys, &arena);
        CHECK(keys.n > 0 && keys.n <= MATCH_KEYS_MAX);
    }
}

static void pages_are_completed(void)
{
    SCOPED_ARENA arena = {0};
    str first, last;
    match_pages(S("1425-37"), &first, &last, &arena);
    CHECK_STR(first, S("1425"));
    CHECK_STR(last, S("1437"));
    match_pages(S("e0371"), &first, &last, &arena);
    CHECK_STR(first, S("371"));
    CHECK_STR(last, S(""));
}

int main(void)
{
    TEST(every_work_is_found_by_its_own_fields);
    TEST(two_that_say_the_same_are_looked_at);
    TEST(nothing_is_nobodys);
    TEST(giants_are_cut);
    TEST(journals_are_known_by_their_short_names);
    TEST(an_edit_is_an_edit);
    TEST(long_patterns_are_found_too);
    TEST(a_work_has_few_keys);
    TEST(pages_are_completed);
    check_cases("tests/cases/match.txt", run);
    return check_end();
}
