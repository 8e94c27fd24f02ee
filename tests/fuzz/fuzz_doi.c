/*
 * Any text as an identifier: none, or one that is normal and stays so.
 */
#include <assert.h>

#include "base/utf8.h"
#include "resolve/identifier.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_normal(enum id_scheme scheme, str text, struct arena *arena)
{
    str once = id_normal(scheme, text, arena);
    assert(str_eq(once, id_normal(scheme, once, arena)));
    for (size_t i = 0; i < once.len; i++)
        assert((unsigned char)once.ptr[i] > ' ');
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    str text = {(const char *)bytes, size};
    if (size > 4096 || utf8_check(text) < text.len)
        return 0;
    SCOPED_ARENA arena = {0};
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++)
        check_normal((enum id_scheme)scheme, text, &arena);
    str key = id_key(text, &arena);
    assert(str_eq(key, id_key(key, &arena)));
    return 0;
}
