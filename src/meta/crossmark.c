/*
 * Crossmark's updates, as exported: a work, and the notices about it.
 *
 *     {"identifier":{"doi":"10.1/work"},"timestamp":1078531200000,
 *      "updates":[{"identifier":{"doi":"10.1/notice"},"type":"retraction",…}]}
 */
#include <time.h>

#include "meta/inside.h"

static str read_identifier(struct meta_reader *reader)
{
    struct pull *pull = &reader->pull;
    str key, doi = {0};
    if (!pull_enter(pull, '{'))
        return doi;
    while (pull_key(pull, &key))
        if (str_eq(key, S("doi")))
            doi = pull_text(pull, reader->arena);
        else
            pull_skip(pull);
    return doi;
}

static void read_update(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    str key, type = {0}, doi = {0};
    if (!pull_enter(pull, '{'))
        return;
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("identifier")))
            doi = read_identifier(reader);
        else if (str_eq(key, S("type")))
            type = pull_text(pull, reader->arena);
        else
            pull_skip(pull);
    }
    struct work_notice notice = {.kind = notice_of(type),
                                 .by = key_of(ID_DOI, doi, reader->arena),
                                 .source = S("crossref")};
    if (notice.kind != NOTICE_KINDS)
        vec_push(&work->notice, reader->arena, notice);
}

/* Milliseconds since 1970, as Crossref counts. */
static str date_of_stamp(int64_t stamp, struct arena *arena)
{
    time_t seconds = (time_t)(stamp / 1000);
    struct tm tm;
    if (stamp <= 0 || gmtime_r(&seconds, &tm) == NULL)
        return S("");
    return date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, arena);
}

void crossmark_object(struct meta_reader *reader, struct work *work)
{
    struct pull *pull = &reader->pull;
    str key, date = {0};
    while (pull_key(pull, &key)) {
        if (str_eq(key, S("identifier")))
            work->id[ID_DOI] = read_identifier(reader);
        else if (str_eq(key, S("title")))
            work->title = pull_text(pull, reader->arena);
        else if (str_eq(key, S("journal")))
            work->container = pull_text(pull, reader->arena);
        else if (str_eq(key, S("publisher")))
            work->publisher = pull_text(pull, reader->arena);
        else if (str_eq(key, S("timestamp")))
            date = date_of_stamp(pull_int(pull), reader->arena);
        else if (str_eq(key, S("updates")) && pull_enter(pull, '['))
            while (pull_item(pull))
                read_update(reader, work);
        else if (!str_eq(key, S("updates")))
            pull_skip(pull);
    }
    for_vec (i, work->notice)
        work->notice.at[i].date = date;
}
