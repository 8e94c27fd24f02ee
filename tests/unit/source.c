/* ingest/: what is named becomes a stream of inputs. */
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "ingest/archive.h"
#include "ingest/hash.h"
#include "ingest/source.h"

static struct arena arena;
static char folder[] = "/tmp/stet-source-XXXXXX";

/* What came, a line an input: "dir/a.xml=<bytes>", "dir/b.xml: reason". */
struct seen {
    struct buf lines;
    unsigned most; /* then no more, please */
    unsigned n;
};

static void see_bytes(struct buf *lines, const struct input *input)
{
    SCOPED_BUF space = {0};
    struct err err = {0};
    str bytes;
    if (input_load(input, &space, &bytes, &err)) {
        buf_char(lines, '=');
        buf_add(lines, str_first(bytes, 20));
    } else {
        buf_format(lines, ": %s", err.text);
    }
}

static bool see(const struct input *input, void *user)
{
    struct seen *seen = user;
    str name = input->name;
    if (str_starts(name, str_of(folder)))
        name = str_from(name, strlen(folder) + 1);
    buf_add(&seen->lines, name);
    if (input->kind == INPUT_TROUBLE)
        buf_format(&seen->lines, ": %s", input->err.text);
    else
        see_bytes(&seen->lines, input);
    buf_char(&seen->lines, '\n');
    return ++seen->n != seen->most;
}

static str path_of(const char *name)
{
    return arena_format(&arena, "%s/%s", folder, name);
}

static void write_file(const char *name, str bytes)
{
    int fd = open(path_of(name).ptr, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0 || write(fd, bytes.ptr, bytes.len) != (ssize_t)bytes.len)
        die("can't write %s", name);
    close(fd);
}

/* The stream of one path, as lines. */
static str stream(str path, uint64_t *others)
{
    struct seen seen = {0};
    strs paths = {0};
    uint64_t ignored = 0;
    vec_push(&paths, &arena, path);
    source_each(paths, see, &seen, others ? others : &ignored);
    str lines = arena_str(&arena, buf_str(&seen.lines));
    buf_close(&seen.lines);
    return lines;
}

/* ---- archives made on the fly ---------------------------------------- */

struct made {
    struct archive *archive;
    size_t used;
    char bytes[1 << 20];
};

static void make_begin(struct made *made, bool zip, bool gzip)
{
    made->archive = archive_write_new();
    made->used = 0;
    zip ? archive_write_set_format_zip(made->archive)
        : archive_write_set_format_pax_restricted(made->archive);
    if (gzip)
        archive_write_add_filter_gzip(made->archive);
    archive_write_open_memory(made->archive, made->bytes, sizeof(made->bytes),
                              &made->used);
}

static void make_entry(struct made *made, const char *name, str bytes)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)bytes.len);
    archive_write_header(made->archive, entry);
    archive_write_data(made->archive, bytes.ptr, bytes.len);
    archive_entry_free(entry);
}

static void make_link(struct made *made, const char *name)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFLNK);
    archive_entry_set_symlink(entry, "/etc/passwd");
    archive_write_header(made->archive, entry);
    archive_entry_free(entry);
}

static str make_end(struct made *made)
{
    archive_write_free(made->archive);
    return arena_str(&arena, (str){made->bytes, made->used});
}

static str gzipped(str bytes)
{
    static struct made made;
    made.archive = archive_write_new();
    made.used = 0;
    archive_write_set_format_raw(made.archive);
    archive_write_add_filter_gzip(made.archive);
    archive_write_open_memory(made.archive, made.bytes, sizeof(made.bytes),
                              &made.used);
    make_entry(&made, "data", bytes);
    return make_end(&made);
}

/* Three articles, and things that aren't. */
static str small_archive(bool zip, bool gzip)
{
    static struct made made;
    make_begin(&made, zip, gzip);
    make_entry(&made, "dir/b.xml", S("<b/>"));
    make_entry(&made, "read.me", S("no"));
    make_entry(&made, "../up.xml", S("<up/>"));
    make_entry(&made, "/root.xml", S("<root/>"));
    make_link(&made, "link.xml");
    make_entry(&made, "inner.zip", S("PK"));
    make_entry(&made, "._a.xml", S("a Macintosh's own"));
    make_entry(&made, "z.nxml.gz", gzipped(S("<z/>")));
    return make_end(&made);
}

static str archive_lines(const char *name)
{
    return arena_format(
        &arena,
        "%s!dir/b.xml=<b/>\n"
        "%s!../up.xml: refused: a name that leads out of the archive\n"
        "%s!/root.xml: refused: a name that leads out of the archive\n"
        "%s!link.xml: a link, not followed\n"
        "%s!inner.zip: an archive in an archive, which isn't read\n"
        "%s!z.nxml.gz=<z/>\n",
        name, name, name, name, name, name);
}

/* ---- claims ---------------------------------------------------------- */

static void an_ending_says_what_a_file_is(void)
{
    CHECK(name_kind(S("a/b.xml")) == NAME_XML);
    CHECK(name_kind(S("b.NXML.gz")) == NAME_XML);
    CHECK(name_kind(S("b.gz")) == NAME_PACKED);
    CHECK(name_kind(S("b.tar.zst")) == NAME_ARCHIVE);
    CHECK(name_kind(S("b.tgz")) == NAME_ARCHIVE);
    CHECK(name_kind(S("b.pdf")) == NAME_OTHER);
    CHECK(name_kind(S("a.xml/b")) == NAME_OTHER);
    CHECK(name_kind(S("a/.b.xml")) == NAME_OTHER);
    CHECK(name_kind(S(".xml")) == NAME_OTHER);
}

static void a_name_is_always_printable(void)
{
    CHECK_STR(name_clean(S("a\n\033[1mé\x7f\xC2\x9B\xFF"), &arena),
              S("a??[1mé??\xEF\xBF\xBD"));
}

static void a_folder_is_read_in_the_order_of_names(void)
{
    uint64_t others = 0;
    mkdir(path_of("tree").ptr, 0777);
    mkdir(path_of("tree/b").ptr, 0777);
    mkdir(path_of("tree/.git").ptr, 0777);
    write_file("tree/c.xml", S("<c/>"));
    write_file("tree/a.nxml", S("<a/>"));
    write_file("tree/b/z.xml.gz", gzipped(S("<z/>")));
    write_file("tree/b/y.txt", S("y"));
    write_file("tree/.git/x.xml", S("<x/>"));
    mkfifo(path_of("tree/pipe.xml").ptr, 0666);
    CHECK_STR(stream(path_of("tree"), &others),
              S("tree/a.nxml=<a/>\ntree/b/z.xml.gz=<z/>\ntree/c.xml=<c/>\n"));
    CHECK(others == 3); /* y.txt, .git, the pipe */
    strs paths = {0};
    vec_push(&paths, &arena, path_of("tree"));
    CHECK(source_count(paths) == 3);
}

static void a_link_is_followed_only_when_named(void)
{
    mkdir(path_of("links").ptr, 0777);
    write_file("aim.xml", S("<aim/>"));
    CHECK(symlink("../aim.xml", path_of("links/to.xml").ptr) == 0);
    CHECK(symlink("..", path_of("links/up").ptr) == 0);
    CHECK(symlink("nowhere", path_of("links/dead").ptr) == 0);
    CHECK_STR(stream(path_of("links"), NULL),
              S("links/to.xml: a symbolic link, not followed\n"
                "links/up: a symbolic link, not followed\n"));
    CHECK_STR(stream(path_of("links/to.xml"), NULL),
              S("links/to.xml=<aim/>\n"));
}

static void what_is_named_is_tried_whatever_its_ending(void)
{
    write_file("article", S("<plain/>"));
    write_file("packed.bin", gzipped(S("<packed/>")));
    CHECK_STR(stream(path_of("article"), NULL), S("article=<plain/>\n"));
    CHECK_STR(stream(path_of("packed.bin"), NULL), S("packed.bin=<packed/>\n"));
    CHECK_STR(stream(path_of("none.xml"), NULL),
              S("none.xml: No such file or directory\n"));
}

static void every_archive_gives_its_articles(void)
{
    uint64_t others = 0;
    write_file("a.tar", small_archive(false, false));
    write_file("a.tar.gz", small_archive(false, true));
    write_file("a.zip", small_archive(true, false));
    CHECK_STR(stream(path_of("a.tar"), &others), archive_lines("a.tar"));
    CHECK(others == 2); /* read.me, ._a.xml */
    CHECK_STR(stream(path_of("a.tar.gz"), NULL), archive_lines("a.tar.gz"));
    CHECK_STR(stream(path_of("a.zip"), NULL), archive_lines("a.zip"));
}

static void a_pipe_may_be_any_of_them(void)
{
    const str forms[] = {small_archive(false, true),
                         small_archive(false, false), gzipped(S("<one/>")),
                         S("<one/>")};
    for (int i = 0; i < 4; i++) {
        struct seen seen = {0};
        uint64_t others = 0;
        int ends[2];
        CHECK(pipe(ends) == 0 && write(ends[1], forms[i].ptr, forms[i].len) ==
                                     (ssize_t)forms[i].len);
        close(ends[1]);
        CHECK(archive_each(ends[0], S("in"), see, &seen, &others));
        close(ends[0]);
        CHECK_STR(buf_str(&seen.lines),
                  i < 2 ? archive_lines("in") : S("in=<one/>\n"));
        buf_close(&seen.lines);
    }
}

static void of_a_cut_archive_the_whole_entries_are_read(void)
{
    static struct made made;
    str noise = {arena_alloc(&arena, 400000), 400000};
    uint32_t seed = 1;
    for (size_t i = 0; i < noise.len; i++)
        ((char *)(uintptr_t)noise.ptr)[i] =
            (char)((seed = seed * 69069 + 1) >> 24);
    make_begin(&made, false, true);
    make_entry(&made, "a.xml", S("<a/>"));
    make_entry(&made, "b.xml", noise);
    make_entry(&made, "c.xml", S("<c/>"));
    str whole = make_end(&made);
    write_file("cut.tar.gz", str_first(whole, whole.len / 2));
    CHECK_STR(stream(path_of("cut.tar.gz"), NULL),
              S("cut.tar.gz!a.xml=<a/>\n"
                "cut.tar.gz!b.xml: truncated gzip input\n"));
}

/* More than DOC_MAX of nothing much (zeros would be an empty tar). */
static str bomb(void)
{
    static struct made made;
    static char blanks[1 << 20];
    memset(blanks, ' ', sizeof(blanks));
    made.archive = archive_write_new();
    made.used = 0;
    archive_write_set_format_raw(made.archive);
    archive_write_add_filter_gzip(made.archive);
    archive_write_open_memory(made.archive, made.bytes, sizeof(made.bytes),
                              &made.used);
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, "data");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(made.archive, entry);
    for (int i = 0; i < 300; i++)
        archive_write_data(made.archive, blanks, sizeof(blanks));
    archive_entry_free(entry);
    return make_end(&made);
}

static void a_bomb_goes_off_nowhere(void)
{
    static struct made made;
    str packed = bomb();
    write_file("bomb.xml.gz", packed);
    CHECK_STR(stream(path_of("bomb.xml.gz"), NULL),
              S("bomb.xml.gz: more than 64 MiB\n"));
    write_file("bomb.gz", packed);
    CHECK_STR(stream(path_of("bomb.gz"), NULL),
              S("bomb.gz: more than 64 MiB\n"
                "bomb.gz: unpacks to more than 200 times its size; the rest "
                "of the archive is left out\n"));
    make_begin(&made, false, false);
    make_entry(&made, "bomb.xml.gz", packed);
    make_entry(&made, "a.xml", S("<a/>"));
    write_file("bombs.tar", make_end(&made));
    CHECK_STR(stream(path_of("bombs.tar"), NULL),
              S("bombs.tar!bomb.xml.gz: more than 64 MiB\n"
                "bombs.tar!a.xml=<a/>\n"));
}

static void a_large_file_is_refused_unread(void)
{
    write_file("large.xml", S("<a/>"));
    CHECK(truncate(path_of("large.xml").ptr, (off_t)1 << 40) == 0);
    CHECK_STR(stream(path_of("large.xml"), NULL),
              S("large.xml: more than 64 MiB\n"));
}

static void the_stream_ends_when_the_taker_has_enough(void)
{
    struct seen seen = {.most = 2};
    strs paths = {0};
    uint64_t others = 0;
    vec_push(&paths, &arena, path_of("a.zip"));
    vec_push(&paths, &arena, path_of("tree"));
    CHECK(!source_each(paths, see, &seen, &others));
    CHECK(seen.n == 2);
    CHECK(source_count(paths) == 0); /* how many a zip holds, it must say */
    buf_close(&seen.lines);
}

static void the_hash_is_sha256(void)
{
    char hash[HASH_SIZE], second[HASH_SIZE];
    hash_bytes(S("abc"), hash);
    CHECK_STR(str_of(hash), S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9c"
                              "b410ff61f20015ad"));
    hash_part(hash, 2, second);
    CHECK(!str_eq(str_of(second), str_of(hash)));
}

int main(void)
{
    if (mkdtemp(folder) == NULL)
        die("can't make a folder");
    TEST(an_ending_says_what_a_file_is);
    TEST(a_name_is_always_printable);
    TEST(a_folder_is_read_in_the_order_of_names);
    TEST(a_link_is_followed_only_when_named);
    TEST(what_is_named_is_tried_whatever_its_ending);
    TEST(every_archive_gives_its_articles);
    TEST(a_pipe_may_be_any_of_them);
    TEST(of_a_cut_archive_the_whole_entries_are_read);
    TEST(a_bomb_goes_off_nowhere);
    TEST(a_large_file_is_refused_unread);
    TEST(the_stream_ends_when_the_taker_has_enough);
    TEST(the_hash_is_sha256);
    str remove = arena_format(&arena, "rm -rf '%s'", folder);
    int code = system(remove.ptr);
    arena_close(&arena);
    return check_end() || code != 0;
}
