#include "resolve/refstring.h"

#include "base/utf8.h"
#include "resolve/ref_parser.h"
#include "resolve/ref_piece.h"
#include "resolve/ref_work.h"

/* At most REFSTRING_MAX bytes, no character cut. */
static str first_part(str text)
{
    if (text.len <= REFSTRING_MAX)
        return text;
    size_t end = REFSTRING_MAX;
    while (end > 0 && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end--;
    return str_first(text, end);
}

void refparser_run(const struct refparser *parser, str text,
                   struct refstring *parts, struct work *out,
                   struct arena *arena)
{
    struct ref_words words;
    *parts = (struct refstring){.cut = text.len > REFSTRING_MAX};
    ref_words_of(parser->keywords, first_part(text), &words, arena);
    struct crf_path path =
        crf_decode(parser->model, words.feature, words.token.n - 1, arena);
    ref_pieces(parser->keywords, &words, &path, parts, arena);
    ref_work_of(&words, parts, out, arena);
    parts->confidence = parts->piece.n ? path.sure : 0;
}

void refstring_read(str text, struct refstring *parts, struct work *out,
                    struct arena *arena)
{
    refparser_run(refparser_builtin(), text, parts, out, arena);
}

float refstring_parse(str text, struct work *out, struct arena *arena)
{
    struct refstring parts;
    refstring_read(text, &parts, out, arena);
    return parts.confidence;
}
