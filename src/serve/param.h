/*
 * The parameters of a query, typed.
 *
 * Each is a row of params.def; a route lists those it knows.  All are checked
 * before a handler runs: one that the route doesn't know, a number out of its
 * range, a word that is none of the choices is answered with its name.
 */
#ifndef STET_SERVE_PARAM_H
#define STET_SERVE_PARAM_H

#include "base/vec.h"

enum param_kind {
    PARAM_TEXT,   /* at most `high` bytes */
    PARAM_NUMBER, /* low … high */
    PARAM_FLAG,   /* true, false, 1, 0 */
    PARAM_CHOICE, /* one of the words of `choices` */
    PARAM_LIST,   /* of words of `choices`, repeated or with commas */
    PARAM_TEXTS,  /* repeated */
    PARAM_RANGE,  /* 2015, 2010-2015, 2010-, -2015 */
    PARAM_DATE    /* YYYY, YYYY-MM or YYYY-MM-DD */
};

enum param {
#define PARAM(id, name, kind, low, high, choices, otherwise, help) PARAM_##id,
#include "serve/params.def"
#undef PARAM
    PARAMS
};

/* In place of what holds otherwise: it must be given. */
#define REQUIRED "!"

struct param_row {
    const char *name;
    enum param_kind kind;
    uint32_t low, high;
    const char *choices;   /* "a b c" */
    const char *otherwise; /* what holds when it isn't given; null: nothing */
    const char *help;
};
extern const struct param_row param_row[PARAMS];

struct param_value {
    bool given;
    str text;        /* the last one, when repeated */
    uint32_t number; /* a number, a flag, which choice, a range's start */
    uint32_t to;     /* a range's end, 0: open */
    uint32_t set;    /* LIST: a bit for each choice */
    strs all;        /* all that were given */
};

struct params {
    struct param_value of[PARAMS];
};

struct call;

/* Read and check the query; false when it has answered. */
bool param_read(struct call *call, str query);

#endif
