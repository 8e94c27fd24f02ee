#include "paper.h"

#include <stdio.h>

#include "doc/view.h"

static struct span put(struct doc *doc, const char *text)
{
    return doc_add_text(doc, str_of(text));
}

/* "doi:10.…" into the place of its scheme; "ref:…" has none. */
static void put_id(struct doc *doc, struct ids *ids, const char *name)
{
    str all = str_of(name);
    for (int s = 0; s < ID_SCHEMES; s++) {
        str scheme = str_of(id_scheme_name[s]);
        if (str_starts(all, scheme) && all.ptr[scheme.len] == ':')
            ids->of[s] = doc_add_text(doc, str_from(all, scheme.len + 1));
    }
}

static struct rows add_person(struct doc *doc, const char *family,
                              const char *given)
{
    struct rows rows = {doc->person.n, 1};
    struct span name = put(doc, family), first = put(doc, given);
    vec_push(&doc->person, doc->arena, ((struct person){name, first, {0}}));
    return rows;
}

void paper_version(struct doc *doc, unsigned version)
{
    unsigned long long hash = str_hash(doc->key) + version;
    snprintf(doc->sha256, sizeof(doc->sha256), "%016llx%016llx%016llx%016llx",
             hash, ~hash, hash * 31, hash * 37);
}

struct doc *paper_new(struct arena *arena, const char *key, const char *title,
                      uint32_t year)
{
    struct doc *doc = doc_new(arena, arena_format(arena, "%s.xml", key));
    doc->format = S("jats");
    doc->key = arena_str(arena, str_of(key));
    doc->meta.title = put(doc, title);
    doc->meta.year = year;
    put_id(doc, &doc->meta.id, key);
    paper_version(doc, 1);
    return doc;
}

void paper_id(struct doc *doc, const char *name)
{
    put_id(doc, &doc->meta.id, name);
}

void paper_author(struct doc *doc, const char *family, const char *given)
{
    struct rows rows = add_person(doc, family, given);
    if (doc->meta.author.n++ == 0)
        doc->meta.author.start = rows.start;
}

void paper_notice(struct doc *doc, enum notice_kind kind, const char *of,
                  const char *date)
{
    struct notice notice = {.kind = kind, .date = put(doc, date)};
    put_id(doc, &notice.of, of);
    vec_push(&doc->notice, doc->arena, notice);
}

uint32_t paper_ref(struct doc *doc, const char *key, const char *work,
                   const char *title, uint32_t year)
{
    struct ref ref = {.key = put(doc, key), .year = year};
    ref.n = doc->ref.n + 1;
    ref.title = put(doc, title);
    ref.raw = put(doc, title);
    ref.work = put(doc, work);
    put_id(doc, &ref.id, work);
    vec_push(&doc->ref, doc->arena, ref);
    return doc->ref.n - 1;
}

void paper_ref_id(struct doc *doc, uint32_t ref, const char *name)
{
    put_id(doc, &doc->ref.at[ref].id, name);
}

void paper_ref_author(struct doc *doc, uint32_t ref, const char *family)
{
    struct rows rows = add_person(doc, family, "A.");
    doc->ref.at[ref].author = rows;
}

void paper_section(struct doc *doc, enum section section, const char *heading)
{
    struct heading row = {put(doc, heading), NONE, section};
    vec_push(&doc->heading, doc->arena, row);
}

void paper_part(struct doc *doc, const char *type)
{
    struct part part = {.type = put(doc, type)};
    vec_push(&doc->part, doc->arena, part);
}

/* ---- blocks ------------------------------------------------------------- */

static uint32_t ref_of(const struct doc *doc, str key)
{
    for_vec (i, doc->ref)
        if (str_eq(doc_str(doc, doc->ref.at[i].key), key))
            return i;
    die("a paper without the ref '%.*s'", STR(key));
}

static void add_citation(struct doc *doc, uint32_t marker, uint32_t ref)
{
    uint32_t mention = 1;
    for_vec (i, doc->citation)
        mention += doc->citation.at[i].ref == ref;
    vec_push(&doc->citation, doc->arena,
             ((struct citation){marker, ref, mention}));
    doc->marker.at[marker].citation.n++;
}

static void add_marker(struct doc *doc, str keys, struct span text)
{
    struct marker marker = {.text = text,
                            .sentence = doc->sentence.n - 1,
                            .group = doc->marker.n,
                            .tagged = true};
    marker.citation.start = doc->citation.n;
    vec_push(&doc->marker, doc->arena, marker);
    if (keys.len == 0)
        add_citation(doc, doc->marker.n - 1, NONE);
    for (str key; keys.len && str_split(&keys, ',', &key);)
        add_citation(doc, doc->marker.n - 1, ref_of(doc, key));
}

static void begin_sentence(struct doc *doc, struct block *block)
{
    uint32_t at = doc->text.len;
    vec_push(&doc->sentence, doc->arena,
             ((struct sentence){{at, at}, doc->block.n}));
    block->sentence.n++;
}

static void end_sentence(struct doc *doc)
{
    doc->sentence.at[doc->sentence.n - 1].text.end = doc->text.len;
}

void paper_block(struct doc *doc, enum block_kind kind, const char *text)
{
    str rest = str_of(text);
    struct block block = {.kind = kind, .heading = doc->heading.n - 1};
    block.part = doc->part.n - 1;
    block.section =
        doc->heading.n ? doc->heading.at[block.heading].section : SECTION_OTHER;
    block.text.start = doc->text.len;
    block.sentence.start = doc->sentence.n;
    begin_sentence(doc, &block);
    while (rest.len) {
        bool full = str_starts(rest, S(". ")), open = rest.ptr[0] == '{';
        size_t close = open ? str_chr(rest, '}') : 0;
        str keys = open ? (str){rest.ptr + 1, close - 1} : S("");
        uint32_t at = doc->text.len;
        if (open) {
            doc_add_text(doc, S("["));
            doc_add_text(doc, keys);
            doc_add_text(doc, S("]"));
            add_marker(doc, keys, (struct span){at, doc->text.len});
        } else {
            doc_add_text(doc, str_first(rest, 1));
        }
        if (full) {
            end_sentence(doc);
            doc_add_text(doc, S(" "));
            begin_sentence(doc, &block);
        }
        rest = str_from(rest, open ? close + 1 : full ? 2 : 1);
    }
    end_sentence(doc);
    block.text.end = doc->text.len;
    vec_push(&doc->block, doc->arena, block);
    doc_add_text(doc, S("\n"));
}

void paper_label(struct doc *doc, const char *model, enum stance stance)
{
    doc->model = arena_str(doc->arena, str_of(model));
    doc->label.n = 0;
    for_vec (i, doc->citation) {
        struct label label = {.stance = stance, .evidence = EVIDENCE_OWN};
        label.p[stance] = 0.75f;
        label.code = label_code(&label);
        vec_push(&doc->label, doc->arena, label);
    }
}
