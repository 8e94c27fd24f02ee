/*
 * UTF-8, one character at a time (RFC 3629: no overlong forms, no surrogates,
 * nothing above 10FFFF).
 */
#ifndef STET_BASE_UTF8_H
#define STET_BASE_UTF8_H

#include "base/str.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* Bytes of the character at the front of `s`: 1–4, or 0 when it is none. */
size_t utf8_len(str s);

/* The character at the front; U+FFFD and one byte when it is none. */
uint32_t utf8_next(str s, size_t *len);

/* The character that ends before byte `at`; 0 at the start. */
uint32_t utf8_before(str s, size_t at, size_t *len);

/* Write a code point, at most four bytes; says how many. */
size_t utf8_put(char *out, uint32_t code_point);

/* Where the first byte stands that isn't UTF-8; s.len when all is. */
size_t utf8_check(str s);

/* Code points in `s`: what offsets in JSON count (DESIGN section 4). */
size_t utf8_count(str s);

/* The byte offset of the n-th code point; s.len when there are fewer. */
size_t utf8_offset(str s, size_t n);

#endif
