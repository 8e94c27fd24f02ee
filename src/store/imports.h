/*
 * Which inputs have been imported, and how far: so that a stopped import goes
 * on where it was, and one that was done is left alone.
 *
 * An input is known by the hash of its bytes.  How far it has come is
 * committed together with what it brought.
 */
#ifndef STET_STORE_IMPORTS_H
#define STET_STORE_IMPORTS_H

#include "store/store.h"

struct import_row {
    int64_t id;
    uint64_t records; /* taken or refused so far */
    bool done;
};

/* The row of an input, made if there is none; `hash` is 64 hex digits. */
bool import_begin(struct store *store, const char *hash, str name, str format,
                  struct import_row *row, struct err *err);

/* It has come this far. */
bool import_mark(struct store *store, const struct import_row *row,
                 struct err *err);

#endif
