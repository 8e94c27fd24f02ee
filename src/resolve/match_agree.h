/*
 * How far a work agrees with what is sought, field by field.
 *
 * Each field of the work is looked for in the line of words; what a field
 * explains is ticked off, and what no field explains, numbers above all,
 * speaks against the work.  Nothing here decides: match_score weighs.
 */
#ifndef STET_RESOLVE_MATCH_AGREE_H
#define STET_RESOLVE_MATCH_AGREE_H

#include "resolve/match_sought.h"

enum agree_author {
    AUTHOR_UNKNOWN, /* the work's aren't known */
    AUTHOR_LEADS,   /* its first author stands at the front */
    AUTHOR_WITHIN,  /* further back */
    AUTHOR_OTHER,   /* only another of its authors stands there */
    AUTHOR_MISSING  /* none of them */
};

enum agree_year {
    YEAR_UNKNOWN, /* the work's isn't */
    YEAR_SAME,
    YEAR_NEAR,   /* one off, or broken: "198 3" */
    YEAR_OTHER,  /* others are printed */
    YEAR_MISSING /* none is printed */
};

enum agree_number {
    NUMBER_UNKNOWN, /* the work doesn't tell */
    NUMBER_SAME,
    NUMBER_BROKEN, /* its digits stand there, but not as a number */
    NUMBER_MISSING,
    NUMBER_STEPS
};

struct agreement {
    /* 0 to 1, how much of it stands there; -1: the work has none */
    float title;
    float title_front; /* its main part, before the colon, or its front */
    float title_words; /* its longer words, wherever they stand */
    float container;
    float authors; /* share of them that are named */
    uint32_t title_letters, container_letters;

    enum agree_author author;
    bool initial_same, initial_other; /* of the first author's given name */
    enum agree_year year;
    enum agree_number volume, issue, first, last;

    bool other_kind; /* one is about the other: an erratum, a data set */
    bool elsewhere;  /* in another journal, with another volume and page */

    uint32_t stray_numbers; /* that nothing explains */
    float stray_words;      /* share of the letters in words, 0 to 1 */
    uint32_t stray_letters;
};

void match_agree(const struct sought *sought, const struct work *work,
                 struct agreement *agreement, struct arena *scratch);

#endif
