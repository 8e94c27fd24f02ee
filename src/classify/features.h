/*
 * A citation as features: what is said, where in the sentence relative to the
 * target, by whose evidence, in which section.
 *
 * A feature (classify/group.h) knows the tokens of the sentence it was made
 * from, so that a label can show its reasons.
 */
#ifndef STET_CLASSIFY_FEATURES_H
#define STET_CLASSIFY_FEATURES_H

#include "classify/scene.h"
#include "doc/doc.h"

/* The version of all this; a model of another one is refused. */
#define FEATURES_VERSION 1u

/* What is looked at of the sentence on either side of the target, in bytes. */
#define SENTENCE_WINDOW 1500u

/* What is known of a citation; all but the sentence may be missing. */
struct context {
    enum block_kind kind; /* where it stands */
    str before, sentence, after;
    struct span marker; /* bytes in `sentence` */
    strs heading;       /* the path, outermost first */
    str cited_title;
    uint32_t cited_year;
    bool self_citation;
};

struct traits {
    struct group *group[GROUPS]; /* some are the scene's */
    tokens token;                /* of the sentence */
    cues_found cue;              /* in the sentence */
    uint32_t window_start;       /* tokens' bytes count from here */
};

/*
 * The features of a context, made in `arena`, those around the sentence lent
 * by `scene`.  False when there is nothing to judge: no words in the sentence,
 * or a marker that isn't in it.
 */
bool traits_of(const struct lexicon *lexicon, const struct context *context,
               struct scene *scene, struct traits *out, struct arena *arena);

/* bias + Σ value · weight of all features. */
void traits_scores(const struct traits *traits, const struct linear *model,
                   float *score /* [LINEAR_CLASSES] */);

#endif
