#include "cmd/commands.h"

static const struct command *const table[] = {
#define COMMAND(name) &cmd_##name,
#include "cmd/commands.def"
#undef COMMAND
};

int main(int argc, char **argv)
{
    return cmd_main(table, sizeof(table) / sizeof(*table), argc, argv);
}
