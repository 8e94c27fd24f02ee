/*
 * A reference string, taken apart: from "Psychiatr Ann. 2021;51(8):373–377."
 * to the work it names.
 *
 * Identifiers and addresses are found by rule and taken out first; what is
 * left is cut into words, and a linear-chain CRF (ml/crf) says which field
 * each belongs to.  Rules then make a work of the fields: authors become names,
 * "373–7" stays as printed, the kind of work is read from what there is.
 *
 * Any bytes are taken; what can't be made sense of is left over, never an
 * error.  The cases are tests/cases/refstring.txt.
 */
#ifndef STET_RESOLVE_REFSTRING_H
#define STET_RESOLVE_REFSTRING_H

#include "doc/work.h"

/* The longest entry of the corpus has 2,900 bytes; more is not one reference.
 */
#define REFSTRING_MAX 8000u

/* FIELD(name, word): what a word can belong to. */
#define REFSTRING_FIELDS(FIELD)                                                \
    FIELD(OTHER, "other") /* "pp.", "In:", whatever is no field */             \
    FIELD(AUTHOR, "author")                                                    \
    FIELD(EDITOR, "editor")                                                    \
    FIELD(TITLE, "title")                                                      \
    FIELD(JOURNAL, "journal")                                                  \
    FIELD(BOOK, "booktitle") /* of a chapter, or of proceedings */             \
    FIELD(SERIES, "series")                                                    \
    FIELD(DATE, "date")                                                        \
    FIELD(VOLUME, "volume")                                                    \
    FIELD(ISSUE, "issue")                                                      \
    FIELD(PAGES, "pages")                                                      \
    FIELD(EDITION, "edition")                                                  \
    FIELD(PUBLISHER, "publisher") /* or the institution that issued it */      \
    FIELD(PLACE, "location")                                                   \
    FIELD(REPORT, "report") /* "PhD thesis", "Tech. Rep. CS-97-12" */          \
    FIELD(NOTE, "note")                                                        \
    FIELD(ID, "id") /* by rule: "doi:10.5555/x" */                             \
    FIELD(URL, "url")

enum refstring_field {
#define REFSTRING_ENUM(name, word) REFSTRING_##name,
    REFSTRING_FIELDS(REFSTRING_ENUM)
#undef REFSTRING_ENUM
    REFSTRING_KINDS
};
extern const char *const refstring_field_name[REFSTRING_KINDS];

/* A stretch of the string that is one field, without what separates it. */
struct refstring_piece {
    struct span text; /* bytes in the string */
    enum refstring_field field;
    float p; /* how sure of it, 0 … 1 */
};

struct refstring {
    vec_of(struct refstring_piece) piece; /* in the order of the string */
    strs rest;        /* stretches that are in no field of the work */
    float confidence; /* that all fields are right, 0 … 1 */
    bool cut;         /* it was longer than REFSTRING_MAX: only that was read */
};

/*
 * The work that `text` names, as far as it says; everything in `out` lives in
 * `arena` or is a slice of `text`.  Gives the confidence.
 */
float refstring_parse(str text, struct work *out, struct arena *arena);

/* The same with its pieces, in the order of the string. */
void refstring_read(str text, struct refstring *parts, struct work *out,
                    struct arena *arena);

#endif
