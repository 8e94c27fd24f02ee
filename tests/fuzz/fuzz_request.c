/*
 * Any bytes as a request: refused, or answered with a status that isn't our
 * fault, with headers of one line, and with JSON that can be read.
 */
#include <assert.h>
#include <stdlib.h>

#include "paper.h"
#include "site.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void fill(struct store *store)
{
    struct err err = {0};
    enum put_result result;
    SCOPED_ARENA arena = {0};
    struct doc *doc = paper_new(&arena, "doi:10.5555/a", "A <title>", 2015);
    paper_author(doc, "Doe", "Jane");
    paper_ref(doc, "B1", "doi:10.5555/b", "Cited", 1999);
    paper_section(doc, SECTION_RESULTS, "Results");
    paper_block(doc, BLOCK_TEXT, "Before. It is so {B1}. After {B1}.");
    paper_label(doc, "stance-1", STANCE_SUPPORTING);
    struct packed *packed = store_pack(doc);
    if (!store_put(store, packed, &result, &err))
        die("%s", err.text);
    packed_free(packed);
}

static struct site_test test;

static void tidy(void)
{
    site_test_close(&test);
}

static void check_reply(const struct reply *reply)
{
    str type = header_find(&reply->header, S("Content-Type"));
    assert(reply->status >= 200 && reply->status != 500);
    for_vec (i, reply->header)
        for (size_t k = 0; k < reply->header.at[i].value.len; k++)
            assert((unsigned char)reply->header.at[i].value.ptr[k] >= 0x20);
    if (str_find(type, S("json")) == STR_NONE ||
        str_find(type, S("jsonl")) != STR_NONE || reply->body.len == 0 ||
        header_find(&reply->header, S("Content-Encoding")).len)
        return;
    struct err err = {0};
    SCOPED_JSON *json = json_parse(reply->body, &err);
    assert(json != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct request request;
    struct err err = {0};
    SCOPED_ARENA arena = {0};
    if (test.site == NULL) {
        site_test_open(&test, fill);
        atexit(tidy);
    }
    str text = {(const char *)bytes, size};
    if (size > 1 << 16 || !request_read(text, &request, &arena, &err))
        return 0;
    serve_request(test.site, &request, &test.reply);
    check_reply(&test.reply);
    return 0;
}
