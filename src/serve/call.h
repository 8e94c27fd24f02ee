/*
 * One request being answered: what a handler is given, and what it may do.
 *
 *     void api_thing(struct call *call)
 *     {
 *         struct work_row work;
 *         if (!call_work(call, &work))
 *             return;                         // it has been answered
 *         struct json json = json_on(call->out);
 *         …
 *         reply_json(call);
 *     }
 *
 * Everything a handler makes lives in call->arena and goes with the reply.
 * What goes into a page or a JSON text goes through a verb of base/buf.h that
 * escapes it; what goes to the store is bound, never pasted.
 */
#ifndef STET_SERVE_CALL_H
#define STET_SERVE_CALL_H

#include "base/buf.h"
#include "base/json.h"
#include "serve/param.h"
#include "serve/serve.h"
#include "store/rows.h"
#include "store/sheet.h"
#include "store/tally.h"

enum method {
    METHOD_GET,
    METHOD_POST,
    METHODS
};
extern const char *const method_name[METHODS];

/* Whose manners a route has: its errors, who may call it from where. */
enum family {
    FAMILY_SCITE, /* errors as FastAPI's: {"detail": …} */
    FAMILY_API,   /* problem details, RFC 9457 */
    FAMILY_PAGE,  /* HTML */
    FAMILY_PLAIN  /* files, pictures, text; errors as problem details */
};

struct call;

struct route {
    enum method method;
    const char *pattern; /* "/tallies/{doi...}" */
    void (*answer)(struct call *call);
    enum family family;
    const unsigned char *param; /* enum param …, ends in PARAMS */
    const char *summary;
};

extern const struct route routes[];
extern const uint32_t routes_n;

#define PATH_VALUES 2 /* {…} in one pattern */

struct call {
    struct site *site;
    const struct conf *conf;
    struct store *store;
    struct tallies *tallies;
    struct metrics *metrics;
    const struct request *request;
    struct reply *reply;
    const struct route *route; /* null: there is none */
    struct arena *arena;
    struct buf *out;        /* the body being built, empty at first */
    str path;               /* as sent, without the query */
    str value[PATH_VALUES]; /* of the pattern's {…}, decoded */
    struct params param;
    bool lasting; /* the reply depends on the store alone: it may be cached */
};

/* ---- what was asked for ----------------------------------------------- */

/*
 * The key of an identifier as people and programs write it ("10.5555/ABC",
 * "https://doi.org/…"); empty when it is none.
 */
str call_key(struct call *call, str typed);

/* The same for who may also have followed one of our slugs. */
str call_name(struct call *call, str typed);

/* The work that value[0] names; false when it has answered: 404 or 500. */
bool call_work(struct call *call, struct work_row *work);

/* All citations toward a work, or made by it; false when it has answered. */
bool call_sheet(struct call *call, const struct work_row *work, bool toward,
                struct sheet *sheet);

/*
 * The body as JSON; null when it has answered: the body isn't JSON.  Free it
 * by SCOPED_JSON.
 */
struct json_value *call_body(struct call *call);

/* "https://stet.example.org", without a slash at the end. */
str call_base(struct call *call);

/* ---- replies ---------------------------------------------------------- */

/* What stands in call->out, with status 200 unless it is set. */
void reply_json(struct call *call);
void reply_html(struct call *call);
void reply_as(struct call *call, str type);

/* A header; name and value are kept, so they live in the arena or for ever. */
void reply_header(struct call *call, str name, str value);

/* 303 (other = false: 308, for good) to a path or URL. */
void reply_redirect(struct call *call, str to, bool other);

/*
 * It can't be answered: a status and a sentence, in the manner of the route's
 * family.  What stood in call->out is dropped.
 */
void reply_error(struct call *call, uint32_t status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A part of the request is wrong: 422 or 400; `in` is "query", "body". */
void reply_invalid(struct call *call, uint32_t status, const char *in, str name,
                   const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* The store couldn't be read: 500, logged; what is inside isn't told. */
void reply_failed(struct call *call, const struct err *err);

/* ---- of the core's own files ------------------------------------------ */

/* Conditional requests, compression, what every reply carries (finish.c). */
void reply_finish(struct call *call);

/*
 * The route of call->path (router.c): sets `route` and `value`.  Without one,
 * the methods that the path has are in `allowed`, by bit.
 */
void route_find(struct call *call, str method, unsigned *allowed);

/* Does a path fit a pattern?  The parts of {…} go to `value`, as sent. */
bool route_match(str pattern, str path, str value[PATH_VALUES]);

/* Percent-decoded, '+' as a space in queries; false when it isn't text. */
bool url_decode(str sent, bool query, struct arena *arena, str *out);

/* For a path: everything but letters, digits and "-._~/" encoded. */
void buf_url(struct buf *out, str s);

/* ---- the handlers, as routes.def names them --------------------------- */

#define ROUTE(method, pattern, answer, family, params, summary)                \
    void answer(struct call *call);
#include "serve/routes.def"
#undef ROUTE

#endif
