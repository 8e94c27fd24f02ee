/* A whole file in memory, for the commands that take single files. */
#ifndef STET_CMD_FILE_H
#define STET_CMD_FILE_H

#include "base/arena.h"
#include "base/err.h"

/* "-" is standard input.  At most DOC_MAX bytes. */
bool file_read(str path, struct arena *arena, str *bytes, struct err *err);

#endif
