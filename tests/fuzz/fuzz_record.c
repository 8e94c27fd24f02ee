/*
 * Any lines as records: refused, or a doc whose records are read as the same
 * doc again.
 */
#include <assert.h>
#include <stdio.h>

#include "doc/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* What the first doc of these lines is written as; nothing if refused. */
static bool rewrite(str text, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    struct err err = {0};
    char none[1] = "";
    FILE *file = fmemopen(text.len ? (void *)(uintptr_t)text.ptr : none,
                          text.len ? text.len : 1, "rb");
    SCOPED_LINES lines = {.file = file};
    struct doc *doc = record_read(&lines, &arena, &err);
    if (doc)
        record_write(doc, out);
    fclose(file);
    return doc != NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    SCOPED_BUF once = {0};
    SCOPED_BUF twice = {0};
    if (size > 1 << 16 || !rewrite((str){(const char *)bytes, size}, &once))
        return 0;
    bool again = rewrite(buf_str(&once), &twice);
    assert(again && str_eq(buf_str(&once), buf_str(&twice)));
    return 0;
}
