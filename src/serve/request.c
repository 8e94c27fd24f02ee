/* A request as text, for `stet http` and the tests. */
#include "serve/serve.h"

/* "\n" or "\r\n"; a last line needs no end. */
static bool next_line(str *rest, str *line)
{
    if (!str_split(rest, '\n', line))
        return false;
    if (line->len && line->ptr[line->len - 1] == '\r')
        line->len--;
    return true;
}

static bool read_first(str line, struct request *request)
{
    size_t method = str_chr(line, ' ');
    if (method == STR_NONE)
        return false;
    request->method = str_first(line, method);
    str target = str_from(line, method + 1);
    request->target = str_first(target, str_chr(target, ' '));
    return request->target.len && request->target.ptr[0] == '/';
}

bool request_read(str text, struct request *request, struct arena *arena,
                  struct err *err)
{
    str line;
    *request = (struct request){0};
    if (!next_line(&text, &line) || !read_first(line, request))
        return err_set(err, ERR_INPUT, "no request line 'METHOD /path'");
    while (next_line(&text, &line) && line.len) {
        size_t colon = str_chr(line, ':');
        if (colon == STR_NONE)
            return err_set(err, ERR_INPUT, "no header 'Name: value'");
        struct header header = {str_first(line, colon),
                                str_trim(str_from(line, colon + 1))};
        vec_push(&request->header, arena, header);
    }
    request->body = text;
    return true;
}
