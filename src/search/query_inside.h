/* What the files that read queries share. */
#ifndef STET_SEARCH_QUERY_INSIDE_H
#define STET_SEARCH_QUERY_INSIDE_H

#include "search/query.h"

enum value_kind {
    VALUE_TEXT,
    VALUE_YEARS, /* 2015, 2015-2020, 2015-, -2015, >2015, <=2015 */
    VALUE_NAMES, /* of a fixed list, several with commas */
    VALUE_WORD,
    VALUE_ID
};
extern const enum value_kind query_field_values[QUERY_FIELD_COUNT];

/* The field of this name, QUERY_FIELD_COUNT when there is none. */
enum query_field query_field_of(str name);

/*
 * Fill a node of field `query->field` from a value without quotation marks;
 * false with a sentence that says what the field takes.
 */
bool query_value(struct query *query, str value, struct arena *arena,
                 struct err *err);

/* The name of a member of a set, null past the last. */
const char *query_set_name(enum query_field field, unsigned member);

/* The bytes of a quotation mark at the front, 0 for none. */
size_t query_quote(str s);

/* Is anything in it that an index of words can hold? */
bool query_has_word(str text);

#endif
