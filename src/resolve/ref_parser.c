#include "resolve/ref_parser.h"

#include <pthread.h>

const char *const refstring_field_name[REFSTRING_KINDS] = {
#define REFSTRING_NAME(name, word) word,
    REFSTRING_FIELDS(REFSTRING_NAME)
#undef REFSTRING_NAME
};

enum refstring_field refstring_field_of(str name)
{
    int field = 0;
    while (field < REFSTRING_KINDS &&
           !str_eq(name, str_of(refstring_field_name[field])))
        field++;
    return (enum refstring_field)field;
}

/* ---- the model ------------------------------------------------------------
 */

struct refparser *refparser_read(str bytes, struct arena *arena,
                                 struct err *err)
{
    struct crf *model = crf_read(bytes, arena, err);
    if (model == NULL)
        return NULL;
    if (model->features != REF_FEATURES_VERSION ||
        model->labels != REF_LABELS || model->gaps != REF_GAPS)
        return err_set(err, ERR_INPUT, "the model is for another program"),
               NULL;
    struct refparser *parser = arena_new(arena, struct refparser);
    parser->model = model;
    parser->keywords = keywords_new(arena);
    return parser;
}

/* It lives as long as the program; nobody changes it once it is there. */
static const struct refparser *builtin;

static void make_builtin(void)
{
    static struct arena forever;
    struct err err = {0};
    builtin = refparser_read(ref_model(), &forever, &err);
    if (builtin == NULL)
        die("the model in the program: %s", err.text);
}

const struct refparser *refparser_builtin(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_builtin);
    return builtin;
}

/* ---- from a string to labelled pieces -------------------------------------
 */

void ref_words_of(const struct keywords *keywords, str text,
                  struct ref_words *out, struct arena *arena)
{
    *out = (struct ref_words){.text = text};
    ref_id_find(text, &out->id, arena);
    ref_token_cut(text, &out->id, &out->token, arena);
    out->feature = ref_features(keywords, &out->token, arena);
}
