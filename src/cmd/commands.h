/* Every command there is; main.c puts them in order. */
#ifndef STET_CMD_COMMANDS_H
#define STET_CMD_COMMANDS_H

#include "cmd/cmd.h"

extern const struct command cmd_classify, cmd_model, cmd_dump, cmd_export,
    cmd_extract, cmd_http, cmd_ingest, cmd_load, cmd_refs, cmd_remove,
    cmd_report, cmd_serve, cmd_status, cmd_tally, cmd_yield, cmd_search,
    cmd_index;

#endif
