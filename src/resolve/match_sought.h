/*
 * What is sought: a reference made ready to be compared with works.
 *
 * It is one line of words, whether it came as a string or taken apart (then
 * its fields are put in a usual order), so that there is one way to compare.
 * Words are folded, and cut where letters meet digits.  `text` has them
 * without the blanks, because typing errors are often blanks: "Tetra hedron64".
 */
#ifndef STET_RESOLVE_MATCH_SOUGHT_H
#define STET_RESOLVE_MATCH_SOUGHT_H

#include "doc/work.h"

/* What is longer isn't one reference; it is cut there. */
#define SOUGHT_BYTES 1500
#define SOUGHT_WORDS 400

struct sought_word {
    str text; /* slice of sought.text */
    bool number;
    bool year;  /* 1500 to 2100 */
    bool label; /* "[12]" before the reference */
};

struct sought {
    str text;
    vec_of(struct sought_word) word;
    const struct work *work; /* as taken apart; null for a mere string */
    str id[ID_SCHEMES];      /* normal; told by the fields or in the string */
    uint32_t years;          /* how many of its words are years */
};

/*
 * Of a string, of fields, or of both (then the fields are compared, the
 * string is looked at when they say too little).  Lives in `arena`.
 */
void sought_make(const struct work *work, str raw, struct sought *sought,
                 struct arena *arena);

#endif
