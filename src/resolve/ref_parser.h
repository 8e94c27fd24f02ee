/*
 * What takes reference strings apart: the model and what goes with it, and the
 * way from a string to labelled words and back.  refstring.h is for whoever
 * wants works; this is for training, measuring, and other models.
 */
#ifndef STET_RESOLVE_REF_PARSER_H
#define STET_RESOLVE_REF_PARSER_H

#include "resolve/ref_feature.h"
#include "resolve/refstring.h"

/* Other, then begin and inside of each field the model knows. */
#define REF_LEARNT REFSTRING_ID /* fields before this one */
#define REF_LABELS (2u * REF_LEARNT - 1u)

static inline enum refstring_field ref_label_field(uint8_t label)
{
    return (enum refstring_field)((label + 1) / 2);
}

static inline uint8_t ref_label(enum refstring_field field, bool begins)
{
    return field == REFSTRING_OTHER ? 0 : (uint8_t)(2 * field - begins);
}

/* A field's number by its name, REFSTRING_KINDS when there is none. */
enum refstring_field refstring_field_of(str name);

struct refparser {
    const struct crf *model;
    const struct keywords *keywords;
};

/* With the model in the program; made once, shared by all threads. */
const struct refparser *refparser_builtin(void);

/* With a model read from a file's bytes; null and `err` if it can't be. */
struct refparser *refparser_read(str model, struct arena *arena,
                                 struct err *err);

/* A string cut and described. */
struct ref_words {
    str text;
    ref_ids id;
    ref_tokens token; /* the last is the end */
    struct crf_token *feature;
};

void ref_words_of(const struct keywords *keywords, str text,
                  struct ref_words *out, struct arena *arena);

/* refstring_read with any parser. */
void refparser_run(const struct refparser *parser, str text,
                   struct refstring *parts, struct work *out,
                   struct arena *arena);

/* The bytes of the model in the program. */
str ref_model(void);

#endif
