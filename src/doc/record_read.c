/* Records back into a doc. */
#include "base/json.h"
#include "base/map.h"
#include "base/utf8.h"
#include "doc/record.h"

/* More sentences than this between two that cite is nonsense. */
#define SENTENCE_GAP_MAX 100000

/* One doc being put together from its lines. */
struct rebuild {
    struct doc *doc;
    struct map ref;      /* key → row */
    struct map sentence; /* "block/sentence_n" → row */
    struct map heading;  /* headings' JSON → row */
    struct map part;
    uint32_t block; /* number of the last block in the file, NONE before */
    uint32_t blocks, sentences; /* of the yield */
    uint32_t refs, citations;
    str group; /* of the last citation, its keys joined */
};

static struct span keep(struct doc *doc, const struct json_value *record,
                        const char *key)
{
    return doc_add_text(doc, json_member_str(record, key));
}

static int named(str value, const char *const *name, int n)
{
    for (int i = 0; i < n; i++)
        if (str_eq(value, str_of(name[i])))
            return i;
    return 0;
}

static void read_ids(struct doc *doc, const struct json_value *record,
                     struct ids *ids)
{
    const struct json_value *list = json_member(record, "ids");
    for (int s = 0; s < ID_SCHEMES; s++)
        ids->of[s] = keep(doc, list, id_scheme_name[s]);
}

static struct rows read_people(struct doc *doc, const struct json_value *record,
                               const char *key)
{
    struct rows rows = {doc->person.n, 0};
    const struct json_value *one = json_first(json_member(record, key));
    for (; one; one = json_next(one)) {
        struct person person = {keep(doc, one, "family"),
                                keep(doc, one, "given"),
                                keep(doc, one, "orcid")};
        vec_push(&doc->person, doc->arena, person);
        rows.n++;
    }
    return rows;
}

static void read_list(struct doc *doc, const struct json_value *record,
                      const char *key, spans *list)
{
    const struct json_value *one = json_first(json_member(record, key));
    for (; one; one = json_next(one))
        vec_push(list, doc->arena, doc_add_text(doc, json_as_str(one)));
}

static void read_notices(struct doc *doc, const struct json_value *record)
{
    const struct json_value *one = json_first(json_member(record, "notices"));
    for (; one; one = json_next(one)) {
        str of = json_member_str(one, "of");
        size_t colon = str_chr(of, ':');
        struct notice notice = {
            .kind = (enum notice_kind)named(json_member_str(one, "kind"),
                                            notice_kind_name, NOTICE_KINDS),
            .date = keep(doc, one, "date")};
        if (colon == STR_NONE)
            continue;
        int scheme = named(str_first(of, colon), id_scheme_name, ID_SCHEMES);
        notice.of.of[scheme] = doc_add_text(doc, str_from(of, colon + 1));
        vec_push(&doc->notice, doc->arena, notice);
    }
}

static void read_notes(struct doc *doc, const struct json_value *yield)
{
    const struct json_value *one = json_first(json_member(yield, "notes"));
    for (; one; one = json_next(one)) {
        uint32_t n = json_member_uint(one, "count");
        int kind = named(json_member_str(one, "note"), note_name, NOTE_KINDS);
        for (uint32_t i = 0; i < n && i < 100000; i++)
            doc_note(doc, (enum note_kind)kind, (struct span){0}, S(""));
    }
}

static bool read_head(struct rebuild *to, const struct json_value *record,
                      struct err *err)
{
    struct doc *doc = to->doc;
    struct meta *meta = &doc->meta;
    doc->key = arena_str(doc->arena, json_member_str(record, "doc"));
    if (doc->key.len == 0)
        return err_set(err, ERR_INPUT, "a doc record without \"doc\"");
    doc->source = arena_str(doc->arena, json_member_str(record, "source"));
    doc->format = arena_str(doc->arena, json_member_str(record, "format"));
    str hash = json_member_str(record, "sha256");
    if (hash.len == 64)
        memcpy(doc->sha256, hash.ptr, 64);
    read_ids(doc, record, &meta->id);
    meta->title = keep(doc, record, "title");
    meta->abstract = keep(doc, record, "abstract");
    meta->author = read_people(doc, record, "authors");
    meta->container = keep(doc, record, "container");
    read_list(doc, record, "issn", &doc->issn);
    meta->publisher = keep(doc, record, "publisher");
    meta->year = json_member_uint(record, "year");
    meta->date = keep(doc, record, "date");
    meta->volume = keep(doc, record, "volume");
    meta->issue = keep(doc, record, "issue");
    meta->page = keep(doc, record, "page");
    meta->type = keep(doc, record, "type");
    meta->language = keep(doc, record, "language");
    meta->license = keep(doc, record, "license");
    read_list(doc, record, "keywords", &doc->keyword);
    read_notices(doc, record);
    const struct json_value *yield = json_member(record, "yield");
    read_notes(doc, yield);
    to->blocks = json_member_uint(yield, "blocks");
    to->sentences = json_member_uint(yield, "sentences");
    to->refs = json_member_uint(yield, "refs");
    to->citations = json_member_uint(yield, "citations");
    return true;
}

static bool read_ref(struct rebuild *to, const struct json_value *record,
                     struct err *err)
{
    struct doc *doc = to->doc;
    str key = json_member_str(record, "ref");
    if (key.len == 0)
        return err_set(err, ERR_INPUT, "a ref record without \"ref\"");
    struct ref ref = {.key = doc_add_text(doc, key),
                      .label = keep(doc, record, "label"),
                      .part_of = keep(doc, record, "part_of"),
                      .raw = keep(doc, record, "raw"),
                      .title = keep(doc, record, "title"),
                      .container = keep(doc, record, "container"),
                      .publisher = keep(doc, record, "publisher"),
                      .volume = keep(doc, record, "volume"),
                      .issue = keep(doc, record, "issue"),
                      .page = keep(doc, record, "page"),
                      .type = keep(doc, record, "type"),
                      .url = keep(doc, record, "url"),
                      .work = keep(doc, record, "work"),
                      .n = json_member_uint(record, "n"),
                      .year = json_member_uint(record, "year")};
    if (span_len(ref.work) == 0)
        return err_set(err, ERR_INPUT, "the ref '%.*s' without \"work\"",
                       STR(key));
    read_ids(doc, record, &ref.id);
    ref.author = read_people(doc, record, "authors");
    ref.editor = read_people(doc, record, "editors");
    map_add(&to->ref, arena_str(doc->arena, key), doc->ref.n, doc->arena);
    vec_push(&doc->ref, doc->arena, ref);
    return true;
}

/* ---- where a citation stands ------------------------------------------ */

static uint32_t heading_row(struct rebuild *to, const struct json_value *record)
{
    struct doc *doc = to->doc;
    const struct json_value *one = json_first(json_member(record, "headings"));
    uint32_t parent = NONE;
    for (; one; one = json_next(one)) {
        str text = json_as_str(one);
        str path = arena_format(doc->arena, "%u/%.*s", parent, STR(text));
        uint32_t row = map_add(&to->heading, path, doc->heading.n, doc->arena);
        if (row == doc->heading.n)
            vec_push(&doc->heading, doc->arena,
                     ((struct heading){doc_add_text(doc, text), parent,
                                       SECTION_OTHER}));
        parent = row;
    }
    return parent;
}

static uint32_t part_row(struct rebuild *to, str type)
{
    struct doc *doc = to->doc;
    if (type.len == 0)
        return NONE;
    uint32_t row = map_add(&to->part, arena_str(doc->arena, type), doc->part.n,
                           doc->arena);
    if (row == doc->part.n)
        vec_push(&doc->part, doc->arena,
                 ((struct part){.type = doc_add_text(doc, type)}));
    return row;
}

/* Blocks that no record names are empty: their numbers stay right. */
static void open_block(struct rebuild *to, const struct json_value *record,
                       uint32_t number)
{
    struct doc *doc = to->doc;
    while (doc->block.n < number)
        vec_push(&doc->block, doc->arena,
                 ((struct block){.heading = NONE,
                                 .part = NONE,
                                 .sentence = {doc->sentence.n, 0}}));
    str section = json_member_str(record, "section");
    str kind = json_member_str(record, "block_kind");
    struct block block = {
        .section = (enum section)named(section, section_name, SECTIONS),
        .kind = (enum block_kind)named(kind, block_kind_name, BLOCK_KINDS),
        .heading = heading_row(to, record),
        .part = part_row(to, json_member_str(record, "part")),
        .sentence = {doc->sentence.n, 0}};
    block.text.start = doc->text.len;
    block.text.end = doc->text.len;
    vec_push(&doc->block, doc->arena, block);
    to->block = number;
}

/*
 * Sentences that no record shows keep their numbers as empty ones.
 */
static void pad_sentences(struct rebuild *to, uint32_t upto, bool in_block)
{
    struct doc *doc = to->doc;
    uint32_t at = doc->text.len;
    if (upto > doc->sentence.n + SENTENCE_GAP_MAX)
        return;
    while (doc->sentence.n < upto) {
        if (in_block)
            doc->block.at[doc->block.n - 1].sentence.n++;
        uint32_t block = doc->block.n ? doc->block.n - 1 : 0;
        vec_push(&doc->sentence, doc->arena,
                 ((struct sentence){{at, at}, block}));
    }
}

/*
 * A sentence of the last block; what stands in it already is found by its
 * text, since a neighbour's context repeats it.
 */
static uint32_t put_sentence(struct rebuild *to, str text, uint32_t number)
{
    struct doc *doc = to->doc;
    struct block *block = &doc->block.at[doc->block.n - 1];
    for (uint32_t i = block->sentence.n; i-- > 0;) {
        uint32_t row = block->sentence.start + i;
        if (str_eq(doc_str(doc, doc->sentence.at[row].text), text))
            return row;
        if (block->sentence.n - i > 3)
            break;
    }
    pad_sentences(to, number, true);
    block = &doc->block.at[doc->block.n - 1];
    if (block->sentence.n)
        doc_add_text(doc, S(" "));
    struct span span = doc_add_text(doc, text);
    block->text.end = span.end;
    block->sentence.n++;
    vec_push(&doc->sentence, doc->arena,
             ((struct sentence){span, doc->block.n - 1}));
    return doc->sentence.n - 1;
}

static struct span marker_span(struct doc *doc, uint32_t sentence,
                               const struct json_value *marker)
{
    struct span whole = doc->sentence.at[sentence].text;
    str text = doc_str(doc, whole);
    uint32_t start =
        (uint32_t)utf8_offset(text, json_member_uint(marker, "start"));
    uint32_t end = (uint32_t)utf8_offset(text, json_member_uint(marker, "end"));
    if (end < start)
        end = start;
    return (struct span){whole.start + start, whole.start + end};
}

static void read_label(struct doc *doc, const struct json_value *record)
{
    const struct json_value *p = json_member(record, "p");
    str model = json_member_str(record, "model");
    if (model.len == 0)
        return;
    struct label label = {
        .stance = (enum stance)named(json_member_str(record, "stance"),
                                     stance_name, STANCES),
        .evidence = (enum evidence)named(json_member_str(record, "evidence"),
                                         evidence_name, EVIDENCES),
        .intent = (enum intent)named(json_member_str(record, "intent"),
                                     intent_name, INTENTS)};
    for (int s = STANCE_SUPPORTING; s < STANCES; s++)
        label.p[s] = (float)json_as_number(json_member(p, stance_name[s]), 0);
    vec_push(&doc->label, doc->arena, label);
    if (doc->model.len == 0)
        doc->model = arena_str(doc->arena, model);
}

/* Markers of one sentence that name the same group stand in one cluster. */
static uint32_t group_row(struct rebuild *to, uint32_t sentence,
                          const struct json_value *record)
{
    struct doc *doc = to->doc;
    const struct json_value *one = json_first(json_member(record, "group"));
    str joined = S("");
    for (; one; one = json_next(one))
        joined = arena_format(doc->arena, "%.*s %.*s", STR(joined),
                              STR(json_as_str(one)));
    bool same = doc->marker.n && joined.len && str_eq(joined, to->group) &&
                doc->marker.at[doc->marker.n - 1].sentence == sentence;
    to->group = joined;
    return same ? doc->marker.at[doc->marker.n - 1].group : doc->marker.n;
}

static uint32_t mention_of(str id)
{
    size_t slash = str_last_chr(id, '/');
    uint32_t n = 0;
    if (slash != STR_NONE)
        str_uint(str_from(id, slash + 1), &n);
    return n;
}

static bool read_citation(struct rebuild *to, const struct json_value *record,
                          struct err *err)
{
    struct doc *doc = to->doc;
    str sentence = json_member_str(record, "sentence");
    str before = json_member_str(record, "before");
    str after = json_member_str(record, "after");
    str key = json_member_str(record, "ref");
    uint32_t number = json_member_uint(record, "block"), ref = NONE;
    if (number > 1000000)
        return err_set(err, ERR_INPUT, "block %u of a citation", number);
    if (key.len)
        ref = map_find(&to->ref, key);
    if (key.len && ref == MAP_NONE)
        return err_set(err, ERR_INPUT,
                       "a citation of the ref '%.*s', which "
                       "no record describes",
                       STR(key));
    uint32_t n = json_member_uint(record, "sentence_n");
    if (to->block == NONE || number > to->block) {
        pad_sentences(to, n - (before.len && n ? 1 : 0), false);
        open_block(to, record, number);
    }
    if (before.len)
        put_sentence(to, before, n ? n - 1 : 0);
    uint32_t row = put_sentence(to, sentence, n);
    const struct json_value *marker = json_member(record, "marker");
    struct marker made = {
        .text = marker_span(doc, row, marker),
        .sentence = row,
        .citation = {doc->citation.n, 1},
        .group = group_row(to, row, record),
        .style = (enum marker_style)named(json_member_str(record, "style"),
                                          marker_style_name, STYLES),
        .tagged = json_member(record, "tagged") == NULL};
    if (after.len)
        put_sentence(to, after, n + 1);
    if (ref != NONE && json_as_bool(json_member(record, "self_citation")))
        doc->ref.at[ref].self_citation = true;
    vec_push(
        &doc->citation, doc->arena,
        ((struct citation){doc->marker.n, ref,
                           mention_of(json_member_str(record, "citation"))}));
    vec_push(&doc->marker, doc->arena, made);
    read_label(doc, record);
    return true;
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

static bool read_line(struct rebuild *to, str line, struct err *err)
{
    SCOPED_JSON *record = json_parse(line, err);
    if (record == NULL)
        return false;
    str kind = json_member_str(record, "record");
    if (str_eq(kind, S("doc")))
        return read_head(to, record, err);
    if (!str_eq(json_member_str(record, "doc"), to->doc->key))
        return err_set(err, ERR_INPUT, "a record of another doc");
    if (str_eq(kind, S("ref")))
        return read_ref(to, record, err);
    if (str_eq(kind, S("citation")))
        return read_citation(to, record, err);
    return true; /* kinds to come */
}

static bool begins_doc(str line)
{
    return str_starts(line, S("{\"record\":\"doc\"")) ||
           str_starts(line, S("{\"record\": \"doc\""));
}

struct doc *record_read(struct record_file *file, struct arena *arena,
                        struct err *err)
{
    struct rebuild to = {.block = NONE};
    while (file->rest.len) {
        str next = file->rest, line;
        str_split(&next, '\n', &line);
        bool begins = begins_doc(line);
        if (begins && to.doc)
            break;
        file->rest = next;
        file->line++;
        if (str_trim(line).len == 0)
            continue;
        if (!begins && to.doc == NULL) {
            err_set(err, ERR_INPUT, "line %u: no doc record before it",
                    file->line);
            return NULL;
        }
        if (begins)
            to.doc = doc_new(arena, S(""));
        if (!read_line(&to, line, err)) {
            err_add(err, "line %u", file->line);
            return NULL;
        }
    }
    if (to.doc && !is_whole(&to, err))
        return NULL;
    return to.doc;
}
