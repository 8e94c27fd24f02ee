#include "serve/access.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct access {
    int fd;
};

bool access_open(struct access **access, str path, struct err *err)
{
    SCOPED_ARENA arena = {0};
    *access = NULL;
    if (path.len == 0)
        return true;
    int fd = STDOUT_FILENO;
    if (!str_eq(path, S("-")))
        fd = open(arena_str(&arena, path).ptr,
                  O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (fd < 0)
        return err_set(err, ERR_IO, "the access log '%.*s': %s", STR(path),
                       strerror(errno));
    *access = mem_alloc(sizeof(**access));
    (*access)->fd = fd;
    return true;
}

void access_close(struct access **access)
{
    if (*access == NULL)
        return;
    if ((*access)->fd != STDOUT_FILENO)
        close((*access)->fd);
    free(*access);
    *access = NULL;
}

/* Nothing a client sends may end the field or the line. */
static void put_field(struct buf *out, str s)
{
    for (size_t i = 0; i < s.len && i < 2000; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\')
            buf_format(out, "\\x%02x", c);
        else
            buf_char(out, (char)c);
    }
}

static void put_date(struct buf *out)
{
    char text[40];
    struct tm tm;
    time_t now = time(NULL);
    gmtime_r(&now, &tm);
    strftime(text, sizeof(text), " - - [%d/%b/%Y:%H:%M:%S +0000] \"", &tm);
    buf_add(out, str_of(text));
}

/* One write a line: lines of several threads don't mix (O_APPEND). */
void access_line(struct access *access, const struct request *request,
                 const struct reply *reply, uint64_t nanoseconds)
{
    if (access == NULL)
        return;
    SCOPED_BUF out = {0};
    put_field(&out, request->remote.len ? request->remote : S("-"));
    put_date(&out);
    put_field(&out, request->method);
    buf_char(&out, ' ');
    put_field(&out, request->target);
    buf_format(&out, "\" %u %zu \"", reply->status,
               reply->bodyless ? 0 : reply->body.len);
    put_field(&out, header_find(&request->header, S("Referer")));
    buf_add(&out, S("\" \""));
    put_field(&out, header_find(&request->header, S("User-Agent")));
    buf_format(&out, "\" %llu\n", (unsigned long long)(nanoseconds / 1000));
    if (write(access->fd, out.ptr, out.len) < 0)
        return; /* a full disk is no reason not to answer */
}
