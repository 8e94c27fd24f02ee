/*
 * Sentences of anything: in order, trimmed, whole characters, not inside a
 * mark, and nothing but blanks is left out.  The first bytes place up to three
 * marks.
 */
#include <assert.h>

#include "base/utf8.h"
#include "text/blank.h"
#include "text/sentence.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Onwards to where a character begins. */
static uint32_t whole(str text, size_t at)
{
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at++;
    return (uint32_t)at;
}

static size_t place_marks(const uint8_t *bytes, str text, struct mark *mark)
{
    size_t n = 0;
    uint32_t at = 0;
    for (size_t i = 0; i < 3; i++) {
        uint32_t start = whole(text, at + bytes[2 * i]);
        uint32_t end = whole(text, start + bytes[2 * i + 1] % 9u);
        if (end > text.len)
            break;
        mark[n++] = (struct mark){{start, end}, (enum mark_kind)(i % 4)};
        at = end;
    }
    return n;
}

static void check_blank(str text, size_t from, size_t to)
{
    assert(from <= to && blank_skip(text, from) >= to);
}

/* A mark may lose blanks at its ends to the gap between sentences. */
static void check_mark(str text, struct span span, struct span mark)
{
    if (mark.start < span.end && span.end < mark.end)
        check_blank(text, span.end, mark.end);
    if (mark.start < span.start && span.start < mark.end)
        check_blank(text, mark.start, span.start);
}

static void check_sentence(str text, struct span span)
{
    str sentence = {text.ptr + span.start, span_len(span)};
    assert(span.end > span.start && span.end <= text.len);
    assert(utf8_check(sentence) == sentence.len);
    assert(blank_len(sentence) == 0);
    assert(blank_trim(text, span.start, span.end) == span.end);
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
    size_t marks = place_marks(bytes, text, mark);
    spans found = {0};
    size_t at = 0;
    sentence_find(text, mark, marks, &found, &arena);
    for_vec (i, found) {
        check_blank(text, at, found.at[i].start);
        check_sentence(text, found.at[i]);
        for (size_t m = 0; m < marks; m++)
            check_mark(text, found.at[i], mark[m].at);
        at = found.at[i].end;
    }
    check_blank(text, at, text.len);
    return 0;
}
