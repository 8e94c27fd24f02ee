/*
 * Text made comparable: what people would call the same word becomes the same
 * bytes.
 */
#ifndef STET_TEXT_FOLD_H
#define STET_TEXT_FOLD_H

#include "base/arena.h"

/*
 * Case-folded, without diacritics, compatibility forms resolved, ligatures and
 * letters like "ø", "ß", "æ", "ł" written out in ASCII where there is a usual
 * way ("o", "ss", "ae", "l"); runs of anything but letters and digits become
 * one space, none at the ends.  "Müller-Lüdenscheidt" → "muller ludenscheidt".
 * Scripts without case are kept.  Terminated; made in `arena`.
 */
str fold(str text, struct arena *arena);

#endif
