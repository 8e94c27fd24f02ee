/* The citations of a doc: their contexts, judged one by one. */
#include "classify/classify.h"

static str sentence_text(const struct doc *doc, uint32_t sentence)
{
    return sentence == NONE ? (str){0}
                            : doc_str(doc, doc->sentence.at[sentence].text);
}

/* The path of headings, outermost first. */
static strs heading_path(const struct doc *doc, uint32_t heading,
                         struct arena *arena)
{
    strs path = {0};
    for (; heading != NONE && path.n < 16;
         heading = doc->heading.at[heading].parent)
        vec_push(&path, arena, doc_str(doc, doc->heading.at[heading].text));
    for (uint32_t i = 0; i < path.n / 2; i++) {
        str other = path.at[i];
        path.at[i] = path.at[path.n - 1 - i];
        path.at[path.n - 1 - i] = other;
    }
    return path;
}

static struct context context_of(const struct doc *doc,
                                 const struct citation *citation,
                                 struct arena *arena)
{
    const struct marker *marker = &doc->marker.at[citation->marker];
    const struct sentence *sentence = &doc->sentence.at[marker->sentence];
    const struct block *block = &doc->block.at[sentence->block];
    struct context context = {
        .kind = block->kind,
        .before =
            sentence_text(doc, doc_sentence_before(doc, marker->sentence)),
        .sentence = doc_str(doc, sentence->text),
        .after = sentence_text(doc, doc_sentence_after(doc, marker->sentence)),
        .marker = {1, 0},
        .heading = heading_path(doc, block->heading, arena)};
    if (span_has(sentence->text, marker->text))
        context.marker =
            (struct span){marker->text.start - sentence->text.start,
                          marker->text.end - sentence->text.start};
    if (citation->ref != NONE) {
        const struct ref *ref = &doc->ref.at[citation->ref];
        context.cited_title = doc_str(doc, ref->title);
        context.cited_year = ref->year;
        context.self_citation = ref->self_citation;
    }
    return context;
}

struct label verdict_label(const struct verdict *verdict)
{
    struct label label = {.stance = verdict->stance,
                          .evidence = verdict->evidence,
                          .intent = verdict->intent,
                          .code = verdict->code};
    memcpy(label.p, verdict->p, sizeof(label.p));
    return label;
}

static void keep_verdict(struct doc *doc, uint32_t citation,
                         const struct verdict *verdict)
{
    struct label *label = &doc->label.at[citation];
    uint32_t base =
        doc->sentence
            .at[doc->marker.at[doc->citation.at[citation].marker].sentence]
            .text.start;
    *label = verdict_label(verdict);
    label->cue = (struct rows){doc->cue.n, verdict->cue.n};
    for_vec (i, verdict->cue) {
        struct cue cue = verdict->cue.at[i];
        cue.text.start += base;
        cue.text.end += base;
        vec_push(&doc->cue, doc->arena, cue);
    }
}

void classify_doc(const struct classifier *classifier, struct doc *doc)
{
    SCOPED_ARENA scratch = {0};
    SCOPED_SCENE *scene = scene_new(classifier->lexicon);
    for_vec (i, doc->citation) {
        struct verdict verdict = {0};
        vec_push(&doc->label, doc->arena, ((struct label){0}));
        struct context context =
            context_of(doc, &doc->citation.at[i], &scratch);
        classify_context(classifier, &context, scene, &verdict, &scratch);
        keep_verdict(doc, i, &verdict);
        arena_clear(&scratch);
    }
    doc->model = arena_str(doc->arena, str_of(classifier->model->id));
}
