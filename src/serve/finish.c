/*
 * What every reply goes through: an ETag, 304 for who has it already, gzip for
 * who takes it, and the headers that keep browsers on the safe side.
 */
#include <stdio.h>
#include <time.h>
#include <zlib.h>

#include "serve/call.h"
#include "serve/site.h"

/* Less isn't worth the trouble. */
#define GZIP_LEAST 1000
/* 4 costs half the time of 6 and 3 % more bytes on a report. */
#define GZIP_LEVEL 4

/*
 * Pages load nothing from elsewhere and run no script that stands in them;
 * forms lead here only.
 */
#define POLICY                                                                 \
    "default-src 'none'; script-src 'self'; style-src 'self'; "                \
    "img-src 'self' data:; connect-src 'self'; font-src 'self'; "              \
    "form-action 'self'; base-uri 'none'"

static str type_of(const struct call *call)
{
    return header_find(&call->reply->header, S("Content-Type"));
}

static bool may_squeeze(str type)
{
    return str_starts(type, S("text/")) ||
           str_find(type, S("json")) != STR_NONE ||
           str_starts(type, S("image/svg")) ||
           str_starts(type, S("application/x-")) ||
           str_starts(type, S("application/xml"));
}

/* "gzip;q=0" is a no; anything finer nobody sends. */
static bool takes_gzip(const struct call *call)
{
    str accept = header_find(&call->request->header, S("Accept-Encoding"));
    size_t at = str_find_nocase(accept, S("gzip"));
    if (at == STR_NONE)
        return false;
    str after = str_from(accept, at + 4);
    return !str_starts(after, S(";q=0")) || str_starts(after, S(";q=0."));
}

static void squeeze_body(struct call *call)
{
    z_stream z = {0};
    str body = call->reply->body;
    if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, 15 + 16, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    size_t most = deflateBound(&z, body.len);
    unsigned char *to = arena_alloc(call->arena, most);
    z.next_in = (unsigned char *)(uintptr_t)body.ptr;
    z.avail_in = (uInt)body.len;
    z.next_out = to;
    z.avail_out = (uInt)most;
    if (deflate(&z, Z_FINISH) == Z_STREAM_END) {
        call->reply->body = (str){(char *)to, z.total_out};
        reply_header(call, S("Content-Encoding"), S("gzip"));
    }
    deflateEnd(&z);
}

static void compress_body(struct call *call)
{
    struct reply *reply = call->reply;
    if (!may_squeeze(type_of(call)) || reply->body.len < GZIP_LEAST ||
        header_find(&reply->header, S("Content-Encoding")).len)
        return;
    reply_header(call, S("Vary"), S("Accept-Encoding"));
    if (takes_gzip(call))
        squeeze_body(call);
}

/* ---- conditional requests ----------------------------------------------- */

/* Weak comparison (RFC 9110, 8.8.3.2) with a list, or "*". */
static bool etag_listed(str list, str etag)
{
    str one;
    while (str_split(&list, ',', &one)) {
        one = str_trim(one);
        if (str_starts(one, S("W/")))
            one = str_from(one, 2);
        if (str_eq(one, etag) || str_eq(one, S("*")))
            return true;
    }
    return false;
}

/* "0123456789abcdef", with its quotes */
static str etag_of(str body, struct arena *arena)
{
    static const char hex[] = "0123456789abcdef";
    uint64_t hash = str_hash(body);
    char *to = arena_alloc(arena, 18);
    to[0] = to[17] = '"';
    for (int i = 0; i < 16; i++)
        to[1 + i] = hex[hash >> (60 - 4 * i) & 15];
    return (str){to, 18};
}

static bool not_newer(str since, time_t when)
{
    struct tm tm = {0};
    char text[40];
    snprintf(text, sizeof(text), "%.*s", STR(str_first(since, 39)));
    return strptime(text, "%a, %d %b %Y %H:%M:%S GMT", &tm) &&
           timegm(&tm) >= when;
}

static bool is_known(struct call *call, str etag, time_t changed)
{
    const headers *header = &call->request->header;
    str match = header_find(header, S("If-None-Match"));
    str since = header_find(header, S("If-Modified-Since"));
    if (match.len)
        return etag_listed(match, etag);
    return since.len && changed && not_newer(since, changed);
}

static void put_validators(struct call *call)
{
    struct reply *reply = call->reply;
    time_t changed = call->lasting ? site_changed(call->site) : 0;
    str etag = header_find(&reply->header, S("ETag"));
    if (etag.len == 0) {
        etag = etag_of(reply->body, call->arena);
        reply_header(call, S("ETag"), etag);
    }
    if (changed)
        reply_header(call, S("Last-Modified"), str_of(call->site->date));
    if (header_find(&reply->header, S("Cache-Control")).len == 0)
        reply_header(call, S("Cache-Control"), S("no-cache"));
    if (is_known(call, etag, changed)) {
        reply->status = 304;
        reply->body = S("");
        reply->bodyless = true;
    }
}

static bool is_read(str method)
{
    return str_eq(method, S("GET")) || str_eq(method, S("HEAD"));
}

static void put_safety(struct call *call)
{
    bool page = call->route && call->route->family == FAMILY_PAGE;
    reply_header(call, S("X-Content-Type-Options"), S("nosniff"));
    if (!page) {
        reply_header(call, S("Access-Control-Allow-Origin"), S("*"));
        return;
    }
    if (header_find(&call->reply->header, S("Content-Security-Policy")).len ==
        0)
        reply_header(call, S("Content-Security-Policy"),
                     S(POLICY "; frame-ancestors 'none'"));
    reply_header(call, S("Referrer-Policy"), S("same-origin"));
    reply_header(call, S("Cross-Origin-Opener-Policy"), S("same-origin"));
}

void reply_finish(struct call *call)
{
    struct reply *reply = call->reply;
    str method = call->request->method;
    if (reply->status == 200 && is_read(method))
        put_validators(call);
    if (!reply->bodyless)
        compress_body(call);
    put_safety(call);
    if (str_eq(method, S("HEAD")))
        reply->bodyless = true;
}
