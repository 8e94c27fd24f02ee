#include "cmd/ask.h"

#include <stdio.h>

#include "resolve/identifier.h"

bool ask_work(struct store *store, str typed, struct arena *arena,
              struct work_row *work, struct err *err)
{
    str key = id_key(typed, arena);
    if (key.len == 0)
        return err_set(err, ERR_USAGE, "'%.*s' is no identifier we know",
                       STR(typed));
    if (!work_row(store, key, arena, work, err))
        return false;
    return work->id > 0 ||
           err_set(err, ERR_INPUT, "'%.*s' is in no article that has been read",
                   STR(typed));
}

bool ask_doc(struct store *store, str typed, struct arena *arena, int64_t *doc,
             struct err *err)
{
    str key = id_key(typed, arena);
    if (key.len == 0)
        return err_set(err, ERR_USAGE, "'%.*s' is no identifier we know",
                       STR(typed));
    if (!doc_row(store, key, doc, err))
        return false;
    return *doc > 0 ||
           err_set(err, ERR_INPUT, "'%.*s' is no article that has been read",
                   STR(typed));
}

void print_work(struct print *print, const struct work_row *work)
{
    print_styled(print, PRINT_BOLD,
                 work->title.len ? work->title : S("(no title known)"));
    print_line(print);
    print_words(print, work->author, (struct span){0});
    if (work->year)
        print_format(print, "%u", work->year);
    print_words(print, work->container, (struct span){0});
    print_line(print);
    for_vec (i, work->ids)
        print_words(print, work->ids.at[i], (struct span){0});
    print_line(print);
    for_vec (i, work->notices) {
        print_styled(print, PRINT_ALARM, S("NOTICE:"));
        print_styled(print, PRINT_ALARM, work->notices.at[i]);
        print_line(print);
    }
    buf_char(print->out, '\n');
}

void print_tally(struct print *print, const struct tally *tally, enum view view)
{
    uint64_t count[VIEW_LABELS];
    uint32_t labels = view_labels(view);
    view_count(view, tally->code, count);
    if (tally->total == 0) {
        print_format(print, "No citation of it in the articles read so far.");
        print_line(print);
        return;
    }
    print_format(print, "%llu citation%s by %llu work%s:",
                 (unsigned long long)tally->total, tally->total == 1 ? "" : "s",
                 (unsigned long long)tally->works,
                 tally->works == 1 ? "" : "s");
    for (uint32_t i = 0; i < labels; i++)
        print_format(print, "%llu %s%s", (unsigned long long)count[i],
                     view_label(view, i), i + 1 < labels ? "," : "");
    print_line(print);
    print_format(print, "from");
    for (int s = SECTION_INTRODUCTION; s < SECTIONS; s++)
        print_format(print, "%s %llu,", section_name[s],
                     (unsigned long long)tally->section[s]);
    print_format(print, "elsewhere %llu;",
                 (unsigned long long)tally->section[SECTION_OTHER]);
    print_format(print, "self-citations %llu", (unsigned long long)tally->self);
    print_line(print);
    for (uint32_t i = 0; i < tally->years; i++)
        print_format(print, "%u: %u%s", tally->year[i].year, tally->year[i].n,
                     i + 1 < tally->years ? "," : "");
    print_line(print);
}

void json_work(struct json *json, const struct work_row *work)
{
    json_object(json);
    json_text(json, "work", work->key);
    json_key(json, "ids");
    json_array(json);
    for_vec (i, work->ids)
        json_str(json, work->ids.at[i]);
    json_end(json);
    json_text(json, "title", work->title);
    json_text(json, "first_author", work->author);
    json_text(json, "container", work->container);
    json_count(json, "year", work->year);
    json_key(json, "full_text"), json_bool(json, work->doc > 0);
    json_key(json, "notices");
    json_array(json);
    for_vec (i, work->notices)
        json_str(json, work->notices.at[i]);
    json_end(json);
    json_end(json);
}

void json_tally(struct json *json, const struct tally *tally, enum view view)
{
    uint64_t count[VIEW_LABELS];
    view_count(view, tally->code, count);
    json_object(json);
    json_key(json, "citations"), json_uint(json, tally->total);
    json_key(json, "citing_works"), json_uint(json, tally->works);
    json_text(json, "view", str_of(view_name[view]));
    for (uint32_t i = 0; i < view_labels(view); i++)
        json_key(json, view_label(view, i)), json_uint(json, count[i]);
    json_key(json, "self_citations"), json_uint(json, tally->self);
    json_key(json, "sections");
    json_object(json);
    for (int s = 0; s < SECTIONS; s++)
        json_key(json, section_name[s]), json_uint(json, tally->section[s]);
    json_end(json);
    json_key(json, "years");
    json_object(json);
    for (uint32_t i = 0; i < tally->years; i++) {
        char year[16];
        snprintf(year, sizeof(year), "%u", tally->year[i].year);
        json_key(json, year), json_uint(json, tally->year[i].n);
    }
    json_end(json);
    json_end(json);
}
