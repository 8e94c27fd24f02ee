/*
 * The sites behind a socket: libmicrohttpd with a pool of threads, each
 * waiting on epoll for its share of the connections, each with a site.
 *
 * There is no TLS here; a proxy does that (docs/OPERATE.md).  Who is slow is
 * cut off: a request has to be here, and a reply gone, within a time that
 * counts from its first byte and that no trickle of bytes prolongs.
 */
#ifndef STET_SERVE_HTTP_H
#define STET_SERVE_HTTP_H

#include "serve/serve.h"

/*
 * Serve until SIGTERM or SIGINT; what is being answered then is finished.
 * `ready` is called once with the address, when connections are taken.
 */
bool http_serve(str store, const struct conf *conf, void (*ready)(str url),
                struct err *err);

#endif
