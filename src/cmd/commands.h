/* Every command there is; main.c puts them in order. */
#ifndef STET_CMD_COMMANDS_H
#define STET_CMD_COMMANDS_H

#include "cmd/cmd.h"

extern const struct command cmd_dump;

#endif
