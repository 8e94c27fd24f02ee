/*
 * Any lines as records: refused, or a doc whose records can be read again.
 */
#include <assert.h>

#include "doc/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size > 1 << 20)
        return 0;
    SCOPED_ARENA arena = {0};
    struct err err = {0};
    struct record_file file = {.rest = {(const char *)bytes, size}};
    struct doc *doc;
    while ((doc = record_read(&file, &arena, &err)) != NULL) {
        SCOPED_BUF out = {0};
        record_write(doc, &out);
        assert(out.len > 0);
    }
    return 0;
}
