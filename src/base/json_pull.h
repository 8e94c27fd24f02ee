/*
 * JSON from a feed, value by value, without a tree: the caller says what comes
 * next and takes or skips it, so that a text of any size is read in the memory
 * of what is taken.  What is skipped costs about as much as looking at it.
 *
 *     if (pull_enter(&pull, '{'))
 *         while (pull_key(&pull, &key))
 *             if (str_eq(key, S("title")))
 *                 title = pull_text(&pull, arena);
 *             else
 *                 pull_skip(&pull);
 *
 * Being of another type than expected is no error: such a value is skipped,
 * reads as nothing, and is counted in `odd`.  What is no JSON sets `bad`, and
 * from then on every function gives nothing, so loops end.
 */
#ifndef STET_BASE_JSON_PULL_H
#define STET_BASE_JSON_PULL_H

#include "base/feed.h"

/* Records nest ten deep; what is skipped may nest deeper, up to PULL_SKIP. */
#define PULL_DEPTH 64
#define PULL_SKIP  4096

/* A key of more bytes is no key; of a longer one than PULL_NAME only so much
 * is given. */
#define PULL_KEY  1024
#define PULL_NAME 64

struct pull {
    struct feed *feed;
    size_t text_max; /* a longer text reads as nothing, and is odd */
    const char *bad; /* why it can't go on, null while all is well */
    unsigned depth;
    bool first[PULL_DEPTH]; /* nothing has come yet, on this level */
    char name[PULL_NAME];   /* the key given last */
    uint32_t odd;           /* values of another type than expected */
};

struct pull pull_on(struct feed *feed, size_t text_max);

/* The first character of the value that comes: '{', '[', '"', 't', 'f', 'n',
 * '-' or a digit; 0 at the end of the feed and when it is none of them. */
char pull_peek(struct pull *pull);

/* Go into an object or array; otherwise the value is skipped, and false. */
bool pull_enter(struct pull *pull, char open);

/* The next member's key, good until the next key is; false at the end of the
 * object, which is then left. */
bool pull_key(struct pull *pull, str *key);

/* Is there another element?  False at the end of the array, which is left. */
bool pull_item(struct pull *pull);

/*
 * A string, in the arena, as UTF-8 without control characters: a blank stands
 * for them, and U+FFFD for what is no character.
 */
str pull_text(struct pull *pull, struct arena *arena);

/* The same, or a number as it is written. */
str pull_word(struct pull *pull, struct arena *arena);

/* A number without its fraction, between the bounds of int64; 0 for others. */
int64_t pull_int(struct pull *pull);

bool pull_bool(struct pull *pull);

void pull_skip(struct pull *pull);

/* Leave what was entered, down to `depth` levels, skipping the rest. */
void pull_leave(struct pull *pull, unsigned depth);

/*
 * To the next line, on the outermost level, and all is well again: how one
 * goes on after a bad line of JSON Lines.  It is this one, if it was noticed
 * at its front that the one that began at byte `begun` of the feed isn't
 * whole.  False at the end of the feed.
 */
bool pull_next_line(struct pull *pull, uint64_t begun);

#endif
