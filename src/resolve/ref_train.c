#include "resolve/ref_train.h"

#include "base/json.h"
#include "base/utf8.h"

/* The words that begin in the span get its field. */
static void mark(const struct ref_words *words, enum refstring_field field,
                 size_t start, size_t end, uint8_t *label)
{
    bool begins = true;
    for (uint32_t t = 0; t + 1 < words->token.n; t++) {
        const struct ref_token *token = &words->token.at[t];
        if (token->text.start < start || token->text.start >= end)
            continue;
        if (token->shape == SHAPE_ID || token->shape == SHAPE_URL)
            continue;
        label[t] = ref_label(field, begins);
        begins = false;
    }
}

/* An inside after another field's word begins anew. */
static void mend(uint32_t n, uint8_t *label)
{
    for (uint32_t t = 0; t < n; t++) {
        enum refstring_field field = ref_label_field(label[t]);
        if (t && field == ref_label_field(label[t - 1]))
            continue;
        if (field != REFSTRING_OTHER)
            label[t] = ref_label(field, true);
    }
}

static bool read_span(const struct json_value *span, str raw,
                      const struct ref_words *words, uint8_t *label)
{
    const struct json_value *start = json_next(json_first(span));
    if (!json_is_array(span) || json_next(start) == NULL)
        return false;
    enum refstring_field field =
        refstring_field_of(json_as_str(json_first(span)));
    if (field < REF_LEARNT && field != REFSTRING_OTHER)
        mark(words, field, utf8_offset(raw, json_as_uint(start)),
             utf8_offset(raw, json_as_uint(json_next(start))), label);
    return true;
}

bool ref_sample_read(const struct keywords *keywords, str line,
                     ref_samples *out, struct arena *arena, struct err *err)
{
    SCOPED_JSON *json = json_parse(line, err);
    struct ref_sample sample;
    if (json == NULL)
        return false;
    str raw = arena_str(arena, json_member_str(json, "raw"));
    ref_words_of(keywords, str_first(raw, REFSTRING_MAX), &sample.words, arena);
    sample.label = arena_zero(arena, sample.words.token.n);
    const struct json_value *span = json_first(json_member(json, "spans"));
    for (; span; span = json_next(span))
        if (!read_span(span, raw, &sample.words, sample.label))
            return err_set(err, ERR_INPUT, "a span is [field, start, end]");
    mend(sample.words.token.n - 1, sample.label);
    vec_push(out, arena, sample);
    return true;
}

/* The inside of a field follows its begin or its inside, nothing else. */
static void forbid(struct crf *model)
{
    for (uint32_t y = 0; y < REF_LABELS; y++) {
        enum refstring_field field = ref_label_field((uint8_t)y);
        if (y == ref_label(field, true) || field == REFSTRING_OTHER)
            continue;
        model->first[y] = CRF_NEVER;
        for (uint32_t g = 0; g < model->gaps; g++)
            for (uint32_t x = 0; x < REF_LABELS; x++)
                if (ref_label_field((uint8_t)x) != field)
                    model->step[g][x][y] = CRF_NEVER;
    }
}

struct crf *ref_train(const ref_samples *samples, str id,
                      const struct crf_options *options, struct arena *arena)
{
    struct crf *model = crf_new(arena, REF_LABELS, REF_GAPS);
    struct crf_sequence *sequence =
        arena_alloc(arena, (samples->n + 1u) * sizeof(*sequence));
    model->features = REF_FEATURES_VERSION;
    id = str_first(id, CRF_NAME - 1);
    memcpy(model->id, id.ptr, id.len);
    forbid(model);
    for_vec (i, *samples) {
        const struct ref_sample *sample = &samples->at[i];
        sequence[i] = (struct crf_sequence){
            sample->words.feature, sample->label, sample->words.token.n - 1};
    }
    crf_train(model, sequence, samples->n, options, arena);
    return model;
}
