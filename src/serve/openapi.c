/* What the routes say about themselves. */
#include "serve/call.h"

static const char *const family_title[] = {
    [FAMILY_SCITE] = "scite's interface",
    [FAMILY_API] = "Our own interface",
    [FAMILY_PAGE] = "Pages",
    [FAMILY_PLAIN] = "Files and plumbing",
};

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

void serve_routes(struct buf *out)
{
    for (int family = 0; family <= FAMILY_PLAIN; family++)
        put_family(out, (enum family)family);
}
