#include "serve/address.h"

/* Parameters of the route that were given and aren't left out. */
static bool is_kept(const struct call *call, unsigned param)
{
    return param != PARAM_CURSOR && call->param.of[param].given &&
           call->param.of[param].text.len;
}

static void put_value(struct call *call, char *before, unsigned param,
                      str value)
{
    SCOPED_BUF url = {0};
    buf_char(call->out, *before);
    if (*before == '&')
        buf_add(call->out, S("amp;"));
    *before = '&';
    buf_add(call->out, str_of(param_row[param].name));
    buf_char(call->out, '=');
    buf_url(&url, value);
    buf_html(call->out, buf_str(&url));
}

void address_with(struct call *call, enum param param, str value)
{
    char before = '?';
    buf_html(call->out, call->path);
    for (const unsigned char *p = call->route->param; *p != PARAMS; p++) {
        const strs *all = &call->param.of[*p].all;
        if (*p == param || !is_kept(call, *p) ||
            (param == PARAM_VIEW && *p == PARAM_LABEL))
            continue;
        for_vec (i, *all)
            put_value(call, &before, *p, all->at[i]);
    }
    if (param != PARAMS && value.len)
        put_value(call, &before, param, value);
}

static bool is_among(unsigned param, const enum param *own, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (own[i] == (enum param)param)
            return true;
    return false;
}

void address_fields(struct call *call, const enum param *own, uint32_t n)
{
    for (const unsigned char *p = call->route->param; *p != PARAMS; p++) {
        const strs *all = &call->param.of[*p].all;
        if (is_among(*p, own, n) || !is_kept(call, *p))
            continue;
        for_vec (i, *all) {
            buf_format(call->out, "<input type=\"hidden\" name=\"%s\" value=\"",
                       param_row[*p].name);
            buf_html(call->out, all->at[i]);
            buf_add(call->out, S("\">"));
        }
    }
}
