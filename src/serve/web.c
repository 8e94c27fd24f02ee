#include "serve/web.h"

static const struct {
    const char *ending, *type;
} types[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".woff2", "font/woff2"},
    {".html", "text/html; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
};

static str type_of(str name)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (str_ends(name, str_of(types[i].ending)))
            return str_of(types[i].type);
    return S("application/octet-stream");
}

const struct web_file *web_find(str name)
{
    for (uint32_t i = 0; i < web_files; i++)
        if (str_eq(name, str_of(web_file[i].name)))
            return &web_file[i];
    return NULL;
}

str web_url(struct call *call, str name)
{
    const struct web_file *file = web_find(name);
    str etag = file ? str_of(file->etag) : S("\"\"");
    return arena_format(call->arena, "/web/%.*s?v=%.*s", STR(name),
                        STR(str_first(str_from(etag, 1), 8)));
}

static bool takes_gzip(const struct call *call)
{
    str accept = header_find(&call->request->header, S("Accept-Encoding"));
    return str_find_nocase(accept, S("gzip")) != STR_NONE;
}

void web_send(struct call *call, const struct web_file *file)
{
    bool squeezed = file->gzip.len < file->plain.len && takes_gzip(call);
    call->lasting = false;
    reply_header(call, S("ETag"), str_of(file->etag));
    reply_header(call, S("Vary"), S("Accept-Encoding"));
    if (squeezed)
        reply_header(call, S("Content-Encoding"), S("gzip"));
    bool named = call->param.of[PARAM_V].given;
    reply_header(call, S("Cache-Control"),
                 named ? S("public, max-age=31536000, immutable")
                       : S("public, max-age=3600"));
    reply_as(call, type_of(str_of(file->name)));
    call->reply->body = squeezed ? file->gzip : file->plain;
}

void web_answer(struct call *call)
{
    const struct web_file *file = web_find(call->value[0]);
    if (file == NULL)
        reply_error(call, 404, "there is no such file");
    else
        web_send(call, file);
}
