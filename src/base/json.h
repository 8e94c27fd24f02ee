/*
 * JSON: a writer of ours, streaming into a buf, and reading by cJSON.
 *
 * The writer puts the commas; you say what comes, in order.  A key without a
 * value isn't written at all: json_text and its kin leave out what is unknown
 * ("unknown values are absent", DESIGN section 5).
 *
 *     struct json json = json_on(&out);
 *     json_object(&json);
 *     json_text(&json, "title", title);
 *     json_key(&json, "ids"), json_object(&json), …, json_end(&json);
 *     json_end(&json);
 */
#ifndef STET_BASE_JSON_H
#define STET_BASE_JSON_H

#include "base/buf.h"
#include "base/err.h"

#define JSON_DEPTH 16 /* our records nest five deep */

struct json {
    struct buf *out;
    bool comma; /* something stands before, on this level */
    unsigned depth;
    char close[JSON_DEPTH]; /* '}' or ']' */
};

static inline struct json json_on(struct buf *out)
{
    return (struct json){.out = out};
}

void json_object(struct json *json);
void json_array(struct json *json);
void json_end(struct json *json); /* of the innermost object or array */
void json_key(struct json *json, const char *key);
void json_key_str(struct json *json, str key);

/* Values: elements of an array, or after a key. */
void json_str(struct json *json, str value);
void json_uint(struct json *json, uint64_t value);
void json_bool(struct json *json, bool value);
/* `digits` after the point, so that the same value is always the same text. */
void json_number(struct json *json, double value, int digits);
void json_null(struct json *json);
/* A value that is JSON already. */
void json_raw(struct json *json, str value);

/* Key and value; nothing at all when the value is empty. */
void json_text(struct json *json, const char *key, str value);
/* Key and value; nothing when 0. */
void json_count(struct json *json, const char *key, uint64_t value);

/*
 * Reading: a value of a parsed text.  Lookups are forgiving: a missing member
 * or one of another type reads as empty, 0 or null.  The tree lives in the
 * value's own memory until json_free.
 */
struct json_value; /* cJSON's */

/* Parse one JSON text; nesting is limited by cJSON (1,000). */
struct json_value *json_parse(str text, struct err *err);
void json_free(struct json_value **value);

#define SCOPED_JSON __attribute__((cleanup(json_free))) struct json_value

bool json_is_object(const struct json_value *value);
bool json_is_array(const struct json_value *value);
bool json_is_text(const struct json_value *value);
/* Null when there is no such member; `value` may be null itself. */
const struct json_value *json_member(const struct json_value *value,
                                     const char *key);
/* Elements of an array or members of an object, in order. */
const struct json_value *json_first(const struct json_value *value);
const struct json_value *json_next(const struct json_value *value);
str json_name(const struct json_value *member);

str json_as_str(const struct json_value *value);
/* A number; `otherwise` for anything else, also NaN and infinities. */
double json_as_number(const struct json_value *value, double otherwise);
/* A whole number 0 … 2^32-1; 0 for anything else. */
uint32_t json_as_uint(const struct json_value *value);
bool json_as_bool(const struct json_value *value);

/* The member's text or number in one call. */
static inline str json_member_str(const struct json_value *value,
                                  const char *key)
{
    return json_as_str(json_member(value, key));
}

static inline uint32_t json_member_uint(const struct json_value *value,
                                        const char *key)
{
    return json_as_uint(json_member(value, key));
}

#endif
