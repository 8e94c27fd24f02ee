/* The name of a work without an identifier. */
#include "base/buf.h"
#include "meta/meta.h"
#include "text/fold.h"

/* As resolve/resolve.c has it, which names references by the same words. */
#define TITLE_LEAST 11

static void put_folded(str text, struct buf *out, struct arena *arena)
{
    buf_add(out, fold(text, arena));
    buf_char(out, '|');
}

str meta_key(const struct work *work, struct arena *arena)
{
    SCOPED_BUF out = {0};
    bool titled = work->title.len >= TITLE_LEAST;
    bool placed = work->container.len && work->page.len &&
                  (work->volume.len || work->year);
    if (!titled && !placed)
        return S("");
    if (work->author.n)
        put_folded(work->author.at[0].family, &out, arena);
    buf_format(&out, "%u|", work->year);
    put_folded(work->title, &out, arena);
    if (!titled || work->author.n == 0 || work->year == 0) {
        put_folded(work->container, &out, arena);
        put_folded(work->volume, &out, arena);
        put_folded(work->page, &out, arena);
        put_folded(S(""), &out, arena); /* a reference's URL */
    }
    return arena_format(arena, "ref:%016llx",
                        (unsigned long long)str_hash(buf_str(&out)));
}
