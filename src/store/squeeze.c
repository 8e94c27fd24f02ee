#include <zstd.h>

#include "store/inside.h"

/* Levels above cost much more time than they save room (docs/decisions). */
#define LEVEL 5

/* What a doc can hold unpacked; more is damage. */
#define UNPACKED_MAX ((unsigned long long)1 << 30)

str squeeze(str bytes, struct arena *arena)
{
    static _Thread_local ZSTD_CCtx *context;
    if (context == NULL)
        context = ZSTD_createCCtx();
    size_t room = ZSTD_compressBound(bytes.len);
    char *out = arena_alloc(arena, room);
    size_t n =
        ZSTD_compressCCtx(context, out, room, bytes.ptr, bytes.len, LEVEL);
    if (ZSTD_isError(n))
        die("compressing: %s", ZSTD_getErrorName(n));
    return (str){out, n};
}

str unsqueeze(str bytes, struct arena *arena)
{
    unsigned long long size = ZSTD_getFrameContentSize(bytes.ptr, bytes.len);
    if (size > UNPACKED_MAX) /* damaged, or ZSTD_CONTENTSIZE_ERROR */
        return (str){"", 0};
    char *out = arena_alloc(arena, (size_t)size + 1);
    size_t n = ZSTD_decompress(out, (size_t)size, bytes.ptr, bytes.len);
    return ZSTD_isError(n) ? (str){"", 0} : (str){out, n};
}
