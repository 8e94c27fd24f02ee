#include "resolve/resolve.h"

#include "resolve/identifier.h"
#include "resolve/ref_fill.h"
#include "resolve/self.h"
#include "text/fold.h"

/* ---- identifiers ------------------------------------------------------ */

static void normalise(struct doc *doc, struct ids *ids, struct arena *scratch)
{
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++) {
        struct span *id = &ids->of[scheme];
        if (span_len(*id) == 0)
            continue;
        str printed = doc_str(doc, *id);
        str normal = id_normal((enum id_scheme)scheme, printed, scratch);
        if (normal.len == 0)
            doc_note(doc, NOTE_ID_INVALID, *id, printed);
        if (!str_eq(printed, normal))
            *id = doc_add_text(doc, normal);
    }
}

/* Schemes that name a work; an ISBN names a chapter's book, not the chapter. */
static struct span key_of(struct doc *doc, const struct ids *ids, bool isbn)
{
    for (int scheme = 0; scheme < ID_SCHEMES; scheme++) {
        str id = doc_str(doc, ids->of[scheme]);
        if (id.len && (scheme != ID_ISBN || isbn))
            return doc_add_text(doc,
                                arena_format(doc->arena, "%s:%.*s",
                                             id_scheme_name[scheme], STR(id)));
    }
    return (struct span){0};
}

/* ---- references without one ------------------------------------------- */

/* Shorter ones ("Editorial", "Ibid., p. 12") are several works'. */
#define TITLE_LEAST 11
#define RAW_LEAST   20

static void put_folded(const struct doc *doc, struct span span, struct buf *out,
                       struct arena *scratch)
{
    buf_add(out, fold(doc_str(doc, span), scratch));
    buf_char(out, '|');
}

/* The entry as printed, without its label; nothing if it says too little. */
static void put_raw(const struct doc *doc, const struct ref *ref,
                    struct buf *out, struct arena *scratch)
{
    str raw = doc_str(doc, ref->raw), label = doc_str(doc, ref->label);
    if (label.len && str_starts(raw, label))
        raw = str_from(raw, label.len);
    raw = fold(raw, scratch);
    if (raw.len >= RAW_LEAST)
        buf_add(out, raw);
}

/*
 * What is printed, made comparable; empty when it says too little.  First
 * author, year and title name a work; where one of them is missing ("Annual
 * report 2010"), where it appeared must be the same, too.
 */
static void fold_ref(const struct doc *doc, const struct ref *ref,
                     struct buf *out, struct arena *scratch)
{
    bool titled = span_len(ref->title) >= TITLE_LEAST;
    bool placed = span_len(ref->container) && span_len(ref->page) &&
                  (span_len(ref->volume) || ref->year);
    if (!titled && !placed) {
        put_raw(doc, ref, out, scratch);
        return;
    }
    if (ref->author.n)
        put_folded(doc, doc->person.at[ref->author.start].family, out, scratch);
    buf_format(out, "%u|", ref->year);
    put_folded(doc, ref->title, out, scratch);
    if (titled && ref->author.n && ref->year)
        return;
    put_folded(doc, ref->container, out, scratch);
    put_folded(doc, ref->volume, out, scratch);
    put_folded(doc, ref->page, out, scratch);
    put_folded(doc, ref->url, out, scratch);
}

static struct span hashed_key(struct doc *doc, const struct ref *ref,
                              struct arena *scratch)
{
    SCOPED_BUF printed = {0};
    fold_ref(doc, ref, &printed, scratch);
    if (printed.len == 0) { /* "ibid.": itself and nothing else */
        buf_add(&printed, doc->key);
        buf_char(&printed, '#');
        buf_add(&printed, doc_str(doc, ref->key));
    }
    unsigned long long hash = str_hash(buf_str(&printed));
    return doc_add_text(doc, arena_format(doc->arena, "ref:%016llx", hash));
}

/* ---- the doc ---------------------------------------------------------- */

static void name_doc(struct doc *doc)
{
    struct span key = key_of(doc, &doc->meta.id, false);
    if (span_len(key))
        doc->key = arena_str(doc->arena, doc_str(doc, key));
    else if (doc->sha256[0])
        doc->key = arena_format(doc->arena, "file:%.16s", doc->sha256);
    else
        doc->key = arena_format(doc->arena, "file:%016llx",
                                (unsigned long long)str_hash(doc->source));
}

static void resolve_ref(struct doc *doc, uint32_t row,
                        const struct own_names *own, struct arena *scratch)
{
    struct ref ref = doc->ref.at[row];
    ref_fill(doc, &ref, scratch);
    normalise(doc, &ref.id, scratch);
    ref.work = key_of(doc, &ref.id, span_len(ref.container) == 0);
    if (span_len(ref.work) == 0)
        ref.work = hashed_key(doc, &ref, scratch);
    ref.self_citation = is_self_citation(own, doc, &ref, &ref.self_lead);
    doc->ref.at[row] = ref;
}

void resolve_doc(struct doc *doc)
{
    SCOPED_ARENA names = {0};
    SCOPED_ARENA scratch = {0};
    normalise(doc, &doc->meta.id, &scratch);
    name_doc(doc);
    for_vec (i, doc->notice)
        normalise(doc, &doc->notice.at[i].of, &scratch);
    struct own_names own = own_names_of(doc, &names);
    for_vec (i, doc->ref) {
        arena_clear(&scratch);
        resolve_ref(doc, i, &own, &scratch);
    }
}
