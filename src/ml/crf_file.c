/*
 * A CRF on disk:
 *
 *     "stetcrf1"  id, features, labels, gaps, rows, scale, first, last, the
 *     steps, gap by gap; then for each feature, ascending, its hash, a word
 *     that says which labels have a weight, and a byte for each of those; and
 *     a CRC-32 of all that.
 *
 * Numbers are little-endian, 32 bits; floats are IEEE 754.
 */
#include "ml/crf.h"

#include <math.h>

#define MAGIC "stetcrf1"

/* CRC-32 as in zlib and PNG (RFC 1952, 8), a nibble at a time. */
static uint32_t crc32_of(str bytes)
{
    uint32_t table[16], crc = UINT32_MAX;
    for (uint32_t i = 0; i < 16; i++) {
        table[i] = i;
        for (int k = 0; k < 4; k++)
            table[i] =
                table[i] & 1 ? 0xEDB88320u ^ table[i] >> 1 : table[i] >> 1;
    }
    for (size_t i = 0; i < bytes.len; i++) {
        crc ^= (unsigned char)bytes.ptr[i];
        crc = table[crc & 15] ^ crc >> 4;
        crc = table[crc & 15] ^ crc >> 4;
    }
    return ~crc;
}

/* ---- writing ------------------------------------------------------------ */

static void put_uint(struct buf *out, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        buf_char(out, (char)(value >> 8 * i & 0xFF));
}

static void put_floats(struct buf *out, const float *value, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t bits;
        memcpy(&bits, &value[i], sizeof(bits));
        put_uint(out, bits);
    }
}

/* A bit for each label that has a weight in row `r`. */
static uint32_t labels_of(const struct crf *model, size_t r)
{
    uint32_t set = 0;
    for (uint32_t y = 0; y < CRF_LABELS; y++)
        set |= (uint32_t)(model->weight[r * CRF_LABELS + y] != 0) << y;
    return set;
}

static void put_rows(const struct crf *model, struct buf *out)
{
    for (size_t r = 0; r < model->rows; r++) {
        uint32_t set = labels_of(model, r);
        put_uint(out, model->feature[r]);
        put_uint(out, set);
        for (uint32_t y = 0; y < CRF_LABELS; y++)
            if (set >> y & 1)
                buf_char(out, (char)model->weight[r * CRF_LABELS + y]);
    }
}

void crf_write(const struct crf *model, struct buf *out)
{
    size_t start = out->len;
    buf_add(out, S(MAGIC));
    buf_add(out, (str){model->id, CRF_NAME});
    put_uint(out, model->features);
    put_uint(out, model->labels);
    put_uint(out, model->gaps);
    put_uint(out, model->rows);
    put_floats(out, &model->scale, 1);
    put_floats(out, model->first, CRF_LABELS);
    put_floats(out, model->last, CRF_LABELS);
    put_floats(out, model->step[0][0], model->gaps * CRF_LABELS * CRF_LABELS);
    put_rows(model, out);
    put_uint(out, crc32_of(str_from(buf_str(out), start)));
}

/* ---- reading ------------------------------------------------------------ */

#define HEAD  (sizeof(MAGIC) - 1 + CRF_NAME + (size_t)4 * (5 + 2 * CRF_LABELS))
#define STEPS ((size_t)4 * CRF_LABELS * CRF_LABELS)

static uint32_t take_uint(str *rest)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++)
        value |= (uint32_t)(unsigned char)rest->ptr[i] << 8 * i;
    *rest = str_from(*rest, 4);
    return value;
}

/* False when one isn't a finite number, or so large that sums wouldn't be. */
static bool take_floats(str *rest, float *value, uint32_t n)
{
    bool sane = true;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t bits = take_uint(rest);
        memcpy(&value[i], &bits, sizeof(bits));
        sane = sane && isfinite(value[i]) &&
               (fabsf(value[i]) < 80 || value[i] == CRF_NEVER);
    }
    return sane;
}

/* What it says of itself; false when that can't be. */
static bool take_head(str *rest, struct crf *head)
{
    *rest = str_from(*rest, sizeof(MAGIC) - 1);
    memcpy(head->id, rest->ptr, CRF_NAME);
    *rest = str_from(*rest, CRF_NAME);
    head->features = take_uint(rest);
    head->labels = take_uint(rest);
    head->gaps = take_uint(rest);
    head->rows = take_uint(rest);
    bool sane = take_floats(rest, &head->scale, 1) && head->scale > 0;
    sane &= take_floats(rest, head->first, CRF_LABELS);
    sane &= take_floats(rest, head->last, CRF_LABELS);
    return sane && memchr(head->id, 0, CRF_NAME) && head->id[0] &&
           head->labels >= 2 && head->labels <= CRF_LABELS && head->gaps >= 1 &&
           head->gaps <= CRF_GAPS && head->rows <= CRF_ROWS;
}

/* The first label must be possible everywhere, or there may be no path. */
static bool steps_sane(const struct crf *model)
{
    bool sane = model->first[0] > CRF_NEVER;
    for (uint32_t y = model->labels; y < CRF_LABELS; y++)
        sane = sane && model->first[y] == CRF_NEVER;
    for (uint32_t y = 0; y < CRF_LABELS; y++)
        sane = sane && model->last[y] > CRF_NEVER;
    for (uint32_t g = 0; g < model->gaps; g++)
        for (uint32_t x = 0; x < CRF_LABELS; x++)
            for (uint32_t y = 0; y < CRF_LABELS; y++) {
                bool never = model->step[g][x][y] == CRF_NEVER;
                bool none = x >= model->labels || y >= model->labels;
                sane = sane && (none ? never : !(never && y == 0));
            }
    return sane;
}

static bool take_row(str *rest, struct crf *model, uint32_t r)
{
    uint32_t beyond = model->labels < 32 ? ~0u << model->labels : 0;
    if (rest->len < 8)
        return false;
    model->feature[r] = take_uint(rest);
    uint32_t set = take_uint(rest);
    if (set & beyond || (r && model->feature[r] <= model->feature[r - 1]))
        return false;
    for (uint32_t y = 0; y < model->labels; y++) {
        if (!(set >> y & 1))
            continue;
        if (rest->len == 0)
            return false;
        model->weight[(size_t)r * CRF_LABELS + y] = (int8_t)rest->ptr[0];
        *rest = str_from(*rest, 1);
    }
    return true;
}

/* All but the head and the checksum; null when it can't be. */
static struct crf *take_model(const struct crf *head, str rest,
                              struct arena *arena)
{
    struct crf *model = crf_new(arena, head->labels, head->gaps);
    memcpy(model->id, head->id, CRF_NAME);
    model->features = head->features;
    model->scale = head->scale;
    memcpy(model->first, head->first, sizeof(head->first));
    memcpy(model->last, head->last, sizeof(head->last));
    if (!take_floats(&rest, model->step[0][0],
                     head->gaps * CRF_LABELS * CRF_LABELS) ||
        !steps_sane(model))
        return NULL;
    crf_room(model, head->rows, arena);
    for (uint32_t r = 0; r < head->rows; r++)
        if (!take_row(&rest, model, r))
            return NULL;
    crf_ready(model, arena);
    return rest.len == 0 ? model : NULL;
}

struct crf *crf_read(str bytes, struct arena *arena, struct err *err)
{
    struct crf head = {0};
    if (bytes.len < sizeof(MAGIC) - 1 || !str_starts(bytes, S("stetcrf")))
        return err_set(err, ERR_INPUT, "not a model of Stet's"), NULL;
    if (!str_starts(bytes, S(MAGIC)))
        return err_set(err, ERR_INPUT, "a model file of another version"), NULL;
    if (bytes.len < HEAD + 4)
        return err_set(err, ERR_INPUT, "the model file is cut short"), NULL;
    str rest = str_first(bytes, bytes.len - 4), sum = str_from(bytes, rest.len);
    bool sane = take_head(&rest, &head);
    if (sane && rest.len < head.gaps * STEPS + (size_t)head.rows * 8)
        return err_set(err, ERR_INPUT, "the model file is cut short"), NULL;
    if (take_uint(&sum) != crc32_of(str_first(bytes, bytes.len - 4)))
        return err_set(err, ERR_INPUT, "the model file is damaged"), NULL;
    struct crf *model = sane ? take_model(&head, rest, arena) : NULL;
    if (model == NULL)
        err_set(err, ERR_INPUT, "the model file makes no sense");
    return model;
}
