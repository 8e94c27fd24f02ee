#include "serve/find.h"

#include "resolve/identifier.h"
#include "serve/passage.h"
#include "serve/site.h"

struct search *call_search(struct call *call)
{
    struct err err = {0};
    struct site *site = call->site;
    if (site->search == NULL)
        site->search = search_open(call->store, id_key, &err);
    if (site->search == NULL)
        reply_failed(call, &err);
    return site->search;
}

static bool run(struct call *call, const struct search_request *request,
                struct search_reply *reply)
{
    *reply = (struct search_reply){0};
    return passage_search(call, request, reply);
}

bool find_run(struct call *call, struct search_reply *reply)
{
    const struct param_value *of = call->param.of;
    struct search_request request = {
        .what = of[PARAM_WHAT].number ? SEARCH_WORKS : SEARCH_CITATIONS,
        .query = of[PARAM_Q].text,
        .sort = (enum search_sort)of[PARAM_SEARCH_SORT].number,
        .cursor = of[PARAM_CURSOR].text,
        .facets = true,
    };
    /* what passages can't be ordered by */
    if (request.what == SEARCH_CITATIONS && request.sort > SORT_OLDEST)
        request.sort = SORT_RELEVANCE;
    return run(call, &request, reply);
}

bool find_author(struct call *call, str name, struct search_reply *reply)
{
    struct search_request request = {.what = SEARCH_WORKS,
                                     .sort = SORT_CITED,
                                     .cursor =
                                         call->param.of[PARAM_CURSOR].text};
    struct search_filter filter = {S("author"), name};
    vec_push(&request.filter, call->arena, filter);
    return run(call, &request, reply);
}
