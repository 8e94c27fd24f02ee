/* scite's tallies. */
#include "serve/scite.h"

/* The tally that value[0] names; false when it has answered. */
static bool find(struct call *call, str *key, struct short_tally *tally)
{
    struct err err = {0};
    *key = call_key(call, call->value[0]);
    if (!tally_find(call->tallies, *key, tally, &err)) {
        reply_failed(call, &err);
        return false;
    }
    if (tally->work == 0)
        reply_error(call, 404, "no article that has been read cites this");
    return tally->work != 0;
}

void api_tally(struct call *call)
{
    str key;
    struct short_tally tally;
    if (!find(call, &key, &tally))
        return;
    struct json json = json_on(call->out);
    scite_tally(&json, &tally, scite_name(key));
    reply_json(call);
}
