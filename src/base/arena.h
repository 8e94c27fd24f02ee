/*
 * An arena is memory with one lifetime: a document's, a request's, a
 * command's.
 *
 * Things are made in it one after the other and never freed alone; clearing
 * the arena frees them all at once and keeps the memory for the next document.
 * A scratch use marks and rewinds.  When the machine has no memory left the
 * program says so and ends: there is no null to check.
 */
#ifndef STET_BASE_ARENA_H
#define STET_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/str.h"

struct arena_chunk;

/* All zero is an empty arena, ready for use. */
struct arena {
    struct arena_chunk *first; /* kept, in order of use */
    struct arena_chunk *now;   /* where the next thing goes */
};

/* Aligned for anything, not zeroed. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same, zeroed. */
void *arena_zero(struct arena *arena, size_t size);

/* One T, zeroed: struct ref *ref = arena_new(arena, struct ref). */
#define arena_new(arena, T) ((T *)arena_zero((arena), sizeof(T)))

/*
 * Make the thing at `old` larger; in place when it was the last one made.
 * `old` may be null with `old_size` 0.
 */
void *arena_grow(struct arena *arena, void *old, size_t old_size,
                 size_t new_size);

/* A copy, with a terminating zero after it that isn't counted. */
str arena_str(struct arena *arena, str s);

/* As printf, in the arena; terminated as well. */
str arena_format(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* How much has been made so far; rewinding to it forgets what came after. */
size_t arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, size_t mark);

/* Forget everything, keep up to `ARENA_KEEP` bytes of the memory. */
void arena_clear(struct arena *arena);

/* Give the memory back. */
void arena_close(struct arena *arena);

/* A worker that once met a giant doesn't stay a giant. */
#define ARENA_KEEP ((size_t)16 << 20)

#define SCOPED_ARENA __attribute__((cleanup(arena_close))) struct arena

/* The program ends: no memory, or a bug of ours. */
_Noreturn void die(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* malloc and realloc that die; for the few things no arena owns. */
void *mem_alloc(size_t size);
void *mem_realloc(void *old, size_t size);

#endif
