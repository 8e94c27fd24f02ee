/*
 * A reference string made of any bytes: its pieces stand in it, in order, and
 * every format takes the work that comes out; its JSON can be read.
 */
#include <assert.h>

#include "export/export.h"
#include "resolve/refstring.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_pieces(str text, const struct refstring *parts)
{
    uint32_t at = 0;
    for_vec (i, parts->piece) {
        const struct refstring_piece *piece = &parts->piece.at[i];
        assert(piece->text.start >= at && piece->text.end > piece->text.start);
        assert(piece->p >= 0 && piece->p <= 1.0001f);
        at = piece->text.end;
        assert(at <= text.len);
    }
    assert(parts->confidence >= 0 && parts->confidence <= 1);
}

static void write_all(const struct work *work, struct arena *arena)
{
    for (const struct export_format *f = export_formats; f->name; f++) {
        SCOPED_BUF out = {0};
        struct err err = {0};
        struct exporter exporter = export_begin(f, &out, arena);
        export_work(&exporter, work, work->title);
        export_end(&exporter);
        if (str_eq(str_of(f->name), S("csl"))) {
            SCOPED_JSON *json = json_parse(buf_str(&out), &err);
            assert(json_is_array(json));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    SCOPED_ARENA arena = {0};
    str text = {(const char *)bytes, size};
    struct refstring parts;
    struct work work;
    if (size > 20000)
        return 0;
    refstring_read(text, &parts, &work, &arena);
    check_pieces(text, &parts);
    write_all(&work, &arena);
    return 0;
}
