/* Records back into a doc: lines, the doc itself, its refs. */
#include "base/utf8.h"
#include "doc/record_inside.h"

/* More oddities than this in one doc are not worth remembering. */
#define NOTES_MAX 100000

int record_named(str value, const char *const *name, int n)
{
    for (int i = 0; i < n; i++)
        if (value.len && str_eq(value, str_of(name[i])))
            return i;
    return -1;
}

bool record_is_key(str key)
{
    size_t colon = str_chr(key, ':');
    if (colon == STR_NONE || colon + 1 == key.len)
        return false;
    for (size_t i = 0; i < key.len; i++)
        if ((unsigned char)key.ptr[i] <= ' ')
            return false;
    str scheme = str_first(key, colon);
    return str_eq(scheme, S("ref")) || str_eq(scheme, S("file")) ||
           record_named(scheme, id_scheme_name, ID_SCHEMES) >= 0;
}

static void read_ids(struct doc *doc, const struct json_value *record,
                     struct ids *ids)
{
    const struct json_value *list = json_member(record, "ids");
    for (int s = 0; s < ID_SCHEMES; s++)
        ids->of[s] = record_text(doc, list, id_scheme_name[s]);
}

static struct rows read_people(struct doc *doc, const struct json_value *record,
                               const char *key)
{
    struct rows rows = {doc->person.n, 0};
    const struct json_value *one = json_first(json_member(record, key));
    for (; one; one = json_next(one)) {
        struct person person = {record_text(doc, one, "family"),
                                record_text(doc, one, "given"),
                                record_text(doc, one, "orcid")};
        vec_push(&doc->person, doc->arena, person);
        rows.n++;
    }
    return rows;
}

static void read_list(struct doc *doc, const struct json_value *record,
                      const char *key, spans *list)
{
    const struct json_value *one = json_first(json_member(record, key));
    for (; one; one = json_next(one)) {
        str text = json_as_str(one);
        if (text.len)
            vec_push(list, doc->arena, doc_add_text(doc, text));
    }
}

/* ---- the doc ---------------------------------------------------------- */

/*
 * A kind or an identifier that we don't know yet is left out: taking it for
 * another would say of a work what nobody said.
 */
static void read_notices(struct doc *doc, const struct json_value *record)
{
    const struct json_value *one = json_first(json_member(record, "notices"));
    for (; one; one = json_next(one)) {
        str of = json_member_str(one, "of");
        size_t colon = str_chr(of, ':');
        int kind = record_named(json_member_str(one, "kind"), notice_kind_name,
                                NOTICE_KINDS);
        if (kind < 0)
            continue;
        struct notice notice = {.kind = (enum notice_kind)kind,
                                .date = record_text(doc, one, "date")};
        int scheme = colon == STR_NONE
                         ? -1
                         : record_named(str_first(of, colon), id_scheme_name,
                                        ID_SCHEMES);
        if (scheme >= 0)
            notice.of.of[scheme] = doc_add_text(doc, str_from(of, colon + 1));
        if (scheme >= 0 || of.len == 0)
            vec_push(&doc->notice, doc->arena, notice);
    }
}

static void read_notes(struct doc *doc, const struct json_value *yield)
{
    const struct json_value *one = json_first(json_member(yield, "notes"));
    for (; one; one = json_next(one)) {
        uint32_t n = json_member_uint(one, "count");
        int kind =
            record_named(json_member_str(one, "note"), note_name, NOTE_KINDS);
        for (uint32_t i = 0; kind >= 0 && i < n && doc->note.n < NOTES_MAX; i++)
            doc_note(doc, (enum note_kind)kind, (struct span){0}, S(""));
    }
}

static bool read_hash(struct doc *doc, str hash, struct err *err)
{
    if (hash.len == 0)
        return true;
    bool right = hash.len == 64;
    for (size_t i = 0; right && i < hash.len; i++)
        right =
            is_digit(hash.ptr[i]) || (hash.ptr[i] >= 'a' && hash.ptr[i] <= 'f');
    if (!right)
        return err_set(err, ERR_INPUT, "\"sha256\" is not 64 hex digits");
    memcpy(doc->sha256, hash.ptr, 64);
    return true;
}

static void read_meta(struct doc *doc, const struct json_value *record)
{
    struct meta *meta = &doc->meta;
    read_ids(doc, record, &meta->id);
    meta->title = record_text(doc, record, "title");
    meta->abstract = record_text(doc, record, "abstract");
    meta->author = read_people(doc, record, "authors");
    meta->container = record_text(doc, record, "container");
    read_list(doc, record, "issn", &doc->issn);
    meta->publisher = record_text(doc, record, "publisher");
    meta->year = json_member_uint(record, "year");
    meta->date = record_text(doc, record, "date");
    meta->volume = record_text(doc, record, "volume");
    meta->issue = record_text(doc, record, "issue");
    meta->page = record_text(doc, record, "page");
    meta->type = record_text(doc, record, "type");
    meta->language = record_text(doc, record, "language");
    meta->license = record_text(doc, record, "license");
    read_list(doc, record, "keywords", &doc->keyword);
    read_notices(doc, record);
}

static bool read_doc(struct rebuild *to, const struct json_value *record,
                     struct err *err)
{
    struct doc *doc = to->doc;
    str key = json_member_str(record, "doc");
    if (!record_is_key(key))
        return err_set(err, ERR_INPUT, "\"doc\" is no key: '%.*s'", STR(key));
    doc->key = arena_str(doc->arena, key);
    doc->source = arena_str(doc->arena, json_member_str(record, "source"));
    doc->format = arena_str(doc->arena, json_member_str(record, "format"));
    if (!read_hash(doc, json_member_str(record, "sha256"), err))
        return false;
    read_meta(doc, record);
    const struct json_value *yield = json_member(record, "yield");
    read_notes(doc, yield);
    to->blocks = json_member_uint(yield, "blocks");
    to->sentences = json_member_uint(yield, "sentences");
    to->refs = json_member_uint(yield, "refs");
    to->citations = json_member_uint(yield, "citations");
    return true;
}

/* ---- a ref ------------------------------------------------------------ */

static bool add_ref(struct rebuild *to, const struct json_value *record)
{
    struct doc *doc = to->doc;
    struct ref *ref = vec_add(&doc->ref, doc->arena);
    ref->key = record_text(doc, record, "ref");
    ref->label = record_text(doc, record, "label");
    ref->part_of = record_text(doc, record, "part_of");
    ref->raw = record_text(doc, record, "raw");
    read_ids(doc, record, &ref->id);
    ref->author = read_people(doc, record, "authors");
    ref->editor = read_people(doc, record, "editors");
    ref->title = record_text(doc, record, "title");
    ref->container = record_text(doc, record, "container");
    ref->publisher = record_text(doc, record, "publisher");
    ref->volume = record_text(doc, record, "volume");
    ref->issue = record_text(doc, record, "issue");
    ref->page = record_text(doc, record, "page");
    ref->type = record_text(doc, record, "type");
    ref->url = record_text(doc, record, "url");
    ref->work = record_text(doc, record, "work");
    ref->parsed = json_as_bool(json_member(record, "parsed"));
    ref->n = json_member_uint(record, "n");
    ref->year = json_member_uint(record, "year");
    vec_push(&to->mention, doc->arena, 0);
    str key = arena_str(doc->arena, json_member_str(record, "ref"));
    uint32_t row = doc->ref.n - 1;
    return map_add(&to->ref, key, row, doc->arena) == row;
}

static bool read_ref(struct rebuild *to, const struct json_value *record,
                     struct err *err)
{
    str key = json_member_str(record, "ref");
    str work = json_member_str(record, "work");
    if (key.len == 0)
        return err_set(err, ERR_INPUT, "a ref record without \"ref\"");
    if (!record_is_key(work))
        return err_set(err, ERR_INPUT, "\"work\" of '%.*s' is no key: '%.*s'",
                       STR(key), STR(work));
    if (to->doc->citation.n)
        return err_set(err, ERR_INPUT, "the ref '%.*s' after a citation",
                       STR(key));
    return add_ref(to, record) ||
           err_set(err, ERR_INPUT, "a second ref '%.*s'", STR(key));
}

/* ---- lines ------------------------------------------------------------ */

static bool is_whole(const struct rebuild *to, struct err *err)
{
    const struct doc *doc = to->doc;
    if ((to->refs && to->refs != doc->ref.n) ||
        (to->citations && to->citations != doc->citation.n))
        return err_set(err, ERR_INPUT,
                       "'%.*s' has %u of %u refs and %u of %u citations: cut "
                       "off",
                       STR(doc->key), doc->ref.n, to->refs, doc->citation.n,
                       to->citations);
    return true;
}

/* A record of the doc at hand; kinds to come are passed over. */
static bool read_record(struct rebuild *to, const struct json_value *record,
                        str kind, struct err *err)
{
    if (kind.len == 0)
        return err_set(err, ERR_INPUT, "a line without \"record\"");
    if (to->doc == NULL)
        return err_set(err, ERR_INPUT, "no doc record before it");
    if (!str_eq(json_member_str(record, "doc"), to->doc->key))
        return err_set(err, ERR_INPUT, "a record of another doc");
    if (str_eq(kind, S("ref")))
        return read_ref(to, record, err);
    if (str_eq(kind, S("citation")))
        return record_citation(to, record, err);
    return true;
}

/* False at the end of the doc, and when `err` is set. */
static bool read_line(struct rebuild *to, struct lines *lines,
                      struct arena *arena, struct err *err)
{
    str line;
    if (!lines_next(lines, &line, err))
        return false;
    if (str_trim(line).len == 0)
        return true;
    size_t bad = utf8_check(line);
    if (bad < line.len)
        return err_set(err, ERR_INPUT, "byte %zu is not UTF-8", bad + 1);
    SCOPED_JSON *record = json_parse(line, err);
    if (record == NULL)
        return false;
    str kind = json_member_str(record, "record");
    if (!str_eq(kind, S("doc")))
        return read_record(to, record, kind, err);
    if (to->doc) {
        lines_again(lines, line);
        return false;
    }
    to->doc = doc_new(arena, S(""));
    return read_doc(to, record, err);
}

struct doc *record_read(struct lines *lines, struct arena *arena,
                        struct err *err)
{
    struct rebuild to = {0};
    lines->limit = RECORD_MAX;
    while (read_line(&to, lines, arena, err))
        ;
    if (err->kind == ERR_INPUT)
        err_add(err, "line %u", lines->n);
    if (err->kind != ERR_NONE || to.doc == NULL || !is_whole(&to, err))
        return NULL;
    record_pad(&to);
    return to.doc;
}
