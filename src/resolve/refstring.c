#include "resolve/refstring.h"

#include "resolve/ref_id.h"

const char *const refstring_field_name[REFSTRING_KINDS] = {
#define REFSTRING_NAME(name, word) word,
    REFSTRING_FIELDS(REFSTRING_NAME)
#undef REFSTRING_NAME
};

static void take_ids(const ref_ids *ids, struct work *out, struct arena *arena)
{
    for_vec (i, *ids) {
        const struct ref_id *id = &ids->at[i];
        if (id->kind == REF_ID_SCHEME && out->id[id->scheme].len == 0)
            out->id[id->scheme] = id->value;
        else if (id->kind == REF_ID_ISSN)
            vec_push(&out->issn, arena, id->value);
    }
}

void refstring_read(str text, struct refstring *parts, struct work *out,
                    struct arena *arena)
{
    ref_ids ids = {0};
    *parts = (struct refstring){.cut = text.len > REFSTRING_MAX};
    *out = (struct work){0};
    text = str_first(text, REFSTRING_MAX);
    ref_id_find(text, &ids, arena);
    take_ids(&ids, out, arena);
}

float refstring_parse(str text, struct work *out, struct arena *arena)
{
    struct refstring parts;
    refstring_read(text, &parts, out, arena);
    return parts.confidence;
}
