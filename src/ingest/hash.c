#include "ingest/hash.h"

#include <nettle/sha2.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"

static void hex(const uint8_t *digest, char out[HASH_SIZE])
{
    static const char digit[] = "0123456789abcdef";
    for (size_t i = 0; i < SHA256_DIGEST_SIZE; i++) {
        out[2 * i] = digit[digest[i] >> 4];
        out[2 * i + 1] = digit[digest[i] & 15];
    }
    out[HASH_SIZE - 1] = '\0';
}

void hash_bytes(str bytes, char out[HASH_SIZE])
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    sha256_update(&ctx, bytes.len, (const uint8_t *)bytes.ptr);
    sha256_digest(&ctx, sizeof(digest), digest);
    hex(digest, out);
}

bool hash_fd(int fd, char out[HASH_SIZE])
{
    enum {
        PIECE = 256 << 10
    };
    SCOPED_ARENA arena = {0};
    uint8_t digest[SHA256_DIGEST_SIZE], *piece = arena_alloc(&arena, PIECE);
    struct sha256_ctx ctx;
    ssize_t n;
    sha256_init(&ctx);
    while ((n = read(fd, piece, PIECE)) > 0)
        sha256_update(&ctx, (size_t)n, piece);
    sha256_digest(&ctx, sizeof(digest), digest);
    hex(digest, out);
    return n == 0;
}

void hash_part(const char *file, uint32_t n, char out[HASH_SIZE])
{
    char text[HASH_SIZE + 11];
    int len = snprintf(text, sizeof(text), "%s#%u", file, n);
    hash_bytes((str){text, (size_t)len}, out);
}
