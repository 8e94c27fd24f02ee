/* A whole file in memory, for the commands that take single files. */
#ifndef STET_CMD_FILE_H
#define STET_CMD_FILE_H

#include "base/arena.h"
#include "base/err.h"
#include "classify/classify.h"

/* "-" is standard input.  At most DOC_MAX bytes. */
bool file_read(str path, struct arena *arena, str *bytes, struct err *err);

/* The classifier of a model's file; of the program's own when it is empty. */
struct classifier *classifier_open(str path, struct arena *arena,
                                   struct err *err);

#endif
