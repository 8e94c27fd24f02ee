/* Reading JSON: the only file that knows cJSON. */
#include <cjson/cJSON.h>
#include <math.h>

#include "base/json.h"

static const cJSON *tree(const struct json_value *value)
{
    return (const cJSON *)value;
}

static const struct json_value *lend(const cJSON *item)
{
    return (const struct json_value *)item;
}

struct json_value *json_parse(str text, struct err *err)
{
    const char *end = NULL;
    cJSON *parsed = cJSON_ParseWithLengthOpts(text.ptr, text.len, &end, 0);
    if (parsed == NULL) {
        err_set(err, ERR_INPUT, "not JSON near byte %zu",
                end && text.ptr ? (size_t)(end - text.ptr) : 0);
        return NULL;
    }
    str rest = str_trim(str_from(text, (size_t)(end - text.ptr)));
    if (rest.len) {
        cJSON_Delete(parsed);
        err_set(err, ERR_INPUT, "something after the end of the JSON");
        return NULL;
    }
    return (struct json_value *)parsed;
}

void json_free(struct json_value **value)
{
    cJSON_Delete((cJSON *)*value);
    *value = NULL;
}

bool json_is_object(const struct json_value *value)
{
    return cJSON_IsObject(tree(value));
}

bool json_is_array(const struct json_value *value)
{
    return cJSON_IsArray(tree(value));
}

bool json_is_text(const struct json_value *value)
{
    return cJSON_IsString(tree(value));
}

const struct json_value *json_member(const struct json_value *value,
                                     const char *key)
{
    return lend(cJSON_GetObjectItemCaseSensitive(tree(value), key));
}

const struct json_value *json_first(const struct json_value *value)
{
    return value ? lend(tree(value)->child) : NULL;
}

const struct json_value *json_next(const struct json_value *value)
{
    return value ? lend(tree(value)->next) : NULL;
}

str json_name(const struct json_value *member)
{
    return member ? str_of(tree(member)->string) : S("");
}

str json_as_str(const struct json_value *value)
{
    return str_of(cJSON_GetStringValue((cJSON *)(uintptr_t)value));
}

double json_as_number(const struct json_value *value, double otherwise)
{
    if (!cJSON_IsNumber(tree(value)) || !isfinite(tree(value)->valuedouble))
        return otherwise;
    return tree(value)->valuedouble;
}

uint32_t json_as_uint(const struct json_value *value)
{
    double number = json_as_number(value, 0);
    bool fits = number >= 0 && number <= UINT32_MAX && number == floor(number);
    return fits ? (uint32_t)number : 0;
}

bool json_as_bool(const struct json_value *value)
{
    return cJSON_IsTrue(tree(value));
}
