/* Which files were read before: the front of their hashes, in order. */
#include <stdlib.h>

#include "store/inside.h"

struct known {
    uint64_t *hash;
    size_t n;
};

static uint64_t front_of(const unsigned char *bytes)
{
    uint64_t front = 0;
    for (int i = 0; i < 8; i++)
        front = front << 8 | bytes[i];
    return front;
}

struct known *store_known(struct store *store, struct err *err)
{
    SCOPED_SQL *s =
        sql_prepare(store->db,
                    "SELECT sha256 FROM doc WHERE sha256 NOT NULL"
                    " UNION ALL SELECT sha256 FROM former ORDER BY 1",
                    err);
    if (s == NULL)
        return NULL;
    struct known *known = mem_alloc(sizeof(*known));
    *known = (struct known){0};
    size_t cap = 0;
    while (sql_next(store->db, s, err)) {
        str bytes = sql_column(s, 0);
        if (bytes.len != 32)
            continue;
        if (known->n == cap) {
            cap = cap ? cap * 2 : 1024;
            known->hash = mem_realloc(known->hash, cap * sizeof(uint64_t));
        }
        known->hash[known->n++] = front_of((const unsigned char *)bytes.ptr);
    }
    return known;
}

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

bool known_has(const struct known *known, const char *sha256)
{
    char digits[17];
    memcpy(digits, sha256, 16);
    digits[16] = '\0';
    uint64_t front = strtoull(digits, NULL, 16);
    return known->n && bsearch(&front, known->hash, known->n, sizeof(front),
                               by_value) != NULL;
}

void known_free(struct known *known)
{
    if (known == NULL)
        return;
    free(known->hash);
    free(known);
}
