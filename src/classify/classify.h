/*
 * What the citing authors do with a cited work: support it by their own
 * evidence, differ from it, or mention it.
 *
 * A classifier is a model with the cue lexicon; it is made once, then only
 * read, so all workers share one.  A citation is judged by its context alone:
 * the same context gives the same label, whatever was judged before.
 *
 * A text that can't be judged (no sentence, no marker in it, a bare cell of a
 * table) is `unclassified`, never a guess.
 */
#ifndef STET_CLASSIFY_CLASSIFY_H
#define STET_CLASSIFY_CLASSIFY_H

#include "doc/view.h"
#include "classify/features.h"

/* Reasons shown with a label, at most; and when somebody asks for all. */
#define CUES_SHOWN    5u
#define REASONS_SHOWN 16u

/* A cell of a table, or a line like it, with fewer words says nothing. */
#define PROSE_WORDS 5u

/*
 * A second opinion, asked where the linear model is unsure: it finds its
 * probabilities of the six codes in `p_code`, and leaves what the two think
 * together; false, with nothing changed, when it has none.  It may be asked
 * from several threads at once.
 */
struct opinion {
    bool (*ask)(void *user, const struct context *context, float *p_code);
    void *user;
    float unsure; /* asked when no code is this probable */
};

struct classifier {
    const struct linear *model;
    const struct lexicon *lexicon;
    struct opinion second; /* all zero: there is none */
    float least[STANCES];  /* p below this is no such stance; 0: no matter */
    bool all_reasons;      /* also those against, and those for background */
};

/* What speaks for a label besides the words of the sentence. */
enum around {
    AROUND_BEFORE, /* the sentence before */
    AROUND_AFTER,
    AROUND_HEADING,
    AROUND_SHAPE,    /* the marker and its place */
    AROUND_TOGETHER, /* cues of several sentences, in their order */
    AROUNDS
};

struct verdict {
    enum stance stance; /* strict */
    enum evidence evidence;
    enum intent intent;
    enum code code;         /* the likeliest that fits the stance */
    float p[STANCES];       /* strict; add up to 1, all 0 when unclassified */
    float p_code[CODES];    /* likewise */
    vec_of(struct cue) cue; /* bytes of the sentence, in order */
    enum code rival;        /* what the cues speak against */
    float around[AROUNDS];  /* what else spoke, likewise */
};

/* With the model that comes with the program. */
struct classifier *classifier_builtin(struct arena *arena);

/* With one from a file's bytes; null with `err` set when it is none of ours. */
struct classifier *classifier_read(str bytes, struct arena *arena,
                                   struct err *err);

/*
 * Only give a stance where it is right `precision` of the time (0.5 … 0.95, as
 * measured out of fold); what is less sure becomes unclassified.
 */
bool classifier_demand(struct classifier *classifier, float precision,
                       struct err *err);

/*
 * Judge one citation.  Citations of one paper are judged faster with a scene
 * of that paper; without one (null) the label is the same.
 */
void classify_context(const struct classifier *classifier,
                      const struct context *context, struct scene *scene,
                      struct verdict *out, struct arena *arena);

/* What is kept of a verdict, without its cues. */
struct label verdict_label(const struct verdict *verdict);

/* Fill doc->label and doc->cue, one label a citation; sets doc->model. */
void classify_doc(const struct classifier *classifier, struct doc *doc);

#endif
