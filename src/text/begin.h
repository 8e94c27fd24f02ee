/*
 * How a sentence would begin that began here.
 */
#ifndef STET_TEXT_BEGIN_H
#define STET_TEXT_BEGIN_H

#include "base/str.h"

enum begin {
    BEGIN_NOTHING, /* the text ends */
    BEGIN_STARTER, /* "The", "However": hardly anything else begins so */
    BEGIN_UPPER,   /* "Mice", "Smith" */
    BEGIN_CODE,    /* "DNA", "AB123", "X" */
    BEGIN_MIXED,   /* begins small and is a name: mRNA, p53, α-tubulin */
    BEGIN_ITEM,    /* "b. Blots", "os, outer part": legends under figures */
    BEGIN_LOWER,
    BEGIN_DIGIT,
    BEGIN_BRACKET,
    BEGIN_SIGN, /* "*P < 0.05", "† not tested": notes under tables */
    BEGIN_NEVER /* ", and", "= 3": nothing begins so */
};

/* Quotes that open are passed over. */
enum begin begin_at(str text, size_t at);

/* A word like "p53", "mRNA", "trTACC1B", "c-Myc", "pH". */
bool is_mixed(str word);

#endif
