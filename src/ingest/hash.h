/*
 * The hash by which a file is known again: SHA-256, as 64 hex digits.
 */
#ifndef STET_INGEST_HASH_H
#define STET_INGEST_HASH_H

#include "base/str.h"

#define HASH_SIZE 65 /* 64 digits and a terminating zero */

void hash_bytes(str bytes, char out[HASH_SIZE]);

/* Of all that can be read from `fd`; false when it can't be. */
bool hash_fd(int fd, char out[HASH_SIZE]);

/*
 * The hash of the n-th article of a file that holds several: of the file's
 * hash and "#n".
 */
void hash_part(const char *file, uint32_t n, char out[HASH_SIZE]);

#endif
