/* scite's match_reference: the DOI of a title and a first author. */
#include "serve/passage.h"
#include "serve/scite.h"
#include "text/fold.h"

/* The browser sends this for what it doesn't have. */
static str given(const struct call *call, enum param param)
{
    str text = str_trim(call->param.of[param].text);
    return str_eq(text, S("undefined")) || str_eq(text, S("null")) ? S("")
                                                                   : text;
}

/* The same, or one is the other's beginning and most of it. */
static bool same_title(str a, str b)
{
    str shorter = a.len < b.len ? a : b, longer = a.len < b.len ? b : a;
    return shorter.len > 10 && str_starts(longer, shorter) &&
           shorter.len * 10 >= longer.len * 7;
}

static bool fits(struct call *call, const struct found_work *work, str title,
                 str author)
{
    str family = fold(author, call->arena);
    size_t space = str_last_chr(family, ' ');
    family = space == STR_NONE ? family : str_from(family, space + 1);
    return str_starts(work->key, S("doi:")) &&
           same_title(fold(title, call->arena),
                      fold(work->title, call->arena)) &&
           (family.len == 0 || work->author.len == 0 ||
            str_find(fold(work->author, call->arena), family) != STR_NONE);
}

static str find_doi(struct call *call, str title, str author, bool *answered)
{
    struct search_request request = {.what = SEARCH_WORKS, .limit = 20};
    struct search_reply found = {0};
    str words = fold(title, call->arena);
    *answered = false;
    if (words.len == 0)
        return S("");
    passage_filter(call, &request, "title", str_first(words, 500));
    if (!passage_search(call, &request, &found)) {
        *answered = true;
        return S("");
    }
    for_vec (i, found.work)
        if (fits(call, &found.work.at[i], title, author))
            return scite_name(found.work.at[i].key);
    return S("");
}

/* Always an object: clients take `doi` out of it without looking. */
void api_match(struct call *call)
{
    bool answered;
    str doi = find_doi(call, given(call, PARAM_TITLE),
                       given(call, PARAM_FIRST_AUTHOR), &answered);
    if (answered)
        return;
    struct json json = json_on(call->out);
    json_object(&json);
    json_key(&json, "matched"), json_bool(&json, doi.len > 0);
    json_key(&json, "doi");
    if (doi.len)
        json_str(&json, doi);
    else
        json_null(&json);
    json_end(&json);
    reply_json(call);
}
