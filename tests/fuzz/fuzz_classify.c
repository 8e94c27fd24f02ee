/*
 * A citation made of any bytes: a label comes out, its probabilities add up
 * to one or there are none, and its cues stand in the sentence, in order.
 * The first four bytes place the marker, the next two cut the neighbours off.
 */
#include <assert.h>
#include <math.h>

#include "classify/classify.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_verdict(const struct verdict *verdict, str sentence)
{
    float sum = 0;
    uint32_t at = 0;
    for (int s = 0; s < STANCES; s++) {
        assert(verdict->p[s] >= 0 && verdict->p[s] <= 1.0001f);
        sum += verdict->p[s];
    }
    assert(sum == 0 ? verdict->stance == STANCE_UNCLASSIFIED
                    : fabsf(sum - 1) < 1e-3f);
    for_vec (i, verdict->cue) {
        assert(verdict->cue.at[i].text.start >= at);
        at = verdict->cue.at[i].text.end;
        assert(at <= sentence.len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct arena forever;
    static const struct classifier *classifier;
    if (size < 6 || size > 200000)
        return 0;
    if (classifier == NULL)
        classifier = classifier_builtin(&forever);
    SCOPED_ARENA arena = {0};
    str text = {(const char *)bytes + 6, size - 6};
    size_t before = bytes[4] * text.len / 512;
    size_t after = bytes[5] * text.len / 512;
    struct context context = {
        .before = str_first(text, before),
        .sentence =
            str_first(str_from(text, before), text.len - before - after),
        .after = str_from(text, text.len - after),
        .marker = {bytes[0] + bytes[1] * 256u, bytes[2] + bytes[3] * 256u}};
    vec_push(&context.heading, &arena, context.before);
    context.cited_title = context.after;
    struct verdict verdict;
    classify_context(classifier, &context, NULL, &verdict, &arena);
    check_verdict(&verdict, context.sentence);
    return 0;
}
