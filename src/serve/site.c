#include "serve/site.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "base/log.h"
#include "resolve/identifier.h"
#include "serve/known.h"
#include "serve/metrics.h"
#include "store/sheet.h"

/* Longer targets are refused; scite's clients stay below 8,192. */
#define TARGET_MAX 12288

/* A site that once wrote a giant doesn't stay a giant. */
#define OUT_KEEP ((size_t)8 << 20)

struct site *site_open(str store, const struct conf *conf,
                       struct metrics *metrics, struct err *err)
{
    struct site *site = mem_alloc(sizeof(*site));
    *site = (struct site){.conf = conf, .metrics = metrics};
    site->path = arena_str(&site->kept, store);
    site->store = store_open(store, STORE_READ, err);
    if (site->store)
        site->tallies = tallies_open(site->store, err);
    if (site->tallies == NULL)
        site_close(&site);
    return site;
}

void site_close(struct site **site)
{
    struct site *gone = *site;
    if (gone == NULL)
        return;
    search_close(&gone->search);
    tallies_close(&gone->tallies);
    store_close(&gone->store);
    arena_close(&gone->arena);
    arena_close(&gone->kept);
    arena_close(&gone->noticed_in);
    buf_close(&gone->out);
    free(gone);
    *site = NULL;
}

static void write_date(struct site *site)
{
    struct tm tm;
    gmtime_r(&site->changed, &tm);
    strftime(site->date, sizeof(site->date), "%a, %d %b %Y %H:%M:%S GMT", &tm);
}

/* The later of the two files that hold it; looked at when it has changed. */
time_t site_changed(struct site *site)
{
    int64_t version = tallies_version(site->tallies);
    if (site->changed && version == site->version)
        return site->changed;
    site->version = version;
    str wal = arena_format(&site->arena, "%.*s-wal", STR(site->path));
    struct stat at;
    if (stat(site->path.ptr, &at) == 0)
        site->changed = at.st_mtime;
    if (stat(wal.ptr, &at) == 0 && at.st_size && at.st_mtime > site->changed)
        site->changed = at.st_mtime;
    write_date(site);
    return site->changed;
}

bool site_noticed(struct site *site, const id_list **docs, struct err *err)
{
    int64_t version = tallies_version(site->tallies);
    *docs = &site->noticed;
    if (site->noticed_of == version && version)
        return true;
    arena_clear(&site->noticed_in);
    site->noticed = (id_list){0};
    if (!noticed_docs(site->store, &site->noticed_in, &site->noticed, err))
        return false;
    site->noticed_of = version;
    return true;
}

str header_find(const headers *header, str name)
{
    for_vec (i, *header)
        if (str_eq_nocase(header->at[i].name, name))
            return header->at[i].value;
    return S("");
}

void site_prepare(struct site *site)
{
    if (site->reasons == NULL)
        site->reasons = reasons_open(&site->kept);
}

/* ---- answering ---------------------------------------------------------- */

static str allow(struct call *call, unsigned allowed)
{
    return arena_format(call->arena, "%s%sOPTIONS",
                        allowed & 1u << METHOD_GET ? "GET, HEAD, " : "",
                        allowed & 1u << METHOD_POST ? "POST, " : "");
}

/* A page of another site asks what it may (Fetch, 4.8). */
static void answer_options(struct call *call, unsigned allowed)
{
    str methods = allow(call, allowed);
    call->reply->status = 204;
    call->reply->bodyless = true;
    reply_header(call, S("Allow"), methods);
    reply_header(call, S("Access-Control-Allow-Methods"), methods);
    reply_header(call, S("Access-Control-Allow-Headers"),
                 S("content-type, accept, authorization"));
    reply_header(call, S("Access-Control-Max-Age"), S("86400"));
}

static void answer_unrouted(struct call *call, unsigned allowed)
{
    str method = call->request->method;
    if (allowed && str_eq(method, S("OPTIONS"))) {
        answer_options(call, allowed);
        return;
    }
    if (!allowed) {
        reply_error(call, 404, "there is nothing at this address");
        return;
    }
    reply_error(call, 405, "this address doesn't take %.*s",
                STR(str_first(method, 20)));
    reply_header(call, S("Allow"), allow(call, allowed));
}

static bool decode_values(struct call *call)
{
    for (int i = 0; i < PATH_VALUES; i++)
        if (!url_decode(call->value[i], false, call->arena, &call->value[i]))
            return false;
    return true;
}

/* False when it has answered: 429.  Whoever looks after us isn't counted. */
static bool may_ask(struct call *call)
{
    uint32_t left, rate = call->conf->rate;
    if (rate == 0 || call->request->remote.len == 0 ||
        str_eq(call->path, S("/healthz")) || str_eq(call->path, S("/metrics")))
        return true;
    bool may = rate_take(&call->metrics->rate, call->request->remote, rate,
                         metrics_now(), &left);
    if (!may) {
        atomic_fetch_add(&call->metrics->refused, 1);
        reply_error(call, 429, "more than %u requests a second", rate);
        reply_header(call, S("Retry-After"), S("1"));
    }
    reply_header(call, S("RateLimit-Limit"),
                 arena_format(call->arena, "%u", rate));
    reply_header(call, S("RateLimit-Remaining"),
                 arena_format(call->arena, "%u", left));
    reply_header(call, S("RateLimit-Reset"), S("1"));
    return may;
}

static void answer(struct call *call, str query)
{
    unsigned allowed;
    if (!may_ask(call))
        return;
    if (call->request->target.len > TARGET_MAX) {
        reply_error(call, 414, "an address of more than %d bytes", TARGET_MAX);
        return;
    }
    route_find(call, call->request->method, &allowed);
    if (call->route == NULL) {
        answer_unrouted(call, allowed);
        return;
    }
    if (!decode_values(call)) {
        reply_invalid(call, 400, "path", S(""), "the address isn't UTF-8");
        return;
    }
    call->lasting = call->route->method == METHOD_GET;
    if (param_read(call, query))
        call->route->answer(call);
}

bool serve_request(struct site *site, const struct request *request,
                   struct reply *reply)
{
    uint64_t began = metrics_now();
    size_t mark = str_chr(request->target, '?');
    arena_clear(&site->arena);
    buf_clear(&site->out);
    if (site->out.cap > OUT_KEEP)
        buf_close(&site->out);
    *reply = (struct reply){0};
    struct call call = {.site = site,
                        .conf = site->conf,
                        .store = site->store,
                        .tallies = site->tallies,
                        .metrics = site->metrics,
                        .request = request,
                        .reply = reply,
                        .arena = &site->arena,
                        .out = &site->out};
    call.path = str_first(request->target, mark);
    answer(&call,
           mark == STR_NONE ? S("") : str_from(request->target, mark + 1));
    assert(reply->status != 0);
    reply_finish(&call);
    metrics_count(site->metrics, call.route, reply->status,
                  metrics_now() - began);
    return reply->status != 500;
}

/* ---- what handlers ask -------------------------------------------------- */

str call_key(struct call *call, str typed)
{
    /* No identifier is as long; what is longer is an attack on a regex. */
    return typed.len > 2048 ? S("") : id_key(str_trim(typed), call->arena);
}

str call_name(struct call *call, str typed)
{
    struct err err = {0};
    str key = call_key(call, typed);
    int64_t id = key.len ? 0 : slug_id(typed);
    if (id && !work_key_of(call->store, id, call->arena, &key, &err))
        log_warn("%s", err.text);
    return key;
}

bool call_sheet(struct call *call, const struct work_row *work, bool toward,
                struct sheet *sheet)
{
    struct err err = {0};
    const id_list *noticed;
    *sheet = (struct sheet){0};
    bool read = toward
                    ? site_noticed(call->site, &noticed, &err) &&
                          sheet_of_work(call->store, work->id, noticed,
                                        call->arena, sheet, &err)
                    : work->doc == 0 || sheet_of_doc(call->store, work->doc,
                                                     call->arena, sheet, &err);
    if (!read)
        reply_failed(call, &err);
    return read;
}

bool call_work(struct call *call, struct work_row *work)
{
    struct err err = {0};
    str key = call_name(call, call->value[0]);
    work->id = 0;
    if (key.len && !work_row(call->store, key, call->arena, work, &err)) {
        reply_failed(call, &err);
        return false;
    }
    if (work->id == 0)
        reply_error(call, 404, "no article that has been read cites this");
    return work->id != 0;
}

struct json_value *call_body(struct call *call)
{
    struct err err = {0};
    str body = call->request->body;
    bool text = utf8_check(body) == body.len;
    struct json_value *value = text ? json_parse(body, &err) : NULL;
    if (value == NULL)
        reply_invalid(call, 422, "body", S(""), "%s",
                      text ? err.text : "the body isn't UTF-8");
    return value;
}

str call_base(struct call *call)
{
    str given = call->conf->base_url;
    str host = header_find(&call->request->header, S("Host"));
    if (given.len)
        return given.ptr[given.len - 1] == '/' ? str_first(given, given.len - 1)
                                               : given;
    for (size_t i = 0; i < host.len; i++)
        if (!is_alpha(host.ptr[i]) && !is_digit(host.ptr[i]) &&
            !strchr("-.:[]", host.ptr[i]))
            host = S("");
    return host.len ? arena_format(call->arena, "http://%.*s", STR(host))
                    : arena_format(call->arena, "http://%.*s",
                                   STR(call->conf->listen));
}
