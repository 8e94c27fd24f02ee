/* What `stet serve` and `stet http` have in common: the options of conf.def. */
#ifndef STET_CMD_SERVING_H
#define STET_CMD_SERVING_H

#include "cmd/cmd.h"
#include "cmd/place.h"
#include "conf/conf.h"

struct serving_args {
    struct conf conf;
    str store, config;
    bool routes;
};

#define CONF_TEXT(member, name, value, otherwise, help)                        \
    TEXT(struct serving_args, conf.member, name, 0, value, help),
#define CONF_COUNT(member, name, value, otherwise, help)                       \
    COUNT(struct serving_args, conf.member, name, 0, value, help),
#define CONF_FLAG(member, name, help)                                          \
    FLAG(struct serving_args, conf.member, name, 0, help),

#define CONFIG_OPTION                                                          \
    TEXT(struct serving_args, config, "config", 'c', "FILE",                   \
         "a file of options, 'name = value' a line")

/* The command line, then the file it names, then what holds otherwise. */
bool serving_conf(struct serving_args *args, struct arena *arena,
                  struct err *err);

#endif
