/*
 * Named characters that JATS files use without declaring them, because the DTD
 * that does isn't loaded: &nbsp; &alpha; &hairsp; …
 */
#ifndef STET_READ_ENTITY_H
#define STET_READ_ENTITY_H

#include <stdint.h>

/* The code point of a name (without & and ;), 0 when nobody knows it. */
uint32_t entity_find(const char *name);

#endif
