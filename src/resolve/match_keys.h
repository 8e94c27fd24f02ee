/*
 * Blocking keys: where to look for the works that a reference might mean.
 *
 * A work is filed under a dozen numbers made from its metadata; a reference
 * is looked up under those that can be made from it, be it taken apart or
 * just a string.  What meets there is a candidate and nothing more.  No field
 * is in all of the keys, so that a string without title, without authors or
 * with a wrong page still finds its work:
 *
 *     page     surname, year, first page
 *     volume   year, volume, first page
 *     range    year, first page, last page
 *     title    two neighbouring words of the title, the longest pairs
 *     short    the only word of a title, and the year
 *     author   surname and year
 *     journal  initials of the journal's words, volume, first page
 *     authors  surnames of the first two authors
 *     near     year and first page; volume and first page
 *
 * Numbers are runs of digits ("e371" is 371, "S12" is 12), since that is what
 * a string surely shows.  A key has 32 bits and no machine in it: it may be
 * stored.  A work without a year is filed under year 0.
 */
#ifndef STET_RESOLVE_MATCH_KEYS_H
#define STET_RESOLVE_MATCH_KEYS_H

#include "doc/work.h"

enum match_key_kind {
    KEY_PAGE,
    KEY_VOLUME,
    KEY_RANGE,
    KEY_JOURNAL,
    KEY_AUTHORS,
    KEY_TITLE,
    KEY_SHORT,
    KEY_AUTHOR,
    KEY_NEAR,
    KEY_KINDS
};

struct match_key {
    uint32_t hash;
    enum match_key_kind kind;
};

typedef vec_of(struct match_key) match_keys;

/* So many at most is a work filed under. */
#define MATCH_KEYS_MAX 15

/* The pairs of words of a title that it is filed under. */
#define MATCH_TITLE_PAIRS 4

/*
 * Raise it when the keys of a work change: what was filed under the old ones
 * has to be filed anew.
 */
#define MATCH_KEYS_VERSION 1

/* The keys a work is filed under, each once; appended. */
void match_keys_of_work(const struct work *work, match_keys *keys,
                        struct arena *arena);

/* ---- to make the same keys from a string ------------------------------- */

/* Of what is folded; years and numbers as digits, surnames one word. */
uint32_t match_key_page(str surname, uint32_t year, str page);
uint32_t match_key_volume(uint32_t year, str volume, str page);
uint32_t match_key_range(uint32_t year, str first, str last);
uint32_t match_key_title(str word, str next);
uint32_t match_key_short(str word, uint32_t year);
uint32_t match_key_author(str surname, uint32_t year);
uint32_t match_key_authors(str surname, str other);
uint32_t match_key_near_year(uint32_t year, str page);
uint32_t match_key_near_volume(str volume, str page);

/* Is a folded word one of those that titles are known by? */
bool match_word_counts(str word);

/* The first run of digits without leading zeros; empty when there is none. */
str match_digits(str text);

/* The surname that an author is filed under: the last word of the family. */
str match_surname(str family, struct arena *arena);

/*
 * First and last page as digits: "1425-37" is 1425 and 1437; the last one is
 * empty when none is told.
 */
void match_pages(str page, str *first, str *last, struct arena *arena);

#endif
