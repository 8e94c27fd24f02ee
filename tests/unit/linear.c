/* ml/linear: scores, training, and the file of a model. */
#include "ml/linear.h"

#include <math.h>

#include "check.h"
#include "ml/linear_train.h"

/* A feature of its own for each class, and one that all have. */
static struct linear *trained(struct arena *arena)
{
    static struct feature feature[90][2];
    struct sample sample[90];
    struct linear *model = linear_new(arena, 10, 3);
    struct linear_options options = {.cost = 10, .least = 2};
    for (uint32_t i = 0; i < 90; i++) {
        feature[i][0] = (struct feature){1000 + i % 3, 1};
        feature[i][1] = (struct feature){7, 1};
        sample[i] = (struct sample){feature[i], 2, i % 3};
    }
    linear_train(model, sample, 90, &options, arena);
    memcpy(model->id, "test-1", sizeof("test-1"));
    return model;
}

static uint32_t best_class(const struct linear *model, uint32_t hash, float *p)
{
    struct feature feature = {hash, 1};
    float score[LINEAR_CLASSES];
    uint32_t best = 0;
    linear_scores(model, &(struct sample){&feature, 1, 0}, score);
    linear_calibrate(model, score, p);
    for (uint32_t c = 1; c < model->classes; c++)
        best = p[c] > p[best] ? c : best;
    return best;
}

static void what_can_be_told_apart_is_learnt(void)
{
    SCOPED_ARENA arena = {0};
    struct linear *model = trained(&arena);
    for (uint32_t c = 0; c < 3; c++) {
        float p[LINEAR_CLASSES];
        CHECK(best_class(model, 1000 + c, p) == c);
        CHECK(fabsf(p[0] + p[1] + p[2] - 1) < 1e-5f);
    }
}

static void the_same_samples_make_the_same_bytes(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF one = {0}, two = {0};
    linear_write(trained(&arena), &one);
    linear_write(trained(&arena), &two);
    CHECK(str_eq(buf_str(&one), buf_str(&two)));
}

static void a_rare_feature_has_no_weight(void)
{
    SCOPED_ARENA arena = {0};
    struct feature feature[3] = {{1, 1}, {2, 1}, {1, 1}};
    struct sample sample[3] = {
        {&feature[0], 1, 0}, {&feature[1], 1, 1}, {&feature[2], 1, 0}};
    struct linear *model = linear_new(&arena, 8, 2);
    struct linear_options options = {.cost = 1, .least = 2};
    linear_train(model, sample, 3, &options, &arena);
    CHECK(linear_row(model, 1)[0] != 0);
    CHECK(linear_row(model, 2)[0] == 0 && linear_row(model, 2)[1] == 0);
}

/* Scores twice too sure are brought down to what they are worth. */
static void calibration_takes_the_edge_off(void)
{
    SCOPED_ARENA arena = {0};
    struct linear *model = linear_new(&arena, 8, 2);
    float score[1000][LINEAR_CLASSES] = {0};
    uint32_t class[1000];
    for (uint32_t i = 0; i < 1000; i++) {
        score[i][0] = 4; /* p = .98 as it stands */
        class[i] = i % 4 == 0;
    }
    linear_fit(model, score[0], class, 1000);
    float p[LINEAR_CLASSES];
    linear_calibrate(model, score[0], p);
    CHECK(fabsf(p[0] - 0.75f) < 0.02f);
}

static void a_file_gives_the_model_back(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF file = {0}, again = {0};
    struct err err = {0};
    linear_write(trained(&arena), &file);
    struct linear *model = linear_read(buf_str(&file), &arena, &err);
    CHECK(model != NULL);
    CHECK(model && model->used == 4 && model->classes == 3);
    if (model)
        linear_write(model, &again);
    CHECK(str_eq(buf_str(&file), buf_str(&again)));
}

static void refused(str bytes, const char *why)
{
    SCOPED_ARENA arena = {0};
    struct err err = {0};
    CHECK(linear_read(bytes, &arena, &err) == NULL);
    CHECK(err.kind == ERR_INPUT);
    CHECK_STR(str_of(err.text), str_of(why));
}

static void a_foreign_file_is_refused(void)
{
    refused(S(""), "not a model of Stet's");
    refused(S("\x89PNG\r\n\x1a\n"), "not a model of Stet's");
    refused(S("stetlin9 and more"), "a model file of another version");
}

static void a_file_cut_short_is_refused(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF file = {0};
    linear_write(trained(&arena), &file);
    for (size_t n = 8; n < file.len; n++) {
        struct err err = {0};
        CHECK(linear_read(str_first(buf_str(&file), n), &arena, &err) == NULL);
        CHECK(err.kind == ERR_INPUT);
    }
    refused(str_first(buf_str(&file), file.len - 1),
            "the model file is cut short");
}

static void a_damaged_file_is_refused(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF file = {0};
    linear_write(trained(&arena), &file);
    for (size_t i = 8; i < file.len; i++) {
        struct err err = {0};
        file.ptr[i] ^= 0x10;
        CHECK(linear_read(buf_str(&file), &arena, &err) == NULL);
        CHECK(err.kind == ERR_INPUT);
        file.ptr[i] ^= 0x10;
    }
    file.ptr[file.len - 9] ^= 1;
    refused(buf_str(&file), "the model file is damaged");
}

int main(void)
{
    TEST(what_can_be_told_apart_is_learnt);
    TEST(the_same_samples_make_the_same_bytes);
    TEST(a_rare_feature_has_no_weight);
    TEST(calibration_takes_the_edge_off);
    TEST(a_file_gives_the_model_back);
    TEST(a_foreign_file_is_refused);
    TEST(a_file_cut_short_is_refused);
    TEST(a_damaged_file_is_refused);
    return check_end();
}
