#include "cmd/help.h"

#define EXIT_CODES                                                             \
    "0 everything was done, 1 some inputs failed or what was asked for isn't " \
    "there, 2 the command line makes no sense, 3 the store can't be opened, "  \
    "read or written"

/* Paragraphs of the row, wrapped at 78 columns. */
static void print_wrapped(str text, FILE *out)
{
    size_t column = 0;
    str rest = text, word;
    while (rest.len) {
        bool paragraph = str_starts(rest, S("\n\n"));
        if (!str_word(&rest, &word))
            break;
        if (paragraph) {
            fputs("\n\n", out);
            column = 0;
        } else if (column && column + 1 + word.len > 78) {
            fputc('\n', out);
            column = 0;
        } else if (column) {
            fputc(' ', out);
            column++;
        }
        fwrite(word.ptr, 1, word.len, out);
        column += word.len;
    }
    fputc('\n', out);
}

void help_list(const struct command *const *table, size_t n, FILE *out)
{
    fputs("stet reads scientific articles and keeps every citation with its "
          "words.\n\nusage: stet COMMAND [OPTION…] [OPERAND…]\n\n",
          out);
    for (size_t i = 0; i < n; i++)
        fprintf(out, "  %-10s %s\n", table[i]->name, table[i]->summary);
    fputc('\n', out);
    print_wrapped(
        S("'stet COMMAND --help' tells more. Exit codes: " EXIT_CODES "."),
        out);
}

static void print_option(const struct option_row *row, FILE *out)
{
    char left[64];
    char letter[8] = "    ";
    if (row->letter)
        snprintf(letter, sizeof(letter), "-%c, ", row->letter);
    snprintf(left, sizeof(left), "%s--%s%s%s", letter, row->name,
             row->value ? "=" : "", row->value ? row->value : "");
    fprintf(out, "  %-26s %s\n", left, row->help);
}

/* "stet tally [OPTION…] ID…" */
static void print_usage(const struct command *command, FILE *out)
{
    fprintf(out, "usage: stet %s%s%s%s\n", command->name,
            command->options->name ? " [OPTION…]" : "",
            *command->operands ? " " : "", command->operands);
}

int help_command(const struct command *command)
{
    print_usage(command, stdout);
    printf("\n%c%s.\n", command->summary[0] - 'a' + 'A', command->summary + 1);
    if (*command->details) {
        putchar('\n');
        print_wrapped(str_of(command->details), stdout);
    }
    if (command->options->name)
        puts("\nOptions:");
    for (const struct option_row *row = command->options; row->name; row++)
        print_option(row, stdout);
    if (*command->examples) {
        puts("\nExamples:");
        str rest = str_of(command->examples), line;
        while (str_split(&rest, '\n', &line))
            printf("  %.*s\n", STR(line));
    }
    return EXIT_DONE;
}

/* ---- man pages ------------------------------------------------------- */

/* mdoc takes a line that begins with a dot or a quote as a request. */
static void man_line(str line)
{
    if (line.len && (line.ptr[0] == '.' || line.ptr[0] == '\''))
        fputs("\\&", stdout);
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] == '\\')
            fputs("\\e", stdout);
        else
            putchar(line.ptr[i]);
    }
    putchar('\n');
}

static void man_literal(str text)
{
    str rest = text, line;
    while (str_split(&rest, '\n', &line))
        man_line(line);
}

/* Prose: a sentence a line, an empty line between paragraphs. */
static void man_text(str text)
{
    str rest = text;
    while (rest.len) {
        size_t stop = str_find(rest, S(". ")), gap = str_find(rest, S("\n\n"));
        size_t end = stop == STR_NONE ? rest.len : stop + 1;
        if (gap != STR_NONE && gap < end)
            end = gap;
        man_line(str_trim(str_first(rest, end)));
        rest = str_from(rest, end);
        if (str_starts(rest, S("\n\n")))
            puts(".Pp");
        while (rest.len && is_space(rest.ptr[0]))
            rest = str_from(rest, 1);
    }
}

/* The title of a page in capitals: STET-DUMP. */
static void man_head(const char *name, const char *dash, const char *summary)
{
    printf(".Dd November 22, 2026\n.Dt STET%s", dash);
    for (const char *c = name; *c; c++)
        putchar(is_lower(*c) ? *c - 'a' + 'A' : *c);
    printf(" 1\n.Os\n.Sh NAME\n.Nm stet%s%s\n.Nd %s\n", dash, name, summary);
}

static int man_main(const struct command *const *table, size_t n)
{
    man_head("", "", "read scientific articles and keep every citation");
    puts(".Sh SYNOPSIS\n.Nm stet\n.Ar command\n.Op Ar option ...\n"
         ".Op Ar operand ...\n.Sh COMMANDS\n.Bl -tag -width Ds");
    for (size_t i = 0; i < n; i++)
        printf(".It Xr stet-%s 1\n%s\n", table[i]->name, table[i]->summary);
    puts(".El\n.Sh EXIT STATUS");
    man_text(S(EXIT_CODES "."));
    return EXIT_DONE;
}

static void man_option(const struct option_row *row)
{
    printf(".It ");
    if (row->letter)
        printf("Fl %c , ", row->letter);
    printf("Fl -%s%s%s\n", row->name, row->value ? " Ns = Ns Ar " : "",
           row->value ? row->value : "");
    man_text(str_of(row->help));
}

static int man_command(const struct command *command)
{
    man_head(command->name, "-", command->summary);
    printf(".Sh SYNOPSIS\n.Nm stet %s\n", command->name);
    if (command->options->name)
        puts(".Op Ar option ...");
    if (*command->operands)
        printf(".Ar %s\n", command->operands);
    puts(".Sh DESCRIPTION");
    man_text(str_of(command->details));
    if (command->options->name) {
        puts(".Pp\nThe options are:\n.Bl -tag -width Ds");
        for (const struct option_row *row = command->options; row->name; row++)
            man_option(row);
        puts(".El");
    }
    puts(".Sh EXIT STATUS");
    man_text(S(EXIT_CODES "."));
    if (*command->examples) {
        puts(".Sh EXAMPLES\n.Bd -literal");
        man_literal(str_of(command->examples));
        puts(".Ed");
    }
    puts(".Sh SEE ALSO\n.Xr stet 1");
    return EXIT_DONE;
}

int help_main(const struct command *const *table, size_t n, int argc,
              char **argv)
{
    bool man = argc > 0 && strcmp(argv[0], "--man") == 0;
    bool names = argc > 0 && strcmp(argv[0], "--names") == 0;
    const char *wanted = man ? argv[1] : argc > 0 ? argv[0] : NULL;
    if (!names && wanted == NULL && man)
        return man_main(table, n);
    if (!names && wanted == NULL) {
        help_list(table, n, stdout);
        return EXIT_DONE;
    }
    for (size_t i = 0; i < n; i++) {
        if (names)
            puts(table[i]->name);
        else if (strcmp(table[i]->name, wanted) == 0)
            return man ? man_command(table[i]) : help_command(table[i]);
    }
    return names ? EXIT_DONE
                 : cmd_misuse(NULL, "there is no command '%s'", wanted);
}
