/* Citations of records back into blocks, sentences and markers. */
#include "base/utf8.h"
#include "doc/record_inside.h"
#include "doc/view.h"

/* ---- blocks ----------------------------------------------------------- */

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

/* Blocks that no record shows keep their numbers as empty ones. */
static void pad_blocks(struct doc *doc, uint32_t upto)
{
    while (doc->block.n < upto)
        vec_push(&doc->block, doc->arena,
                 ((struct block){.text = {doc->text.len, doc->text.len},
                                 .heading = NONE,
                                 .part = NONE,
                                 .sentence = {doc->sentence.n, 0}}));
}

/* Likewise sentences; they belong to no block's rows. */
static void pad_sentences(struct doc *doc, uint32_t upto)
{
    uint32_t at = doc->text.len;
    while (doc->sentence.n < upto)
        vec_push(&doc->sentence, doc->arena,
                 ((struct sentence){{at, at}, doc->block.n - 1}));
}

static void open_block(struct rebuild *to, const struct json_value *record,
                       uint32_t number, uint32_t sentence)
{
    struct doc *doc = to->doc;
    int section = record_named(json_member_str(record, "section"), section_name,
                               SECTIONS);
    int kind = record_named(json_member_str(record, "block_kind"),
                            block_kind_name, BLOCK_KINDS);
    pad_blocks(doc, number + 1);
    struct block block = {
        .section = section < 0 ? SECTION_OTHER : (enum section)section,
        .kind = kind < 0 ? BLOCK_TEXT : (enum block_kind)kind,
        .heading = heading_row(to, record),
        .part = part_row(to, json_member_str(record, "part"))};
    pad_sentences(doc, sentence);
    block.sentence.start = doc->sentence.n;
    block.text = (struct span){doc->text.len, doc->text.len};
    doc->block.at[number] = block;
}

/* ---- sentences -------------------------------------------------------- */

static struct block *last_block(struct doc *doc)
{
    return &doc->block.at[doc->block.n - 1];
}

static uint32_t append_sentence(struct doc *doc, str text)
{
    struct block *block = last_block(doc);
    if (block->text.end > block->text.start)
        doc_add_text(doc, S(" "));
    struct span span = doc_add_text(doc, text);
    block->text.end = span.end;
    vec_push(&doc->sentence, doc->arena,
             ((struct sentence){span, doc->block.n - 1}));
    block->sentence.n = doc->sentence.n - block->sentence.start;
    return doc->sentence.n - 1;
}

/* The sentence of this number, in the last block. */
static bool put_numbered(struct doc *doc, str text, uint32_t number,
                         uint32_t *row, struct err *err)
{
    *row = number;
    if (number < doc->sentence.n) {
        struct sentence known = doc->sentence.at[number];
        return (known.block == doc->block.n - 1 &&
                str_eq(doc_str(doc, known.text), text)) ||
               err_set(err, ERR_INPUT, "sentence %u reads otherwise before",
                       number);
    }
    pad_sentences(doc, number);
    append_sentence(doc, text);
    return true;
}

/*
 * A sentence whose number nobody told: one of the last three of the block if
 * it reads so, since what stands before one citation stands after another.
 */
static uint32_t put_by_text(struct doc *doc, str text)
{
    struct rows rows = last_block(doc)->sentence;
    for (uint32_t i = rows.n; i > 0 && i + 3 > rows.n; i--)
        if (str_eq(doc_str(doc, doc->sentence.at[rows.start + i - 1].text),
                   text))
            return rows.start + i - 1;
    return append_sentence(doc, text);
}

/* The words of a citation, and their numbers if the record has them. */
struct words {
    str before, sentence, after;
    uint32_t number;
    bool numbered;
};

static bool put_words(struct doc *doc, const struct words *words, uint32_t *row,
                      struct err *err)
{
    uint32_t beside, n = words->number;
    if (!words->numbered) {
        if (words->before.len)
            put_by_text(doc, words->before);
        *row = put_by_text(doc, words->sentence);
        if (words->after.len)
            put_by_text(doc, words->after);
        return true;
    }
    if (words->before.len &&
        !put_numbered(doc, words->before, n - 1, &beside, err))
        return false;
    if (!put_numbered(doc, words->sentence, n, row, err))
        return false;
    return words->after.len == 0 ||
           put_numbered(doc, words->after, n + 1, &beside, err);
}

static bool read_words(const struct json_value *record, struct words *words,
                       struct err *err)
{
    *words =
        (struct words){.before = json_member_str(record, "before"),
                       .sentence = json_member_str(record, "sentence"),
                       .after = json_member_str(record, "after"),
                       .number = json_member_uint(record, "sentence_n"),
                       .numbered = json_member(record, "sentence_n") != NULL};
    if (words->sentence.len == 0)
        return err_set(err, ERR_INPUT, "a citation without \"sentence\"");
    if (words->number > RECORD_ROWS_MAX ||
        (words->numbered && words->before.len && words->number == 0))
        return err_set(err, ERR_INPUT, "\"sentence_n\" can't be %u",
                       words->number);
    return true;
}

/* Without a number, each citation of other words is in a block of its own. */
static uint32_t block_number(const struct doc *doc,
                             const struct json_value *record,
                             const struct words *words)
{
    if (json_member(record, "block"))
        return json_member_uint(record, "block");
    if (doc->block.n == 0)
        return 0;
    uint32_t last = doc->block.n - 1;
    if (doc->marker.n == 0)
        return last + 1;
    uint32_t row = doc->marker.at[doc->marker.n - 1].sentence;
    bool same =
        str_eq(doc_str(doc, doc->sentence.at[row].text), words->sentence);
    return same ? last : last + 1;
}

static bool find_place(struct rebuild *to, const struct json_value *record,
                       uint32_t *row, struct err *err)
{
    struct doc *doc = to->doc;
    struct words words;
    if (!read_words(record, &words, err))
        return false;
    uint32_t number = block_number(doc, record, &words);
    if (number > RECORD_ROWS_MAX || number + 1 < doc->block.n)
        return err_set(err, ERR_INPUT, "block %u after block %u", number,
                       doc->block.n ? doc->block.n - 1 : 0);
    if (number >= doc->block.n)
        open_block(to, record, number,
                   words.numbered ? words.number - (words.before.len > 0) : 0);
    return put_words(doc, &words, row, err);
}

/* ---- markers ---------------------------------------------------------- */

/* Where the marker stands, in doc->text. */
static bool find_marker(const struct doc *doc, uint32_t sentence,
                        const struct json_value *marker, struct span *span,
                        struct err *err)
{
    struct span whole = doc->sentence.at[sentence].text;
    str text = doc_str(doc, whole);
    uint32_t start = json_member_uint(marker, "start");
    uint32_t end = json_member_uint(marker, "end");
    if (json_member(marker, "end") == NULL || start > end ||
        end > utf8_count(text))
        return err_set(err, ERR_INPUT,
                       "\"marker\" is not in the sentence: %u to %u", start,
                       end);
    size_t from = utf8_offset(text, start);
    size_t len = utf8_offset(str_from(text, from), end - start);
    span->start = whole.start + (uint32_t)from;
    span->end = span->start + (uint32_t)len;
    return true;
}

/*
 * Markers of one sentence that name the same group stand in one cluster: the
 * group of the last marker, or this one's own.
 */
static uint32_t group_row(struct rebuild *to, uint32_t sentence,
                          const struct json_value *record)
{
    struct doc *doc = to->doc;
    SCOPED_BUF joined = {0};
    const struct json_value *one = json_first(json_member(record, "group"));
    for (; one; one = json_next(one)) {
        buf_add(&joined, json_as_str(one));
        buf_char(&joined, '\n');
    }
    bool same = doc->marker.n && joined.len &&
                str_eq(buf_str(&joined), to->group) &&
                doc->marker.at[doc->marker.n - 1].sentence == sentence;
    if (!same)
        to->group = arena_str(doc->arena, buf_str(&joined));
    return same ? doc->marker.at[doc->marker.n - 1].group : doc->marker.n;
}

static bool same_span(struct span a, struct span b)
{
    return a.start == b.start && a.end == b.end;
}

static bool same_marker(const struct marker *a, const struct marker *b)
{
    return same_span(a->text, b->text) && a->sentence == b->sentence &&
           a->group == b->group && a->style == b->style &&
           a->tagged == b->tagged;
}

/*
 * Members of a range share their marker.  Links without text of their own,
 * which lean on a neighbour's, are one each, and so is a second tag of one ref;
 * numbers read without tags may repeat one.
 */
static bool shares_marker(const struct doc *doc, const struct marker *made,
                          uint32_t ref)
{
    uint32_t n = doc->marker.n;
    if (n == 0 || ref == NONE || !same_marker(&doc->marker.at[n - 1], made))
        return false;
    bool leans = made->style == STYLE_OTHER && n > 1 &&
                 same_span(doc->marker.at[n - 2].text, made->text);
    uint32_t cited = doc->citation.at[doc->citation.n - 1].ref;
    return !leans && cited != NONE && (cited != ref || !made->tagged);
}

static bool read_marker(struct rebuild *to, const struct json_value *record,
                        uint32_t sentence, uint32_t ref, struct err *err)
{
    struct doc *doc = to->doc;
    const struct json_value *marker = json_member(record, "marker");
    const struct json_value *tagged = json_member(record, "tagged");
    int style = record_named(json_member_str(record, "style"),
                             marker_style_name, STYLES);
    struct marker made = {.sentence = sentence,
                          .citation = {doc->citation.n, 1},
                          .style = style < 0 ? STYLE_OTHER
                                             : (enum marker_style)style,
                          .tagged = tagged == NULL || json_as_bool(tagged)};
    if (!find_marker(doc, sentence, marker, &made.text, err))
        return false;
    made.group = group_row(to, sentence, record);
    if (shares_marker(doc, &made, ref))
        doc->marker.at[doc->marker.n - 1].citation.n++;
    else
        vec_push(&doc->marker, doc->arena, made);
    return true;
}

/* ---- labels ----------------------------------------------------------- */

/* A label that people gave, and may have given again since. */
static void read_correction(struct doc *doc, const struct json_value *record)
{
    const struct json_value *by = json_member(record, "corrected");
    if (code_of(json_member_str(record, "code")) == CODES)
        return;
    vec_push(&doc->correction, doc->arena,
             ((struct correction){
                 .citation =
                     arena_str(doc->arena, json_member_str(record, "citation")),
                 .code = code_of(json_member_str(record, "code")),
                 .who = arena_str(doc->arena, json_member_str(by, "who")),
                 .why = arena_str(doc->arena, json_member_str(by, "why")),
                 .at = arena_str(doc->arena, json_member_str(by, "at"))}));
}

/* The label of the citation added last; those without one stay zero. */
static void read_label(struct doc *doc, const struct json_value *record)
{
    if (json_is_object(json_member(record, "corrected"))) {
        read_correction(doc, record);
        record = json_member(record, "machine");
    }
    const struct json_value *p = json_member(record, "p");
    str model = json_member_str(record, "model");
    if (model.len == 0 && doc->label.n == 0)
        return;
    while (doc->label.n < doc->citation.n)
        vec_add(&doc->label, doc->arena);
    if (model.len == 0)
        return;
    struct label *label = &doc->label.at[doc->label.n - 1];
    int stance =
        record_named(json_member_str(record, "stance"), stance_name, STANCES);
    int evidence = record_named(json_member_str(record, "evidence"),
                                evidence_name, EVIDENCES);
    int intent =
        record_named(json_member_str(record, "intent"), intent_name, INTENTS);
    label->stance = stance < 0 ? STANCE_UNCLASSIFIED : (enum stance)stance;
    label->evidence = evidence < 0 ? EVIDENCE_NONE : (enum evidence)evidence;
    label->intent = intent < 0 ? INTENT_NONE : (enum intent)intent;
    for (int s = STANCE_SUPPORTING; s < STANCES; s++)
        label->p[s] = (float)json_as_number(json_member(p, stance_name[s]), 0);
    label->code = code_of(json_member_str(record, "code"));
    label->code = label_code(label);
    if (doc->model.len == 0)
        doc->model = arena_str(doc->arena, model);
}

/* ---- a citation ------------------------------------------------------- */

static bool find_ref(const struct rebuild *to, str key, uint32_t *ref,
                     struct err *err)
{
    *ref = NONE;
    if (key.len == 0)
        return true;
    *ref = map_find(&to->ref, key);
    return *ref != MAP_NONE ||
           err_set(err, ERR_INPUT, "no ref '%.*s' before it", STR(key));
}

/* "B1/2" → 2; without an id, the next one. */
static bool read_mention(struct rebuild *to, str id, uint32_t ref,
                         uint32_t *mention, struct err *err)
{
    uint32_t *last = ref == NONE ? &to->unlinked : &to->mention.at[ref];
    size_t slash = str_last_chr(id, '/');
    *mention = *last + 1;
    if (id.len &&
        (slash == STR_NONE || !str_uint(str_from(id, slash + 1), mention) ||
         *mention <= *last))
        return err_set(err, ERR_INPUT, "the citation '%.*s' after number %u",
                       STR(id), *last);
    *last = *mention;
    return true;
}

bool record_citation(struct rebuild *to, const struct json_value *record,
                     struct err *err)
{
    struct doc *doc = to->doc;
    struct citation citation;
    uint32_t sentence = NONE;
    if (!find_ref(to, json_member_str(record, "ref"), &citation.ref, err) ||
        !read_mention(to, json_member_str(record, "citation"), citation.ref,
                      &citation.mention, err) ||
        !find_place(to, record, &sentence, err) ||
        !read_marker(to, record, sentence, citation.ref, err))
        return false;
    citation.marker = doc->marker.n - 1;
    vec_push(&doc->citation, doc->arena, citation);
    if (citation.ref != NONE &&
        json_as_bool(json_member(record, "self_citation")))
        doc->ref.at[citation.ref].self_citation = true;
    if (citation.ref != NONE &&
        str_eq(json_member_str(record, "self_level"), S("first-last")))
        doc->ref.at[citation.ref].self_lead = true;
    read_label(doc, record);
    return true;
}

void record_pad(struct rebuild *to)
{
    struct doc *doc = to->doc;
    if (to->blocks <= RECORD_ROWS_MAX)
        pad_blocks(doc, to->blocks);
    if (to->sentences <= RECORD_ROWS_MAX && doc->block.n)
        pad_sentences(doc, to->sentences);
}
