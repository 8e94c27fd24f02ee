/* ml/crf: decoding and its gradient against brute force, training, the file. */
#include "ml/crf.h"

#include <math.h>

#include "check.h"
#include "ml/crf_train.h"

#define LABELS 3u
#define TOKENS 4u
#define PATHS  81u /* LABELS to the power of TOKENS */

/* Hashes, and those that the model has no row of. */
#define F(row) ((row)*0x10000001u)
static const uint32_t feature[TOKENS][2] = {
    {F(1), F(9)}, {F(2), F(9)}, {F(3), F(1)}, {F(2), F(3)}};
static const struct crf_token token[TOKENS] = {{feature[0], 2, 0},
                                               {feature[1], 2, 0},
                                               {feature[2], 2, 1},
                                               {feature[3], 2, 0}};

static float dice(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (float)(*state >> 16) / 32768.0f - 1;
}

/* Any weights; one step can't be. */
static struct crf *some_model(struct arena *arena, uint32_t seed)
{
    struct crf *model = crf_new(arena, LABELS, 2);
    memcpy(model->id, "test-1", sizeof("test-1"));
    model->scale = 0.02f;
    crf_room(model, 10, arena);
    for (uint32_t r = 0; r < 10; r++)
        for (uint32_t y = 0; y < LABELS; y++) {
            model->feature[r] = F(r);
            model->weight[r * CRF_LABELS + y] = (int8_t)(100 * dice(&seed));
            model->first[y] = dice(&seed);
            model->last[y] = dice(&seed);
        }
    for (uint32_t g = 0; g < 2; g++)
        for (uint32_t x = 0; x < LABELS; x++)
            for (uint32_t y = 0; y < LABELS; y++)
                model->step[g][x][y] = dice(&seed);
    model->step[0][1][2] = CRF_NEVER;
    crf_ready(model, arena);
    return model;
}

static void path_of(uint32_t number, uint8_t *label)
{
    for (uint32_t t = 0; t < TOKENS; t++, number /= LABELS)
        label[t] = (uint8_t)(number % LABELS);
}

static double score_path(const struct crf *model, const uint8_t *label)
{
    double score =
        (double)(model->first[label[0]] + model->last[label[TOKENS - 1]]);
    for (uint32_t t = 0; t < TOKENS; t++) {
        for (uint32_t k = 0; k < 2; k++)
            score += (double)model->scale *
                     model->weight[(token[t].feature[k] & 15) * CRF_LABELS +
                                   label[t]];
        if (t)
            score += (double)model->step[token[t].gap][label[t - 1]][label[t]];
    }
    return score;
}

static void the_path_found_is_the_best_of_all(void)
{
    for (uint32_t seed = 0; seed < 50; seed++) {
        SCOPED_ARENA arena = {0};
        struct crf *model = some_model(&arena, seed);
        struct crf_path path = crf_decode(model, token, TOKENS, &arena);
        double found = score_path(model, path.label), z = 0;
        double p[TOKENS] = {0};
        for (uint32_t i = 0; i < PATHS; i++) {
            uint8_t label[TOKENS];
            path_of(i, label);
            double score = score_path(model, label);
            CHECK(score < found + 1e-4);
            z += exp(score);
            for (uint32_t t = 0; t < TOKENS; t++)
                p[t] += label[t] == path.label[t] ? exp(score) : 0;
        }
        CHECK(fabs((double)path.sure - exp(found) / z) < 1e-4);
        for (uint32_t t = 0; t < TOKENS; t++)
            CHECK(fabs((double)path.p[t] - p[t] / z) < 1e-4);
    }
}

static void nothing_has_an_empty_path(void)
{
    SCOPED_ARENA arena = {0};
    CHECK(crf_decode(some_model(&arena, 1), NULL, 0, &arena).sure >= 1);
}

static const uint8_t label[TOKENS] = {0, 1, 2, 0};
static const struct crf_sequence sequence[2] = {{token, label, TOKENS},
                                                {token + 1, label, 2}};
static const struct crf_options options = {
    .prior = 2, .least = 1, .rounds = 50};

static void the_gradient_is_that_of_the_loss(void)
{
    SCOPED_ARENA arena = {0};
    struct crf *model = some_model(&arena, 3);
    struct crf_problem problem;
    crf_problem_new(&problem, model, sequence, 2, &options, &arena);
    size_t n = crf_problem_size(&problem);
    double *w = arena_zero(&arena, n * sizeof(*w));
    double *g = arena_zero(&arena, n * sizeof(*g));
    double *unused = arena_zero(&arena, n * sizeof(*g));
    uint32_t seed = 5;
    for (size_t i = 0; i < n; i++)
        w[i] = (double)dice(&seed);
    crf_loss(&problem, w, g);
    for (size_t i = 0; i < n; i += i < 160 ? 1 : 7) {
        double old = w[i], h = 1e-5;
        w[i] = old + h;
        double up = crf_loss(&problem, w, unused);
        w[i] = old - h;
        double down = crf_loss(&problem, w, unused);
        w[i] = old;
        CHECK(fabs((up - down) / (2 * h) - g[i]) < 1e-5);
    }
}

static struct crf *trained(struct arena *arena)
{
    struct crf *model = crf_new(arena, LABELS, 2);
    model->step[1][0][2] = CRF_NEVER;
    crf_train(model, sequence, 2, &options, arena);
    memcpy(model->id, "test-1", sizeof("test-1"));
    return model;
}

static void what_was_shown_is_learnt(void)
{
    SCOPED_ARENA arena = {0};
    struct crf *model = trained(&arena);
    struct crf_path path = crf_decode(model, token, TOKENS, &arena);
    CHECK(memcmp(path.label, label, TOKENS) == 0);
    CHECK(model->step[1][0][2] == CRF_NEVER);
}

static void the_same_sequences_make_the_same_bytes(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF one = {0}, two = {0};
    crf_write(trained(&arena), &one);
    crf_write(trained(&arena), &two);
    CHECK(str_eq(buf_str(&one), buf_str(&two)));
}

/* ---- the file ----------------------------------------------------------- */

static void a_file_gives_the_model_back(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF file = {0}, again = {0};
    struct err err = {0};
    crf_write(some_model(&arena, 7), &file);
    struct crf *model = crf_read(buf_str(&file), &arena, &err);
    CHECK(model != NULL);
    if (model)
        crf_write(model, &again);
    CHECK(str_eq(buf_str(&file), buf_str(&again)));
}

static void refused(str bytes, const char *why)
{
    SCOPED_ARENA arena = {0};
    struct err err = {0};
    CHECK(crf_read(bytes, &arena, &err) == NULL);
    CHECK(err.kind == ERR_INPUT);
    CHECK_STR(str_of(err.text), str_of(why));
}

static void a_foreign_file_is_refused(void)
{
    refused(S(""), "not a model of Stet's");
    refused(S("stetlin1 and more"), "not a model of Stet's");
    refused(S("stetcrf9 and more"), "a model file of another version");
}

static void a_file_cut_short_is_refused(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF file = {0};
    crf_write(some_model(&arena, 7), &file);
    for (size_t n = 8; n < file.len; n += 5) {
        struct err err = {0};
        CHECK(crf_read(str_first(buf_str(&file), n), &arena, &err) == NULL);
        CHECK(err.kind == ERR_INPUT);
    }
}

static void a_damaged_file_is_refused(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF file = {0};
    crf_write(some_model(&arena, 7), &file);
    for (size_t i = 8; i < file.len; i += 3) {
        struct err err = {0};
        file.ptr[i] ^= 0x10;
        CHECK(crf_read(buf_str(&file), &arena, &err) == NULL);
        CHECK(err.kind == ERR_INPUT);
        file.ptr[i] ^= 0x10;
    }
    file.ptr[file.len - 9] ^= 1;
    refused(buf_str(&file), "the model file is damaged");
}

/* A path must always exist, or decoding would divide by nothing. */
static void a_model_without_a_way_is_refused(void)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUF file = {0};
    struct crf *model = some_model(&arena, 7);
    model->step[1][2][0] = CRF_NEVER;
    crf_write(model, &file);
    refused(buf_str(&file), "the model file makes no sense");
}

int main(void)
{
    TEST(the_path_found_is_the_best_of_all);
    TEST(nothing_has_an_empty_path);
    TEST(the_gradient_is_that_of_the_loss);
    TEST(what_was_shown_is_learnt);
    TEST(the_same_sequences_make_the_same_bytes);
    TEST(a_file_gives_the_model_back);
    TEST(a_foreign_file_is_refused);
    TEST(a_file_cut_short_is_refused);
    TEST(a_damaged_file_is_refused);
    TEST(a_model_without_a_way_is_refused);
    return check_end();
}
