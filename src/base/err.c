#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* One line of whole characters, whatever an input's name brought along. */
static void tidy(struct err *err)
{
    str text = str_of(err->text);
    if (text.len == ERR_TEXT - 1) {
        size_t whole = utf8_check(text);
        if (text.len - whole < 4)
            err->text[whole] = '\0';
    }
    for (size_t i = 0; err->text[i]; i++)
        if ((unsigned char)err->text[i] < ' ' || err->text[i] == 0x7f)
            err->text[i] = ' ';
}

bool err_set(struct err *err, enum err_kind kind, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    err->kind = kind;
    vsnprintf(err->text, sizeof(err->text), format, args);
    va_end(args);
    tidy(err);
    return false;
}

bool err_add(struct err *err, const char *format, ...)
{
    char before[ERR_TEXT], cause[ERR_TEXT];
    va_list args;
    va_start(args, format);
    vsnprintf(before, sizeof(before), format, args);
    va_end(args);
    memcpy(cause, err->text, sizeof(cause));
    snprintf(err->text, sizeof(err->text), "%.*s: %.*s", ERR_TEXT / 2, before,
             ERR_TEXT / 2 - 4, cause);
    tidy(err);
    return false;
}
