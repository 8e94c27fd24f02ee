/*
 * What somebody typed, read as a tree.
 *
 *     spindle* AND (memory OR "slow wave") -rodents
 *     "sleep loss"~5  title:spindles  author:okonkwo  journal:sleep
 *     year:2015-2020  year:>2010  section:results,discussion
 *     stance:contrasting  citing:10.5555/a  cited:pmid:123
 *     has:retraction  self:no  type:review-article
 *
 * Words side by side must all be there.  AND, OR and NOT are words of the
 * language in capitals; "-" before a word is NOT.  OR binds least.  A field
 * takes a value or several in parentheses.  A word with punctuation inside is
 * a phrase of its parts.  What holds neither letter nor digit is passed over.
 *
 * Reading never fails on what the words mean, only on what makes no sense, and
 * then says where.  `query_print` writes a tree so that reading it again gives
 * the same tree.  Cases: tests/cases/query.txt.
 */
#ifndef STET_SEARCH_QUERY_H
#define STET_SEARCH_QUERY_H

#include "base/buf.h"
#include "base/err.h"

/* Longer ones are pasted pages; SQLite takes trees 256 deep, we make 64. */
#define QUERY_MAX       4000 /* bytes */
#define QUERY_NODES_MAX 200
#define QUERY_DEPTH_MAX 32
/* Words farther apart than a context is long aren't near. */
#define QUERY_NEAR_MAX 100

/* A row a field: its name and what its values are. */
#define QUERY_FIELDS(FIELD)                                                    \
    FIELD(FIELD_TEXT, "text", VALUE_TEXT)                                      \
    FIELD(FIELD_TITLE, "title", VALUE_TEXT)                                    \
    FIELD(FIELD_AUTHOR, "author", VALUE_TEXT)                                  \
    FIELD(FIELD_JOURNAL, "journal", VALUE_TEXT)                                \
    FIELD(FIELD_YEAR, "year", VALUE_YEARS)                                     \
    FIELD(FIELD_STANCE, "stance", VALUE_NAMES)                                 \
    FIELD(FIELD_SECTION, "section", VALUE_NAMES)                               \
    FIELD(FIELD_HAS, "has", VALUE_NAMES)                                       \
    FIELD(FIELD_SELF, "self", VALUE_NAMES)                                     \
    FIELD(FIELD_TYPE, "type", VALUE_WORD)                                      \
    FIELD(FIELD_CITING, "citing", VALUE_ID)                                    \
    FIELD(FIELD_CITED, "cited", VALUE_ID)

#define FIELD_ENUM(field, name, values) field,
enum query_field {
    QUERY_FIELDS(FIELD_ENUM) QUERY_FIELD_COUNT
};
#undef FIELD_ENUM

extern const char *const query_field_name[QUERY_FIELD_COUNT];

enum query_kind {
    QUERY_AND, /* of two children or more, none an AND itself */
    QUERY_OR,
    QUERY_NOT,   /* of one, none a NOT itself */
    QUERY_WORDS, /* text fields: a word, a phrase, words near each other */
    QUERY_YEARS, /* from … to, both included */
    QUERY_NAMES, /* one of the set */
    QUERY_VALUE  /* a type, an identifier, a whole journal's name */
};

struct query {
    enum query_kind kind;
    enum query_field field;
    struct query *child, *next;
    str words;         /* as typed, without the quotation marks */
    bool prefix;       /* the last word is the beginning of one */
    uint32_t near;     /* words at most so far apart; 0: a phrase */
    uint32_t from, to; /* 0 and UINT32_MAX: open */
    uint32_t set;      /* a bit for each value of the field's enum */
};

/* Sets of field `has` and `self`, beside those of doc.h's enums. */
enum {
    SELF_NO = 1,
    SELF_YES = 2
};

/*
 * Read `text`; null in `query` when nothing in it can be searched for.  False
 * with ERR_USAGE and the place (code points from 0) where it makes no sense.
 */
bool query_parse(str text, struct arena *arena, struct query **query,
                 uint32_t *wrong_at, struct err *err);

/* A field and its value as given: the value is no language, "a OR b" is text.
 */
bool query_of_field(str field, str value, struct arena *arena,
                    struct query **query, struct err *err);

/* Both must hold; either may be null. */
struct query *query_and(struct query *a, struct query *b, struct arena *arena);

/* The normal form; "" for null. */
void query_print(const struct query *query, struct buf *out);

#endif
