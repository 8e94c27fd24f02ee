#include "doc/dump.h"

const char *const stage_name[] = {"read", "sentences", "cite", "resolve",
                                  "classify"};

/* ---- columns --------------------------------------------------------- */

static void put_text(struct buf *out, const char *name, str text)
{
    if (text.len == 0)
        return;
    buf_format(out, *name ? " %s=\"" : " %s\"", name);
    buf_json(out, text);
    buf_char(out, '"');
}

static void put_span(const struct doc *doc, struct buf *out, const char *name,
                     struct span span)
{
    if (span_len(span))
        put_text(out, name, doc_str(doc, span));
}

static void put_count(struct buf *out, const char *name, uint32_t value)
{
    if (value)
        buf_format(out, " %s=%u", name, value);
}

static void put_row(struct buf *out, const char *table, uint32_t row)
{
    if (row != NONE)
        buf_format(out, " %s %u", table, row);
}

static void put_ids(const struct doc *doc, struct buf *out,
                    const struct ids *id)
{
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++)
        put_span(doc, out, id_scheme_name[scheme], id->of[scheme]);
}

static void put_people(const struct doc *doc, struct buf *out, const char *name,
                       struct rows people)
{
    for (uint32_t i = people.start; i < people.start + people.n; i++) {
        const struct person *person = &doc->person.at[i];
        buf_format(out, *name ? " %s=\"" : " %s\"", name);
        buf_json(out, doc_str(doc, person->family));
        if (span_len(person->given)) {
            buf_add(out, S(", "));
            buf_json(out, doc_str(doc, person->given));
        }
        if (span_len(person->orcid)) {
            buf_add(out, S(" <"));
            buf_json(out, doc_str(doc, person->orcid));
            buf_char(out, '>');
        }
        buf_char(out, '"');
    }
}

/* ---- what read fills ------------------------------------------------- */

static void dump_meta(const struct doc *doc, struct buf *out)
{
    const struct meta *meta = &doc->meta;
    buf_add(out, S("doc"));
    put_text(out, "source", doc->source);
    put_text(out, "format", doc->format);
    put_ids(doc, out, &meta->id);
    put_span(doc, out, "type", meta->type);
    put_span(doc, out, "language", meta->language);
    put_span(doc, out, "license", meta->license);
    buf_add(out, S("\n title"));
    put_span(doc, out, "", meta->title);
    buf_add(out, S("\n authors"));
    put_people(doc, out, "", meta->author);
    buf_add(out, S("\n in"));
    put_span(doc, out, "container", meta->container);
    for_vec (i, doc->issn)
        put_span(doc, out, "issn", doc->issn.at[i]);
    put_span(doc, out, "publisher", meta->publisher);
    put_span(doc, out, "date", meta->date);
    put_count(out, "year", meta->year);
    put_span(doc, out, "volume", meta->volume);
    put_span(doc, out, "issue", meta->issue);
    put_span(doc, out, "page", meta->page);
    buf_add(out, S("\n keywords"));
    for_vec (i, doc->keyword)
        put_span(doc, out, "", doc->keyword.at[i]);
    buf_char(out, '\n');
}

static void dump_notices(const struct doc *doc, struct buf *out)
{
    for_vec (i, doc->notice) {
        const struct notice *notice = &doc->notice.at[i];
        buf_format(out, "notice %u %s of", i, notice_kind_name[notice->kind]);
        put_ids(doc, out, &notice->of);
        put_span(doc, out, "date", notice->date);
        buf_char(out, '\n');
    }
}

static void dump_headings(const struct doc *doc, struct buf *out)
{
    for_vec (i, doc->part) {
        buf_format(out, "part %u", i);
        put_span(doc, out, "type", doc->part.at[i].type);
        put_span(doc, out, "title", doc->part.at[i].title);
        buf_char(out, '\n');
    }
    for_vec (i, doc->heading) {
        const struct heading *heading = &doc->heading.at[i];
        buf_format(out, "heading %u %s", i, section_name[heading->section]);
        put_row(out, "under", heading->parent);
        put_span(doc, out, "", heading->text);
        buf_char(out, '\n');
    }
}

static void dump_blocks(const struct doc *doc, struct buf *out)
{
    static const char *const run_name[] = {"superscript", "subscript",
                                           "formula"};
    uint32_t run = 0;
    for_vec (i, doc->block) {
        const struct block *block = &doc->block.at[i];
        buf_format(out, "block %u %s %s", i, block_kind_name[block->kind],
                   section_name[block->section]);
        put_row(out, "heading", block->heading);
        put_row(out, "part", block->part);
        put_span(doc, out, "", block->text);
        buf_char(out, '\n');
        for (;
             run < doc->run.n && doc->run.at[run].text.start < block->text.end;
             run++) {
            buf_format(out, " run %s", run_name[doc->run.at[run].kind]);
            put_span(doc, out, "", doc->run.at[run].text);
            buf_char(out, '\n');
        }
    }
}

static void put_ref_key(const struct doc *doc, struct buf *out, uint32_t ref)
{
    buf_char(out, ' ');
    buf_add(out, ref == NONE ? S("?") : doc_str(doc, doc->ref.at[ref].key));
}

static void dump_links(const struct doc *doc, struct buf *out)
{
    for_vec (i, doc->link) {
        const struct link *link = &doc->link.at[i];
        buf_format(out, "link %u", i);
        put_row(out, "block", link->block);
        put_span(doc, out, "", link->text);
        if (link->superscript)
            buf_add(out, S(" superscript"));
        buf_add(out, S(" to"));
        for (uint32_t t = 0; t < link->target.n; t++)
            put_ref_key(doc, out, doc->target.at[link->target.start + t]);
        buf_char(out, '\n');
    }
}

static void dump_refs(const struct doc *doc, struct buf *out)
{
    for_vec (i, doc->ref) {
        const struct ref *ref = &doc->ref.at[i];
        buf_format(out, "ref %.*s n=%u", STR(doc_str(doc, ref->key)), ref->n);
        put_span(doc, out, "part-of", ref->part_of);
        put_span(doc, out, "label", ref->label);
        put_ids(doc, out, &ref->id);
        put_span(doc, out, "type", ref->type);
        put_count(out, "year", ref->year);
        put_people(doc, out, "author", ref->author);
        put_people(doc, out, "editor", ref->editor);
        put_span(doc, out, "title", ref->title);
        put_span(doc, out, "container", ref->container);
        put_span(doc, out, "publisher", ref->publisher);
        put_span(doc, out, "volume", ref->volume);
        put_span(doc, out, "issue", ref->issue);
        put_span(doc, out, "page", ref->page);
        put_span(doc, out, "url", ref->url);
        put_span(doc, out, "work", ref->work);
        if (ref->self_citation)
            buf_format(out, " self-citation %.*s",
                       STR(self_level(true, ref->self_lead)));
        if (ref->parsed)
            buf_add(out, S(" parsed"));
        buf_add(out, S("\n raw"));
        put_span(doc, out, "", ref->raw);
        buf_char(out, '\n');
    }
}

/* ---- what the later stages fill -------------------------------------- */

static void dump_sentences(const struct doc *doc, struct buf *out)
{
    for_vec (i, doc->sentence) {
        buf_format(out, "sentence %u block %u", i, doc->sentence.at[i].block);
        put_span(doc, out, "", doc->sentence.at[i].text);
        buf_char(out, '\n');
    }
}

static void dump_label(const struct doc *doc, uint32_t citation,
                       struct buf *out)
{
    const struct label *label = &doc->label.at[citation];
    buf_format(out, " %s", stance_name[label->stance]);
    for (int s = STANCE_SUPPORTING; s < STANCES; s++)
        buf_format(out, " %.2f", (double)label->p[s]);
    put_text(out, "evidence", str_of(evidence_name[label->evidence]));
    put_text(out, "intent", str_of(intent_name[label->intent]));
    for (uint32_t i = 0; i < label->cue.n; i++)
        put_span(doc, out, "cue", doc->cue.at[label->cue.start + i].text);
}

static void dump_markers(const struct doc *doc, enum stage upto,
                         struct buf *out)
{
    for_vec (i, doc->marker) {
        const struct marker *marker = &doc->marker.at[i];
        buf_format(out, "marker %u sentence %u", i, marker->sentence);
        put_span(doc, out, "", marker->text);
        buf_format(out, " %s%s", marker_style_name[marker->style],
                   marker->tagged ? "" : " untagged");
        if (marker->group != i)
            buf_format(out, " with %u", marker->group);
        buf_char(out, '\n');
        for (uint32_t c = marker->citation.start;
             c < marker->citation.start + marker->citation.n; c++) {
            buf_format(out, " citation %u", c);
            put_ref_key(doc, out, doc->citation.at[c].ref);
            buf_format(out, "/%u", doc->citation.at[c].mention);
            if (upto >= STAGE_CLASSIFY && c < doc->label.n)
                dump_label(doc, c, out);
            buf_char(out, '\n');
        }
    }
}

static void dump_notes(const struct doc *doc, struct buf *out)
{
    for_vec (i, doc->note) {
        const struct note *note = &doc->note.at[i];
        buf_format(out, "note %s", note_name[note->kind]);
        put_text(out, "", note->what);
        put_span(doc, out, "at", note->where);
        buf_char(out, '\n');
    }
}

void dump_doc(const struct doc *doc, enum stage upto, struct buf *out)
{
    dump_meta(doc, out);
    dump_notices(doc, out);
    dump_headings(doc, out);
    dump_blocks(doc, out);
    dump_links(doc, out);
    if (upto >= STAGE_SENTENCES)
        dump_sentences(doc, out);
    if (upto >= STAGE_CITE)
        dump_markers(doc, upto, out);
    dump_refs(doc, out);
    dump_notes(doc, out);
}
