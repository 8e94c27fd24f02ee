/*
 * What can be set about a server.
 *
 * The rows are in conf.def.  A command line and a file fill the same struct;
 * what neither says keeps what the row says.  A file has a line for each
 * option, `name = value`; '#' begins a remark.
 */
#ifndef STET_CONF_CONF_H
#define STET_CONF_CONF_H

#include "base/arena.h"
#include "base/err.h"

struct conf {
#define CONF_TEXT(member, name, value, otherwise, help)  str member;
#define CONF_COUNT(member, name, value, otherwise, help) uint32_t member;
#define CONF_FLAG(member, name, help)                    bool member;
#include "conf/conf.def"
#undef CONF_TEXT
#undef CONF_COUNT
#undef CONF_FLAG
    str token; /* what token_file holds, read by whoever reads files */
};

/* What the text of a file says goes into `conf`, unless it is set there. */
bool conf_read(struct conf *conf, str text, struct arena *arena,
               struct err *err);

/* What isn't set (empty, 0) gets what its row says. */
void conf_complete(struct conf *conf);

#endif
