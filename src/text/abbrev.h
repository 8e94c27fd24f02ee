/*
 * What is known of single words where sentences meet: abbreviations
 * (abbrev.def) and usual first words (starter.def).
 */
#ifndef STET_TEXT_ABBREV_H
#define STET_TEXT_ABBREV_H

#include "base/str.h"

/* What an abbreviation's full stop is worth; abbrev.def explains. */
enum abbrev {
    ABBREV_NONE,
    ABBREV_NEVER,
    ABBREV_NUMBER,
    ABBREV_SELDOM,
    ABBREV_MAY,
    ABBREV_MONTH
};

/* A word before a full stop, without it. */
enum abbrev abbrev_find(str word);

/* Letter case (of ASCII) doesn't matter. */
bool is_starter(str word);

#endif
