/* "127.0.0.1:8080", "[::1]:8080", ":8080" or "localhost:0" as a socket. */
#ifndef STET_SERVE_LISTEN_H
#define STET_SERVE_LISTEN_H

#include "base/arena.h"
#include "base/err.h"

/* -1 with `err` set; `url` says where it listens, with the port it got. */
int listen_on(str address, str *url, struct arena *arena, struct err *err);

#endif
