/*
 * Letters and the accents after them as one letter, where Unicode has it
 * (normalisation form C): "e" and U+0301 → "é".
 */
#ifndef STET_TEXT_COMPOSE_H
#define STET_TEXT_COMPOSE_H

#include "base/arena.h"

/* A copy in `arena`; what isn't UTF-8 stays as it is. */
str compose(str text, struct arena *arena);

#endif
