#include "cmd/cmd.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cmd/help.h"

int cmd_fail(const struct err *err)
{
    if (err->kind != ERR_STOP) /* who stopped it knows */
        fprintf(stderr, "stet: %s\n", err->text);
    switch (err->kind) {
    case ERR_USAGE:
        return EXIT_MISUSE;
    case ERR_STORE:
        return EXIT_STORE;
    default:
        return EXIT_SOME;
    }
}

int cmd_misuse(const struct command *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("stet: ", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    const char *name = command ? command->name : "";
    fprintf(stderr, "\nTry 'stet %s%s--help'.\n", name, *name ? " " : "");
    return EXIT_MISUSE;
}

bool cmd_out(str text)
{
    return text.len == 0 || fwrite(text.ptr, 1, text.len, stdout) == text.len;
}

/* ---- the command line ------------------------------------------------ */

static const struct option_row *find_long(const struct command *command,
                                          str name)
{
    for (const struct option_row *row = command->options; row->name; row++)
        if (str_eq(str_of(row->name), name))
            return row;
    return NULL;
}

static const struct option_row *find_letter(const struct command *command,
                                            char letter)
{
    for (const struct option_row *row = command->options; row->name; row++)
        if (row->letter == letter)
            return row;
    return NULL;
}

static bool take_value(const struct option_row *row, str value, void *args,
                       struct err *err)
{
    char *member = (char *)args + row->offset;
    uint32_t count;
    if (row->kind == OPTION_TEXT) {
        memcpy(member, &value, sizeof(value));
        return true;
    }
    if (!str_uint(value, &count))
        return err_set(err, ERR_USAGE, "--%s takes a number, not '%.*s'",
                       row->name, STR(value));
    memcpy(member, &count, sizeof(count));
    return true;
}

/* What is left to read of the command line. */
struct line {
    const struct command *command;
    char **word;
    int n;
    void *args;
};

static bool take_option(struct line *line, const struct option_row *row,
                        str value, bool has_value, struct err *err)
{
    if (row->kind == OPTION_FLAG) {
        if (has_value)
            return err_set(err, ERR_USAGE, "--%s takes no value", row->name);
        memcpy((char *)line->args + row->offset, &(bool){true}, sizeof(bool));
        return true;
    }
    if (!has_value) {
        if (line->n == 0)
            return err_set(err, ERR_USAGE, "--%s needs a value", row->name);
        value = str_of(*line->word++);
        line->n--;
    }
    return take_value(row, value, line->args, err);
}

static bool take_long(struct line *line, str word, struct err *err)
{
    size_t equals = str_chr(word, '=');
    bool has_value = equals != STR_NONE;
    str name = has_value ? str_first(word, equals) : word;
    const struct option_row *row = find_long(line->command, name);
    if (row == NULL)
        return err_set(err, ERR_USAGE, "there is no option --%.*s", STR(name));
    str value = has_value ? str_from(word, equals + 1) : S("");
    return take_option(line, row, value, has_value, err);
}

/* "-qj4" is -q -j 4. */
static bool take_letters(struct line *line, str word, struct err *err)
{
    while (word.len) {
        const struct option_row *row = find_letter(line->command, word.ptr[0]);
        if (row == NULL)
            return err_set(err, ERR_USAGE, "there is no option -%c",
                           word.ptr[0]);
        word = str_from(word, 1);
        bool attached = row->kind != OPTION_FLAG && word.len > 0;
        if (!take_option(line, row, word, attached, err))
            return false;
        if (attached)
            return true;
    }
    return true;
}

static bool take_words(struct line *line, strs *operands, struct arena *arena,
                       struct err *err)
{
    bool only_operands = false;
    while (line->n > 0) {
        str word = str_of(*line->word++);
        line->n--;
        bool taken = true;
        if (only_operands || word.len < 2 || word.ptr[0] != '-')
            vec_push(operands, arena, word);
        else if (str_eq(word, S("--")))
            only_operands = true;
        else if (word.ptr[1] == '-')
            taken = take_long(line, str_from(word, 2), err);
        else
            taken = take_letters(line, str_from(word, 1), err);
        if (!taken)
            return false;
    }
    return true;
}

static bool wants_help(char **word, int n)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(word[i], "--") == 0)
            return false;
        if (strcmp(word[i], "--help") == 0 || strcmp(word[i], "-h") == 0)
            return true;
    }
    return false;
}

static int run_command(const struct command *command, char **word, int n)
{
    if (wants_help(word, n))
        return help_command(command);
    SCOPED_ARENA arena = {0};
    struct err err = {0};
    strs operands = {0};
    struct line line = {command, word, n,
                        arena_zero(&arena, command->args_size + 1)};
    if (!take_words(&line, &operands, &arena, &err))
        return cmd_misuse(command, "%s", err.text);
    if (operands.n < command->least)
        return cmd_misuse(command, "%s needs %s", command->name,
                          command->operands);
    bool none = *command->operands == '\0';
    if ((none && operands.n > 0) ||
        (command->most && operands.n > command->most))
        return cmd_misuse(command, "%s takes %s, not '%.*s' as well",
                          command->name,
                          *command->operands ? command->operands : "no operand",
                          STR(operands.at[command->most]));
    int code = command->run(line.args, operands, &arena);
    if (fflush(stdout) != 0 && code == EXIT_DONE)
        code = EXIT_SOME;
    return code;
}

static const struct command *find_command(const struct command *const *table,
                                          size_t n, str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(str_of(table[i]->name), name))
            return table[i];
    return NULL;
}

int cmd_main(const struct command *const *table, size_t n, int argc,
             char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    str name = argc > 1 ? str_of(argv[1]) : S("");
    if (name.len == 0) {
        help_list(table, n, stderr);
        return EXIT_MISUSE;
    }
    if (str_eq(name, S("help")) || str_eq(name, S("--help")) ||
        str_eq(name, S("-h")))
        return help_main(table, n, argc - 2, argv + 2);
    if (str_eq(name, S("--version")) || str_eq(name, S("version"))) {
        puts("stet " STET_VERSION);
        return EXIT_DONE;
    }
    const struct command *command = find_command(table, n, name);
    if (command == NULL)
        return cmd_misuse(NULL, "there is no command '%.*s'", STR(name));
    return run_command(command, argv + 2, argc - 2);
}
