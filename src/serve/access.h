/*
 * The access log: a line a request, in the combined format that log readers
 * know, with the microseconds it took at the end.
 */
#ifndef STET_SERVE_ACCESS_H
#define STET_SERVE_ACCESS_H

#include "serve/serve.h"

struct access;

/* `path` empty: none is written, `access` is null; "-": to stdout. */
bool access_open(struct access **access, str path, struct err *err);
void access_close(struct access **access);

void access_line(struct access *access, const struct request *request,
                 const struct reply *reply, uint64_t nanoseconds);

#endif
