/*
 * What `--help`, `stet help` and the man pages say: all of it is made from the
 * rows of the commands.
 */
#ifndef STET_CMD_HELP_H
#define STET_CMD_HELP_H

#include <stdio.h>

#include "cmd/cmd.h"

#define STET_VERSION "0.1.0"

/* Every command with its line. */
void help_list(const struct command *const *table, size_t n, FILE *out);

/* One command in full, on stdout. */
int help_command(const struct command *command);

/*
 * stet help [COMMAND]          as --help
 * stet help --names            the commands' names, one a line
 * stet help --man [COMMAND]    a man page in mdoc(7)
 */
int help_main(const struct command *const *table, size_t n, int argc,
              char **argv);

#endif
