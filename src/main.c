#include "cmd/commands.h"

/* In the order in which one meets them. */
static const struct command *const table[] = {
    &cmd_dump,
};

int main(int argc, char **argv)
{
    return cmd_main(table, sizeof(table) / sizeof(*table), argc, argv);
}
