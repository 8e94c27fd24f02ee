/*
 * What stands around a citation: the sentence before, the sentence after, the
 * headings.
 *
 * Citations of a paper share them: two of one sentence have the same
 * neighbours, and what stands after one stands before the next.  A scene reads
 * each text once and lends it to the citations that follow.  It knows a text
 * by its place in memory, so it goes with the paper it was made for.
 */
#ifndef STET_CLASSIFY_SCENE_H
#define STET_CLASSIFY_SCENE_H

#include "classify/cue.h"
#include "classify/group.h"

/* Of a sentence before or after, this many bytes are looked at. */
#define NEIGHBOUR_MAX 700u

/* A text without a target in it. */
struct reading {
    str text;
    tokens token;
    cues_found cue;
    struct group *before, *after; /* as a neighbour; made when asked for */
};

/* The path of headings, and the section class as bits of HEADING_IN_…. */
struct place {
    strs heading;
    struct group group;
    unsigned section;
};

struct scene;

struct scene *scene_new(const struct lexicon *lexicon);
void scene_free(struct scene **scene);
#define SCOPED_SCENE __attribute__((cleanup(scene_free))) struct scene

/* To be called for each citation: what was lent before may be gone. */
void scene_next(struct scene *scene);

/* Lent until the next citation. */
struct reading *scene_before(struct scene *scene, str text);
struct reading *scene_after(struct scene *scene, str text);
struct place *scene_place(struct scene *scene, const strs *heading);

#endif
