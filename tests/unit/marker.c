/*
 * cite: what stands in a paragraph, and the markers made of it.
 *
 * A case is a paragraph.  "<3>" is a link that shows "3" and points to ref 3,
 * "<3-5=3,5>" one that shows "3-5" and points to 3 and 5, "<=4>" an empty one,
 * "<9=>" one that points nowhere; "^" before a link sets it high, and "^{4}"
 * sets untagged text high.  The list has sixty refs, 1 … 60; in name.txt it is
 * the one below, by names and years; in part.txt some hold two works.
 *
 * Expected are the markers in order, "text: refs", with " & " between those of
 * one cluster and " | " between clusters.  "~" before a marker says that it
 * isn't tagged; "-" as its refs, that it is linked to none.  Notes of ranges
 * and of what could be several follow after " ! ".
 */
#include "cite/cite.h"

#include "check.h"

#define REFS 60

static const struct {
    const char *first, *second, *third;
    uint32_t year;
    const char *year_printed;
} named[] = {
    {"Smith", "Jones", NULL, 2010, "2010"}, /* 1 */
    {"Smith", NULL, NULL, 2012, "2012"},
    {"Wu", "Li", "Chen", 2011, "2011a"}, /* 3 */
    {"Wu", "Li", "Chen", 2011, "2011b"},
    {"Müller", "Groß", NULL, 1999, "1999"}, /* 5 */
    {"García-López", "Pérez", "Ruiz", 2005, "2005"},
    {"O'Neill", NULL, NULL, 2001, "2001"}, /* 7 */
    {"van der Berg", "Visser", NULL, 2008, "2008"},
    {"Lee", "Kim", NULL, 2015, "2015"}, /* 9 */
    {"Lee", "Park", "Choi", 2015, "2015"},
    {"World Health Organization", NULL, NULL, 2020, "2020"}, /* 11 */
    {"Brown", NULL, NULL, 1987, "1987"},
};
#define NAMED (sizeof(named) / sizeof(*named))

static struct doc *new_doc(struct arena *arena)
{
    return doc_new(arena, S("case"));
}

static void add_numbered(struct doc *doc)
{
    for (uint32_t n = 1; n <= REFS; n++) {
        struct ref ref = {.n = n};
        ref.key = doc_add_text(doc, arena_format(doc->arena, "B%u", n));
        ref.label = doc_add_text(doc, arena_format(doc->arena, "%u.", n));
        vec_push(&doc->ref, doc->arena, ref);
    }
}

static void add_person(struct doc *doc, struct ref *ref, const char *family)
{
    if (family == NULL)
        return;
    if (ref->author.n++ == 0)
        ref->author.start = doc->person.n;
    struct span name = doc_add_text(doc, str_of(family));
    vec_push(&doc->person, doc->arena, ((struct person){.family = name}));
}

static void add_named(struct doc *doc)
{
    for (uint32_t n = 0; n < NAMED; n++) {
        struct ref ref = {.n = n + 1, .year = named[n].year};
        ref.key = doc_add_text(doc, arena_format(doc->arena, "B%u", n + 1));
        add_person(doc, &ref, named[n].first);
        add_person(doc, &ref, named[n].second);
        add_person(doc, &ref, named[n].third);
        ref.raw = doc_add_text(doc, arena_format(doc->arena, "%s %s, A title.",
                                                 named[n].first,
                                                 named[n].year_printed));
        vec_push(&doc->ref, doc->arena, ref);
    }
}

static void add_targets(struct doc *doc, struct link *link, str targets)
{
    str item;
    uint32_t ref;
    link->target.start = doc->target.n;
    while (targets.len && str_split(&targets, ',', &item)) {
        ref = str_uint(item, &ref) && ref <= doc->ref.n ? ref - 1 : NONE;
        vec_push(&doc->target, doc->arena, ref);
    }
    if (doc->target.n == link->target.start)
        vec_push(&doc->target, doc->arena, NONE);
    link->target.n = doc->target.n - link->target.start;
}

static void add_run(struct doc *doc, struct span text)
{
    if (span_len(text))
        vec_push(&doc->run, doc->arena, ((struct run){text, RUN_SUPERSCRIPT}));
}

/* "3", "3-5=3,5": without its angles. */
static void add_link(struct doc *doc, str inside, bool high)
{
    size_t equals = str_chr(inside, '=');
    str shown = equals == STR_NONE ? inside : str_first(inside, equals);
    str targets = equals == STR_NONE ? inside : str_from(inside, equals + 1);
    struct link link = {.superscript = high};
    add_targets(doc, &link, targets);
    link.text = (struct span){doc->text.len, doc->text.len};
    if (shown.len)
        link.text = doc_add_text(doc, shown);
    if (high)
        add_run(doc, link.text);
    vec_push(&doc->link, doc->arena, link);
}

static void add_paragraph(struct doc *doc, str text)
{
    struct block block = {.heading = NONE, .part = NONE};
    block.text.start = doc->text.len;
    while (text.len) {
        bool high = text.ptr[0] == '^' && text.len > 1;
        str piece = str_from(text, high);
        bool link = piece.ptr[0] == '<', raised = high && piece.ptr[0] == '{';
        size_t end = link     ? str_chr(piece, '>')
                     : raised ? str_chr(piece, '}')
                              : STR_NONE;
        if (end == STR_NONE) {
            doc_add_text(doc, str_first(text, 1));
            text = str_from(text, 1);
            continue;
        }
        str inside = {piece.ptr + 1, end - 1};
        if (link)
            add_link(doc, inside, high);
        else
            add_run(doc, doc_add_text(doc, inside));
        text = str_from(piece, end + 1);
    }
    block.text.end = doc->text.len;
    vec_push(&doc->block, doc->arena, block);
    doc_add_text(doc, S("\n"));
}

static void put_marker(const struct doc *doc, uint32_t row, struct buf *out)
{
    const struct marker *marker = &doc->marker.at[row];
    if (row)
        buf_add(out, marker->group == row ? S(" | ") : S(" & "));
    if (!marker->tagged)
        buf_char(out, '~');
    buf_add(out, doc_str(doc, marker->text));
    buf_char(out, ':');
    for (uint32_t i = 0; i < marker->citation.n; i++) {
        uint32_t ref = doc->citation.at[marker->citation.start + i].ref;
        if (ref == NONE)
            buf_add(out, S(" -"));
        else
            buf_format(out, " %u", ref + 1);
    }
}

static void put_notes(const struct doc *doc, struct buf *out)
{
    for_vec (i, doc->note)
        if (doc->note.at[i].kind == NOTE_RANGE_WIDE ||
            doc->note.at[i].kind == NOTE_RANGE_BROKEN ||
            doc->note.at[i].kind == NOTE_MARKER_AMBIGUOUS)
            buf_format(out, " ! %s", note_name[doc->note.at[i].kind]);
}

static void run(struct doc *doc, str input, struct buf *out)
{
    add_paragraph(doc, input);
    cite_sentences(doc);
    cite_find(doc);
    for_vec (i, doc->marker)
        put_marker(doc, i, out);
    if (doc->marker.n == 0)
        buf_char(out, '-');
    put_notes(doc, out);
}

static void run_numbered(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    struct doc *doc = new_doc(&arena);
    add_numbered(doc);
    run(doc, input, out);
}

/* 1, 2a, 2b, 3 */
static void run_parts(str input, struct buf *out)
{
    static const uint32_t number[] = {1, 2, 2, 3};
    SCOPED_ARENA arena = {0};
    struct doc *doc = new_doc(&arena);
    for (size_t i = 0; i < sizeof(number) / sizeof(*number); i++) {
        struct ref ref = {.n = number[i]};
        ref.key = doc_add_text(doc, arena_format(&arena, "B%zu", i));
        vec_push(&doc->ref, doc->arena, ref);
    }
    run(doc, input, out);
}

static void run_named(str input, struct buf *out)
{
    SCOPED_ARENA arena = {0};
    struct doc *doc = new_doc(&arena);
    add_named(doc);
    run(doc, input, out);
}

int main(void)
{
    check_cases("tests/cases/range.txt", run_numbered);
    check_cases("tests/cases/part.txt", run_parts);
    check_cases("tests/cases/name.txt", run_named);
    return check_end();
}
