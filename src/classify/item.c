#include "classify/item.h"

#include "base/json.h"
#include "base/utf8.h"

/* "2010" or 2010; 0 when it is neither. */
static uint32_t read_year(const struct json_value *value)
{
    uint32_t year = json_as_uint(value);
    str printed = json_as_str(value);
    if (year == 0 && printed.len >= 4)
        str_uint(str_first(printed, 4), &year);
    return year;
}

/* Code points to bytes; a marker outside the text stays outside. */
static struct span read_marker(const struct json_value *marker, str sentence)
{
    uint32_t start = json_member_uint(marker, "start");
    uint32_t end = json_member_uint(marker, "end");
    size_t points = utf8_count(sentence);
    if (!json_is_object(marker) || start > end || end > points)
        return (struct span){1, 0};
    return (struct span){(uint32_t)utf8_offset(sentence, start),
                         (uint32_t)utf8_offset(sentence, end)};
}

static str keep(const struct json_value *line, const char *key,
                struct arena *arena)
{
    return arena_str(arena, json_member_str(line, key));
}

bool item_read(str line, struct item *item, struct arena *arena,
               struct err *err)
{
    SCOPED_JSON *json = json_parse(line, err);
    *item = (struct item){.code = CODES};
    if (json == NULL)
        return false;
    if (!json_is_object(json))
        return err_set(err, ERR_INPUT, "not an object");
    struct context *context = &item->context;
    item->id = keep(json, "id", arena);
    item->citing = keep(json, "citing", arena);
    item->code = code_of(json_member_str(json, "code"));
    context->before = keep(json, "before", arena);
    context->sentence = keep(json, "sentence", arena);
    context->after = keep(json, "after", arena);
    context->cited_title = keep(json, "cited_title", arena);
    context->cited_year = read_year(json_member(json, "cited_year"));
    context->self_citation = json_as_bool(json_member(json, "self_citation"));
    context->marker =
        read_marker(json_member(json, "marker"), context->sentence);
    const struct json_value *heading =
        json_first(json_member(json, "headings"));
    for (; heading; heading = json_next(heading))
        vec_push(&context->heading, arena,
                 arena_str(arena, json_as_str(heading)));
    return true;
}

bool items_read(str text, item_list *out, struct arena *arena, struct err *err)
{
    str line;
    for (uint32_t n = 1; str_split(&text, '\n', &line); n++) {
        if (str_trim(line).len == 0)
            continue;
        if (!item_read(line, vec_add(out, arena), arena, err))
            return err_add(err, "line %u", (unsigned)n);
    }
    return true;
}
