/* Which row of routes.def answers a path. */
#include "serve/call.h"
#include "serve/select.h"

#define Q(...)                                                                 \
    (const unsigned char[])                                                    \
    {                                                                          \
        __VA_ARGS__, PARAMS                                                    \
    }
#define NOTHING                                                                \
    (const unsigned char[])                                                    \
    {                                                                          \
        PARAMS                                                                 \
    }

const struct route routes[] = {
#define ROUTE(method, pattern, answer, family, params, summary)                \
    {METHOD_##method, pattern, answer, FAMILY_##family, params, summary},
#include "serve/routes.def"
#undef ROUTE
};

const uint32_t routes_n = sizeof(routes) / sizeof(*routes);

const char *const method_name[METHODS] = {"GET", "POST"};

/* The longest piece that the end of the pattern leaves for a {…...}. */
static bool take_rest(str *pattern, str *path, str *value)
{
    str end = *pattern;
    if (path->len <= end.len || !str_ends(*path, end))
        return false;
    *value = str_first(*path, path->len - end.len);
    *path = end;
    return true;
}

/* What stands before the next slash, or before the end of the pattern. */
static bool take_piece(const str *pattern, str *path, str *value)
{
    size_t slash = str_chr(*path, '/');
    *value = slash == STR_NONE ? *path : str_first(*path, slash);
    str end = *pattern;
    if (str_chr(end, '/') == STR_NONE && end.len && str_ends(*value, end))
        value->len -= end.len;
    *path = str_from(*path, value->len);
    return value->len > 0;
}

bool route_match(str pattern, str path, str value[PATH_VALUES])
{
    for (int n = 0; n < PATH_VALUES; n++) {
        size_t open = str_chr(pattern, '{');
        if (open == STR_NONE)
            break;
        if (!str_starts(path, str_first(pattern, open)))
            return false;
        path = str_from(path, open);
        size_t close = str_chr(pattern, '}');
        bool rest = str_ends(str_first(pattern, close), S("..."));
        pattern = str_from(pattern, close + 1);
        if (!(rest ? take_rest(&pattern, &path, &value[n])
                   : take_piece(&pattern, &path, &value[n])))
            return false;
    }
    return str_eq(pattern, path);
}

static bool is_method(const struct route *route, str method)
{
    return str_eq(method, str_of(method_name[route->method])) ||
           (route->method == METHOD_GET && str_eq(method, S("HEAD")));
}

/* Most rows are out by the first letters of their path. */
static bool may_match(const char *pattern, str path)
{
    for (size_t i = 1; i < 4 && pattern[i] && pattern[i] != '{'; i++)
        if (i >= path.len || pattern[i] != path.ptr[i])
            return false;
    return true;
}

void route_find(struct call *call, str method, unsigned *allowed)
{
    *allowed = 0;
    for (uint32_t i = 0; i < routes_n && call->route == NULL; i++) {
        str value[PATH_VALUES] = {0};
        if (!may_match(routes[i].pattern, call->path) ||
            !route_match(str_of(routes[i].pattern), call->path, value))
            continue;
        *allowed |= 1u << routes[i].method;
        if (!is_method(&routes[i], method))
            continue;
        call->route = &routes[i];
        memcpy(call->value, value, sizeof(value));
    }
}
