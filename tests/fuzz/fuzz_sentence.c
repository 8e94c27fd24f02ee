/*
 * Sentences of anything: in order, trimmed, not inside a mark, and nothing but
 * white space is left out.  The first bytes place up to three marks.
 */
#include <assert.h>

#include "base/utf8.h"
#include "text/sentence.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static size_t place_marks(const uint8_t *bytes, uint32_t len, struct mark *mark)
{
    size_t n = 0;
    uint32_t at = 0;
    for (size_t i = 0; i < 3; i++) {
        uint32_t start = at + bytes[2 * i], end = start + bytes[2 * i + 1] % 9;
        if (end > len)
            break;
        mark[n++] = (struct mark){{start, end}, (enum mark_kind)(i % 4)};
        at = end;
    }
    return n;
}

static void check_gap(str text, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        assert(is_space(text.ptr[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 6 || size > 100000)
        return 0;
    str text = {(const char *)bytes + 6, size - 6};
    if (utf8_check(text) != text.len)
        return 0;
    SCOPED_ARENA arena = {0};
    struct mark mark[3];
    size_t marks = place_marks(bytes, (uint32_t)text.len, mark);
    spans found = {0};
    uint32_t at = 0;
    sentence_find(text, mark, marks, &found, &arena);
    for_vec (i, found) {
        struct span span = found.at[i];
        assert(span.start >= at && span.end > span.start);
        assert(!is_space(text.ptr[span.start]));
        assert(!is_space(text.ptr[span.end - 1]));
        check_gap(text, at, span.start);
        for (size_t m = 0; m < marks; m++)
            assert(span.end <= mark[m].at.start || span.end >= mark[m].at.end);
        at = span.end;
    }
    check_gap(text, at, (uint32_t)text.len);
    return 0;
}
