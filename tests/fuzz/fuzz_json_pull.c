/*
 * Any bytes as JSON, in pieces: it ends, what it gives is UTF-8, and the size
 * of the pieces makes no difference.  The first byte says the size.
 */
#include <stdint.h>

#include "base/json_pull.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

struct drip {
    str left;
    size_t piece;
};

static bool drip(void *user, char *room, size_t size, size_t *got,
                 struct err *err)
{
    struct drip *d = user;
    (void)err;
    *got = d->piece < d->left.len ? d->piece : d->left.len;
    *got = *got < size ? *got : size;
    if (*got)
        memcpy(room, d->left.ptr, *got);
    d->left = str_from(d->left, *got);
    return true;
}

static uint64_t walk(struct pull *pull, struct arena *arena, unsigned depth)
{
    uint64_t hash = 7;
    str key, text;
    char c = pull_peek(pull);
    if (c == '{' && depth < 20 && pull_enter(pull, '{')) {
        while (pull_key(pull, &key))
            hash = hash * 31 + str_hash(key) + walk(pull, arena, depth + 1);
    } else if (c == '[' && depth < 20 && pull_enter(pull, '[')) {
        while (pull_item(pull))
            hash = hash * 33 + walk(pull, arena, depth + 1);
    } else if (c == '"') {
        text = pull_text(pull, arena);
        if (utf8_check(text) != text.len)
            die("a text that isn't UTF-8");
        hash += str_hash(text);
    } else if (is_digit(c)) {
        hash += (uint64_t)pull_int(pull);
    } else {
        pull_skip(pull);
    }
    return hash;
}

static uint64_t walk_all(str text, size_t piece)
{
    SCOPED_ARENA arena = {0};
    struct drip d = {text, piece};
    SCOPED_FEED feed = {.more = drip, .user = &d};
    struct pull pull = pull_on(&feed, 64);
    uint64_t hash = 0;
    do
        hash = hash * 37 + walk(&pull, &arena, 0) + (pull.bad != NULL);
    while (pull_next_line(&pull, UINT64_MAX));
    return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0)
        return 0;
    str text = {(const char *)bytes + 1, size - 1};
    size_t piece = bytes[0] % 61u + 1;
    if (walk_all(text, piece) != walk_all(text, size))
        die("pieces of %zu make a difference", piece);
    return 0;
}
