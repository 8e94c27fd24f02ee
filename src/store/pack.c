/* A doc made ready for the store, on whatever thread made it. */
#include <assert.h>
#include <stdlib.h>

#include "base/json.h"
#include "doc/record.h"
#include "store/inside.h"
#include "store/schema.h"

/* One packing: where the text of a kept block has gone. */
struct packing {
    const struct doc *doc;
    struct packed *packed;
    struct buf text;
    uint32_t *moved; /* [blocks]: offset in `text`, or NONE */
};

static str keep(struct packing *p, struct span span)
{
    return arena_str(&p->packed->arena, doc_str(p->doc, span));
}

/*
 * The names of a work after the one it goes by.  An ISBN is none of them: a
 * chapter is printed with its book's.
 */
static void add_ids(struct packing *p, const struct ids *ids,
                    struct packed_work *work)
{
    struct arena *arena = &p->packed->arena;
    for (int s = 0; s < ID_ISBN; s++) {
        str id = doc_str(p->doc, ids->of[s]);
        if (id.len == 0)
            continue;
        str name = arena_format(arena, "%s:%.*s", id_scheme_name[s], STR(id));
        if (work->id.n == 0 || !str_eq(name, work->id.at[0]))
            vec_push(&work->id, arena, name);
    }
}

static str first_author(struct packing *p, struct rows author)
{
    if (author.n == 0)
        return S("");
    return keep(p, p->doc->person.at[author.start].family);
}

static void pack_refs(struct packing *p)
{
    const struct doc *doc = p->doc;
    for_vec (i, doc->ref) {
        const struct ref *ref = &doc->ref.at[i];
        struct packed_ref row = {.key = keep(p, ref->key),
                                 .self = ref->self_citation};
        row.work.title = keep(p, ref->title);
        row.work.author = first_author(p, ref->author);
        row.work.container = keep(p, ref->container);
        row.work.year = ref->year;
        assert(span_len(ref->work));
        vec_push(&row.work.id, &p->packed->arena, keep(p, ref->work));
        add_ids(p, &ref->id, &row.work);
        vec_push(&p->packed->ref, &p->packed->arena, row);
    }
}

static void put_headings(const struct doc *doc, struct json *json,
                         uint32_t heading)
{
    if (heading == NONE)
        return;
    put_headings(doc, json, doc->heading.at[heading].parent);
    json_str(json, doc_str(doc, doc->heading.at[heading].text));
}

/* Keep a block's text, once; says where it begins. */
static uint32_t pack_block(struct packing *p, uint32_t row)
{
    if (p->moved[row] != NONE)
        return p->moved[row];
    const struct doc *doc = p->doc;
    const struct block *block = &doc->block.at[row];
    SCOPED_BUF headings = {0};
    struct json json = json_on(&headings);
    json_array(&json);
    put_headings(doc, &json, block->heading);
    json_end(&json);
    str part = {0};
    if (block->part != NONE)
        part = keep(p, doc->part.at[block->part].type);
    if (block->part != NONE && part.len == 0)
        part = S("part");
    vec_push(&p->packed->block, &p->packed->arena,
             ((struct packed_block){
                 row, block->kind, block->section, part,
                 block->heading == NONE
                     ? S("")
                     : arena_str(&p->packed->arena, buf_str(&headings))}));
    p->moved[row] = (uint32_t)p->text.len;
    buf_add(&p->text, doc_str(doc, block->text));
    buf_char(&p->text, '\n');
    return p->moved[row];
}

static void pack_citation(struct packing *p, uint32_t row)
{
    const struct doc *doc = p->doc;
    const struct citation *citation = &doc->citation.at[row];
    const struct marker *marker = &doc->marker.at[citation->marker];
    const struct sentence *sentence = &doc->sentence.at[marker->sentence];
    const struct block *block = &doc->block.at[sentence->block];
    uint32_t shift = pack_block(p, sentence->block) - block->text.start;
    uint32_t before = doc_sentence_before(doc, marker->sentence);
    uint32_t after = doc_sentence_after(doc, marker->sentence);
    struct packed_citation out = {
        .ref = citation->ref,
        .mention = citation->mention,
        .block = sentence->block,
        .section = block->section,
        .sentence = marker->sentence,
        .before = (before == NONE ? sentence->text.start
                                  : doc->sentence.at[before].text.start) +
                  shift,
        .start = sentence->text.start + shift,
        .stop = sentence->text.end + shift,
        .after = (after == NONE ? sentence->text.end
                                : doc->sentence.at[after].text.end) +
                 shift,
        .marker = marker->text.start + shift,
        .marker_stop = marker->text.end + shift,
        .group = marker->group,
        .style = marker->style,
    };
    str part = block->part == NONE
                   ? S("")
                   : doc_str(doc, doc->part.at[block->part].type);
    bool self =
        citation->ref != NONE && doc->ref.at[citation->ref].self_citation;
    bool lead = self && doc->ref.at[citation->ref].self_lead;
    out.flags = (self ? CITATION_SELF : 0u) | (lead ? CITATION_LEAD : 0u) |
                (marker->tagged ? CITATION_TAGGED : 0u) |
                (str_eq(part, S("translation")) ? CITATION_TRANSLATION : 0u);
    if (row < doc->label.n)
        out.label = doc->label.at[row];
    vec_push(&p->packed->citation, &p->packed->arena, out);
}

static void pack_corrections(struct packing *p)
{
    struct arena *arena = &p->packed->arena;
    for_vec (i, p->doc->correction) {
        const struct correction *from = &p->doc->correction.at[i];
        vec_push(
            &p->packed->correction, arena,
            ((struct correction){.doc = p->packed->key,
                                 .citation = arena_str(arena, from->citation),
                                 .code = from->code,
                                 .who = arena_str(arena, from->who),
                                 .why = arena_str(arena, from->why),
                                 .at = arena_str(arena, from->at)}));
    }
}

static str hash_of(struct packing *p)
{
    const char *hex = p->doc->sha256;
    char *out = arena_alloc(&p->packed->arena, 32);
    if (strlen(hex) != 64)
        return S("");
    for (size_t i = 0; i < 32; i++) {
        char pair[3] = {hex[2 * i], hex[2 * i + 1], '\0'};
        out[i] = (char)strtoul(pair, NULL, 16);
    }
    return (str){out, 32};
}

static void pack_head(struct packing *p)
{
    const struct doc *doc = p->doc;
    struct packed *packed = p->packed;
    packed->key = arena_str(&packed->arena, doc->key);
    packed->source = arena_str(&packed->arena, doc->source);
    packed->format = arena_str(&packed->arena, doc->format);
    packed->model = arena_str(&packed->arena, doc->model);
    packed->sha256 = hash_of(p);
    packed->yield = doc_yield(doc);
    packed->work.title = keep(p, doc->meta.title);
    packed->work.author = first_author(p, doc->meta.author);
    packed->work.container = keep(p, doc->meta.container);
    packed->work.year = doc->meta.year;
    vec_push(&packed->work.id, &packed->arena, packed->key);
    add_ids(p, &doc->meta.id, &packed->work);
    for_vec (i, doc->notice) {
        struct packed_notice notice = {.kind = doc->notice.at[i].kind,
                                       .date = keep(p, doc->notice.at[i].date)};
        add_ids(p, &doc->notice.at[i].of, &notice.of);
        if (notice.of.id.n)
            vec_push(&packed->notice, &packed->arena, notice);
    }
}

struct packed *store_pack(const struct doc *doc)
{
    struct packed *packed = mem_alloc(sizeof(*packed));
    *packed = (struct packed){0};
    SCOPED_ARENA scratch = {0};
    SCOPED_BUF records = {0};
    struct packing p = {.doc = doc, .packed = packed};
    p.moved = arena_alloc(&scratch, (doc->block.n + 1) * sizeof(*p.moved));
    for_vec (i, doc->block)
        p.moved[i] = NONE;
    pack_head(&p);
    pack_refs(&p);
    for_vec (i, doc->citation)
        pack_citation(&p, i);
    pack_corrections(&p);
    struct work self = work_of_doc(doc, &scratch);
    self.notice.n = 0; /* they have rows of their own, of the doc's */
    packed->self = work_keep(&self, &packed->arena);
    record_write_head(doc, &records);
    packed->records = squeeze(buf_str(&records), &packed->arena);
    packed->text = squeeze(buf_str(&p.text), &packed->arena);
    buf_close(&p.text);
    return packed;
}

void packed_keys(struct packed *packed, const uint32_t *key, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        vec_push(&packed->self_key, &packed->arena, key[i]);
}

void packed_free(struct packed *packed)
{
    arena_close(&packed->arena);
    free(packed);
}
