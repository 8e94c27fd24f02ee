/*
 * Which class of section a heading opens: introduction, methods, results,
 * discussion; other when it doesn't say.
 */
#ifndef STET_READ_SECTION_H
#define STET_READ_SECTION_H

#include "doc/doc.h"

/* From `sec-type` (JATS 1.3, @sec-type: "intro", "materials|methods" …). */
enum section section_of_type(str sec_type);

/* From the words of a heading (heading.def), in five languages. */
enum section section_of_heading(str heading, struct arena *arena);

#endif
