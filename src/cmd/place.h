/* Where the store is, unless --store says so. */
#ifndef STET_CMD_PLACE_H
#define STET_CMD_PLACE_H

#include "cmd/cmd.h"
#include "store/store.h"

#define STORE_OPTION(A)                                                        \
    TEXT(A, store, "store", 0, "FILE",                                         \
         "the store ($STET_STORE, else ~/.local/share/stet/stet.db)")

/*
 * `given`, else $STET_STORE, else stet/stet.db in $XDG_DATA_HOME or
 * ~/.local/share.  To write, its folder is made.
 */
struct store *place_open(str given, enum store_mode mode, struct arena *arena,
                         struct err *err);

/* The path alone, for messages. */
str place_of(str given, struct arena *arena);

#endif
