#include "search/search.h"

#include <stdlib.h>

const char *const search_sort_name[SORTS] = {
    "relevance", "newest", "oldest", "cited", "supported", "contrasted"};
const char *const facet_name[FACETS] = {"stance",  "section", "year",
                                        "journal", "type",    "has"};

struct search {
    struct store *store;
    search_key *key;
};

struct search *search_open(struct store *store, search_key *key,
                           struct err *err)
{
    (void)err;
    struct search *search = mem_alloc(sizeof(*search));
    *search = (struct search){store, key};
    return search;
}

void search_close(struct search **search)
{
    free(*search);
    *search = NULL;
}

bool search_run(struct search *search, const struct search_request *request,
                struct arena *arena, struct search_reply *reply,
                struct err *err)
{
    (void)search;
    *reply = (struct search_reply){.query = arena_str(arena, request->query)};
    (void)err;
    return true;
}
