#include "cmd/commands.h"

/* In the order in which one meets them. */
static const struct command *const table[] = {
    &cmd_ingest, &cmd_report,   &cmd_tally,  &cmd_refs,    &cmd_yield,
    &cmd_status, &cmd_remove,   &cmd_export, &cmd_extract, &cmd_load,
    &cmd_dump,   &cmd_classify, &cmd_model,  &cmd_serve,   &cmd_http,
    &cmd_search, &cmd_index,
};

int main(int argc, char **argv)
{
    return cmd_main(table, sizeof(table) / sizeof(*table), argc, argv);
}
