/*
 * Any text as a numbered marker: what is read is small, in bounds, and nothing
 * when it is refused.
 */
#include <assert.h>

#include "cite/numbered.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    SCOPED_ARENA arena = {0};
    numbers found = {0};
    str text = {(const char *)bytes, size};
    bool read = numbered_parse(text, &found, &arena);
    assert(read == (found.n > 0));
    for_vec (i, found)
        assert(found.at[i] > 0 && found.at[i] <= NUMBERED_MAX);
    return 0;
}
