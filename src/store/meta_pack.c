/*
 * A record as bytes.  Every field begins with a control character that says
 * what it is and ends where the next one begins, so that a field costs its
 * text and one byte, and a dump of the table can be read.
 */
#include "store/meta_inside.h"

enum {
    PACK_FAMILY = 1, /* of the next author */
    PACK_GIVEN,
    PACK_ORCID, /* without its dashes */
    PACK_EDITOR,
    PACK_VOLUME,
    PACK_ISSUE,
    PACK_PAGE,
    PACK_TYPE, /* a letter of the table below, or in full */
    PACK_DATE, /* what comes after the year: "", "-03-04" */
    PACK_LAST
};

/* Crossref's words for nearly everything; a row's place is its letter. */
static const char *const type_name[] = {
    "journal-article",  "book-chapter",   "proceedings-article",
    "posted-content",   "book",           "dissertation",
    "monograph",        "report",         "dataset",
    "reference-entry",  "component",      "peer-review",
    "edited-book",      "reference-book", "standard",
    "research-article", "review-article", "journal-issue",
    "proceedings",      "other"};
#define TYPES (sizeof(type_name) / sizeof(*type_name))

/* ---- in --------------------------------------------------------------- */

static void put(struct buf *out, int field, str text)
{
    if (text.len == 0)
        return;
    buf_char(out, (char)field);
    for (size_t i = 0; i < text.len; i++)
        buf_char(out, (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
}

static void put_name(struct buf *out, int field, const struct work_name *name)
{
    if (name->family.len == 0) /* it opens a name, so it has to be there */
        buf_char(out, (char)field);
    put(out, field, name->family);
    put(out, PACK_GIVEN, name->given);
    if (name->orcid.len == 0)
        return;
    buf_char(out, PACK_ORCID);
    for (size_t i = 0; i < name->orcid.len; i++)
        if (name->orcid.ptr[i] != '-' && name->orcid.ptr[i] >= ' ')
            buf_char(out, name->orcid.ptr[i]);
}

static void put_type(struct buf *out, str type)
{
    for (size_t i = 0; i < TYPES; i++)
        if (str_eq(type, str_of(type_name[i]))) {
            buf_char(out, PACK_TYPE);
            buf_char(out, (char)('A' + i));
            return;
        }
    put(out, PACK_TYPE, type);
}

void work_pack(const struct work *work, struct buf *out)
{
    for_vec (i, work->author)
        put_name(out, PACK_FAMILY, &work->author.at[i]);
    for_vec (i, work->editor)
        put_name(out, PACK_EDITOR, &work->editor.at[i]);
    put(out, PACK_VOLUME, work->volume);
    put(out, PACK_ISSUE, work->issue);
    put(out, PACK_PAGE, work->page);
    put_type(out, work->type);
    put(out, PACK_DATE, str_from(work->date, 4));
}

/* ---- out -------------------------------------------------------------- */

static str orcid_of(str digits, struct arena *arena)
{
    if (digits.len != 16)
        return digits;
    const char *d = digits.ptr;
    return arena_format(arena, "%.4s-%.4s-%.4s-%.4s", d, d + 4, d + 8, d + 12);
}

static str type_of(str packed)
{
    if (packed.len == 1 && packed.ptr[0] >= 'A' &&
        packed.ptr[0] < (char)('A' + TYPES))
        return str_of(type_name[packed.ptr[0] - 'A']);
    return packed;
}

struct unpacking {
    struct arena *arena;
    struct work *work;
    struct work_name *name; /* the one being filled */
};

static void take(struct unpacking *u, int field, str text)
{
    struct work *work = u->work;
    if (field == PACK_FAMILY || field == PACK_EDITOR) {
        u->name = field == PACK_FAMILY ? vec_add(&work->author, u->arena)
                                       : vec_add(&work->editor, u->arena);
        u->name->family = text;
    } else if (field == PACK_GIVEN && u->name) {
        u->name->given = text;
    } else if (field == PACK_ORCID && u->name) {
        u->name->orcid = orcid_of(text, u->arena);
    } else if (field == PACK_VOLUME) {
        work->volume = text;
    } else if (field == PACK_ISSUE) {
        work->issue = text;
    } else if (field == PACK_PAGE) {
        work->page = text;
    } else if (field == PACK_TYPE) {
        work->type = type_of(text);
    } else if (field == PACK_DATE) {
        work->date = text;
    }
}

void work_unpack(str packed, struct arena *arena, struct work *work)
{
    struct unpacking u = {arena, work, NULL};
    size_t begin = 0;
    for (size_t i = 1; i <= packed.len; i++) {
        if (i < packed.len && (unsigned char)packed.ptr[i] >= ' ')
            continue;
        str text = {packed.ptr + begin + 1, i - begin - 1};
        take(&u, packed.ptr[begin], text);
        begin = i;
    }
    if (work->year)
        work->date = arena_format(arena, "%04u%.*s", work->year % 10000,
                                  STR(work->date));
}
