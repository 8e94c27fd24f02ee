#include <pthread.h>
#include <zstd.h>

#include "store/inside.h"

/* A whole doc a frame, so the fast default will do. */
#define LEVEL 3

/* What a doc can hold unpacked; more is damage. */
#define UNPACKED_MAX ((unsigned long long)1 << 30)

static pthread_key_t own_context, own_undoing;

static void free_context(void *context)
{
    ZSTD_freeCCtx(context);
}

static void free_undoing(void *context)
{
    ZSTD_freeDCtx(context);
}

static void make_keys(void)
{
    if (pthread_key_create(&own_context, free_context) != 0 ||
        pthread_key_create(&own_undoing, free_undoing) != 0)
        die("out of thread keys");
}

static void need_keys(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_keys);
}

/* Each thread has one, for as long as it lives. */
static ZSTD_CCtx *thread_context(void)
{
    need_keys();
    ZSTD_CCtx *context = pthread_getspecific(own_context);
    if (context == NULL) {
        context = ZSTD_createCCtx();
        pthread_setspecific(own_context, context);
    }
    return context;
}

/* The same to unpack: a fresh one for each text costs a third of it. */
static ZSTD_DCtx *thread_undoing(void)
{
    need_keys();
    ZSTD_DCtx *context = pthread_getspecific(own_undoing);
    if (context == NULL) {
        context = ZSTD_createDCtx();
        pthread_setspecific(own_undoing, context);
    }
    return context;
}

str squeeze(str bytes, struct arena *arena)
{
    ZSTD_CCtx *context = thread_context();
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
        return (str){NULL, 0};
    char *out = arena_alloc(arena, (size_t)size + 1);
    size_t n = ZSTD_decompressDCtx(thread_undoing(), out, (size_t)size,
                                   bytes.ptr, bytes.len);
    return ZSTD_isError(n) ? (str){NULL, 0} : (str){out, n};
}
