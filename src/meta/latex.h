/*
 * What LaTeX's commands for letters, accents and signs mean, as text:
 * "Kr{\"o}ger \& S{\o}n" → "Kröger & Søn".  Commands of layout and braces go,
 * what they hold stays.  The cases are tests/cases/latex.txt.
 */
#ifndef STET_META_LATEX_H
#define STET_META_LATEX_H

#include "base/arena.h"

str latex_text(str latex, struct arena *arena);

#endif
