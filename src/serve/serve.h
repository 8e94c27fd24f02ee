/*
 * Requests to replies, without a socket: what `stet serve` answers over HTTP,
 * `stet http` answers from a file, and the tests ask directly.
 *
 * A site is what one thread answers with: a connection to the store that only
 * reads, an arena, a cache of tallies.  Threads share nothing but the counts
 * of metrics.h.  A reply lives until the next request to the same site.
 *
 * What is answered stands in routes.def, a row a route.  From the rows come
 * dispatch, 404, 405, OPTIONS, the check of parameters, the OpenAPI document
 * and the test over all of them.
 */
#ifndef STET_SERVE_SERVE_H
#define STET_SERVE_SERVE_H

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"
#include "conf/conf.h"

struct header {
    str name, value;
};
typedef vec_of(struct header) headers;

struct request {
    str method; /* as sent: "GET" */
    str target; /* as sent: "/tallies/10.5555%2Fabc?use_view=true" */
    headers header;
    str body;
    str remote; /* the address it came from, empty when there is none */
};

struct reply {
    uint32_t status;
    headers header; /* without Content-Length and Date */
    str body;
    bool bodyless; /* HEAD, 204, 304: `body` is only as long as it would be */
};

struct site;
struct metrics;

/*
 * `store` is the path of the store.  `conf` (complete) and `metrics` are
 * shared with the other sites and outlive them.
 */
struct site *site_open(str store, const struct conf *conf,
                       struct metrics *metrics, struct err *err);
void site_close(struct site **site);
#define SCOPED_SITE __attribute__((cleanup(site_close))) struct site

/*
 * Answer a request.  There is always a reply: what can't be answered has one
 * that says why.  False only when the reason is ours (status 500).
 */
bool serve_request(struct site *site, const struct request *request,
                   struct reply *reply);

/* The value of a header, empty when it isn't there; names in any case. */
str header_find(const headers *header, str name);

/* A request's text (RFC 9112), lines ending in "\n" or "\r\n". */
bool request_read(str text, struct request *request, struct arena *arena,
                  struct err *err);

/* All routes, as Markdown: docs/API.md is made from it. */
void serve_routes(struct buf *out);

#endif
