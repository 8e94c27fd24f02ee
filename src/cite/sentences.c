#include "cite/cite.h"
#include "text/sentence.h"

typedef vec_of(struct mark) mark_list;

/* What matters to no sentence. */
#define NO_MARK ((enum mark_kind)UINT8_MAX)

static const enum mark_kind mark_of_run[] = {[RUN_SUPERSCRIPT] =
                                                 MARK_SUPERSCRIPT,
                                             [RUN_SUBSCRIPT] = MARK_SUBSCRIPT,
                                             [RUN_FORMULA] = MARK_FORMULA,
                                             [RUN_ELSEWHERE] = NO_MARK};

/* Where the walk over links and runs, both in order, has come to. */
struct walk {
    uint32_t link, run;
};

static void add_mark(mark_list *marks, struct span at, enum mark_kind kind,
                     const struct block *block, struct arena *arena)
{
    if (span_len(at) == 0 || kind == NO_MARK || !span_has(block->text, at))
        return;
    at.start -= block->text.start;
    at.end -= block->text.start;
    vec_push(marks, arena, ((struct mark){at, kind}));
}

/* Links and runs of a block, in order; a link before the run it stands in. */
static mark_list marks_of(const struct doc *doc, uint32_t row,
                          struct walk *walk, struct arena *arena)
{
    const struct block *block = &doc->block.at[row];
    mark_list marks = {0};
    for (;;) {
        bool link =
            walk->link < doc->link.n && doc->link.at[walk->link].block <= row;
        bool run = walk->run < doc->run.n &&
                   doc->run.at[walk->run].text.start < block->text.end;
        if (!link && !run)
            return marks;
        if (link && (!run || doc->link.at[walk->link].text.start <=
                                 doc->run.at[walk->run].text.start)) {
            add_mark(&marks, doc->link.at[walk->link++].text, MARK_CITATION,
                     block, arena);
        } else {
            const struct run *r = &doc->run.at[walk->run++];
            add_mark(&marks, r->text, mark_of_run[r->kind], block, arena);
        }
    }
}

/*
 * Every citation repeats its sentence, so one without end would be written
 * without end; the longest of 1,532 articles had 1,788 bytes.
 */
#define SENTENCE_MAX 8192

/* Cut what is too long at white space, else at a character. */
static spans cut_long(struct doc *doc, str text, spans found,
                      struct arena *arena)
{
    spans cut = {0};
    for_vec (i, found) {
        struct span rest = found.at[i];
        if (span_len(rest) > SENTENCE_MAX)
            doc_note(doc, NOTE_TOO_MANY, (struct span){0},
                     S("bytes of a sentence"));
        while (span_len(rest) > SENTENCE_MAX) {
            uint32_t at = rest.start + SENTENCE_MAX;
            while (at > rest.start && text.ptr[at] != ' ')
                at--;
            if (at == rest.start)
                at = rest.start + SENTENCE_MAX;
            while (((unsigned char)text.ptr[at] & 0xC0) == 0x80)
                at--;
            vec_push(&cut, arena, ((struct span){rest.start, at}));
            rest.start = at + (text.ptr[at] == ' ');
        }
        vec_push(&cut, arena, rest);
    }
    return cut;
}

static void add_sentences(struct doc *doc, uint32_t row, spans found)
{
    struct block *block = &doc->block.at[row];
    block->sentence = (struct rows){doc->sentence.n, found.n};
    for_vec (i, found) {
        struct span at = {block->text.start + found.at[i].start,
                          block->text.start + found.at[i].end};
        vec_push(&doc->sentence, doc->arena, ((struct sentence){at, row}));
    }
}

void cite_sentences(struct doc *doc)
{
    struct walk walk = {0, 0};
    SCOPED_ARENA scratch = {0};
    for_vec (i, doc->block) {
        spans found = {0};
        arena_clear(&scratch);
        mark_list marks = marks_of(doc, i, &walk, &scratch);
        str text = doc_str(doc, doc->block.at[i].text);
        sentence_find(text, marks.at, marks.n, &found, &scratch);
        found = cut_long(doc, text, found, &scratch);
        if (found.n == 0) /* links need one to stand in */
            vec_push(&found, &scratch, ((struct span){0, 0}));
        add_sentences(doc, i, found);
    }
}
