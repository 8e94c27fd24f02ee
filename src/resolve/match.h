/*
 * Which work a reference means, of those somebody keeps.
 *
 * The answer is a link, "look at it" or none, with the probability, and the
 * fields it rests on.  A link needs three fields that agree, among them words
 * (or two, if the title is one); a probability of MATCH_LINKS; nobody else
 * nearly as good.  An identifier that is printed is believed when the rest
 * doesn't speak against it.  Deterministic: it depends on the reference and
 * the works, not on when they came.
 */
#ifndef STET_RESOLVE_MATCH_H
#define STET_RESOLVE_MATCH_H

#include "resolve/works.h"

enum match_answer {
    MATCH_NONE,
    MATCH_REVIEW,
    MATCH_LINK,
    MATCH_ANSWERS
};
extern const char *const match_answer_name[MATCH_ANSWERS];

/* From these probabilities on; see docs/EVAL.md for what they cost. */
#define MATCH_LINKS   0.50F
#define MATCH_REVIEWS 0.05F

/* How much less likely the next one must be, in natural log-odds. */
#define MATCH_MARGIN 0.7F

struct match {
    enum match_answer answer;
    int64_t work;  /* the best one, 0 for none */
    float score;   /* 0 to 1 */
    float next;    /* the score of the runner-up, 0 without one */
    unsigned rule; /* match_score.h */
    uint32_t candidates;
};

/*
 * `fields` as far as the reference is taken apart, or null; `raw` as printed,
 * or empty.
 */
struct match match_find(const struct works *works, const struct work *fields,
                        str raw, struct arena *scratch);

/*
 * All works that are at least `least` likely, apart from `self`, the likelier
 * first; at most `most` of them, gives how many.  For those who look for works
 * that are one: no margin is kept.
 */
uint32_t match_near(const struct works *works, const struct work *fields,
                    int64_t self, float least, struct match *found,
                    uint32_t most, struct arena *scratch);

#endif
