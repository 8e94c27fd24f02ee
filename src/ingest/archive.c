#include "ingest/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "doc/doc.h"
#include "ingest/stop.h"

#define PIECE ((size_t)64 << 10)

/* An archive being read. */
struct reader {
    struct archive *archive;
    int fd;
    uint64_t size;    /* of the file; 0 for a stream */
    uint64_t written; /* bytes of entries so far */

    struct arena arena; /* of one entry's name */
    str name;
    str entry; /* the current entry's name; empty when it is the file itself */
    struct buf bytes;
    struct buf piece; /* of a stream */

    input_taker *take;
    void *user;
    uint64_t *others;
};

/* ---- what is handed on ----------------------------------------------- */

static str entry_name(struct reader *reader)
{
    if (reader->entry.len == 0)
        return reader->name;
    return arena_format(&reader->arena, "%.*s!%.*s", STR(reader->name),
                        STR(reader->entry));
}

static bool give_trouble(struct reader *reader, enum err_kind kind,
                         const char *reason)
{
    struct input input = {.kind = INPUT_TROUBLE, .name = entry_name(reader)};
    err_set(&input.err, kind, "%s", reason);
    return reader->take(&input, reader->user);
}

static bool give_bytes(struct reader *reader)
{
    struct input input = {.kind = INPUT_BYTES,
                          .name = entry_name(reader),
                          .bytes = buf_str(&reader->bytes)};
    return reader->take(&input, reader->user);
}

static const char *library_reason(struct reader *reader)
{
    const char *reason = archive_error_string(reader->archive);
    return reason ? reason : "damaged";
}

/* ---- limits ---------------------------------------------------------- */

static bool is_bomb(const struct reader *reader)
{
    uint64_t out = (uint64_t)archive_filter_bytes(reader->archive, 0);
    uint64_t in = (uint64_t)archive_filter_bytes(reader->archive, -1);
    if (reader->size)
        in = reader->size;
    if (reader->written > out)
        out = reader->written;
    return out > ARCHIVE_RATIO_FREE && out / ARCHIVE_RATIO_MAX > in;
}

static bool is_zip(const struct reader *reader)
{
    return archive_format(reader->archive) == ARCHIVE_FORMAT_ZIP;
}

/* What became of an entry, or of its data. */
enum outcome {
    GO_ON,
    TOO_LARGE,
    DAMAGED, /* this entry; the next one may be whole */
    BROKEN,  /* the archive: nothing can be read after this */
    BOMB,
    ENOUGH /* for the taker */
};

/* All of the entry's data, kept in reader->bytes while it isn't too much. */
static enum outcome read_data(struct reader *reader, bool keep)
{
    struct buf *bytes = &reader->bytes;
    buf_clear(bytes);
    for (;;) {
        char *room = buf_room(bytes, PIECE);
        la_ssize_t n = archive_read_data(reader->archive, room, PIECE);
        if (n == 0)
            return GO_ON;
        if (n < 0)
            return n == ARCHIVE_FATAL ? BROKEN : DAMAGED;
        reader->written += (uint64_t)n;
        bytes->len += keep ? (size_t)n : 0;
        if (is_bomb(reader))
            return BOMB;
        if (bytes->len > DOC_MAX)
            return TOO_LARGE;
    }
}

/* A giant leaves no giant buffer behind. */
static void trim_bytes(struct reader *reader)
{
    if (reader->bytes.cap > DOC_MAX / 8)
        buf_close(&reader->bytes);
    reader->bytes.len = 0;
}

/* ---- entries --------------------------------------------------------- */

/* "/etc/passwd", "..", "a/../../b", "C:\x": made by no honest packer. */
static bool leads_out(str name)
{
    str rest = name, part;
    if (str_starts(name, S("/")) || str_starts(name, S("\\")) ||
        (name.len > 1 && is_alpha(name.ptr[0]) && name.ptr[1] == ':'))
        return true;
    while (str_split(&rest, '/', &part))
        if (str_eq(part, S("..")) || str_starts(part, S("..\\")))
            return true;
    return false;
}

/* Why this entry isn't read, judged by its header; null when it can be. */
static const char *objection(struct reader *reader, str name,
                             struct archive_entry *entry)
{
    bool linked = archive_entry_hardlink(entry) != NULL ||
                  archive_entry_symlink(entry) != NULL;
    if (linked || archive_entry_filetype(entry) == AE_IFLNK)
        return "a link, not followed";
    if (archive_entry_filetype(entry) != AE_IFREG && reader->entry.len)
        return "a device or the like, not a file";
    if (leads_out(name))
        return "refused: a name that leads out of the archive";
    if (archive_entry_is_data_encrypted(entry))
        return "encrypted";
    if (name_kind(name) == NAME_ARCHIVE && reader->entry.len)
        return "an archive in an archive, which isn't read";
    return NULL;
}

/* Where the data of an unwanted entry is large it is read under the guard. */
static enum outcome pass_over(struct reader *reader,
                              struct archive_entry *entry)
{
    if (is_zip(reader) || archive_entry_size(entry) <= (la_int64_t)DOC_MAX)
        return GO_ON;
    return read_data(reader, false);
}

static enum outcome take_file(struct reader *reader,
                              struct archive_entry *entry)
{
    enum outcome outcome = TOO_LARGE;
    if (archive_entry_size(entry) <= (la_int64_t)DOC_MAX)
        outcome = read_data(reader, true);
    if (outcome == GO_ON)
        return give_bytes(reader) ? GO_ON : ENOUGH;
    if (outcome == DAMAGED)
        return give_trouble(reader, ERR_INPUT, library_reason(reader)) ? GO_ON
                                                                       : ENOUGH;
    if (outcome != TOO_LARGE)
        return outcome;
    if (!give_trouble(reader, ERR_LIMIT, "more than 64 MiB"))
        return ENOUGH;
    return is_zip(reader) ? GO_ON : read_data(reader, false);
}

static str raw_name(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname_utf8(entry);
    if (name == NULL)
        name = archive_entry_pathname(entry);
    return str_of(name ? name : "(no name)");
}

static enum outcome take_entry(struct reader *reader,
                               struct archive_entry *entry)
{
    bool itself = archive_format(reader->archive) == ARCHIVE_FORMAT_RAW;
    str name = itself ? S("") : raw_name(entry);
    arena_clear(&reader->arena);
    reader->entry = name_clean(name, &reader->arena);
    if (archive_entry_filetype(entry) == AE_IFDIR)
        return GO_ON;
    if (!itself && name_kind(name) == NAME_OTHER) {
        ++*reader->others;
        return pass_over(reader, entry);
    }
    const char *reason = objection(reader, name, entry);
    if (reason == NULL)
        return take_file(reader, entry);
    if (!give_trouble(reader, ERR_INPUT, reason))
        return ENOUGH;
    return pass_over(reader, entry);
}

/* The archive ends here, and not as it should. */
static bool give_up(struct reader *reader, enum outcome outcome)
{
    if (outcome == ENOUGH)
        return false;
    if (outcome == BOMB)
        return give_trouble(reader, ERR_LIMIT,
                            "unpacks to more than 200 times its size; the "
                            "rest of the archive is left out");
    return give_trouble(reader, ERR_INPUT, library_reason(reader));
}

static bool take_entries(struct reader *reader)
{
    struct archive_entry *entry;
    for (;;) {
        int got = archive_read_next_header(reader->archive, &entry);
        if (got == ARCHIVE_EOF)
            return true;
        if (got != ARCHIVE_OK && got != ARCHIVE_WARN)
            return give_up(reader, BROKEN);
        enum outcome outcome = take_entry(reader, entry);
        trim_bytes(reader);
        if (outcome == GO_ON && is_bomb(reader))
            outcome = BOMB;
        if (outcome != GO_ON && outcome != DAMAGED)
            return give_up(reader, outcome);
    }
}

/* ---- opening --------------------------------------------------------- */

/* A pipe, looking up now and then so that Ctrl-C is heard. */
static la_ssize_t read_stream(struct archive *archive, void *user,
                              const void **piece)
{
    struct reader *reader = user;
    struct pollfd ready = {.fd = reader->fd, .events = POLLIN};
    while (poll(&ready, 1, 200) <= 0)
        if (stop_wanted()) {
            archive_set_error(archive, EINTR, "stopped");
            return -1;
        }
    char *room = buf_room(&reader->piece, PIECE);
    ssize_t n = read(reader->fd, room, PIECE);
    if (n < 0)
        archive_set_error(archive, errno, "%s", strerror(errno));
    *piece = room;
    return n;
}

static struct archive *new_archive(bool unpack_only)
{
    struct archive *archive = archive_read_new();
    if (archive == NULL)
        die("out of memory (libarchive)");
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_zstd(archive);
    archive_read_support_format_raw(archive);
    if (unpack_only)
        return archive;
    archive_read_support_format_empty(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_format_zip(archive);
    return archive;
}

static int open_reader(struct reader *reader)
{
    struct stat stat;
    if (fstat(reader->fd, &stat) == 0 && S_ISREG(stat.st_mode)) {
        reader->size = (uint64_t)stat.st_size;
        return archive_read_open_fd(reader->archive, reader->fd, PIECE);
    }
    return archive_read_open(reader->archive, reader, NULL, read_stream, NULL);
}

bool archive_each(int fd, str name, input_taker *take, void *user,
                  uint64_t *others)
{
    /* libarchive refuses names outside the locale's characters */
    locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = uselocale(locale);
    struct reader reader = {.archive = new_archive(false),
                            .fd = fd,
                            .name = name,
                            .take = take,
                            .user = user,
                            .others = others};
    bool more = open_reader(&reader) == ARCHIVE_OK ? take_entries(&reader)
                                                   : give_up(&reader, BROKEN);
    archive_read_free(reader.archive);
    arena_close(&reader.arena);
    buf_close(&reader.bytes);
    buf_close(&reader.piece);
    uselocale(before);
    if (locale)
        freelocale(locale);
    return more;
}

bool archive_unpack(str packed, struct buf *out, struct err *err)
{
    struct archive *archive = new_archive(true);
    struct archive_entry *entry;
    bool done = false;
    if (archive_read_open_memory(archive, packed.ptr, packed.len) ==
            ARCHIVE_OK &&
        archive_read_next_header(archive, &entry) == ARCHIVE_OK) {
        la_ssize_t n;
        while ((n = archive_read_data(archive, buf_room(out, PIECE), PIECE)) >
                   0 &&
               out->len <= DOC_MAX)
            out->len += (size_t)n;
        done = n == 0;
    }
    const char *reason = archive_error_string(archive);
    if (out->len > DOC_MAX)
        err_set(err, ERR_LIMIT, "more than %zu MiB", DOC_MAX >> 20);
    else if (!done)
        err_set(err, ERR_INPUT, "%s", reason ? reason : "damaged");
    archive_read_free(archive);
    return done && out->len <= DOC_MAX;
}
