#include "cmd/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"

static size_t terminal_width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return 80;
    return size.ws_col < 40 ? 40 : size.ws_col > 100 ? 100 : size.ws_col;
}

struct print print_on(struct buf *out)
{
    bool terminal = isatty(STDOUT_FILENO) == 1;
    return (struct print){.out = out,
                          .width = terminal ? terminal_width() : 80,
                          .colour = terminal && getenv("NO_COLOR") == NULL};
}

static void set_style(struct print *print, enum print_style style)
{
    static const char *const code[] = {"\033[0m",    "\033[1m",  "\033[2m",
                                       "\033[1;31m", "\033[32m", "\033[31m"};
    if (print->colour)
        buf_add(print->out, str_of(code[style]));
}

static void start_line(struct print *print)
{
    while (print->column < print->indent) {
        buf_char(print->out, ' ');
        print->column++;
    }
}

void print_line(struct print *print)
{
    if (print->column)
        buf_char(print->out, '\n');
    print->column = 0;
}

/* The style of a byte. */
static enum print_style style_at(const print_marks *marks, uint32_t at)
{
    for_vec (i, *marks)
        if (at >= marks->at[i].at.start && at < marks->at[i].at.end)
            return marks->at[i].style;
    return PRINT_PLAIN;
}

/* A word, its marked pieces in their styles. */
static void put_word(struct print *print, str text, struct span word,
                     const print_marks *marks)
{
    enum print_style now = PRINT_PLAIN;
    for (uint32_t i = word.start; i < word.end; i++) {
        enum print_style style = style_at(marks, i);
        if (style != now && now != PRINT_PLAIN)
            set_style(print, PRINT_PLAIN);
        if (style != now && style != PRINT_PLAIN)
            set_style(print, style);
        now = style;
        buf_char(print->out, text.ptr[i]);
    }
    if (now != PRINT_PLAIN)
        set_style(print, PRINT_PLAIN);
}

/* A piece set in bold. */
static print_marks bold_marks(const spans *bold, struct print_mark *mark)
{
    for_vec (i, *bold)
        mark[i] = (struct print_mark){bold->at[i], PRINT_BOLD};
    return (print_marks){mark, bold->n, bold->n};
}

void print_words(struct print *print, str text, struct span bold)
{
    struct print_mark mark = {bold, PRINT_BOLD};
    print_marked(print, text, &(print_marks){&mark, 1, 1});
}

void print_lit(struct print *print, str text, const spans *bold)
{
    SCOPED_ARENA arena = {0};
    struct print_mark *mark =
        arena_alloc(&arena, (bold->n + 1) * sizeof(*mark));
    print_marks marks = bold_marks(bold, mark);
    print_marked(print, text, &marks);
}

void print_marked(struct print *print, str text, const print_marks *marks)
{
    str rest = text, word;
    while (str_word(&rest, &word)) {
        size_t columns = utf8_count(word);
        bool first = print->column == 0 || print->column < print->indent;
        if (!first && print->column + 1 + columns > print->width) {
            print_line(print);
            first = true;
        }
        if (first)
            start_line(print);
        else
            buf_char(print->out, ' ');
        uint32_t start = (uint32_t)(word.ptr - text.ptr);
        put_word(print, text, (struct span){start, start + (uint32_t)word.len},
                 marks);
        print->column += columns + !first;
    }
}

void print_styled(struct print *print, enum print_style style, str text)
{
    set_style(print, style);
    print_words(print, text, (struct span){0});
    set_style(print, PRINT_PLAIN);
}

void print_format(struct print *print, const char *format, ...)
{
    char text[1000];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    print_words(print, str_of(text), (struct span){0});
}
