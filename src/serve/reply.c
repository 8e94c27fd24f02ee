/* What a handler answers with. */
#include <stdio.h>

#include "base/log.h"
#include "serve/page.h"

void reply_header(struct call *call, str name, str value)
{
    vec_push(&call->reply->header, call->arena, ((struct header){name, value}));
}

void reply_as(struct call *call, str type)
{
    if (call->reply->status == 0)
        call->reply->status = 200;
    reply_header(call, S("Content-Type"), type);
    call->reply->body = buf_str(call->out);
}

void reply_json(struct call *call)
{
    reply_as(call, S("application/json"));
}

void reply_html(struct call *call)
{
    reply_as(call, S("text/html; charset=utf-8"));
}

void reply_redirect(struct call *call, str to, bool other)
{
    buf_clear(call->out);
    call->reply->status = other ? 303 : 308;
    reply_header(call, S("Location"), to);
    reply_as(call, S("text/plain; charset=utf-8"));
}

/* ---- errors ------------------------------------------------------------- */

static const struct {
    uint32_t status;
    const char *title;
} titles[] = {
    {400, "Bad request"},
    {401, "Who are you?"},
    {403, "Not allowed"},
    {404, "Not found"},
    {405, "Method not allowed"},
    {406, "Not in that form"},
    {413, "Too large"},
    {415, "Not a form we read"},
    {422, "Invalid"},
    {429, "Too many requests"},
    {500, "Our fault"},
    {501, "Not implemented"},
    {503, "Not now"},
};

static const char *status_title(uint32_t status)
{
    for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
        if (titles[i].status == status)
            return titles[i].title;
    return "Error";
}

/* RFC 9457; `name` is the part that is wrong, if one is. */
static void put_problem(struct call *call, str in, str name, str sentence)
{
    struct json json = json_on(call->out);
    json_object(&json);
    json_text(&json, "type", S("about:blank"));
    json_text(&json, "title", str_of(status_title(call->reply->status)));
    json_key(&json, "status"), json_uint(&json, call->reply->status);
    json_text(&json, "detail", sentence);
    json_text(&json, "instance", call->path);
    json_text(&json, "in", in);
    json_text(&json, "name", name);
    json_end(&json);
    reply_as(call, S("application/problem+json"));
}

/* FastAPI's two shapes: a sentence, or a list of what is wrong where. */
static void put_detail(struct call *call, str in, str name, str sentence)
{
    struct json json = json_on(call->out);
    json_object(&json);
    json_key(&json, "detail");
    if (in.len) {
        json_array(&json);
        json_object(&json);
        json_key(&json, "loc"), json_array(&json);
        json_str(&json, in);
        if (name.len)
            json_str(&json, name);
        json_end(&json);
        json_text(&json, "msg", sentence);
        json_text(&json, "type", S("value_error"));
        json_end(&json);
        json_end(&json);
    } else {
        json_str(&json, sentence);
    }
    json_end(&json);
    reply_json(call);
}

static void put_error(struct call *call, uint32_t status, str in, str name,
                      str sentence)
{
    call->reply->header.n = 0;
    call->reply->status = status;
    call->lasting = false;
    buf_clear(call->out);
    if (call->route && call->route->family == FAMILY_SCITE)
        put_detail(call, in, name, sentence);
    else if (call->route && call->route->family == FAMILY_PAGE)
        page_error(call, str_of(status_title(status)), sentence);
    else
        put_problem(call, in, name, sentence);
}

static str say(struct call *call, const char *format, va_list args)
{
    char text[600];
    vsnprintf(text, sizeof(text), format, args);
    return arena_str(call->arena, str_of(text));
}

void reply_error(struct call *call, uint32_t status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    str sentence = say(call, format, args);
    va_end(args);
    put_error(call, status, S(""), S(""), sentence);
}

void reply_invalid(struct call *call, uint32_t status, const char *in, str name,
                   const char *format, ...)
{
    va_list args;
    va_start(args, format);
    str sentence = say(call, format, args);
    va_end(args);
    put_error(call, status, str_of(in), name, sentence);
}

void reply_failed(struct call *call, const struct err *err)
{
    log_warn("%.*s: %s", STR(call->path), err->text);
    reply_error(call, 500, "the store can't be read");
}
