/*
 * From labelled words to the pieces of the string: where each field begins and
 * ends, brackets and full stops that are its own included.
 */
#ifndef STET_RESOLVE_REF_PIECE_H
#define STET_RESOLVE_REF_PIECE_H

#include "ml/crf.h"
#include "resolve/ref_parser.h"

/*
 * Append the pieces and, to `rest`, what words are in none: not those that only
 * announce a field ("pp.", "In"), nor the number before the whole entry.
 */
void ref_pieces(const struct keywords *keywords, const struct ref_words *words,
                const struct crf_path *path, struct refstring *out,
                struct arena *arena);

#endif
