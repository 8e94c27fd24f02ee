/* What a search found, for people and for programs. */
#ifndef STET_CMD_FOUND_H
#define STET_CMD_FOUND_H

#include "base/buf.h"
#include "search/search.h"

void found_text(const struct search_request *request,
                const struct search_reply *reply, struct buf *out);

/* Offsets count code points of the text they belong to. */
void found_json(const struct search_request *request,
                const struct search_reply *reply, struct buf *out);

#endif
