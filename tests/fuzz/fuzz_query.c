/*
 * Any bytes as a query: refused with a place inside it, or read to a normal
 * form that reads as itself.
 */
#include <assert.h>

#include "base/utf8.h"
#include "search/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool print(str text, struct arena *arena, struct buf *out)
{
    struct err err = {0};
    struct query *query;
    uint32_t at;
    if (!query_parse(text, arena, &query, &at, &err)) {
        assert(err.kind == ERR_USAGE && at <= utf8_count(text));
        return false;
    }
    query_print(query, out);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF once = {0};
    SCOPED_BUF twice = {0};
    if (!print((str){(const char *)bytes, size}, &arena, &once))
        return 0;
    /* brackets and quotation marks may make it longer than is read */
    if (once.len <= QUERY_MAX && print(buf_str(&once), &arena, &twice))
        assert(str_eq(buf_str(&once), buf_str(&twice)));
    return 0;
}
