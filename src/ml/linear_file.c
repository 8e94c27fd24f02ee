/*
 * A linear model on disk:
 *
 *     "stetlin1"  id, features, bits, classes, used, scale, bias, mix, shift,
 *     extra, then a bit a row (is it there?), the rows that are, `classes`
 *     bytes each, and a CRC-32 of all that.
 *
 * Numbers are little-endian, 32 bits; floats are IEEE 754.
 */
#include "ml/linear.h"

#include <math.h>

#define MAGIC "stetlin1"

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

static uint32_t take_uint(str *rest)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++)
        value |= (uint32_t)(unsigned char)rest->ptr[i] << 8 * i;
    *rest = str_from(*rest, 4);
    return value;
}

/* False when one isn't a finite number. */
static bool take_floats(str *rest, float *value, uint32_t n)
{
    bool finite = true;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t bits = take_uint(rest);
        memcpy(&value[i], &bits, sizeof(bits));
        finite = finite && isfinite(value[i]);
    }
    return finite;
}

static bool row_used(const struct linear *model, size_t row)
{
    const int8_t *weight = model->weight + row * LINEAR_CLASSES;
    for (uint32_t c = 0; c < model->classes; c++)
        if (weight[c])
            return true;
    return false;
}

static void put_rows(const struct linear *model, struct buf *out)
{
    size_t rows = (size_t)1 << model->bits;
    for (size_t r = 0; r < rows; r += 8) {
        unsigned bits = 0;
        for (size_t i = 0; i < 8; i++)
            bits |= (unsigned)row_used(model, r + i) << i;
        buf_char(out, (char)bits);
    }
    for (size_t r = 0; r < rows; r++)
        if (row_used(model, r))
            for (uint32_t c = 0; c < model->classes; c++)
                buf_char(out, (char)model->weight[r * LINEAR_CLASSES + c]);
}

static uint32_t count_used(const struct linear *model)
{
    uint32_t used = 0;
    for (size_t r = 0; r < (size_t)1 << model->bits; r++)
        used += row_used(model, r);
    return used;
}

void linear_write(const struct linear *model, struct buf *out)
{
    size_t start = out->len;
    buf_add(out, S(MAGIC));
    buf_add(out, (str){model->id, LINEAR_NAME});
    put_uint(out, model->features);
    put_uint(out, model->bits);
    put_uint(out, model->classes);
    put_uint(out, count_used(model));
    put_floats(out, &model->scale, 1);
    put_floats(out, model->bias, LINEAR_CLASSES);
    put_floats(out, model->mix[0], LINEAR_CLASSES * LINEAR_CLASSES);
    put_floats(out, model->shift, LINEAR_CLASSES);
    put_floats(out, model->extra, LINEAR_EXTRA);
    put_rows(model, out);
    put_uint(out, crc32_of(str_from(buf_str(out), start)));
}

#define FLOATS                                                                 \
    (1 + 2 * LINEAR_CLASSES + LINEAR_CLASSES * LINEAR_CLASSES + LINEAR_EXTRA)
#define HEAD (sizeof(MAGIC) - 1 + LINEAR_NAME + 4 * (4 + FLOATS))

/* What it says of itself; false when that can't be. */
static bool take_head(str *rest, struct linear *head)
{
    *rest = str_from(*rest, sizeof(MAGIC) - 1);
    memcpy(head->id, rest->ptr, LINEAR_NAME);
    *rest = str_from(*rest, LINEAR_NAME);
    head->features = take_uint(rest);
    head->bits = take_uint(rest);
    head->classes = take_uint(rest);
    head->used = take_uint(rest);
    bool finite = take_floats(rest, &head->scale, 1);
    finite &= take_floats(rest, head->bias, LINEAR_CLASSES);
    finite &= take_floats(rest, head->mix[0], LINEAR_CLASSES * LINEAR_CLASSES);
    finite &= take_floats(rest, head->shift, LINEAR_CLASSES);
    finite &= take_floats(rest, head->extra, LINEAR_EXTRA);
    return finite && memchr(head->id, 0, LINEAR_NAME) && head->id[0] &&
           head->bits >= LINEAR_BITS_MIN && head->bits <= LINEAR_BITS_MAX &&
           head->classes >= 2 && head->classes <= LINEAR_CLASSES &&
           head->used <= 1u << head->bits;
}

/* False when the bits tell another number of rows than the head. */
static bool take_rows(str map, str rows, struct linear *model)
{
    for (size_t r = 0; r < (size_t)1 << model->bits; r++) {
        if (!((unsigned char)map.ptr[r / 8] >> r % 8 & 1))
            continue;
        if (rows.len < model->classes)
            return false;
        memcpy(model->weight + r * LINEAR_CLASSES, rows.ptr, model->classes);
        rows = str_from(rows, model->classes);
    }
    return rows.len == 0;
}

struct linear *linear_read(str bytes, struct arena *arena, struct err *err)
{
    struct linear head = {0};
    if (bytes.len < sizeof(MAGIC) - 1 || !str_starts(bytes, S("stetlin")))
        return err_set(err, ERR_INPUT, "not a model of Stet's"), NULL;
    if (!str_starts(bytes, S(MAGIC)))
        return err_set(err, ERR_INPUT, "a model file of another version"), NULL;
    if (bytes.len < HEAD + 4)
        return err_set(err, ERR_INPUT, "the model file is cut short"), NULL;
    str rest = str_first(bytes, bytes.len - 4), sum = str_from(bytes, rest.len);
    bool sane = take_head(&rest, &head);
    size_t map = ((size_t)1 << (sane ? head.bits : 3)) / 8;
    if (sane && rest.len < map + (size_t)head.used * head.classes)
        return err_set(err, ERR_INPUT, "the model file is cut short"), NULL;
    if (take_uint(&sum) != crc32_of(str_first(bytes, bytes.len - 4)))
        return err_set(err, ERR_INPUT, "the model file is damaged"), NULL;
    struct linear *model =
        sane ? linear_new(arena, head.bits, head.classes) : NULL;
    if (sane) {
        head.weight = model->weight;
        *model = head;
        sane = take_rows(str_first(rest, map), str_from(rest, map), model);
    }
    if (!sane)
        return err_set(err, ERR_INPUT, "the model file makes no sense"), NULL;
    return model;
}
