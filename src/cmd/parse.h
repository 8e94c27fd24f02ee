/* The two halves of `stet parse`. */
#ifndef STET_CMD_PARSE_H
#define STET_CMD_PARSE_H

#include "cmd/cmd.h"
#include "resolve/ref_train.h"

/* Train a model on files of tagged strings and write it; the exit code. */
int parse_train(str out, strs files, double prior, uint32_t rounds,
                struct arena *arena);

#endif
