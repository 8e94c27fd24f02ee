/* A file that says it is a CRF: it is read or refused; what is read decodes. */
#include <assert.h>

#include "ml/crf.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const uint32_t feature[3] = {1, 7, 0xFFFFFFFFu};
    SCOPED_ARENA arena = {0};
    struct err err = {0};
    struct crf_token token[3] = {
        {feature, 3, 0}, {feature, 1, 0}, {feature, 2, 0}};
    struct crf *model =
        crf_read((str){(const char *)bytes, size}, &arena, &err);
    if (model == NULL)
        return 0;
    struct crf_path path = crf_decode(model, token, 3, &arena);
    for (int t = 0; t < 3; t++)
        assert(path.label[t] < model->labels);
    return 0;
}
