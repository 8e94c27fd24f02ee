/*
 * Any bytes as records of any format, which the first byte chooses: it ends,
 * every work is UTF-8 without control characters and keeps the limits, and
 * what isn't read has a reason.
 */
#include <stdint.h>

#include "base/json.h"
#include "base/utf8.h"
#include "meta/meta.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define claim(holds)                                                           \
    if (!(holds))                                                              \
    die("not so: " #holds)

static void check_text(str text)
{
    claim(text.len <= META_TEXT_MAX);
    claim(utf8_check(text) == text.len);
    for (size_t i = 0; i < text.len; i++)
        claim((unsigned char)text.ptr[i] >= ' ');
}

static void check_names(const struct work_name *name, uint32_t n)
{
    claim(n <= META_AUTHORS_MAX);
    for (uint32_t i = 0; i < n; i++) {
        claim(name[i].family.len + name[i].given.len > 0);
        check_text(name[i].family);
        check_text(name[i].given);
        claim(name[i].orcid.len == 0 || name[i].orcid.len == 19);
    }
}

static void check_work(const struct work *work, struct arena *arena)
{
    const str text[] = {work->title,     work->container, work->container_short,
                        work->publisher, work->volume,    work->issue,
                        work->page,      work->type,      work->date};
    for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
        check_text(text[i]);
    for (int s = 0; s < ID_SCHEMES; s++)
        check_text(work->id[s]);
    check_names(work->author.at, work->author.n);
    check_names(work->editor.at, work->editor.n);
    claim(work->year == 0 || (work->year >= 1000 && work->year <= 2100));
    for_vec (i, work->issn)
        claim(work->issn.at[i].len == 9);
    for_vec (i, work->notice)
        claim(work->notice.at[i].kind < NOTICE_KINDS);
    for_vec (i, work->relation)
        check_text(work->relation.at[i].other);
    meta_key(work, arena);
    SCOPED_BUF out = {0};
    struct json json = json_on(&out);
    work_write(work, &json);
    claim(utf8_check(buf_str(&out)) == out.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0)
        return 0;
    struct err err = {0};
    SCOPED_ARENA arena = {0};
    SCOPED_FEED feed = feed_of((str){(const char *)bytes + 1, size - 1});
    enum meta_format format = (enum meta_format)(bytes[0] % META_FORMATS);
    SCOPED_META *reader = meta_open(&feed, format, &err);
    claim(reader || err.text[0]);
    for (size_t n = 0; reader; n++) {
        struct work work;
        str name, odd;
        struct err bad = {0};
        enum meta_got got = meta_read(reader, &arena, &work, &name, &odd, &bad);
        claim(n <= size); /* no record without a byte of its own */
        if (got == META_END)
            break;
        claim(utf8_check(name) == name.len && utf8_check(odd) == odd.len);
        claim(got == META_WORK || bad.text[0]);
        if (got == META_WORK)
            check_work(&work, &arena);
        if (got == META_BROKEN)
            break;
        arena_clear(&arena);
    }
    return 0;
}
