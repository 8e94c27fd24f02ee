#include "serve/listen.h"

#include <errno.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

/* Who wait to be accepted; the kernel has a limit of its own. */
#define BACKLOG 1024

static bool split(str address, str *host, str *port)
{
    size_t colon = str_last_chr(address, ':');
    if (colon == STR_NONE)
        return false;
    *host = str_first(address, colon);
    *port = str_from(address, colon + 1);
    if (host->len > 1 && host->ptr[0] == '[' && host->ptr[host->len - 1] == ']')
        *host = (str){host->ptr + 1, host->len - 2};
    return port->len > 0;
}

static int open_at(const struct addrinfo *at)
{
    int yes = 1;
    int fd =
        socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    if (bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

static str url_of(int fd, struct arena *arena)
{
    struct sockaddr_storage at;
    socklen_t size = sizeof(at);
    char host[100] = "", port[10] = "";
    if (getsockname(fd, (struct sockaddr *)&at, &size) == 0)
        getnameinfo((struct sockaddr *)&at, size, host, sizeof(host), port,
                    sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV);
    bool six = strchr(host, ':') != NULL;
    return arena_format(arena, "http://%s%s%s:%s", six ? "[" : "", host,
                        six ? "]" : "", port);
}

int listen_on(str address, str *url, struct arena *arena, struct err *err)
{
    str host, port;
    struct addrinfo *at = NULL;
    struct addrinfo hint = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE};
    if (!split(address, &host, &port)) {
        err_set(err, ERR_USAGE, "'%.*s' is no ADDRESS:PORT", STR(address));
        return -1;
    }
    str name = arena_str(arena, host);
    int failed = getaddrinfo(host.len ? name.ptr : NULL,
                             arena_str(arena, port).ptr, &hint, &at);
    if (failed) {
        err_set(err, ERR_USAGE, "'%.*s': %s", STR(address),
                gai_strerror(failed));
        return -1;
    }
    int fd = open_at(at);
    if (fd < 0)
        err_set(err, ERR_IO, "listening on '%.*s': %s", STR(address),
                strerror(errno));
    else
        *url = url_of(fd, arena);
    freeaddrinfo(at);
    return fd;
}
