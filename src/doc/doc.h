/*
 * A paper as one flat thing: one buffer of UTF-8, and tables that point into
 * it by span and into each other by index.
 *
 * The stages fill it in this order, each its own tables, none changes another's
 * (but for the columns named here):
 *
 *     read       meta, person, heading, block, run, link, ref, notice
 *     cite       sentence (cite_sentences), marker, citation (cite_find)
 *     resolve    ref.id, ref.work, ref.self_citation, ref.self_lead;
 *                meta.id; notice.of; the fields of a ref that has none but
 *                `raw`
 *     classify   label, one a citation, same index
 *
 * Everything printed is a span into `text`; an empty span is "unknown".  All
 * of it lives in `arena` and goes with it.  `stet dump` shows the tables.
 */
#ifndef STET_DOC_DOC_H
#define STET_DOC_DOC_H

#include "base/buf.h"
#include "base/span.h"

/* Rows start … start+n-1 of another table. */
struct rows {
    uint32_t start;
    uint32_t n;
};

/* "No such row" in every index of a table. */
#define NONE UINT32_MAX

/* The largest document we take, in bytes of XML. */
#define DOC_MAX ((size_t)64 << 20)

/* ---- identifiers ---------------------------------------------------- */

/* In the order in which they name a work. */
enum id_scheme {
    ID_DOI,
    ID_PMID,
    ID_PMCID,
    ID_ARXIV,
    ID_OPENALEX,
    ID_ISBN, /* the last: a chapter is printed with its book's */
    ID_SCHEMES
};

/* "doi", "pmid", "pmcid", "arxiv", "openalex", "isbn": as in JSON and in the
 * store. */
extern const char *const id_scheme_name[ID_SCHEMES];

/* As printed after `read`; normalised, or empty if not valid, after `resolve`.
 */
struct ids {
    struct span of[ID_SCHEMES];
};

/* ---- what is read --------------------------------------------------- */

struct person {
    struct span family; /* or the whole name of a group */
    struct span given;  /* as printed: "Jane B." or "JB" */
    struct span orcid;  /* 0000-0001-2345-6789, without the URL */
};

/* What the article says about itself. */
struct meta {
    struct ids id;
    struct span title;
    struct span abstract; /* its blocks, a line each */
    struct rows author;   /* in doc->person */
    struct span container;
    struct span publisher;
    struct span volume, issue, page; /* page: "1-9" or an e-locator */
    struct span date;                /* YYYY, YYYY-MM or YYYY-MM-DD */
    struct span type;                /* article-type: "research-article" */
    struct span language;
    struct span license; /* "CC-BY-4.0" when known, else as printed */
    uint32_t year;       /* 0: unknown */
};

/* What became of a work: said by a notice, about another article. */
enum notice_kind {
    NOTICE_RETRACTION,
    NOTICE_PARTIAL_RETRACTION,
    NOTICE_CORRECTION, /* correction, erratum, corrigendum */
    NOTICE_CONCERN,
    NOTICE_WITHDRAWAL,
    NOTICE_REINSTATEMENT,
    NOTICE_KINDS
};
extern const char *const notice_kind_name[NOTICE_KINDS];

struct notice {
    enum notice_kind kind;
    struct ids of;    /* the work it is about */
    struct span date; /* the notice's own */
};

enum section {
    SECTION_OTHER,
    SECTION_INTRODUCTION,
    SECTION_METHODS,
    SECTION_RESULTS,
    SECTION_DISCUSSION,
    SECTIONS
};
extern const char *const section_name[SECTIONS];

/* A heading and where it hangs: its path is read upwards by `parent`. */
struct heading {
    struct span text;
    uint32_t parent; /* NONE at the top */
    enum section section;
};

/*
 * Part of a file that is not the article itself: a JATS sub-article or
 * response (JATS 1.3, <sub-article>): a decision letter, a reply, the same
 * text in another language.
 */
struct part {
    struct span type; /* "translation", "decision-letter", "reply" … */
    struct span title;
};

enum block_kind {
    BLOCK_TEXT,
    BLOCK_ABSTRACT,
    BLOCK_TABLE, /* a cell, or the table's foot */
    BLOCK_CAPTION,
    BLOCK_FOOTNOTE,
    BLOCK_BOX,
    BLOCK_TITLE, /* a heading that holds citations */
    BLOCK_KINDS
};
/* "text" isn't written in JSON: it is the usual thing. */
extern const char *const block_kind_name[BLOCK_KINDS];

/* A paragraph-like unit.  Blocks stand in document order and don't overlap. */
struct block {
    struct span text;
    enum block_kind kind;
    enum section section;
    uint32_t heading; /* the innermost, NONE before the first */
    uint32_t part;    /* NONE for the article itself */
    struct rows sentence;
};

/* How a stretch of text is set, where that matters to what it means. */
enum run_kind {
    RUN_SUPERSCRIPT,
    RUN_SUBSCRIPT,
    RUN_FORMULA,  /* no sentence ends in it, no marker stands in it */
    RUN_ELSEWHERE /* a link to something else than refs: a figure, a note */
};

struct run {
    struct span text;
    enum run_kind kind;
};

/*
 * A tagged in-text link to refs (JATS <xref ref-type="bibr">), as tagged: its
 * text may be empty or mere punctuation.  Links stand in document order.
 */
struct link {
    struct span text;
    struct rows target; /* in doc->target */
    uint32_t block;
    bool superscript; /* it, or what it stands in */
};

/* One entry of the reference list. */
struct ref {
    struct span key;   /* its id in the file, made up if it has none: unique */
    struct span label; /* as printed before it: "12", "[Knu84]" */
    struct span part_of; /* key of the <ref> that also holds other works */
    struct span raw;     /* the whole entry as printed */
    struct ids id;
    struct rows author; /* in doc->person */
    struct rows editor;
    struct span title;
    struct span container;
    struct span publisher;
    struct span volume, issue, page;
    struct span type; /* publication-type as printed: "journal", "book" … */
    struct span url;
    uint32_t n; /* place in the list, from 1; the parts of one <ref> share it */
    uint32_t year; /* 0: unknown */

    /* by resolve */
    struct span work; /* "doi:10.…", "pmid:…", or "ref:" and a hash */
    bool self_citation;
    bool self_lead; /* by somebody who is first or last author of both */
    bool parsed;    /* its fields were read out of `raw` */
};

/* How much of a self-citation: "any", "first-last"; empty for none. */
static inline str self_level(bool self_citation, bool self_lead)
{
    return !self_citation ? S("") : self_lead ? S("first-last") : S("any");
}

/* ---- what is found -------------------------------------------------- */

struct sentence {
    struct span text;
    uint32_t block;
};

enum marker_style {
    STYLE_NUMBER, /* [3], (3), 3 */
    STYLE_SUPERSCRIPT,
    STYLE_AUTHOR_YEAR,
    STYLE_KEY, /* [Knu84] */
    STYLE_OTHER,
    STYLES
};
extern const char *const marker_style_name[STYLES];

/*
 * A citation as printed, the smallest piece that names its works: "[3]",
 * "3–5" of "[1,3–5]", "Smith et al., 2010" of "(Smith et al., 2010; Wu 2011)".
 * Brackets belong to it when they hold nothing else.
 */
struct marker {
    struct span text;
    uint32_t sentence;
    struct rows citation;
    uint32_t group; /* number of the first marker of the cluster it is in */
    enum marker_style style;
    bool tagged; /* false: found by reading, no link in the file */
};

/* One marker × one ref: the unit that is labelled, counted and shown. */
struct citation {
    uint32_t marker;
    uint32_t ref;     /* NONE when the marker can't be linked */
    uint32_t mention; /* the n-th of this ref in the doc, from 1 */
};

enum stance {
    STANCE_UNCLASSIFIED,
    STANCE_SUPPORTING,
    STANCE_CONTRASTING,
    STANCE_MENTIONING,
    STANCES
};
extern const char *const stance_name[STANCES];

enum evidence {
    EVIDENCE_NONE,
    EVIDENCE_OWN,
    EVIDENCE_REPORTED,
    EVIDENCES
};
extern const char *const evidence_name[EVIDENCES];

enum intent {
    INTENT_NONE,
    INTENT_BACKGROUND,
    INTENT_METHOD,
    INTENT_RESULT,
    INTENTS
};
extern const char *const intent_name[INTENTS];

/*
 * The six codes, the truth inside: whose evidence stands how to the cited
 * finding.  Every public label is a view of them (doc/view.h).
 */
enum code {
    CODE_S, /* own evidence agrees */
    CODE_s, /* others' evidence agrees */
    CODE_C, /* own evidence differs */
    CODE_c, /* others' evidence differs */
    CODE_U, /* something of it is used */
    CODE_B, /* background, everything else */
    CODES   /* also: nothing could be said */
};

/* A word or two of the sentence that spoke for the label. */
struct cue {
    struct span text; /* in doc->text */
    float weight;     /* log-odds it added */
};

struct label {
    enum stance stance;
    enum evidence evidence;
    enum intent intent;
    enum code code;   /* unless it is unclassified: see label_code */
    float p[STANCES]; /* calibrated; p[STANCE_UNCLASSIFIED] is unused */
    struct rows cue;  /* in doc->cue */
};

/* What people say a citation does, instead of a machine's label. */
struct correction {
    str doc, citation; /* keys: "doi:10.5555/abc", "B12/2" */
    enum code code;    /* CODES: the one before is taken back */
    str who, why;      /* why may be empty */
    str at;            /* "2026-11-27T20:41:56Z" */
};
typedef vec_of(struct correction) corrections;

/* ---- oddities and yield --------------------------------------------- */

/* One row a kind of oddity; `name` is what yield and dump print. */
#define NOTES(NOTE)                                                            \
    NOTE(NOTE_REF_MISSING, "ref-missing", "a link to no entry of the list")    \
    NOTE(NOTE_REF_EMPTY, "ref-empty", "an entry without any text")             \
    NOTE(NOTE_REF_NO_ID, "ref-no-id", "an entry that nothing can link to")     \
    NOTE(NOTE_REF_DUPLICATE, "ref-duplicate", "a second entry of that id")     \
    NOTE(NOTE_LINK_EMPTY, "link-empty", "a link without text of its own")      \
    NOTE(NOTE_LINK_OUTSIDE, "link-outside", "a link where no block is")        \
    NOTE(NOTE_RANGE_WIDE, "range-wide", "a range too wide to be citations")    \
    NOTE(NOTE_RANGE_BROKEN, "range-broken", "a range that runs backwards")     \
    NOTE(NOTE_MARKER_UNLINKED, "marker-unlinked",                              \
         "a marker linked to nothing")                                         \
    NOTE(NOTE_MARKER_AMBIGUOUS, "marker-ambiguous", "several refs would fit")  \
    NOTE(NOTE_ID_INVALID, "id-invalid", "an identifier that is none")          \
    NOTE(NOTE_PART_SKIPPED, "part-skipped", "something we don't read")         \
    NOTE(NOTE_ENTITY, "entity-unknown", "an entity nobody declared")           \
    NOTE(NOTE_NAMESPACE, "namespace", "a prefix that was never declared")      \
    NOTE(NOTE_TOO_MANY, "too-many", "more of something than we take")

#define NOTE_ENUM(kind, name, help) kind,
enum note_kind {
    NOTES(NOTE_ENUM) NOTE_KINDS
};
#undef NOTE_ENUM

extern const char *const note_name[NOTE_KINDS];
extern const char *const note_help[NOTE_KINDS]; /* in a few words */

struct note {
    enum note_kind kind;
    struct span where; /* what is odd, if it has a place */
    str what;          /* a word about it, e.g. the id that is missing */
};

/* What was read and what was not: derived from the tables by doc_yield. */
struct yield {
    uint32_t blocks, sentences, refs, refs_with_id;
    uint32_t markers;   /* all, linked or not */
    uint32_t linked;    /* markers with at least one ref */
    uint32_t citations; /* linked ones and unlinked ones */
    uint32_t note[NOTE_KINDS];
};

/* ---- the doc -------------------------------------------------------- */

struct doc {
    struct arena *arena;

    /* where it came from */
    str source;      /* a name for people: "PMC1.xml", "a.tar.gz/PMC1.xml" */
    str format;      /* "jats" */
    char sha256[65]; /* of the file's bytes (with several articles: + place) */
    str key;         /* "doi:10.5555/abc", by resolve; never empty after it */

    struct { /* the text; doc_add_text puts more at its end */
        char *ptr;
        uint32_t len, cap;
    } text;

    struct meta meta;
    vec_of(struct person) person;
    spans issn;
    spans keyword;
    vec_of(struct notice) notice;
    vec_of(struct heading) heading;
    vec_of(struct part) part;
    vec_of(struct block) block;
    vec_of(struct run) run;
    vec_of(struct link) link;
    vec_of(uint32_t) target; /* refs that links point to */
    vec_of(struct ref) ref;

    vec_of(struct sentence) sentence;
    vec_of(struct marker) marker;
    vec_of(struct citation) citation;

    vec_of(struct label) label; /* empty, or one a citation */
    vec_of(struct cue) cue;
    str model;              /* what made the labels: "stance-1" */
    corrections correction; /* that came with a record; no stage makes any */

    vec_of(struct note) note;
};

/* A fresh doc in `arena`, all tables empty. */
struct doc *doc_new(struct arena *arena, str source);

/* The text of a span. */
static inline str doc_str(const struct doc *doc, struct span span)
{
    return (str){doc->text.ptr + span.start, span.end - span.start};
}

/* Put text (UTF-8, checked) at the end; says where it stands. */
struct span doc_add_text(struct doc *doc, str text);

/* The same, unless it stands in doc->text already. */
struct span doc_keep(struct doc *doc, str text);

/* Something odd; `what` may be empty. */
void doc_note(struct doc *doc, enum note_kind kind, struct span where,
              str what);

struct yield doc_yield(const struct doc *doc);

/* Of a wider cluster the first so many refs are its group. */
#define GROUP_MAX 256

/*
 * The refs cited in the cluster that `marker` belongs to, each once, in the
 * order printed; n ≥ 1 if it is linked.  Made in `arena`.
 */
typedef vec_of(uint32_t) indices;
indices doc_group(const struct doc *doc, uint32_t marker, struct arena *arena);

/* "B12/2": stable when the same file is read again.  Unlinked: "?/7". */
str doc_citation_id(const struct doc *doc, uint32_t citation,
                    struct arena *arena);

/*
 * The sentences around one, in the same block: NONE at its ends.
 */
uint32_t doc_sentence_before(const struct doc *doc, uint32_t sentence);
uint32_t doc_sentence_after(const struct doc *doc, uint32_t sentence);

#endif
