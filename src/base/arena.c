#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Most documents need a megabyte or two; a chunk is a fraction of that. */
#define CHUNK_SIZE ((size_t)256 << 10)

struct arena_chunk {
    struct arena_chunk *next;
    size_t size; /* of `bytes` */
    size_t used;
    size_t before; /* bytes used in the chunks before this one */
    alignas(max_align_t) char bytes[];
};

void die(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("stet: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    abort();
}

void *mem_realloc(void *old, size_t size)
{
    void *made = realloc(old, size ? size : 1);
    if (made == NULL)
        die("out of memory (%zu bytes)", size);
    return made;
}

void *mem_alloc(size_t size)
{
    return mem_realloc(NULL, size);
}

static size_t round_up(size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX - align)
        die("out of memory (%zu bytes)", size);
    return (size + align - 1) / align * align;
}

static struct arena_chunk *new_chunk(size_t size)
{
    struct arena_chunk *chunk = mem_alloc(sizeof(*chunk) + size);
    *chunk = (struct arena_chunk){.size = size};
    return chunk;
}

/* The chunk after the current one, made or reused, that has room for `size`. */
static struct arena_chunk *next_chunk(struct arena *arena, size_t size)
{
    struct arena_chunk **link = arena->now ? &arena->now->next : &arena->first;
    while (*link && (*link)->size < size) { /* too small: give it back */
        struct arena_chunk *small = *link;
        *link = small->next;
        free(small);
    }
    if (*link == NULL)
        *link = new_chunk(size > CHUNK_SIZE ? size : CHUNK_SIZE);
    (*link)->used = 0;
    (*link)->before = arena->now ? arena->now->before + arena->now->used : 0;
    return arena->now = *link;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    size = round_up(size);
    struct arena_chunk *chunk = arena->now;
    if (chunk == NULL || chunk->size - chunk->used < size)
        chunk = next_chunk(arena, size);
    void *made = chunk->bytes + chunk->used;
    chunk->used += size;
    return made;
}

void *arena_zero(struct arena *arena, size_t size)
{
    return memset(arena_alloc(arena, size), 0, size);
}

/*
 * In a chunk with as much again after it: what outgrew a chunk bit by bit
 * would otherwise move at every bit, and leave every former self behind.
 */
static void *alloc_roomy(struct arena *arena, size_t size)
{
    struct arena_chunk *chunk = next_chunk(arena, round_up(size) * 2);
    chunk->used = size;
    return chunk->bytes;
}

void *arena_grow(struct arena *arena, void *old, size_t old_size,
                 size_t new_size)
{
    struct arena_chunk *chunk = arena->now;
    size_t held = round_up(old_size), wanted = round_up(new_size);
    bool last = old && (char *)old + held == chunk->bytes + chunk->used;
    if (last && wanted >= held && chunk->size - chunk->used >= wanted - held) {
        chunk->used += wanted - held;
        return old;
    }
    void *made =
        last ? alloc_roomy(arena, wanted) : arena_alloc(arena, new_size);
    if (old && old_size)
        memcpy(made, old, old_size);
    return made;
}

str arena_str(struct arena *arena, str s)
{
    char *copy = arena_alloc(arena, s.len + 1);
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    return (str){copy, s.len};
}

str arena_format(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(len >= 0);
    char *text = arena_alloc(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return (str){text, (size_t)len};
}

size_t arena_mark(const struct arena *arena)
{
    return arena->now ? arena->now->before + arena->now->used : 0;
}

void arena_rewind(struct arena *arena, size_t mark)
{
    if (arena->now == NULL)
        return;
    assert(mark <= arena->now->before + arena->now->used);
    struct arena_chunk *chunk = arena->first;
    while (chunk != arena->now && chunk->before + chunk->used < mark)
        chunk = chunk->next;
    chunk->used = mark - chunk->before;
    arena->now = chunk;
}

static void free_chunks(struct arena_chunk *chunk)
{
    while (chunk) {
        struct arena_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
}

void arena_clear(struct arena *arena)
{
    size_t kept = 0;
    struct arena_chunk **link = &arena->first;
    while (*link && kept + (*link)->size <= ARENA_KEEP) {
        kept += (*link)->size;
        link = &(*link)->next;
    }
    free_chunks(*link);
    *link = NULL;
    arena->now = NULL;
}

void arena_close(struct arena *arena)
{
    free_chunks(arena->first);
    *arena = (struct arena){0};
}
