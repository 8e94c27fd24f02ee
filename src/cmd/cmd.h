/*
 * A command is a row: its name, what it is for, its options and the function
 * that does it.  From the row come dispatch, --help, the man page and the
 * test that runs them all.
 *
 * Each command has one file here, which defines `const struct command
 * cmd_NAME`; main.c lists them.
 */
#ifndef STET_CMD_CMD_H
#define STET_CMD_CMD_H

#include "base/err.h"
#include "base/vec.h"

/* Exit codes, of every command. */
enum {
    EXIT_DONE = 0,   /* everything was done */
    EXIT_SOME = 1,   /* some inputs failed, or what was asked for isn't there */
    EXIT_MISUSE = 2, /* the command line makes no sense */
    EXIT_STORE = 3   /* the store can't be opened, read or written */
};

enum option_kind {
    OPTION_FLAG,  /* bool */
    OPTION_COUNT, /* uint32_t */
    OPTION_TEXT   /* str */
};

/*
 * An option: "-j N, --jobs=N".  The value goes to the member at `offset` of
 * the command's own struct of arguments, which starts out all zero.
 */
struct option_row {
    const char *name;  /* "jobs" */
    char letter;       /* 'j', 0 for none */
    const char *value; /* "N"; null for a flag */
    enum option_kind kind;
    size_t offset;
    const char *help;
};

struct command {
    const char *name;
    const char *operands; /* "PATH…"; "" for none */
    const char *summary;  /* one line, for the list */
    const char *details;  /* paragraphs, with an empty line between them */
    const char *examples; /* command lines, one a line */
    const struct option_row *options; /* ends with a row without a name */
    size_t args_size;
    uint32_t least, most; /* operands; most 0: any number */
    int (*run)(void *args, strs operands, struct arena *arena);
};

/* For tables of options: FLAG(struct args, member, "name", 'n', "help"). */
#define FLAG(A, member, name, letter, help)                                    \
    {                                                                          \
        name, letter, NULL, OPTION_FLAG, offsetof(A, member), help             \
    }
#define COUNT(A, member, name, letter, value, help)                            \
    {                                                                          \
        name, letter, value, OPTION_COUNT, offsetof(A, member), help           \
    }
#define TEXT(A, member, name, letter, value, help)                             \
    {                                                                          \
        name, letter, value, OPTION_TEXT, offsetof(A, member), help            \
    }
#define END_OF_OPTIONS                                                         \
    {                                                                          \
        NULL, 0, NULL, OPTION_FLAG, 0, NULL                                    \
    }

/* Run what the command line asks for; gives the exit code. */
int cmd_main(const struct command *const *table, size_t n, int argc,
             char **argv);

/* "stet: reading …: …" on stderr, and the exit code for that kind. */
int cmd_fail(const struct err *err);

/* A wrong command line, said with a hint at --help. */
int cmd_misuse(const struct command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Write to stdout; false when the reader has gone, and then just stop. */
bool cmd_out(str text);

#endif
