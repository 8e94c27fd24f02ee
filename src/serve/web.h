/*
 * The files of web/, put into the program by tools/embed: as they are and
 * compressed.  Their address carries a part of their hash, so that browsers
 * may keep them for ever.
 */
#ifndef STET_SERVE_WEB_H
#define STET_SERVE_WEB_H

#include "serve/call.h"

struct web_file {
    const char *name; /* "stet.css", "icon/x.svg" */
    const char *etag; /* with its quotes */
    str plain, gzip;
};

extern const struct web_file web_file[];
extern const uint32_t web_files;

/* Null when there is none of that name. */
const struct web_file *web_find(str name);

/* "/web/stet.css?v=0123abcd" */
str web_url(struct call *call, str name);

/* Answer with a file as it lies in web/, under any address. */
void web_send(struct call *call, const struct web_file *file);

#endif
