#include "doc/record.h"

#include "base/json.h"
#include "base/utf8.h"
#include "doc/view.h"

static void put(const struct doc *doc, struct json *json, const char *key,
                struct span span)
{
    json_text(json, key, doc_str(doc, span));
}

static void put_ids(const struct doc *doc, struct json *json,
                    const struct ids *ids)
{
    bool any = false;
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++)
        any = any || span_len(ids->of[scheme]);
    if (!any)
        return;
    json_key(json, "ids");
    json_object(json);
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++)
        put(doc, json, id_scheme_name[scheme], ids->of[scheme]);
    json_end(json);
}

static void put_people(const struct doc *doc, struct json *json,
                       const char *key, struct rows people)
{
    if (people.n == 0)
        return;
    json_key(json, key);
    json_array(json);
    for (uint32_t i = people.start; i < people.start + people.n; i++) {
        json_object(json);
        put(doc, json, "family", doc->person.at[i].family);
        put(doc, json, "given", doc->person.at[i].given);
        put(doc, json, "orcid", doc->person.at[i].orcid);
        json_end(json);
    }
    json_end(json);
}

static void put_list(const struct doc *doc, struct json *json, const char *key,
                     const spans *list)
{
    if (list->n == 0)
        return;
    json_key(json, key);
    json_array(json);
    for_vec (i, *list)
        json_str(json, doc_str(doc, list->at[i]));
    json_end(json);
}

/* ---- the doc ---------------------------------------------------------- */

/* "doi:10.5555/old": the first identifier there is, as a key. */
static void put_key(const struct doc *doc, struct json *json,
                    const struct ids *ids)
{
    SCOPED_BUF key = {0};
    for (int s = 0; s < ID_SCHEMES && key.len == 0; s++) {
        if (span_len(ids->of[s]) == 0)
            continue;
        buf_format(&key, "%s:", id_scheme_name[s]);
        buf_add(&key, doc_str(doc, ids->of[s]));
    }
    json_text(json, "of", buf_str(&key));
}

static void put_notices(const struct doc *doc, struct json *json)
{
    if (doc->notice.n == 0)
        return;
    json_key(json, "notices");
    json_array(json);
    for_vec (i, doc->notice) {
        const struct notice *notice = &doc->notice.at[i];
        json_object(json);
        json_text(json, "kind", str_of(notice_kind_name[notice->kind]));
        put_key(doc, json, &notice->of);
        put(doc, json, "date", notice->date);
        json_end(json);
    }
    json_end(json);
}

static void put_yield(const struct doc *doc, struct json *json)
{
    struct yield yield = doc_yield(doc);
    json_key(json, "yield");
    json_object(json);
    const struct {
        const char *key;
        uint32_t value;
    } row[] = {
        {"blocks", yield.blocks},      {"sentences", yield.sentences},
        {"refs", yield.refs},          {"refs_with_id", yield.refs_with_id},
        {"markers", yield.markers},    {"linked", yield.linked},
        {"citations", yield.citations}};
    for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++) {
        json_key(json, row[i].key);
        json_uint(json, row[i].value);
    }
    json_key(json, "notes");
    json_array(json);
    for (int kind = 0; kind < NOTE_KINDS; kind++) {
        if (yield.note[kind] == 0)
            continue;
        json_object(json);
        json_text(json, "note", str_of(note_name[kind]));
        json_count(json, "count", yield.note[kind]);
        json_end(json);
    }
    json_end(json);
    json_end(json);
}

static void write_doc(const struct doc *doc, struct buf *out)
{
    const struct meta *meta = &doc->meta;
    struct json json = json_on(out);
    json_object(&json);
    json_text(&json, "record", S("doc"));
    json_text(&json, "doc", doc->key);
    json_text(&json, "source", doc->source);
    json_text(&json, "sha256", str_of(doc->sha256));
    json_text(&json, "format", doc->format);
    put_ids(doc, &json, &meta->id);
    put(doc, &json, "title", meta->title);
    put(doc, &json, "abstract", meta->abstract);
    put_people(doc, &json, "authors", meta->author);
    put(doc, &json, "container", meta->container);
    put_list(doc, &json, "issn", &doc->issn);
    put(doc, &json, "publisher", meta->publisher);
    json_count(&json, "year", meta->year);
    put(doc, &json, "date", meta->date);
    put(doc, &json, "volume", meta->volume);
    put(doc, &json, "issue", meta->issue);
    put(doc, &json, "page", meta->page);
    put(doc, &json, "type", meta->type);
    put(doc, &json, "language", meta->language);
    put(doc, &json, "license", meta->license);
    put_list(doc, &json, "keywords", &doc->keyword);
    put_notices(doc, &json);
    put_yield(doc, &json);
    json_end(&json);
    buf_char(out, '\n');
}

/* ---- a ref ------------------------------------------------------------ */

static void write_ref(const struct doc *doc, const struct ref *ref,
                      struct buf *out)
{
    struct json json = json_on(out);
    str work = doc_str(doc, ref->work);
    json_object(&json);
    json_text(&json, "record", S("ref"));
    json_text(&json, "doc", doc->key);
    put(doc, &json, "ref", ref->key);
    json_count(&json, "n", ref->n);
    put(doc, &json, "label", ref->label);
    put(doc, &json, "part_of", ref->part_of);
    put(doc, &json, "raw", ref->raw);
    put_ids(doc, &json, &ref->id);
    put_people(doc, &json, "authors", ref->author);
    put_people(doc, &json, "editors", ref->editor);
    put(doc, &json, "title", ref->title);
    put(doc, &json, "container", ref->container);
    put(doc, &json, "publisher", ref->publisher);
    json_count(&json, "year", ref->year);
    put(doc, &json, "volume", ref->volume);
    put(doc, &json, "issue", ref->issue);
    put(doc, &json, "page", ref->page);
    put(doc, &json, "type", ref->type);
    put(doc, &json, "url", ref->url);
    json_text(&json, "work", work);
    if (work.len && !str_starts(work, S("ref:")))
        json_text(&json, "resolved_by", S("printed-id"));
    if (ref->parsed)
        json_key(&json, "parsed"), json_bool(&json, true);
    json_end(&json);
    buf_char(out, '\n');
}

/* ---- a citation ------------------------------------------------------- */

static void put_headings(const struct doc *doc, struct json *json,
                         uint32_t heading)
{
    if (heading == NONE)
        return;
    put_headings(doc, json, doc->heading.at[heading].parent);
    json_str(json, doc_str(doc, doc->heading.at[heading].text));
}

static void put_place(const struct doc *doc, struct json *json,
                      uint32_t block_row)
{
    const struct block *block = &doc->block.at[block_row];
    if (block->heading != NONE) {
        json_key(json, "headings");
        json_array(json);
        put_headings(doc, json, block->heading);
        json_end(json);
    }
    json_text(json, "section", str_of(section_name[block->section]));
    if (block->kind != BLOCK_TEXT)
        json_text(json, "block_kind", str_of(block_kind_name[block->kind]));
    if (block->part != NONE) {
        str type = doc_str(doc, doc->part.at[block->part].type);
        json_text(json, "part", type.len ? type : S("part"));
    }
    json_key(json, "block");
    json_uint(json, block_row);
}

static void put_sentence(const struct doc *doc, struct json *json,
                         const char *key, uint32_t sentence)
{
    if (sentence != NONE)
        put(doc, json, key, doc->sentence.at[sentence].text);
}

/* The marker within its sentence; one that runs on is cut at its end. */
static void put_marker(const struct doc *doc, struct json *json,
                       const struct marker *marker)
{
    struct span sentence = doc->sentence.at[marker->sentence].text;
    struct span text = marker->text;
    if (text.start < sentence.start)
        text.start = sentence.start;
    if (text.end > sentence.end)
        text.end = sentence.end;
    if (text.start > text.end)
        text.start = text.end;
    size_t start =
        utf8_count(doc_str(doc, (struct span){sentence.start, text.start}));
    str words = doc_str(doc, text);
    json_key(json, "marker");
    json_object(json);
    json_key(json, "start");
    json_uint(json, start);
    json_key(json, "end");
    json_uint(json, start + utf8_count(words));
    json_text(json, "text", words);
    json_end(json);
    json_text(json, "style", str_of(marker_style_name[marker->style]));
    if (!marker->tagged) {
        json_key(json, "tagged");
        json_bool(json, false);
    }
}

/* What the citations of a doc share while they are written. */
struct writer {
    struct arena scratch;
    struct buf group; /* keys of the last cluster, as JSON */
    uint32_t first;   /* its first marker */
};

/* A cluster's keys are put together once, not once a citation. */
static void put_group(const struct doc *doc, struct json *json, uint32_t marker,
                      struct writer *writer)
{
    uint32_t first = doc->marker.at[marker].group;
    if (first != writer->first) {
        indices group = doc_group(doc, marker, &writer->scratch);
        struct json list = json_on(&writer->group);
        buf_clear(&writer->group);
        writer->first = first;
        json_array(&list);
        for_vec (i, group)
            json_str(&list, doc_str(doc, doc->ref.at[group.at[i]].key));
        json_end(&list);
    }
    if (writer->group.len <= sizeof("[]"))
        return;
    json_key(json, "group");
    json_raw(json, buf_str(&writer->group));
}

/* Nothing for what couldn't be judged at all. */
static void put_p(struct json *json, const struct label *label)
{
    float sum = 0;
    for (int s = STANCE_SUPPORTING; s < STANCES; s++)
        sum += label->p[s];
    if (sum <= 0)
        return;
    json_key(json, "p");
    json_object(json);
    for (int s = STANCE_SUPPORTING; s < STANCES; s++) {
        json_key(json, stance_name[s]);
        json_number(json, (double)label->p[s], 3);
    }
    json_end(json);
}

static void put_label(const struct doc *doc, struct json *json,
                      uint32_t citation)
{
    static const struct label none = {0};
    bool labelled = citation < doc->label.n;
    const struct label *label = labelled ? &doc->label.at[citation] : &none;
    json_text(json, "stance", str_of(stance_name[label->stance]));
    if (!labelled)
        return;
    put_p(json, label);
    json_text(json, "evidence", str_of(evidence_name[label->evidence]));
    json_text(json, "intent", str_of(intent_name[label->intent]));
    json_text(json, "code", code_str(label_code(label)));
    json_text(json, "model", doc->model);
}

static void write_citation(const struct doc *doc, uint32_t row,
                           struct writer *writer, struct buf *out)
{
    const struct citation *citation = &doc->citation.at[row];
    const struct marker *marker = &doc->marker.at[citation->marker];
    uint32_t sentence = marker->sentence;
    struct json json = json_on(out);
    json_object(&json);
    json_text(&json, "record", S("citation"));
    json_text(&json, "doc", doc->key);
    json_text(&json, "citation", doc_citation_id(doc, row, &writer->scratch));
    if (citation->ref != NONE) {
        put(doc, &json, "ref", doc->ref.at[citation->ref].key);
        put(doc, &json, "work", doc->ref.at[citation->ref].work);
    }
    put_place(doc, &json, doc->sentence.at[sentence].block);
    json_key(&json, "sentence_n");
    json_uint(&json, sentence);
    put_sentence(doc, &json, "before", doc_sentence_before(doc, sentence));
    put_sentence(doc, &json, "sentence", sentence);
    put_sentence(doc, &json, "after", doc_sentence_after(doc, sentence));
    put_marker(doc, &json, marker);
    put_group(doc, &json, citation->marker, writer);
    json_key(&json, "self_citation");
    json_bool(&json, citation->ref != NONE &&
                         doc->ref.at[citation->ref].self_citation);
    if (citation->ref != NONE)
        json_text(&json, "self_level",
                  self_level(doc->ref.at[citation->ref].self_citation,
                             doc->ref.at[citation->ref].self_lead));
    put_label(doc, &json, row);
    json_end(&json);
    buf_char(out, '\n');
}

void record_write_head(const struct doc *doc, struct buf *out)
{
    write_doc(doc, out);
    for_vec (i, doc->ref)
        write_ref(doc, &doc->ref.at[i], out);
}

void record_write(const struct doc *doc, struct buf *out)
{
    struct writer writer = {.first = NONE};
    record_write_head(doc, out);
    for_vec (i, doc->citation) {
        arena_clear(&writer.scratch);
        write_citation(doc, i, &writer, out);
    }
    arena_close(&writer.scratch);
    buf_close(&writer.group);
}
