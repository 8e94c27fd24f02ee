/* What the routes say about themselves: OpenAPI 3.1, and Markdown. */
#include "serve/call.h"

static const char *const family_title[] = {
    [FAMILY_SCITE] = "scite's interface",
    [FAMILY_API] = "Our own and others' interfaces",
    [FAMILY_PAGE] = "Pages",
    [FAMILY_PLAIN] = "Files and plumbing",
};

/* ---- Markdown ----------------------------------------------------------- */

static void put_family(struct buf *out, enum family family)
{
    buf_format(out, "## %s\n\n| address | parameters | what |\n|---|---|---|\n",
               family_title[family]);
    for (uint32_t i = 0; i < routes_n; i++) {
        const struct route *route = &routes[i];
        if (route->family != family)
            continue;
        buf_format(out, "| %s `%s` | ", method_name[route->method],
                   route->pattern);
        for (const unsigned char *p = route->param; *p < PARAMS; p++)
            buf_format(out, "%s`%s`", p == route->param ? "" : " ",
                       param_row[*p].name);
        buf_format(out, " | %s |\n", route->summary);
    }
    buf_char(out, '\n');
}

static void put_param_row(struct buf *out, const struct param_row *row)
{
    buf_format(out, "| `%s` | ", row->name);
    if (row->kind == PARAM_NUMBER)
        buf_format(out, "%u … %u", row->low, row->high);
    else if (row->choices)
        buf_format(out, "%s%s", row->choices,
                   row->kind == PARAM_LIST ? "; several" : "");
    else
        buf_add(out, row->kind == PARAM_FLAG    ? S("true, false")
                     : row->kind == PARAM_RANGE ? S("2015, 2010-2015, 2010-")
                     : row->kind == PARAM_DATE  ? S("YYYY, YYYY-MM-DD")
                                                : S("text"));
    bool required = row->otherwise && strcmp(row->otherwise, REQUIRED) == 0;
    buf_format(out, " | %s | %s |\n",
               required         ? "(required)"
               : row->otherwise ? row->otherwise
                                : "",
               row->help);
}

void serve_routes(struct buf *out)
{
    for (int family = 0; family <= FAMILY_PLAIN; family++)
        put_family(out, (enum family)family);
    buf_add(out, S("## Parameters\n\n| name | values | otherwise | what |\n"
                   "|---|---|---|---|\n"));
    for (int i = 0; i < PARAMS; i++)
        put_param_row(out, &param_row[i]);
}

/* ---- OpenAPI ------------------------------------------------------------ */

static void put_schema(struct json *json, const struct param_row *row)
{
    str rest = str_of(row->choices), choice;
    json_key(json, "schema"), json_object(json);
    json_text(json, "type",
              row->kind == PARAM_NUMBER ? S("integer")
              : row->kind == PARAM_FLAG ? S("boolean")
              : row->kind == PARAM_TEXTS || row->kind == PARAM_LIST
                  ? S("array")
                  : S("string"));
    if (row->kind == PARAM_NUMBER) {
        json_key(json, "minimum"), json_uint(json, row->low);
        json_key(json, "maximum"), json_uint(json, row->high);
    }
    if (row->kind == PARAM_TEXTS || row->kind == PARAM_LIST) {
        json_key(json, "items"), json_object(json);
        json_text(json, "type", S("string"));
    }
    if (row->choices) {
        json_key(json, "enum"), json_array(json);
        while (str_word(&rest, &choice))
            json_str(json, choice);
        json_end(json);
    }
    if (row->kind == PARAM_TEXTS || row->kind == PARAM_LIST)
        json_end(json);
    json_end(json);
}

static void put_parameter(struct json *json, const struct param_row *row)
{
    json_object(json);
    json_text(json, "name", str_of(row->name));
    json_text(json, "in", S("query"));
    json_text(json, "description", str_of(row->help));
    if (row->otherwise && strcmp(row->otherwise, REQUIRED) == 0)
        json_key(json, "required"), json_bool(json, true);
    if (row->kind == PARAM_LIST) {
        json_text(json, "style", S("form"));
        json_key(json, "explode"), json_bool(json, false);
    }
    put_schema(json, row);
    json_end(json);
}

/* "{doi...}" is "{doi}" there: that it may have slashes can't be said. */
static str next_value(str *pattern)
{
    size_t open = str_chr(*pattern, '{');
    if (open == STR_NONE)
        return S("");
    size_t close = str_chr(*pattern, '}');
    str name = str_first(str_from(*pattern, open + 1), close - open - 1);
    *pattern = str_from(*pattern, close + 1);
    return str_ends(name, S("...")) ? str_first(name, name.len - 3) : name;
}

static void put_parameters(struct json *json, const struct route *route)
{
    str pattern = str_of(route->pattern), name;
    json_key(json, "parameters"), json_array(json);
    while ((name = next_value(&pattern)).len) {
        json_object(json);
        json_text(json, "name", name);
        json_text(json, "in", S("path"));
        json_key(json, "required"), json_bool(json, true);
        json_key(json, "schema"), json_object(json);
        json_text(json, "type", S("string"));
        json_end(json), json_end(json);
    }
    for (const unsigned char *p = route->param; *p < PARAMS; p++)
        put_parameter(json, &param_row[*p]);
    json_end(json);
}

static void put_body(struct json *json)
{
    json_key(json, "requestBody"), json_object(json);
    json_key(json, "required"), json_bool(json, true);
    json_key(json, "content"), json_object(json);
    json_key(json, "application/json"), json_object(json);
    json_key(json, "schema"), json_object(json);
    json_text(json, "type", S("array"));
    json_key(json, "items"), json_object(json);
    json_text(json, "type", S("string"));
    json_end(json), json_end(json);
    json_key(json, "example"), json_array(json);
    json_str(json, S("10.5555/abc"));
    json_end(json);
    json_end(json), json_end(json), json_end(json);
}

static void put_response(struct json *json, const char *status,
                         const char *what, const char *type)
{
    json_key(json, status), json_object(json);
    json_text(json, "description", str_of(what));
    json_key(json, "content"), json_object(json);
    json_key(json, type), json_object(json), json_end(json);
    json_end(json), json_end(json);
}

static void put_responses(struct json *json, const struct route *route)
{
    static const char *const type[] = {
        [FAMILY_SCITE] = "application/json",
        [FAMILY_API] = "application/json",
        [FAMILY_PAGE] = "text/html",
        [FAMILY_PLAIN] = "*/*",
    };
    json_key(json, "responses"), json_object(json);
    put_response(json, "200", "what was asked for", type[route->family]);
    put_response(json, "default", "why not",
                 route->family == FAMILY_SCITE  ? "application/json"
                 : route->family == FAMILY_PAGE ? "text/html"
                                                : "application/problem+json");
    json_end(json);
}

static const char *const method_key[METHODS] = {"get", "post"};

static void put_operation(struct json *json, const struct route *route)
{
    char name[80];
    json_key(json, method_key[route->method]), json_object(json);
    json_text(json, "summary", str_of(route->summary));
    size_t n = 0;
    for (const char *p = route->pattern; *p && n < sizeof(name) - 8; p++)
        if (is_alpha(*p) || is_digit(*p))
            name[n++] = *p;
        else if (n && name[n - 1] != '_')
            name[n++] = '_';
    while (n && name[n - 1] == '_')
        n--;
    SCOPED_BUF id = {0};
    buf_format(&id, "%s_%.*s", method_key[route->method], (int)n, name);
    json_text(json, "operationId", buf_str(&id));
    json_key(json, "tags"), json_array(json);
    json_str(json, str_of(family_title[route->family]));
    json_end(json);
    put_parameters(json, route);
    if (route->method == METHOD_POST)
        put_body(json);
    put_responses(json, route);
    json_end(json);
}

static void put_path(struct buf *out, const char *pattern)
{
    for (const char *p = pattern; *p; p++)
        if (*p != '.' || p[1] != '.' || strncmp(p, "...}", 4) != 0)
            buf_char(out, *p);
        else
            p += 2;
}

static bool is_first(uint32_t route)
{
    for (uint32_t i = 0; i < route; i++)
        if (strcmp(routes[i].pattern, routes[route].pattern) == 0)
            return false;
    return true;
}

/* Each path once, with all its methods. */
static void put_paths(struct json *json)
{
    json_key(json, "paths"), json_object(json);
    for (uint32_t i = 0; i < routes_n; i++) {
        SCOPED_BUF path = {0};
        if (!is_first(i))
            continue;
        put_path(&path, routes[i].pattern);
        json_key_str(json, buf_str(&path)), json_object(json);
        for (uint32_t k = i; k < routes_n; k++)
            if (strcmp(routes[k].pattern, routes[i].pattern) == 0)
                put_operation(json, &routes[k]);
        json_end(json);
    }
    json_end(json);
}

void api_openapi(struct call *call)
{
    struct json json = json_on(call->out);
    call->lasting = false;
    json_object(&json);
    json_text(&json, "openapi", S("3.1.0"));
    json_key(&json, "info"), json_object(&json);
    json_text(&json, "title", call->conf->name);
    json_text(&json, "version", S("1"));
    json_text(&json, "description",
              S("Who cites a work, in which words, and does it stand? "
                "Identifiers in paths may have slashes, raw or as %2F."));
    json_end(&json);
    json_key(&json, "servers"), json_array(&json), json_object(&json);
    json_text(&json, "url", call_base(call));
    json_end(&json), json_end(&json);
    put_paths(&json);
    json_end(&json);
    reply_json(call);
}
