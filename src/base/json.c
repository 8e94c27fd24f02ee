#include "base/json.h"

#include <assert.h>
#include <math.h>

static void begin_value(struct json *json)
{
    if (json->comma)
        buf_char(json->out, ',');
    json->comma = true;
}

static void open_level(struct json *json, char open, char close)
{
    begin_value(json);
    assert(json->depth < JSON_DEPTH);
    buf_char(json->out, open);
    json->close[json->depth++] = close;
    json->comma = false;
}

void json_object(struct json *json)
{
    open_level(json, '{', '}');
}

void json_array(struct json *json)
{
    open_level(json, '[', ']');
}

void json_end(struct json *json)
{
    assert(json->depth > 0);
    buf_char(json->out, json->close[--json->depth]);
    json->comma = true;
}

void json_key_str(struct json *json, str key)
{
    begin_value(json);
    buf_char(json->out, '"');
    buf_json(json->out, key);
    buf_add(json->out, S("\":"));
    json->comma = false;
}

void json_key(struct json *json, const char *key)
{
    json_key_str(json, str_of(key));
}

void json_str(struct json *json, str value)
{
    begin_value(json);
    buf_char(json->out, '"');
    buf_json(json->out, value);
    buf_char(json->out, '"');
}

void json_uint(struct json *json, uint64_t value)
{
    begin_value(json);
    buf_uint(json->out, value);
}

void json_bool(struct json *json, bool value)
{
    begin_value(json);
    buf_add(json->out, value ? S("true") : S("false"));
}

void json_number(struct json *json, double value, int digits)
{
    begin_value(json);
    if (isfinite(value))
        buf_format(json->out, "%.*f", digits, value);
    else
        buf_add(json->out, S("null"));
}

void json_null(struct json *json)
{
    begin_value(json);
    buf_add(json->out, S("null"));
}

void json_raw(struct json *json, str value)
{
    begin_value(json);
    buf_add(json->out, value);
}

void json_text(struct json *json, const char *key, str value)
{
    if (value.len == 0)
        return;
    json_key(json, key);
    json_str(json, value);
}

void json_count(struct json *json, const char *key, uint64_t value)
{
    if (value == 0)
        return;
    json_key(json, key);
    json_uint(json, value);
}
