#include "text/compose.h"

#include <stdlib.h>
#include <utf8proc.h>

str compose(str text, struct arena *arena)
{
    utf8proc_uint8_t *out = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)text.ptr,
                                        (utf8proc_ssize_t)text.len, &out,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (len < 0)
        return arena_str(arena, text);
    str composed = arena_str(arena, (str){(const char *)out, (size_t)len});
    free(out);
    return composed;
}
