/*
 * The names in a list of authors as references print them: "Smith JB, Doe A",
 * "J. B. Smith and A. Doe", "Smith, J. B., & Doe, A.", "SMITH, Jane; DOE,
 * John", "World Health Organization".  "et al." is nobody.  The cases are
 * tests/cases/ref-name.txt.
 */
#ifndef STET_RESOLVE_REF_NAME_H
#define STET_RESOLVE_REF_NAME_H

#include "doc/work.h"

typedef vec_of(struct work_name) ref_names;

/* Append them in order; family and given are slices of `text`. */
void ref_names_read(str text, ref_names *out, struct arena *arena);

#endif
