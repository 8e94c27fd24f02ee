/* A model file of any bytes: refused with a sentence, or written back. */
#include <assert.h>

#include "ml/linear.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF again = {0};
    struct err err = {0};
    str file = {(const char *)bytes, size};
    struct linear *model = linear_read(file, &arena, &err);
    assert(model != NULL || (err.kind == ERR_INPUT && err.text[0]));
    if (model)
        linear_write(model, &again);
    assert(model == NULL || again.len <= size);
    return 0;
}
