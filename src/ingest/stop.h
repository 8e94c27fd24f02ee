/*
 * Ctrl-C, and what a service manager sends: the first one asks us to come to
 * an end, the second one ends us.
 */
#ifndef STET_INGEST_STOP_H
#define STET_INGEST_STOP_H

#include <stdbool.h>

/* From now on SIGINT, SIGTERM and SIGHUP are asked for by stop_wanted. */
void stop_on_signals(void);
bool stop_wanted(void);

#endif
