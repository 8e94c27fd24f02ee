#include "ingest/input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "doc/doc.h"
#include "ingest/archive.h"

/* ---- names ----------------------------------------------------------- */

/* ".tar.gz" before ".gz". */
static const struct {
    const char *ending;
    enum name_kind kind;
} endings[] = {
    {".xml", NAME_XML},     {".nxml", NAME_XML},
    {".xml.gz", NAME_XML},  {".nxml.gz", NAME_XML},
    {".tar", NAME_ARCHIVE}, {".tar.gz", NAME_ARCHIVE},
    {".tgz", NAME_ARCHIVE}, {".tar.zst", NAME_ARCHIVE},
    {".zip", NAME_ARCHIVE}, {".gz", NAME_PACKED},
};

static bool ends_nocase(str s, str ending)
{
    return s.len > ending.len &&
           str_eq_nocase(str_from(s, s.len - ending.len), ending);
}

enum name_kind name_kind(str path)
{
    size_t slash = str_last_chr(path, '/');
    str name = slash == STR_NONE ? path : str_from(path, slash + 1);
    if (str_starts(name, S(".")))
        return NAME_OTHER;
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
        if (ends_nocase(name, str_of(endings[i].ending)))
            return endings[i].kind;
    return NAME_OTHER;
}

/* The control characters of Unicode, 0–1F and 7F–9F. */
static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c <= 0x9f);
}

str name_clean(str raw, struct arena *arena)
{
    SCOPED_BUF out = {0};
    size_t len;
    for (str rest = raw; rest.len; rest = str_from(rest, len)) {
        uint32_t c = utf8_next(rest, &len);
        buf_utf8(&out, is_control(c) ? '?' : c);
    }
    return arena_str(arena, buf_str(&out));
}

/* ---- bytes ----------------------------------------------------------- */

static void close_fd(const int *fd)
{
    if (*fd >= 0)
        close(*fd);
}
#define SCOPED_FD __attribute__((cleanup(close_fd))) int

/* Up to DOC_MAX bytes and one more, which is then too many. */
static bool read_fd(int fd, size_t expected, struct buf *out, struct err *err)
{
    for (;;) {
        size_t room = out->len < expected ? expected - out->len + 1 : 1 << 16;
        ssize_t n = read(fd, buf_room(out, room), room);
        if (n < 0 && errno != EINTR)
            return err_set(err, ERR_IO, "%s", strerror(errno));
        if (n == 0)
            return true;
        out->len += n > 0 ? (size_t)n : 0;
        if (out->len > DOC_MAX)
            return err_set(err, ERR_LIMIT, "more than %zu MiB", DOC_MAX >> 20);
    }
}

static bool read_path(str path, struct buf *out, struct err *err)
{
    SCOPED_FD fd = open(path.ptr, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat stat;
    if (fd < 0 || fstat(fd, &stat) != 0)
        return err_set(err, ERR_IO, "%s", strerror(errno));
    if (S_ISDIR(stat.st_mode))
        return err_set(err, ERR_IO, "%s", strerror(EISDIR));
    if (stat.st_size > (off_t)DOC_MAX)
        return err_set(err, ERR_LIMIT, "more than %zu MiB", DOC_MAX >> 20);
    return read_fd(fd, (size_t)stat.st_size, out, err);
}

static bool is_packed(str bytes)
{
    return str_starts(bytes, S("\x1F\x8B")) ||
           str_starts(bytes, S("\x28\xB5\x2F\xFD"));
}

bool input_load(const struct input *input, struct buf *space, str *bytes,
                struct err *err)
{
    SCOPED_BUF file = {0};
    str packed = input->bytes;
    buf_clear(space);
    if (input->kind == INPUT_PATH) {
        if (!read_path(input->path, space, err))
            return false;
        packed = buf_str(space);
    }
    if (!is_packed(packed)) {
        *bytes = packed;
        return true;
    }
    if (input->kind == INPUT_PATH) { /* unpack from one buf into the other */
        file = *space;
        *space = (struct buf){0};
        packed = buf_str(&file);
    }
    if (!archive_unpack(packed, space, err))
        return false;
    *bytes = buf_str(space);
    return true;
}
