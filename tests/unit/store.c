/* store/: what goes in, and what stays when it goes wrong. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "paper.h"
#include "store/inside.h"
#include "store/merge.h"
#include "store/rows.h"
#include "store/schema.h"

static char folder[] = "/tmp/stet-store-XXXXXX";
static struct arena arena;
static unsigned stores;

/* A path where nothing is yet. */
static str fresh(void)
{
    return arena_format(&arena, "%s/%u.db", folder, ++stores);
}

static struct store *open_new(void)
{
    struct err err = {0};
    struct store *store = store_open(fresh(), STORE_WRITE, &err);
    if (store == NULL)
        die("%s", err.text);
    return store;
}

static enum put_result put(struct store *store, const struct doc *doc)
{
    struct err err = {0};
    enum put_result result = PUT_NEW;
    struct packed *packed = store_pack(doc);
    CHECK(store_put(store, packed, &result, &err) && store_commit(store, &err));
    CHECK_STR(str_of(err.text), S(""));
    packed_free(packed);
    return result;
}

static int64_t count(struct store *store, const char *what)
{
    str sql = arena_format(&arena, "SELECT count(*) FROM %s", what);
    return sql_one(store->db, sql.ptr, -1);
}

static bool is_whole(struct store *store)
{
    struct err err = {0};
    SCOPED_SQL *s = sql_prepare(store->db, "PRAGMA integrity_check", &err);
    bool ok =
        s && sql_next(store->db, s, &err) && str_eq(sql_column(s, 0), S("ok"));
    return ok && count(store, "pragma_foreign_key_check") == 0;
}

/* Two refs, three citations; `n` makes another one of it. */
static struct doc *paper(unsigned n)
{
    struct doc *doc =
        paper_new(&arena, arena_format(&arena, "doi:10.5555/p%u", n).ptr,
                  "A paper", 2010 + n % 10);
    paper_ref(doc, "B1", "doi:10.5555/shared", "Shared", 1999);
    paper_ref(doc, "B2", arena_format(&arena, "ref:%u", n).ptr, "Its own", 0);
    paper_section(doc, SECTION_RESULTS, "Results");
    paper_block(doc, BLOCK_TEXT, "First. We saw this {B1,B2}. Then {B1}.");
    return doc;
}

/* ---- in and out --------------------------------------------------------- */

static void the_same_bytes_change_nothing(void)
{
    SCOPED_STORE *store = open_new();
    CHECK(put(store, paper(1)) == PUT_NEW);
    int64_t changes = sqlite3_total_changes(store->db);
    CHECK(put(store, paper(1)) == PUT_UNCHANGED);
    CHECK(sqlite3_total_changes(store->db) == changes);
    CHECK(count(store, "doc") == 1 && count(store, "citation") == 3);
}

static void a_new_version_takes_the_place_of_the_old(void)
{
    SCOPED_STORE *store = open_new();
    struct doc *old = paper(1), *new;
    paper_label(old, "stance-1", STANCE_SUPPORTING);
    put(store, old);
    put(store, paper(2));
    CHECK(count(store, "label") == 3 && count(store, "work") == 5);
    new = paper_new(&arena, "doi:10.5555/p1", "A better paper", 2011);
    paper_version(new, 2);
    paper_ref(new, "B1", "doi:10.5555/else", "Something else", 2001);
    paper_block(new, BLOCK_TEXT, "Only this {B1}.");
    CHECK(put(store, new) == PUT_REPLACED);
    CHECK(count(store, "doc") == 2 && count(store, "citation") == 4);
    CHECK(count(store, "label") == 0);
    CHECK(count(store, "work WHERE key='ref:1'") == 0);
    CHECK(count(store, "work WHERE key='doi:10.5555/shared'") == 1);
    CHECK(count(store, "work WHERE title='A better paper'") == 1);
    CHECK(is_whole(store));
}

static void a_better_key_makes_it_no_other_article(void)
{
    SCOPED_STORE *store = open_new();
    struct doc *old = paper_new(&arena, "pmid:7", "Early", 2020);
    struct doc *new = paper_new(&arena, "doi:10.5555/late", "Late", 2020);
    struct doc *other = paper_new(&arena, "doi:10.5555/x", "Other", 2020);
    paper_id(new, "pmid:7");
    paper_id(other, "pmid:7"); /* a typing error: they have DOIs of their own */
    put(store, old);
    CHECK(put(store, new) == PUT_REPLACED);
    CHECK(count(store, "doc WHERE key='doi:10.5555/late'") == 1);
    CHECK(put(store, other) == PUT_NEW);
    CHECK(count(store, "doc") == 2 &&
          count(store, "doc WHERE key LIKE 'p%'") == 0);
}

static void removing_leaves_nothing_of_it(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    struct doc *doc = paper(1);
    paper_label(doc, "stance-1", STANCE_MENTIONING);
    paper_notice(doc, NOTICE_RETRACTION, "doi:10.5555/bad", "2020-01-01");
    put(store, doc);
    bool found = false;
    CHECK(store_remove(store, S("doi:10.5555/none"), &found, &err) && !found);
    CHECK(store_remove(store, S("doi:10.5555/p1"), &found, &err) && found);
    static const char *const table[] = {
        "work", "identifier", "identifier_hash", "doc",   "body",  "note",
        "ref",  "block",      "citation",        "label", "notice"};
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
        CHECK(count(store, table[i]) == 0);
}

static void a_cited_work_outlives_its_article(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    bool found;
    struct doc *cited = paper_new(&arena, "doi:10.5555/shared", "Shared", 1999);
    put(store, cited);
    put(store, paper(1));
    CHECK(store_remove(store, S("doi:10.5555/shared"), &found, &err) && found);
    CHECK(count(store, "work WHERE key='doi:10.5555/shared'") == 1);
    CHECK(store_remove(store, S("doi:10.5555/p1"), &found, &err) && found);
    CHECK(count(store, "work") == 0);
}

static void two_versions_of_an_article_dont_take_turns(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    bool found;
    struct doc *first = paper(1), *second = paper(1);
    memset(second->sha256, 'e', 64);
    CHECK(put(store, first) == PUT_NEW);
    CHECK(put(store, second) == PUT_REPLACED);
    CHECK(put(store, first) == PUT_UNCHANGED);
    CHECK(put(store, second) == PUT_UNCHANGED);
    struct known *known = store_known(store, &err);
    CHECK(known_has(known, first->sha256) && known_has(known, second->sha256));
    known_free(known);
    CHECK(store_remove(store, S("doi:10.5555/p1"), &found, &err));
    CHECK(put(store, first) == PUT_NEW);
    CHECK(count(store, "former") == 0);
}

static void put_again_a_known_file_replaces_its_doc(void)
{
    SCOPED_STORE *store = open_new();
    struct doc *other = paper(1);
    memset(other->sha256, 'e', 64);
    put(store, paper(1));
    put(store, other);
    store_again(store);
    CHECK(put(store, paper(1)) == PUT_REPLACED);
    CHECK(put(store, paper(1)) == PUT_REPLACED);
    CHECK(count(store, "doc") == 1 && count(store, "former") == 1);
}

static void known_hashes_are_those_of_the_docs(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    for (unsigned n = 0; n < 40; n++)
        put(store, paper(n));
    struct known *known = store_known(store, &err);
    CHECK(known != NULL);
    bool all = true;
    for (unsigned n = 0; n < 40; n++)
        all = all && known_has(known, paper(n)->sha256);
    CHECK(all && !known_has(known, paper(41)->sha256));
    known_free(known);
}

/* ---- who is who --------------------------------------------------------- */

/* The key of the work that an identifier names. */
static str named(struct store *store, const char *id)
{
    struct err err = {0};
    SCOPED_SQL *s = sql_prepare(store->db,
                                "SELECT key FROM work JOIN identifier ON "
                                "work=work.id WHERE identifier.id=?1",
                                &err);
    sql_text(s, 1, str_of(id));
    return sql_next(store->db, s, &err) ? sql_copy(s, 0, &arena) : S("");
}

static void any_identifier_finds_the_work(void)
{
    SCOPED_STORE *store = open_new();
    struct doc *a = paper(1), *b = paper(2);
    paper_ref_id(a, paper_ref(a, "B3", "doi:10.5555/x", "X", 2001), "pmid:5");
    paper_ref(b, "B3", "pmid:5", "The same", 2001);
    put(store, a);
    put(store, b);
    CHECK_STR(named(store, "pmid:5"), S("doi:10.5555/x"));
    CHECK_STR(named(store, "doi:10.5555/x"), S("doi:10.5555/x"));
    CHECK(count(store, "ref WHERE work=(SELECT id FROM work WHERE key="
                       "'doi:10.5555/x')") == 2);
}

static void a_name_is_found_wherever_it_moves(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    put(store, paper(1));
    int64_t from = work_find(store, S("doi:10.5555/shared"), &err);
    int64_t to = work_find(store, S("doi:10.5555/p1"), &err);
    CHECK(from > 0 && to > 0 && from != to);
    CHECK(work_merge(store, to, from, S(""), &err));
    CHECK(work_find(store, S("doi:10.5555/shared"), &err) == to);
    CHECK(work_find(store, S("doi:10.5555/Shared"), &err) == 0);
    CHECK(count(store, "identifier") == count(store, "identifier_hash"));
}

static void a_work_gets_the_identifiers_it_lacked(void)
{
    SCOPED_STORE *store = open_new();
    struct doc *a = paper(1), *b = paper(2);
    paper_ref(a, "B3", "pmid:5", "X", 2001);
    paper_ref_id(b, paper_ref(b, "B3", "doi:10.5555/x", "X", 2001), "pmid:5");
    put(store, a);
    put(store, b);
    CHECK_STR(named(store, "doi:10.5555/x"), S("pmid:5"));
}

static void an_identifier_stays_with_the_work_that_had_it_first(void)
{
    SCOPED_STORE *store = open_new();
    struct doc *a = paper(1), *b = paper(2);
    paper_ref(a, "B3", "doi:10.5555/x", "X", 2001);
    paper_ref(a, "B4", "pmid:5", "Y", 2002);
    paper_ref_id(b, paper_ref(b, "B3", "doi:10.5555/x", "X", 2001), "pmid:5");
    put(store, a);
    put(store, b);
    CHECK_STR(named(store, "pmid:5"), S("pmid:5"));
    CHECK(count(store, "note WHERE kind='id-contested' AND count=1") == 1);
    CHECK(count(store, "ref WHERE work=(SELECT work FROM identifier WHERE id="
                       "'doi:10.5555/x')") == 2); /* the DOI decides */
}

static void a_work_is_called_what_its_own_text_says(void)
{
    SCOPED_STORE *store = open_new();
    put(store, paper(1)); /* cites it as "Shared" */
    put(store, paper_new(&arena, "doi:10.5555/shared", "Its real name", 1998));
    put(store, paper(2));
    CHECK(count(store, "work WHERE title='Its real name' AND year=1998") == 1);
    CHECK(count(store, "work WHERE title='Shared'") == 0);
}

static void what_one_ref_leaves_out_the_next_may_say(void)
{
    SCOPED_STORE *store = open_new();
    struct doc *a = paper(1), *b = paper(2);
    paper_ref(a, "B3", "doi:10.5555/x", "", 0);
    paper_ref(b, "B3", "doi:10.5555/x", "A title", 2003);
    put(store, a);
    put(store, b);
    CHECK(count(store, "work WHERE key='doi:10.5555/x' AND title='A title'"
                       " AND year=2003") == 1);
}

/* ---- the file ----------------------------------------------------------- */

static bool refused(str path, enum store_mode mode, const char *because)
{
    struct err err = {0};
    SCOPED_STORE *store = store_open(path, mode, &err);
    bool says = str_find(str_of(err.text), str_of(because)) != STR_NONE &&
                str_find(str_of(err.text), path) != STR_NONE;
    if (!says)
        printf("it says '%s'\n", err.text);
    return store == NULL && err.kind == ERR_STORE && says;
}

static void a_second_writer_is_refused_and_readers_are_not(void)
{
    struct err err = {0};
    str path = fresh();
    SCOPED_STORE *writer = store_open(path, STORE_WRITE, &err);
    CHECK(refused(path, STORE_WRITE, "another stet is writing to it"));
    put(writer, paper(1));
    SCOPED_STORE *reader = store_open(path, STORE_READ, &err);
    CHECK(reader && count(reader, "doc") == 1);
    store_close(&writer);
    SCOPED_STORE *next = store_open(path, STORE_WRITE, &err);
    CHECK(next != NULL);
}

static void a_reader_sees_whole_batches_only(void)
{
    struct err err = {0};
    enum put_result result;
    str path = fresh();
    SCOPED_STORE *writer = store_open(path, STORE_WRITE, &err);
    SCOPED_STORE *reader = store_open(path, STORE_READ, &err);
    struct packed *packed = store_pack(paper(1));
    CHECK(store_put(writer, packed, &result, &err));
    CHECK(count(reader, "doc") == 0);
    CHECK(store_commit(writer, &err) && count(reader, "doc") == 1);
    packed_free(packed);
}

static void what_is_no_store_is_refused(void)
{
    str text = fresh(), other = fresh();
    FILE *file = fopen(text.ptr, "w");
    for (int i = 0; i < 2000; i++)
        fputs("this is no database ", file);
    fclose(file);
    CHECK(refused(text, STORE_WRITE, "not a"));
    CHECK(refused(text, STORE_READ, "not a"));
    sqlite3 *db = NULL;
    sqlite3_open(other.ptr, &db);
    sqlite3_exec(db, "CREATE TABLE mine(x); PRAGMA user_version=1", NULL, NULL,
                 NULL);
    sqlite3_close(db);
    CHECK(refused(other, STORE_WRITE, "not a store of Stet's"));
    CHECK(refused(other, STORE_READ, "not a store of Stet's"));
    CHECK(refused(fresh(), STORE_READ, "there is no store"));
    CHECK(refused(S("/nowhere/at/all.db"), STORE_WRITE, "No such file"));
}

static void a_newer_schema_is_refused(void)
{
    struct err err = {0};
    str path = fresh();
    struct store *store = store_open(path, STORE_WRITE, &err);
    sql_run(store->db, "PRAGMA user_version=99", &err);
    store_close(&store);
    CHECK(refused(path, STORE_READ, "made by a newer stet (schema 99"));
    CHECK(refused(path, STORE_WRITE, "made by a newer stet (schema 99"));
}

static const char *const steps[] = {
    "CREATE TABLE a(x INTEGER); INSERT INTO a VALUES(7)",
    "ALTER TABLE a ADD COLUMN y INTEGER; UPDATE a SET y=x+1",
    "CREATE TABLE b(z); INSERT INTO nowhere VALUES(1)",
};

static void an_older_store_is_taken_through_the_steps_it_lacks(void)
{
    struct err err = {0};
    struct store store = {.lock = -1};
    sqlite3_open(fresh().ptr, &store.db);
    CHECK(store_migrate(&store, steps, 0, 1, &err));
    CHECK(sql_one(store.db, "PRAGMA user_version", 0) == 1);
    CHECK(store_migrate(&store, steps, 1, 2, &err));
    CHECK(sql_one(store.db, "SELECT y FROM a", 0) == 8);
    CHECK(sql_one(store.db, "PRAGMA application_id", 0) == STORE_APPLICATION);
    CHECK(!store_migrate(&store, steps, 2, 3, &err));
    CHECK(err.kind == ERR_STORE);
    CHECK(sql_one(store.db, "PRAGMA user_version", 0) == 2);
    CHECK(sql_one(store.db, "SELECT count(*) FROM sqlite_master", 0) == 1);
    sqlite3_close(store.db);
}

/* What a store of the first version may hold. */
static const char *const old_rows =
    "INSERT INTO work(id,key,title) VALUES(1,'doi:10.5555/w','W'),"
    " (2,'doi:10.5555/d','D');"
    "INSERT INTO identifier(work,id) VALUES(1,'doi:10.5555/w'),"
    " (2,'doi:10.5555/d');"
    "INSERT INTO identifier_hash(hash,work)"
    " SELECT name_hash(id),work FROM identifier;"
    "INSERT INTO doc(id,work,key) VALUES(1,2,'doi:10.5555/d');"
    "INSERT INTO ref(doc,n,key,work,self) VALUES(1,0,'B1',1,0);"
    "INSERT INTO citation(id,doc,ref,mention,block,section,flags)"
    " VALUES(1,1,0,1,0,0,2);"
    "INSERT INTO model(id,name) VALUES(1,'stance-1');"
    "INSERT INTO label(citation,model,stance,evidence,intent)"
    " VALUES(1,1,1,1,1);"
    "INSERT INTO notice(work,kind,date,doc) VALUES(1,0,NULL,1);";

static void a_store_of_the_first_version_is_brought_to_the_newest(void)
{
    struct err err = {0};
    str path = fresh();
    struct store old = {.lock = -1};
    sqlite3_open(path.ptr, &old.db);
    CHECK(names_register(&old, &err));
    CHECK(store_migrate(&old, schema_step, 0, 1, &err));
    CHECK(sql_run(old.db, old_rows, &err));
    sqlite3_close(old.db);
    SCOPED_STORE *store = store_open(path, STORE_WRITE, &err);
    CHECK(store != NULL && is_whole(store));
    CHECK(sql_one(store->db, "PRAGMA user_version", 0) == SCHEMA_VERSION);
    CHECK(work_find(store, S("doi:10.5555/w"), &err) == 1);
    CHECK(count(store, "citation") == 1 && count(store, "label") == 1);
    CHECK(count(store, "notice WHERE doc=1") == 1);
    CHECK(put(store, paper(1)) == PUT_NEW && is_whole(store));
}

static void a_step_that_fails_leaves_the_store_as_it_was(void)
{
    struct err err = {0};
    struct store old = {.lock = -1};
    const char *bad[] = {schema_step[0],
                         "DELETE FROM work; DROP TABLE nowhere"};
    sqlite3_open(fresh().ptr, &old.db);
    CHECK(names_register(&old, &err));
    CHECK(store_migrate(&old, bad, 0, 1, &err));
    CHECK(sql_run(old.db, old_rows, &err));
    CHECK(!store_migrate(&old, bad, 1, 2, &err) && err.kind == ERR_STORE);
    CHECK(sql_one(old.db, "PRAGMA user_version", 0) == 1);
    CHECK(count(&old, "work") == 2 && is_whole(&old));
    sqlite3_close(old.db);
}

static void an_older_store_is_not_read_but_written(void)
{
    struct err err = {0};
    str path = fresh();
    sqlite3 *db = NULL;
    sqlite3_open(path.ptr, &db);
    sqlite3_exec(db, "PRAGMA user_version=0; VACUUM", NULL, NULL, NULL);
    sqlite3_close(db);
    CHECK(refused(path, STORE_READ, "brings it up to date"));
    SCOPED_STORE *store = store_open(path, STORE_WRITE, &err);
    CHECK(store && put(store, paper(1)) == PUT_NEW);
}

static void a_new_store_has_its_settings(void)
{
    SCOPED_STORE *store = open_new();
    CHECK(sql_one(store->db, "PRAGMA page_size", 0) == 8192);
    CHECK(sql_one(store->db, "PRAGMA foreign_keys", 0) == 1);
    CHECK(sql_one(store->db,
                  "SELECT journal_mode='wal' FROM "
                  "pragma_journal_mode",
                  0) == 1);
    CHECK(sql_one(store->db, "PRAGMA user_version", 0) == SCHEMA_VERSION);
}

/* ---- trouble ------------------------------------------------------------ */

static void a_full_disk_is_an_error_and_leaves_the_store_whole(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    enum put_result result;
    put(store, paper(0));
    str limit =
        arena_format(&arena, "PRAGMA max_page_count=%lld",
                     (long long)sql_one(store->db, "PRAGMA page_count", 0) + 8);
    CHECK(sql_run(store->db, limit.ptr, &err));
    unsigned n = 1;
    for (bool done = true; done && n < 5000; n++) {
        struct packed *packed = store_pack(paper(n));
        done = store_put(store, packed, &result, &err);
        packed_free(packed);
    }
    CHECK(n < 5000 && err.kind == ERR_STORE);
    CHECK(str_find(str_of(err.text), S("full")) != STR_NONE);
    CHECK(count(store, "doc") == 1 && is_whole(store));
    CHECK(sql_run(store->db, "PRAGMA max_page_count=1000000", &err));
    CHECK(put(store, paper(1)) == PUT_NEW && is_whole(store));
}

static void a_failing_statement_gives_the_whole_batch_up(void)
{
    SCOPED_STORE *store = open_new();
    struct err err = {0};
    enum put_result result;
    put(store, paper(0));
    CHECK(sql_run(store->db,
                  "CREATE TEMP TRIGGER no BEFORE INSERT ON citation WHEN"
                  " NEW.doc=3 BEGIN SELECT RAISE(ABORT, 'not that'); END",
                  &err));
    for (unsigned n = 1; n <= 2; n++) {
        struct packed *packed = store_pack(paper(n));
        CHECK(store_put(store, packed, &result, &err) == (n == 1));
        packed_free(packed);
    }
    CHECK_STR(str_of(err.text), S("writing the store: not that"));
    CHECK(store_commit(store, &err));
    CHECK(count(store, "doc") == 1 && count(store, "ref") == 2);
    CHECK(is_whole(store));
}

static void a_damaged_store_is_an_error(void)
{
    struct err err = {0};
    str path = fresh();
    struct store *store = store_open(path, STORE_WRITE, &err);
    for (unsigned n = 0; n < 200; n++)
        put(store, paper(n));
    store_close(&store);
    int file = open(path.ptr, O_WRONLY);
    char junk[8192];
    memset(junk, 0xA5, sizeof(junk));
    for (off_t page = 1; page < 8; page++)
        CHECK(pwrite(file, junk, sizeof(junk), page * 8192) == 8192);
    close(file);
    store = store_open(path, STORE_WRITE, &err);
    CHECK(store != NULL);
    enum put_result result;
    struct packed *packed = store_pack(paper(201));
    CHECK(store && !store_put(store, packed, &result, &err));
    CHECK(err.kind == ERR_STORE);
    packed_free(packed);
    store_close(&store);
}

#define COMMIT_EVERY 7

/* Puts papers until it is killed; says each commit on the pipe. */
static _Noreturn void put_until_killed(str path, int pipe)
{
    struct err err = {0};
    enum put_result result;
    struct store *store = store_open(path, STORE_WRITE, &err);
    unsigned n = (unsigned)sql_one(store->db, "SELECT count(*) FROM doc", 0);
    for (unsigned done = 0;; n++) {
        struct packed *packed = store_pack(paper(n));
        if (!store_put(store, packed, &result, &err))
            _exit(1);
        packed_free(packed);
        if (++done % COMMIT_EVERY == 0 && store_commit(store, &err))
            (void)!write(pipe, &n, sizeof(n));
    }
}

/* One round: how many docs were committed for certain before the kill. */
static unsigned kill_after(str path, useconds_t delay)
{
    int ends[2];
    if (pipe(ends) != 0)
        die("no pipe");
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        put_until_killed(path, ends[1]);
    }
    close(ends[1]);
    usleep(delay);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    unsigned n, docs = 0;
    while (read(ends[0], &n, sizeof(n)) == (ssize_t)sizeof(n))
        docs = n + 1;
    close(ends[0]);
    return docs;
}

static void a_kill_leaves_the_last_commit(void)
{
    str path = fresh();
    struct err err = {0};
    int64_t docs = 0;
    for (useconds_t round = 1; round <= 8; round++) {
        unsigned told = kill_after(path, 9000 * round + 777 * (round % 3));
        SCOPED_STORE *store = store_open(path, STORE_WRITE, &err);
        CHECK(store && is_whole(store));
        docs = count(store, "doc");
        CHECK(docs >= told && docs % COMMIT_EVERY == 0);
        CHECK(count(store, "citation") == 3 * docs);
        CHECK(count(store, "ref") == 2 * docs);
    }
    CHECK(docs > 0); /* or it was killed before it did anything */
}

int main(void)
{
    if (mkdtemp(folder) == NULL)
        die("no folder");
    TEST(the_same_bytes_change_nothing);
    TEST(a_new_version_takes_the_place_of_the_old);
    TEST(a_better_key_makes_it_no_other_article);
    TEST(removing_leaves_nothing_of_it);
    TEST(a_cited_work_outlives_its_article);
    TEST(two_versions_of_an_article_dont_take_turns);
    TEST(put_again_a_known_file_replaces_its_doc);
    TEST(known_hashes_are_those_of_the_docs);
    TEST(any_identifier_finds_the_work);
    TEST(a_name_is_found_wherever_it_moves);
    TEST(a_work_gets_the_identifiers_it_lacked);
    TEST(an_identifier_stays_with_the_work_that_had_it_first);
    TEST(a_work_is_called_what_its_own_text_says);
    TEST(what_one_ref_leaves_out_the_next_may_say);
    TEST(a_second_writer_is_refused_and_readers_are_not);
    TEST(a_reader_sees_whole_batches_only);
    TEST(what_is_no_store_is_refused);
    TEST(a_newer_schema_is_refused);
    TEST(an_older_store_is_taken_through_the_steps_it_lacks);
    TEST(a_store_of_the_first_version_is_brought_to_the_newest);
    TEST(a_step_that_fails_leaves_the_store_as_it_was);
    TEST(an_older_store_is_not_read_but_written);
    TEST(a_new_store_has_its_settings);
    TEST(a_full_disk_is_an_error_and_leaves_the_store_whole);
    TEST(a_failing_statement_gives_the_whole_batch_up);
    TEST(a_damaged_store_is_an_error);
    TEST(a_kill_leaves_the_last_commit);
    str sweep = arena_format(&arena, "rm -r %s", folder);
    bool swept = system(sweep.ptr) == 0;
    arena_close(&arena);
    return check_end() || !swept;
}
