#include "ingest/stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/archive.h"
#include "ingest/stop.h"

/* One file being read, perhaps an archive. */
struct stream {
    struct archive *archive;
    uint64_t size, written; /* of the file; bytes that came out of it */
    stream_taker *take;
    void *user;
    struct arena *arena;
};

/* ---- a feed of it ----------------------------------------------------- */

static bool is_bomb(const struct stream *stream)
{
    uint64_t in = (uint64_t)archive_filter_bytes(stream->archive, -1);
    if (stream->size)
        in = stream->size;
    return stream->written > ARCHIVE_RATIO_FREE &&
           stream->written / ARCHIVE_RATIO_MAX > in;
}

static bool read_more(void *user, char *room, size_t size, size_t *got,
                      struct err *err)
{
    struct stream *stream = user;
    if (stop_wanted())
        return err_set(err, ERR_STOP, "stopped");
    la_ssize_t n = archive_read_data(stream->archive, room, size);
    if (n < 0) {
        const char *why = archive_error_string(stream->archive);
        return err_set(err, ERR_INPUT, "%s", why ? why : "damaged");
    }
    *got = (size_t)n;
    stream->written += (uint64_t)n;
    if (is_bomb(stream))
        return err_set(err, ERR_LIMIT,
                       "unpacks to more than 200 times its size");
    return true;
}

/* What a compressed entry of an archive is unpacked from. */
struct packed {
    struct stream *outer;
    struct buf piece;
};

static la_ssize_t read_packed(struct archive *archive, void *user,
                              const void **piece)
{
    enum {
        PIECE = 256 << 10
    };
    struct packed *packed = user;
    struct err err = {0};
    size_t got = 0;
    char *room = buf_room(&packed->piece, PIECE);
    if (!read_more(packed->outer, room, PIECE, &got, &err)) {
        archive_set_error(archive, EINVAL, "%s", err.text);
        return -1;
    }
    *piece = room;
    return (la_ssize_t)got;
}

static struct archive *new_archive(bool unpack_only);

static bool give_packed(struct stream *outer, str name, const char *hash)
{
    struct packed packed = {.outer = outer};
    struct stream inner = *outer;
    struct archive_entry *entry;
    inner.archive = new_archive(true);
    inner.size = inner.written = 0;
    bool open = archive_read_open(inner.archive, &packed, NULL, read_packed,
                                  NULL) == ARCHIVE_OK &&
                archive_read_next_header(inner.archive, &entry) == ARCHIVE_OK;
    SCOPED_FEED feed = {.more = read_more, .user = &inner, .ended = !open};
    if (!open)
        err_set(&feed.err, ERR_INPUT, "%s",
                archive_error_string(inner.archive));
    bool more = outer->take(&feed, name, hash, outer->user);
    archive_read_free(inner.archive);
    buf_close(&packed.piece);
    return more;
}

static bool give_feed(struct stream *stream, str name, const char *hash)
{
    SCOPED_FEED feed = {.more = read_more, .user = stream};
    return stream->take(&feed, name, hash, stream->user);
}

static bool give_trouble(struct stream *stream, str name, enum err_kind kind,
                         const char *reason)
{
    SCOPED_FEED feed = {.ended = true};
    err_set(&feed.err, kind, "%s", reason);
    return stream->take(&feed, name_clean(name, stream->arena), "",
                        stream->user);
}

/* ---- files ------------------------------------------------------------ */

static bool give_entries(struct stream *stream, str name, const char *hash)
{
    struct archive_entry *entry;
    int got;
    bool more = true, any = false;
    while (more && (got = archive_read_next_header(stream->archive, &entry)) !=
                       ARCHIVE_EOF) {
        if (got != ARCHIVE_OK && got != ARCHIVE_WARN) {
            const char *why = archive_error_string(stream->archive);
            return give_trouble(stream, name, ERR_INPUT, why ? why : "damaged");
        }
        any = true;
        if (archive_format(stream->archive) == ARCHIVE_FORMAT_RAW) {
            more = give_feed(stream, name, hash);
            continue;
        }
        const char *raw = archive_entry_pathname(entry);
        str path = name_clean(str_of(raw ? raw : "(no name)"), stream->arena);
        size_t slash = str_last_chr(path, '/');
        if (archive_entry_filetype(entry) != AE_IFREG ||
            str_starts(str_from(path, slash + 1), S(".")))
            continue;
        char own[HASH_SIZE] = "";
        if (hash[0])
            hash_bytes(arena_format(stream->arena, "%s!%.*s", hash, STR(path)),
                       own);
        bool packed = str_ends(path, S(".gz")) || str_ends(path, S(".zst"));
        more = (packed ? give_packed : give_feed)(
            stream,
            arena_format(stream->arena, "%.*s!%.*s", STR(name), STR(path)),
            own);
    }
    return any ? more : give_trouble(stream, name, ERR_INPUT, "it is empty");
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

static bool give_fd(struct stream *stream, int fd, str name, const char *hash)
{
    /* libarchive refuses names outside the locale's characters */
    locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = uselocale(locale);
    stream->archive = new_archive(false);
    stream->written = 0;
    bool more =
        archive_read_open_fd(stream->archive, fd, 256 << 10) == ARCHIVE_OK
            ? give_entries(stream, name, hash)
            : give_trouble(stream, name, ERR_INPUT,
                           archive_error_string(stream->archive));
    archive_read_free(stream->archive);
    uselocale(before);
    if (locale)
        freelocale(locale);
    return more;
}

static bool give_file(struct stream *stream, str path)
{
    char hash[HASH_SIZE] = "";
    struct stat found;
    int fd = open(path.ptr, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || fstat(fd, &found) != 0) {
        int trouble = errno;
        if (fd >= 0)
            close(fd);
        return give_trouble(stream, path, ERR_IO, strerror(trouble));
    }
    stream->size = S_ISREG(found.st_mode) ? (uint64_t)found.st_size : 0;
    if (S_ISREG(found.st_mode) &&
        (!hash_fd(fd, hash) || lseek(fd, 0, SEEK_SET) != 0))
        hash[0] = '\0';
    bool more = give_fd(stream, fd, name_clean(path, stream->arena), hash);
    close(fd);
    return more;
}

/* ---- folders ---------------------------------------------------------- */

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static bool give_path(struct stream *stream, str path, bool named);

static bool give_folder(struct stream *stream, str path)
{
    struct dirent **list;
    int n = scandir(path.ptr, &list, is_shown, alphasort);
    bool more = true;
    if (n < 0)
        return give_trouble(stream, path, ERR_IO, strerror(errno));
    for (int i = 0; i < n; i++) {
        bool slash = str_ends(path, S("/"));
        if (more)
            more = give_path(stream,
                             arena_format(stream->arena, "%.*s%s%s", STR(path),
                                          slash ? "" : "/", list[i]->d_name),
                             false);
        free(list[i]);
    }
    free(list);
    return more;
}

/* In folders links aren't followed: they may lead anywhere. */
static bool give_path(struct stream *stream, str path, bool named)
{
    struct stat found;
    if (stop_wanted())
        return false;
    if ((named ? stat : lstat)(path.ptr, &found) != 0)
        return give_trouble(stream, path, ERR_IO, strerror(errno));
    if (S_ISDIR(found.st_mode))
        return give_folder(stream, path);
    if (!named && !S_ISREG(found.st_mode))
        return true;
    return give_file(stream, path);
}

bool stream_each(strs paths, stream_taker *take, void *user)
{
    SCOPED_ARENA arena = {0};
    struct stream stream = {.take = take, .user = user, .arena = &arena};
    bool more = true;
    for (uint32_t i = 0; i < paths.n && more; i++)
        more = str_eq(paths.at[i], S("-"))
                   ? give_fd(&stream, STDIN_FILENO, S("standard input"), "")
                   : give_path(&stream, arena_str(&arena, paths.at[i]), true);
    return more;
}
