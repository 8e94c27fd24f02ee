/* The rows of all commands; which there are, commands.def says. */
#ifndef STET_CMD_COMMANDS_H
#define STET_CMD_COMMANDS_H

#include "cmd/cmd.h"

#define COMMAND(name) extern const struct command cmd_##name;
#include "cmd/commands.def"
#undef COMMAND

#endif
