/*
 * A stop is a full stop, a question or exclamation mark, or "…": a place where
 * a sentence may end, and what stands around it.
 */
#ifndef STET_TEXT_STOP_H
#define STET_TEXT_STOP_H

#include "text/begin.h"

struct stop {
    str text;
    size_t start; /* of the sentence it stands in */
    size_t at;
    size_t end;  /* behind it, and behind what closes or cites there */
    bool quoted; /* a quote closes behind it */
    bool inside; /* a bracket closes behind it that opened in mid-sentence */
    bool cited;  /* a citation stands behind it */

    /* Found by `stop_ends`. */
    str word; /* before it */
    enum begin next;
};

/*
 * Does the sentence end at stop->end?  Only words and signs are asked; whether
 * a bracket is open there, the caller knows.
 */
bool stop_ends(struct stop *stop);

#endif
