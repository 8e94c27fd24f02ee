/*
 * What is known of single words at the end and at the beginning of sentences:
 * abbreviations (abbrev.def) and usual first words.
 */
#ifndef STET_TEXT_ABBREV_H
#define STET_TEXT_ABBREV_H

#include "base/str.h"

enum abbrev {
    ABBREV_NONE,
    ABBREV_NEVER,
    ABBREV_NUMBER,
    ABBREV_MAY,
    ABBREV_MONTH
};

/* A word before a full stop, without it; letter case doesn't matter. */
enum abbrev abbrev_find(str word);

/* A word that often begins a sentence and seldom a name: "The", "However". */
bool is_starter(str word);

#endif
