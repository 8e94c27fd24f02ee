/*
 * An err says in one sentence why something couldn't be done.
 *
 * A function that can fail returns bool and takes `struct err *` last.  The
 * sentence comes from whoever knows the reason; callers put the circumstance
 * in front on the way up ("reading 'x.xml': not XML: …").  Messages begin in
 * lower case, have no full stop, and stand on one line.
 */
#ifndef STET_BASE_ERR_H
#define STET_BASE_ERR_H

#include <stdbool.h>

/* What kind of trouble; the command line turns it into an exit code. */
enum err_kind {
    ERR_NONE,
    ERR_USAGE, /* the request makes no sense */
    ERR_IO,    /* a file can't be read or written */
    ERR_INPUT, /* the input isn't what it should be */
    ERR_LIMIT, /* the input is larger than we take */
    ERR_STORE, /* the store can't be opened, read or written */
    ERR_STOP   /* the user stopped it */
};

#define ERR_TEXT 500 /* a longer sentence is cut at a character */

struct err {
    enum err_kind kind;
    char text[ERR_TEXT];
};

/* Both return false, so that a function can end in them. */
bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool err_add(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
