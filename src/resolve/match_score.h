/*
 * From agreements to a probability: how likely is this the work meant?
 *
 * A logistic regression over yes-or-no features: each field's agreement in a
 * few steps, and the pairs and triples of fields that mean more together than
 * apart ("no title, but author, year, volume and page").  The weights are
 * trained by eval/match (models/match-1.md) and stand in match_weights.h.
 */
#ifndef STET_RESOLVE_MATCH_SCORE_H
#define STET_RESOLVE_MATCH_SCORE_H

#include "resolve/match_agree.h"

/* An agreement has at most so many features. */
#define SCORE_FEATURES 24

/* So many there are. */
#define SCORE_SIZE 1037

/* The features that hold, ascending; gives how many. */
uint32_t score_features(const struct agreement *agreement, uint16_t *feature);

/* 0 to 1. */
float score_of(const struct agreement *agreement);

/* The fields that speak for the work, as one writes a rule. */
enum {
    RULE_IDENTIFIER = 1,
    RULE_TITLE = 2,
    RULE_AUTHOR = 4,
    RULE_YEAR = 8,
    RULE_CONTAINER = 16,
    RULE_VOLUME = 32,
    RULE_PAGE = 64,
    RULES = 7,
    RULE_NO_LINK = 128 /* something forbids it, however likely it is */
};

unsigned score_rule(const struct agreement *agreement);

/* "title+author+year"; made in `arena`. */
str score_rule_name(unsigned rule, struct arena *arena);

#endif
