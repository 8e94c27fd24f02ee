/*
 * A reference string as words and what stands between them.
 *
 * A word is a run of letters and digits; "&" is one, too, and an identifier
 * that was found by rule.  What stands between two words, spaces and signs, is
 * a gap: it is no word of its own, so that a field follows a field and not a
 * comma.  "2001Smith", "J1995" and the "D78" of a series are two
 * words each.
 */
#ifndef STET_RESOLVE_REF_TOKEN_H
#define STET_RESOLVE_REF_TOKEN_H

#include "resolve/ref_id.h"

/* How a word looks; what can be told from that alone. */
enum ref_shape {
    SHAPE_END, /* no word: before the first, after the last */
    SHAPE_ID,  /* found by rule */
    SHAPE_URL,
    SHAPE_AND,     /* & */
    SHAPE_INITIAL, /* J */
    SHAPE_CAPS2,   /* JB */
    SHAPE_CAPS3,   /* JBK */
    SHAPE_CAPS,    /* NASA and longer */
    SHAPE_TITLE2,  /* De, Li */
    SHAPE_TITLE,   /* Smith */
    SHAPE_CAMEL,   /* McDonald, MacMARCKS */
    SHAPE_LOWER1,  /* a */
    SHAPE_LOWER3,  /* de, von */
    SHAPE_LOWER,   /* stress */
    SHAPE_ODD,     /* mRNA */
    SHAPE_DIGIT1,
    SHAPE_DIGIT2,
    SHAPE_DIGIT3,
    SHAPE_DIGIT4,
    SHAPE_YEAR,          /* 1500 … 2039 */
    SHAPE_YEAR_AB,       /* 2001a */
    SHAPE_DIGIT5,        /* and longer */
    SHAPE_LETTER_DIGITS, /* e230, S12 */
    SHAPE_DIGIT_LETTERS, /* 2nd, 12A */
    SHAPE_MIXED,         /* H2O */
    SHAPE_OTHER_SCRIPT,  /* without letter case: 江南 */
    REF_SHAPES
};

/* What kind of gap: what the steps of the model can depend on. */
enum ref_gap {
    GAP_NOTHING, /* two words grown together */
    GAP_SPACE,
    GAP_DOT,
    GAP_COMMA,
    GAP_SEMICOLON,
    GAP_COLON,
    GAP_DOT_COMMA, /* "., " */
    GAP_DOT_OTHER, /* ".; ", ".: " */
    GAP_OPEN,      /* " (" */
    GAP_CLOSE,     /* ")" */
    GAP_CLOSE_DOT, /* ")." */
    GAP_CLOSE_OTHER,
    GAP_QUOTE_OPEN,
    GAP_QUOTE_CLOSE,
    GAP_HYPHEN,
    GAP_DASH, /* " – " */
    GAP_SLASH,
    GAP_APOSTROPHE,
    GAP_MARK, /* "? ", "! " */
    GAP_OTHER,
    REF_GAPS
};

struct ref_token {
    struct span text; /* bytes of the string */
    enum ref_shape shape;
    enum ref_gap gap;  /* before it */
    uint32_t word;     /* hash of it in lower case */
    uint32_t gap_hash; /* of the signs before it */
    uint32_t number;   /* its value when it is all digits, else 0 */
    bool quoted;       /* it stands in quotation marks … */
    uint8_t bracket;   /* … or brackets, so deep */
    str lower;
};

typedef vec_of(struct ref_token) ref_tokens;

/*
 * `ids` are the identifiers in `text`; each becomes one word.  The last token
 * is no word but SHAPE_END, with the gap that stands after all words.
 */
void ref_token_cut(str text, const ref_ids *ids, ref_tokens *out,
                   struct arena *arena);

#endif
