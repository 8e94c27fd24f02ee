/*
 * What the program says about its work, on stderr, a line a thing.
 *
 * Only cmd/, ingest/ and serve/ log; everybody else returns an err.  Lines of
 * several threads don't mix.  A progress line, if one is showing, is wiped
 * before and drawn again after.
 */
#ifndef STET_BASE_LOG_H
#define STET_BASE_LOG_H

#include <stdbool.h>

/* "stet: …" for trouble, the bare line for news; both end the line. */
void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Leave out log_info (--quiet). */
void log_quiet(bool quiet);

/*
 * The progress line: shown only when stderr is a terminal, replaced by the
 * next one; null takes it away.
 */
void log_progress(const char *line);
bool log_on_terminal(void);

#endif
