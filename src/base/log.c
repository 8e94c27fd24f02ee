#include "base/log.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool quiet_now;
static char shown[200]; /* the progress line, empty when there is none */

bool log_on_terminal(void)
{
    return isatty(STDERR_FILENO) == 1;
}

void log_quiet(bool quiet)
{
    quiet_now = quiet;
}

static void wipe(void)
{
    if (shown[0])
        fputs("\r\033[K", stderr);
}

static void say(const char *before, const char *format, va_list args)
{
    pthread_mutex_lock(&lock);
    wipe();
    fputs(before, stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    fputs(shown, stderr);
    fflush(stderr);
    pthread_mutex_unlock(&lock);
}

void log_warn(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say("stet: ", format, args);
    va_end(args);
}

void log_info(const char *format, ...)
{
    if (quiet_now)
        return;
    va_list args;
    va_start(args, format);
    say("", format, args);
    va_end(args);
}

void log_progress(const char *line)
{
    if (!log_on_terminal() || quiet_now)
        return;
    pthread_mutex_lock(&lock);
    wipe();
    snprintf(shown, sizeof(shown), "%s", line ? line : "");
    fputs(shown, stderr);
    fflush(stderr);
    pthread_mutex_unlock(&lock);
}
