/*
 * Any bytes through every stage: nothing may crash, and what comes out must
 * hold together.
 */
#include <assert.h>

#include "doc/record.h"
#include "ingest/pipeline.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool take(struct doc *doc, void *user, struct err *err)
{
    (void)user, (void)err;
    static struct arena forever;
    static const struct classifier *classifier;
    if (classifier == NULL)
        classifier = classifier_builtin(&forever);
    pipeline_run(doc, STAGE_CLASSIFY, classifier);
    for_vec (i, doc->block)
        assert(doc->block.at[i].text.start <= doc->block.at[i].text.end &&
               doc->block.at[i].text.end <= doc->text.len);
    for_vec (i, doc->marker)
        assert(doc->marker.at[i].sentence < doc->sentence.n &&
               doc->marker.at[i].text.end <= doc->text.len);
    for_vec (i, doc->citation)
        assert(doc->citation.at[i].ref == NONE ||
               doc->citation.at[i].ref < doc->ref.n);
    SCOPED_BUF out = {0};
    dump_doc(doc, STAGE_CLASSIFY, &out);
    record_write(doc, &out);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size > 1 << 20)
        return 0;
    SCOPED_ARENA arena = {0};
    struct err err = {0};
    read_docs((str){(const char *)bytes, size}, S("fuzz"), &arena, take, NULL,
              &err);
    return 0;
}
