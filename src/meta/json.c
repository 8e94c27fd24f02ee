/*
 * How JSON formats hold their records: one a line, in a list, or in the list
 * of a reply ("message": {"items": [...]}, "results": [...]).
 */
#include "meta/inside.h"

/* A reply begins with one of these; no record does. */
static const char *const reply_key[] = {
    "items",           "message",       "status", "message-type",
    "message-version", "results",       "meta",   "total",
    "facets",          "total-results", "page",   NULL};

/* What leads to the records. */
static const char *const list_key[] = {"items", "results", "message", NULL};

static bool is_any(str word, const char *const *list)
{
    for (; *list; list++)
        if (str_eq(word, str_of(*list)))
            return true;
    return false;
}

/* The first key of the object that comes, without taking anything. */
static str first_key(struct meta_reader *reader)
{
    struct feed *feed = reader->feed;
    feed_least(feed, 256);
    str text = feed_str(feed);
    size_t begin = str_chr(text, '"');
    if (begin == STR_NONE || begin > 200)
        return S("");
    text = str_from(text, begin + 1);
    size_t end = str_chr(text, '"');
    return end == STR_NONE ? S("") : str_first(text, end);
}

/*
 * Go in until a record comes: through lists and replies.  What stands beside
 * them is passed over.
 */
static bool go_in(struct meta_reader *reader)
{
    struct pull *pull = &reader->pull;
    str key;
    for (;;) {
        char c = pull_peek(pull);
        if (c == '[') {
            if (!pull_enter(pull, '['))
                return false;
            reader->depth = pull->depth;
            return pull_item(pull);
        }
        if (c != '{' || !is_any(first_key(reader), reply_key))
            return c != '\0';
        if (!pull_enter(pull, '{'))
            return false;
        bool found = false;
        while (!found && pull_key(pull, &key)) {
            found = is_any(key, list_key);
            if (!found)
                pull_skip(pull);
        }
        if (!found)
            return false;
    }
}

/* To the next record: in the list, else on the outermost level. */
static bool find_next(struct meta_reader *reader)
{
    struct pull *pull = &reader->pull;
    if (reader->depth) {
        if (pull_item(pull))
            return true;
        reader->depth = 0;
    }
    if (reader->begun)
        pull_leave(pull, 0);
    reader->begun = true;
    while (pull->bad == NULL && pull_peek(pull)) {
        if (go_in(reader))
            return true;
        reader->depth = 0;
        pull_leave(pull, 0); /* an empty list, or a reply without one */
    }
    return false;
}

/* One record that isn't JSON: on lines of their own the others still are. */
static enum meta_got fail(struct meta_reader *reader, struct err *err)
{
    struct pull *pull = &reader->pull;
    err_set(err, ERR_INPUT, "not JSON: %s", pull->bad ? pull->bad : "no value");
    if (reader->depth || reader->feed->err.kind)
        return META_BROKEN;
    pull_next_line(pull, reader->where);
    reader->begun = false;
    return META_BAD;
}

enum meta_got json_record(struct meta_reader *reader, struct work *work,
                          struct err *err)
{
    struct pull *pull = &reader->pull;
    if (!find_next(reader)) {
        if (pull->bad == NULL && reader->feed->at == reader->feed->end &&
            reader->feed->err.kind == ERR_NONE)
            return META_END;
        reader->where = feed_where(reader->feed); /* none began */
        return fail(reader, err);
    }
    pull->odd = 0;
    reader->where = feed_where(reader->feed);
    unsigned depth = pull->depth;
    if (pull_enter(pull, '{'))
        meta_row[reader->format].object(reader, work);
    else if (pull->bad == NULL)
        return err_set(err, ERR_INPUT, "it isn't an object"), META_BAD;
    if (pull->bad)
        return fail(reader, err);
    pull_leave(pull, depth);
    if (pull->odd)
        odd(reader, "%u value%s of an unexpected type or length", pull->odd,
            pull->odd == 1 ? "" : "s");
    return META_WORK;
}
